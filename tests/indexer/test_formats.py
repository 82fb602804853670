"""What a file is said to be, by its content and by its name."""

import io
import zipfile

import pytest

from indexer.errors import DocumentError
from indexer.readers.formats import Format, format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PAGE = b"<!DOCTYPE html>\n<html lang='en'><body>Otters</body></html>"


def archive(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return written.getvalue()


WORD, EXCEL = archive("word/document.xml"), archive("xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", WORD, Format.WORD),
        ("a.docm", archive("word/document2.xml"), Format.WORD),
        ("A.XLSX", EXCEL, Format.EXCEL),
        ("a.docx", EXCEL, Format.EXCEL),
        ("a.txt", WORD, Format.WORD),
        ("a.pdf", b"%PDF-1.4\n", Format.PDF),
        ("a.doc", b"junk before it %PDF-1.4\n", Format.PDF),
        ("a.html", b"Otters", Format.HTML),
        ("a.txt", PAGE, Format.HTML),
        ("a.doc", b"\xef\xbb\xbf  <!-- saved --> <HTML>", Format.HTML),
        ("a", PAGE, Format.HTML),
        ("a.md", b"<html> is how a page begins.", Format.MARKDOWN),
        ("a.txt", b"Otters", Format.TEXT),
        ("a.csv", b"Action,Lead", Format.CSV),
        ("a.yml", b"title: Otters", Format.RECORDS),
        ("a.docx", b"Otters live by the weir.", Format.TEXT),
        ("a.pdf", "Otters – by the weir.".encode("utf-16"), Format.TEXT),
    ],
)
def test_the_content_decides_and_the_name_where_it_is_mute(name, data, found):
    assert format_of(data, f"docs/{name}") is found


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", OLE, "this is an old Word file (.doc). Open it in Word and save it as .docx."),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "this is an old Excel file (.xls). "),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "it is protected with a password"),
        ("a.rtf", b"{\\rtf1\\ansi Otters}", "this is RTF. Open it in Word and save it as .docx."),
        ("a.pptx", archive("ppt/presentation.xml"), "this is a PowerPoint presentation. Save it"),
        ("a.odt", archive("mimetype", "content.xml"), "this is an OpenDocument file. Save it as"),
        ("a.xlsb", archive("xl/workbook.bin", "xl/x.xml"), "this is a binary Excel workbook."),
        ("a.epub", archive("META-INF/container.xml"), "this is an e-book. Save it as PDF."),
        ("a.zip", archive("notes.txt"), "this is an archive. Unpack it and put the files in."),
        (
            "a.docx",
            WORD[:40],
            "this Word document is damaged or cut short. Get a whole copy of it.",
        ),
        ("a.docx", bytes(range(256)) * 9, "the name says Word document, but the content is not"),
        ("a.jpeg", b"\xff\xd8\xff", "no reader for this kind of file. Save it as a Word document "),
        ("a", b"Otters", "no reader for this kind of file. "),
    ],
)
def test_what_no_reader_reads_is_said_with_what_to_do(name, data, says):
    with pytest.raises(DocumentError) as caught:
        format_of(data, name)
    assert caught.value.reason.startswith(says)
