import codecs
import random
import time

import pytest

from indexer.decoding import decode, visible, without_markup
from indexer.errors import DocumentError

WORDS = "Glenmore – £5 for Ann’s café."


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        *(WORDS.encode(name) for name in ("utf-16", "utf-16-le", "utf-16-be")),
        *(WORDS.encode(name) for name in ("utf-32", "utf-32-le", "utf-32-be")),
        WORDS.encode("cp1252"),
    ],
    ids="utf-8 utf-8-mark utf-16 little big utf-32 little-32 big-32 windows".split(),
)
def test_every_usual_encoding_is_known_without_being_told(data):
    assert decode(data, "glenmore.txt") == WORDS


def test_zero_bytes_at_every_other_place_are_utf_16_however_long_the_text():
    text = "The clubs of the bay meet in the hall.\n" * 500
    assert decode(text.encode("utf-16-le"), "glenmore.txt") == text
    assert decode(text.encode("utf-16-be"), "glenmore.txt") == text


def test_a_declared_encoding_is_believed_where_the_bytes_are_not_utf_8():
    polish = "Gmina Żółw, część druga."
    assert decode(polish.encode("iso-8859-2"), "a.html", "ISO-8859-2") == polish
    assert decode(polish.encode(), "a.html", "ISO-8859-2") == polish
    assert decode(WORDS.encode("cp1252"), "a.html", "iso-8859-1") == WORDS


@pytest.mark.parametrize("declared", ["utf-7", "rot13", "unicode_escape", "idna", "x" * 99, "cp0"])
def test_an_encoding_that_is_none_of_text_is_not_believed(declared):
    assert decode(WORDS.encode("cp1252"), "a.html", declared) == WORDS
    assert decode(b"Glenmore +AGE-", "a.html", declared) == "Glenmore +AGE-"


def test_one_damaged_byte_does_not_spoil_the_letters_of_the_rest():
    damaged = WORDS.encode() + b" Bell\x92s hall \xff\xc3"
    assert decode(damaged, "glenmore.txt") == f"{WORDS} Bell’s hall ÿÃ"


def test_half_a_character_at_the_end_of_long_utf_16_is_only_that():
    text = "The clubs of the bay meet. " * 20
    cut = decode(text.encode("utf-16")[:-1], "glenmore.txt")
    assert cut.startswith(text[:-1])


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9, bytes(1000), codecs.BOM_UTF16_LE + b"G\x00l"],
    ids=["a picture", "zeros", "half a character"],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(DocumentError, match=r"this is not a text file\. Save it as"):
        decode(data, "glenmore.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"Glenmore is a town. " * 1_000_000,
        "Glenmore – £5. ".encode() * 1_000_000,
        "Glenmore – £5. ".encode("cp1252") * 1_000_000,
        "Glenmore – £5. ".encode() * 1_000_000 + b"\x92",
        "Glenmore is a town. ".encode("utf-16-le") * 500_000,
        random.Random(1).randbytes(10_000_000),
    ],
    ids="ascii utf-8 windows damaged utf-16 noise".split(),
)
def test_a_large_file_is_decoded_or_refused_at_once(data):
    began = time.monotonic()
    try:
        assert decode(data, "glenmore.txt").startswith("Glenmore")
    except DocumentError:
        assert data[:8] != b"Glenmore"
    assert time.monotonic() - began < 5


def test_what_nobody_sees_is_taken_out():
    assert visible("vol\u00adun\u200bteer\u00a0group\ufeff") == "volunteer group"
    assert without_markup("vol&shy;unteer<br>group &amp; club") == "volunteer\ngroup & club"


def test_an_absurd_run_of_spaces_or_tabs_is_cut():
    text = decode(f"a{' ' * 90_000}b{chr(9) * 90_000}c  d".encode(), "a.txt")
    assert text.split() == ["a", "b", "c", "d"]
    assert len(text) < 1000
