"""PDFs that are protected, scanned, damaged or made to do harm."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from indexer.errors import DocumentError
from indexer.readers.pdf import file, read
from tests.indexer.pdfs import Pen, heading, para, report, table

SENTENCE = "Partners meet four times a year."


def fault(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read(data, "glenmore.pdf")
    return caught.value.reason


def texts(data: bytes) -> list[str]:
    return [element.text for element in read(data, "glenmore.pdf").elements]


def picture() -> ImageReader:
    """A grey picture, as a scanner makes it."""
    return ImageReader(Image.new("L", (40, 60), 200))


def scanned(pen: Pen) -> None:
    pen.canvas.drawImage(picture(), 0, 0, 595, 842)
    pen.page()


def raw(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def one_page(content: bytes, box: bytes = b"0 0 595 842") -> bytes:
    """A PDF with one page of this content, which is packed."""
    packed = zlib.compress(content, 9)
    return raw(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>" % box,
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def test_a_password_is_said_and_what_to_do():
    locked = StandardEncryption("secret", ownerPassword="owner", strength=128)
    pen = Pen({"encrypt": locked})
    pen.line(SENTENCE)
    assert fault(pen.done()).startswith("it is protected with a password. Open it, take")


@pytest.mark.parametrize("strength", [40, 128])
def test_a_password_for_changes_only_is_no_hindrance(strength):
    locked = StandardEncryption("", ownerPassword="owner", canCopy=0, strength=strength)
    pen = Pen({"encrypt": locked})
    pen.line(SENTENCE)
    assert texts(pen.done()) == [SENTENCE]


def test_a_scan_is_said_and_what_to_do():
    pen = Pen()
    scanned(pen)
    scanned(pen)
    assert fault(pen.done()).startswith("it holds pictures of pages and no text. Run text")


def test_pages_that_are_scans_are_named():
    pen = Pen()
    pen.line(SENTENCE)
    pen.page()
    scanned(pen)
    scanned(pen)
    pen.line(SENTENCE)
    pen.page()
    scanned(pen)
    found = read(pen.done(), "glenmore.pdf")
    assert [element.text for element in found.elements] == [SENTENCE, SENTENCE]
    assert [note.split(".")[0] for note in found.notes] == [
        "pages 2 to 3: pictures and no text",
        "page 5: pictures and no text",
    ]


def test_letters_without_names_are_no_text():
    content = b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % b"".join(b"%04X" % i for i in range(300, 400))
    unnamed = raw(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Own/Encoding/Identity-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Own/DW 600"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    )
    assert "cannot be read as text" in fault(unnamed)


def test_no_pages_and_no_text_are_said():
    none = raw(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
    assert "pages" in fault(none)
    pen = Pen()
    pen.canvas.rect(100, 100, 50, 50)
    pen.page()
    assert fault(pen.done()).startswith("no text was found")


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_at_all_is_said(data):
    assert "damaged" in fault(data)


def test_a_pdf_whose_table_of_contents_is_lost_is_read():
    pen = Pen()
    for i in range(20):
        pen.line(f"{SENTENCE} And {i} more.")
        pen.page()
    data = pen.done()
    assert len(texts(data.replace(b"startxref", b"startxxxx"))) == 20


@pytest.mark.parametrize(
    "box", [b"0 0 0 0", b"0 0 1e9 1e9", b"0 0 -5 -5", b"nan 0 1 1", b"-3000 -3000 3000 3000"]
)
def test_pages_of_an_absurd_size_do_no_harm(box):
    data = one_page(b"BT /F1 12 Tf 72 700 Td (Partners meet here.) Tj ET", box)
    with suppress(DocumentError):
        read(data, "glenmore.pdf")


BOMBS: dict[str, Callable[[], bytes]] = {
    "a page of a million letters": lambda: one_page(
        b"BT /F1 2 Tf " + b"1 0 0 1 50 700 Tm (word word word word word) Tj " * 40_000 + b"ET"
    ),
    "a page of many lines": lambda: one_page(
        b"".join(b"%d %d m %d %d l S\n" % (i % 599, i % 83, i % 97, i % 801) for i in range(90_000))
    ),
    "a page of crossing lines": lambda: one_page(
        b"".join(b"%d 0 m %d 800 l S 0 %d m 590 %d l S\n" % (i, i, i, i) for i in range(0, 590, 1))
        + b"BT /F1 2 Tf 50 700 Td (word) Tj ET"
    ),
    "many words that all stand elsewhere": lambda: one_page(
        b"BT /F1 3 Tf "
        + b"".join(
            b"1 0 0 1 %d %d Tm (w) Tj " % (i * 7919 % 590, i * 104729 % 840) for i in range(12_000)
        )
        + b"ET"
    ),
    "a hundred thousand objects": lambda: raw(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *[b"<</A 1>>"] * 100_000,
    ),
    "a deep tree of pages": lambda: raw(
        b"<</Type/Catalog/Pages 2 0 R>>",
        *[b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (i + 3) for i in range(20_000)],
        b"<</Type/Page/MediaBox[0 0 9 9]>>",
    ),
    "a tree of pages that bites its tail": lambda: raw(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9000000>>"
    ),
    "packed nothing": lambda: one_page(b" " * 20_000_000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_file_made_to_do_harm_ends_soon(bomb):
    data = BOMBS[bomb]()
    began = time.process_time()
    with suppress(DocumentError):
        read(data, "glenmore.pdf")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("times", [1, 2])
def test_a_part_that_unpacks_to_far_too_much_is_refused(times):
    packed = zlib.compress(b" " * 40_000_000, 9)
    packed = packed if times == 1 else zlib.compress(packed, 9)
    data = raw(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream"
        % (len(packed), b"/FlateDecode" * times, packed),
    )
    assert "unpacks to more" in fault(data)


def test_more_pages_than_are_read_are_said(monkeypatch):
    monkeypatch.setattr(file, "MOST_PAGES", 2)
    pen = Pen()
    for _ in range(5):
        pen.line(SENTENCE)
        pen.page()
    found = read(pen.done(), "glenmore.pdf")
    assert found.notes == ("from page 3 on: left out, as only 2 pages of a file are read.",)


def test_three_hundred_pages_are_read_fast():
    pen = Pen()
    for i in range(300):
        for j in range(30):
            pen.canvas.drawString(72, 750 - 14 * j, f"Page {i}, line {j}: partners will listen.")
        pen.page()
    data = pen.done()
    began = time.process_time()
    assert len(texts(data)) == 300
    assert time.process_time() - began < 10


def test_files_are_read_in_several_threads_at_once():
    pen = Pen()
    for i in range(20):
        pen.line(f"Meeting {i} was held.")
        pen.page()
    data = pen.done()
    with ThreadPoolExecutor(4) as pool:
        found = [*pool.map(texts, [data] * 8)]
    assert found == [texts(data)] * 8


def test_damaged_files_give_text_or_say_so():
    """Bit flips, cuts, swaps: nothing but a DocumentError comes out."""
    rows = [("Action", "Lead"), *((f"Meet {i} times", "Forum") for i in range(5))]
    whole = report(
        [heading("1. Plan"), para(f"1.1 {SENTENCE}"), table(rows), para(SENTENCE)],
        pageCompression=0,
    )
    chance = random.Random(7)
    refused = 0
    for _ in range(300):
        try:
            read(damaged(whole, chance), "glenmore.pdf")
        except DocumentError:
            refused += 1
    assert 0 < refused < 300


def damaged(whole: bytes, chance: random.Random) -> bytes:
    data = bytearray(whole)
    how = chance.randrange(4)
    if how == 0:
        return bytes(data[: chance.randrange(10, len(data))])
    if how == 1:
        cuts = sorted(chance.randrange(len(data)) for _ in range(4))
        pieces = [bytes(data[a:b]) for a, b in pairwise([0, *cuts, len(data)])]
        chance.shuffle(pieces)
        return b"".join(pieces)
    for _ in range(chance.choice([1, 5, 60])):
        at = chance.randrange(len(data))
        data[at] = chance.randrange(256) if how == 2 else data[at] ^ (1 << chance.randrange(8))
    return bytes(data)
