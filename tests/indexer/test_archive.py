"""What is refused before a Word or Excel file is unpacked."""

from __future__ import annotations

import io
import random
import struct
import zlib
from zipfile import ZIP_BZIP2, ZipFile, ZipInfo

import pytest
from docx import Document
from openpyxl import Workbook

from indexer import archive
from indexer.archive import checked
from indexer.errors import DocumentError
from tests.indexer.word_files import archive as zipped
from tests.indexer.word_files import saved

DAMAGED, LOCKED = "damaged or cut short", "protected with a password"
TOO_LARGE, ENTITIES = "unpacks to far more", "declares entities"
PLAIN = "<a>Glenmore</a>"


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as refused:
        checked(data, "glenmore.docx")
    return refused.value.reason


def test_files_as_programs_make_them_are_opened():
    workbook = io.BytesIO()
    Workbook().save(workbook)
    for data in (saved(Document()), workbook.getvalue(), zipped({"a.xml": "", "b.bin": b"\0"})):
        opened = checked(data, "glenmore.docx")
        assert opened.namelist()


def test_an_archive_that_is_cut_short_or_changed_is_refused():
    data = zipped({"a.xml": PLAIN, "b.png": random.Random(1).randbytes(5000)})
    assert DAMAGED in refusal(data[:-30])
    for at in range(200, 4000, 500):
        changed = bytearray(data)
        changed[at] ^= 4
        assert DAMAGED in refusal(bytes(changed))
    assert DAMAGED in refusal(b"no archive at all")


def test_an_archive_with_a_password_says_so():
    data = bytearray(zipped({"a.xml": PLAIN}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert LOCKED in refusal(bytes(data))


def test_an_archive_packed_in_a_way_that_office_does_not_know_is_refused():
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_BZIP2) as file:
        file.writestr("a.xml", PLAIN)
    assert DAMAGED in refusal(made.getvalue())


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    assert TOO_LARGE in refusal(zipped({"a.xml": "<a>" + " " * 6_000_000 + "</a>"}))
    assert TOO_LARGE in refusal(zipped({f"{at}.png": b"" for at in range(10_001)}))
    monkeypatch.setattr(archive, "_MOST_BYTES", 1000)
    assert TOO_LARGE in refusal(zipped({"a.png": bytes(range(250)) * 5}))
    monkeypatch.setattr(archive, "_MOST_XML", 10)
    assert TOO_LARGE in refusal(zipped({"a.xml": PLAIN}))


def test_a_member_that_declares_less_than_it_holds_is_refused():
    """``ZipFile.read`` unpacks all of it before it cuts it to the declared length."""
    whole, part = b"x" * 2_000_000, b"xxxxx"
    data = zipped({"a.bin": whole})
    for old, new in ((len(whole), len(part)), (zlib.crc32(whole), zlib.crc32(part))):
        data = data.replace(struct.pack("<I", old), struct.pack("<I", new))
    assert ZipFile(io.BytesIO(data)).read("a.bin") == part
    assert DAMAGED in refusal(data)


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE a><a/>",
        '<?xml version="1.0"?>\n<!-- <a/> --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '\ufeff<?xml version="1.0"?><!DOCTYPE a><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-',
        f"<!--{'x' * 70_000}--><!DOCTYPE a><a/>",
        f"{' ' * 70_000}<!DOCTYPE a><a/>",
    ],
    ids=["first", "after a comment", "after a mark", "in UTF-16", "in UTF-7", "late", "later"],
)
@pytest.mark.parametrize("name", ["word/document.xml", "_rels/.rels"])
def test_xml_that_declares_entities_is_refused(name, xml):
    assert ENTITIES in refusal(zipped({name: xml}))


def test_nothing_is_written_whatever_a_member_is_called(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        for name in ("../outside.xml", "/tmp/absolute.xml", "inside.xml"):
            file.writestr(ZipInfo(name), PLAIN)
    checked(made.getvalue(), "glenmore.docx")
    assert not list(tmp_path.rglob("*"))
