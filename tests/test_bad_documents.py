"""A folder as people really have it: what cannot be read is named, the rest is indexed."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.indexer.test_apart import forms_in_forms
from tests.indexer.word_files import archive, p, word

OTTERS = "Otters live by the weir of Glenmore, and the forum counts them in May."


def pdf(*pages: str, password: str = "", scanned: bool = False) -> bytes:
    """A PDF with a line of text a page, or with a picture in place of it."""
    written = io.BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(written, encrypt=encrypt)
    for text in pages:
        if scanned:
            canvas.drawImage(ImageReader(Image.new("RGB", (600, 800), "white")), 0, 0, 595, 842)
        else:
            canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def bomb() -> bytes:
    """A Word document of a few hundred kilobytes that unpacks to 400 MB."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", b" " * 400_000_000)
    return written.getvalue()


def with_entities() -> bytes:
    laugh = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": laugh})


WORD = word(p(OTTERS))
EXCEL_CUT = archive({"xl/workbook.xml": "<workbook/>"})[:-30]
BAD = {
    "locked.pdf": (pdf(OTTERS, password="4711"), "protected with a password"),
    "scan.pdf": (pdf("", "", scanned=True), "text recognition (OCR)"),
    "cut.pdf": (pdf(OTTERS)[:120], "damaged"),
    "forms.pdf": (forms_in_forms(9), "save"),
    "cut.docx": (WORD[: len(WORD) // 2], "damaged or cut short"),
    "bomb.docx": (bomb(), ""),
    "laugh.docx": (with_entities(), "entities"),
    "cut.xlsx": (EXCEL_CUT, "damaged or cut short"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as .docx"),
    "nothing.html": (b"", "the file is empty"),
    "picture.docx": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8, "the name says Word document"),
}
GOOD = {
    "a PDF.docx": pdf(f"{OTTERS} One."),
    "windows.txt": "“Otters” – they cost £5 each.".encode("cp1252"),
    "wide.txt": "Otters swim in the Kinlarig canal — at night.".encode("utf-16"),
    "the 'new' \"plan\" 🦦.docx": word(p(f"{OTTERS} Two.")),
    "page.htm": b"<html><body><p>Otters eat fish &amp; crabs.</p></body></html>",
}


def test_each_bad_file_is_named_with_what_to_do_and_the_rest_is_indexed(unindexed, tmp_path):
    for name, data in GOOD.items():
        unindexed.paper(f"papers/{name}", data)
    for name, (data, _) in BAD.items():
        unindexed.paper(f"papers/{name}", data)
    (tmp_path / "secret.txt").write_text("The alarm code is 4711.")
    (unindexed.folder / "papers/link.txt").symlink_to(tmp_path / "secret.txt")
    held = len(list((unindexed.folder / "papers").iterdir())) - len(BAD) - 1
    done = unindexed("index", "--json")
    assert done.code == 1
    report = done.json()
    reasons = {one["path"].removeprefix("papers/"): one["reason"] for one in report["skipped"]}
    assert reasons.pop("link.txt").startswith("this is a link to a file outside the folder.")
    assert reasons.keys() == BAD.keys()
    for name, (_, says) in BAD.items():
        assert says in reasons[name], (name, reasons[name])
        assert reasons[name][0].islower() or reasons[name][0].isdigit()
        assert reasons[name].endswith(".")
    assert report["documents"] == held
    notes = {one["path"].removeprefix("papers/"): one["note"] for one in report["notes"]}
    assert notes["a PDF.docx"] == "its name ends in '.docx', but it is a PDF, and was read as one."
    assert (
        "otters swim in the kinlarig canal" in unindexed("ask", "Where do otters swim?").out.lower()
    )


@pytest.mark.parametrize("name", ["cut.docx", "locked.pdf", "nothing.html"])
def test_show_says_what_is_wrong_with_a_bad_file(unindexed, name):
    unindexed.paper(name, BAD[name][0])
    assert BAD[name][1] in unindexed("show", name).complaint()


def test_a_pdf_of_many_pages_is_read_with_its_pages(unindexed):
    pages = [f"On page {number} the otters counted {number * 7} fish." for number in range(1, 401)]
    unindexed.paper("long.pdf", pdf(*pages))
    shown = unindexed("show", "long.pdf", "--json").json()
    texts = {passage["page"]: passage["text"] for passage in shown["passages"]}
    assert "2100 fish" in texts[300]
