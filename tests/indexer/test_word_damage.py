"""Word files that are damaged, unusual or hostile: read, or refused with what to do."""

from __future__ import annotations

import io
import random
import time
from contextlib import suppress
from zipfile import ZipFile

import pytest

from indexer.errors import DocumentError
from indexer.readers import read as read_file
from indexer.readers.word import read as read_word
from tests.indexer.reading import PLACES, check, read_text
from tests.indexer.word_council import council_document
from tests.indexer.word_files import NAMES, archive, cell, changed, p, r, row, style, table, word

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
KINDS = {
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotx": MAIN.replace("document.main", "template.main"),
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as refused:
        read_word(data, "glenmore.docx")
    return refused.value.reason


@pytest.mark.parametrize("suffix", KINDS)
def test_documents_with_macros_and_templates_are_read(suffix):
    made = read_text(word(p("We agree."), kind=KINDS[suffix]), f"glenmore.{suffix}")
    assert made.document.text == "We agree."


def test_the_strict_form_is_read():
    strict = changed(
        word(p("We agree.", '<w:pStyle w:val="Heading1"/>') + p("Text.")),
        **{
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
                "http://purl.oclc.org/ooxml/wordprocessingml/main"
            ),
            "http://schemas.openxmlformats.org/officeDocument/2006/": (
                "http://purl.oclc.org/ooxml/officeDocument/"
            ),
        },
    )
    assert read_text(strict, "glenmore.docx").outline() == [(("We agree.",), ["Text."])]


def test_parts_are_found_by_their_relations_and_missing_ones_are_done_without():
    whole = members(word(p("We agree."), styles="", numbering=f"<w:numbering {NAMES}/>"))
    for gone in ("_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml"):
        data = archive({name: text for name, text in whole.items() if name != gone})
        assert read_text(data, "glenmore.docx").document.text == "We agree."
    moved = {name.replace("document.xml", "main.xml"): text for name, text in whole.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"document.xml", b"main.xml")
    assert read_word(archive(moved), "glenmore.docx").elements[0].text == "We agree."


@pytest.mark.parametrize(
    "document",
    ["", "no xml", "<w:document>", "<other/>", f"<w:document {NAMES}/>", "<" * 1000, "\x00\xff"],
)
def test_a_document_part_that_is_none_is_refused(document):
    whole = members(word(p("We agree.")))
    assert "Open it in Word" in refusal(archive({**whole, "word/document.xml": document}))


def test_what_the_file_refers_to_is_not_fetched():
    """The network is closed to tests: reaching for it fails."""
    kinds = {
        "image": "http://example.org/a.png",
        "attachedTemplate": "https://example.org/t.dotm",
        "styles": "https://example.org/styles.xml",
        "officeDocument": "file:///etc/passwd",
    }
    relations = "".join(
        f'<Relationship Id="e{kind}" Type="http://x/{kind}" Target="{target}" '
        'TargetMode="External"/>'
        for kind, target in kinds.items()
    )
    body = p("Aims", '<w:pStyle w:val="Own"/>') + p("We agree.")
    whole = members(word(body, styles=style("Own", "heading 1")))
    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        whole[name] = whole[name].replace(
            b'relationships">', f'relationships">{relations}'.encode()
        )
    whole["word/own.xml"] = whole.pop("word/styles.xml")
    relation = "word/_rels/document.xml.rels"
    whole[relation] = whole[relation].replace(b'"styles.xml"', b'"own.xml"')
    assert read_text(archive(whole), "glenmore.docx").outline() == [(("Aims",), ["We agree."])]


@pytest.mark.parametrize(
    "body",
    [
        "<w:sdt><w:sdtContent>" * 300 + p("x") + "</w:sdtContent></w:sdt>" * 300,
        f"<w:p>{'<w:ins>' * 5000}{r('x')}{'</w:ins>' * 5000}</w:p>",
    ],
)
def test_absurd_nesting_is_refused(body):
    assert "Open it in Word" in refusal(word(body))


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 10_000
        + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' * 10_000,
        p("x", "<w:rPr><w:del/></w:rPr>") * 10_000 + p("y"),
        p("<w:r>" + "<w:t>x</w:t><w:br/>" * 50_000 + "</w:r>"),
        p("1." * 100_000) + p("(" * 100_000) + p(" " * 100_000 + "x") + p("." * 100_000 + " 3"),
        table(*[row(*[cell("x")] * 50)] * 200),
    ],
    ids=["fields", "deleted ends", "line breaks", "long lines", "a large table"],
)
def test_what_is_meant_to_take_long_does_not(body):
    began = time.monotonic()
    assert read_word(word(body + p("End.")), "glenmore.docx").elements
    assert time.monotonic() - began < 5


def mutated(parts: dict[str, bytes], luck: random.Random) -> bytes:
    """A file with one part bent: bytes changed, cut, doubled or swapped."""
    name = luck.choice(sorted(parts))
    content = bytearray(parts[name])
    a, b = sorted(luck.randrange(len(content)) for _ in range(2))
    how = luck.randrange(5)
    if how == 0:
        content[a] ^= 1 << luck.randrange(8)
    elif how == 1:
        del content[a : min(b, a + 400)]
    elif how == 2:
        content[a:a] = content[a : min(b, a + 400)]
    elif how == 3:
        tags = [at for at in range(len(content)) if content[at : at + 1] == b"<"]
        at = luck.choice(tags)
        content[at : at + 3] = luck.choice([b"<w:tbl/>", b"<w:p>", b"</w:p>", b"<w:x "])
    else:
        digits = [at for at in range(len(content)) if 48 <= content[at] < 58]
        content[luck.choice(digits)] = luck.choice(b"0123456789-x")
    return archive({**parts, name: bytes(content)})


def test_no_damage_makes_more_than_a_refusal():
    luck = random.Random(2014)
    whole = council_document()
    parts = {
        name: content
        for name, content in members(whole).items()
        if name.startswith(("word/document", "word/num", "word/styles", "_rels", "word/_rels"))
    }
    read = 0
    for at in range(300):
        data = mutated(parts, luck) if at % 3 else bent(whole, luck)
        with suppress(DocumentError):
            check(read_text(data, "glenmore.docx"))
            read += 1
    assert 30 < read < 290


def bent(data: bytes, luck: random.Random) -> bytes:
    """The file itself with a byte changed, or cut short."""
    at = luck.randrange(len(data))
    return data[:at] if luck.random() < 0.3 else data[:at] + luck.randbytes(1) + data[at + 1 :]


def test_a_document_longer_than_any_book_is_refused():
    assert "longer than any book" in refusal(word("<w:p/>" * 200_001))


def test_an_empty_document_is_refused():
    with pytest.raises(DocumentError, match="no text was found"):
        read_file("glenmore.docx", word(p("")), PLACES)
