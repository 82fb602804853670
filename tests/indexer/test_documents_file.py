import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.documents_file import OPENING, DocumentsFile, load_documents_file, stub
from indexer.errors import DocumentError
from indexer.schema import About
from indexer.types import Document, Kind, Origin

SHOWN = "papers/documents.yaml"
TEXT = """documents:
  - file: old/compact 2031.docx
    title: The Glenmore Compact
    area: Glenmore
    kind: compact
    date: 12 March 2031
    edition: 2nd edition
    superseded_by: compact-2034.pdf
    licence: Open Government Licence v3.0

  - file: halls.txt
    theme: Halls
    year: 2030
    source: {title: All about halls, file: all.pdf}
"""


def load(text: str) -> DocumentsFile:
    return load_documents_file(text.encode(), SHOWN)


def refusal(text: str) -> str:
    with pytest.raises(DocumentError) as error:
        load(text)
    return str(error.value)


def document(**said: str) -> Document:
    values = {"title": "The Glenmore Compact", **said}
    return Document("1", "compact.txt", "compact.txt", "1", "We meet.", **values)


def test_each_file_is_told_what_was_said_of_it():
    told = load(TEXT)
    assert told.of("old/compact 2031.docx") == About(
        title="The Glenmore Compact",
        area="Glenmore",
        kind=Kind.COMPACT,
        edition="2nd edition",
        date="12 March 2031",
        licence="Open Government Licence v3.0",
        superseded_by="compact-2034.pdf",
    )
    halls = About(theme="Halls", edition="2030", origin=Origin("All about halls", "all.pdf"))
    assert told.of("halls.txt") == halls
    assert told.of("compact 2031.docx") is None
    assert [entry.line for entry in told.entries] == [2, 11]


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("old\\compact.txt", "old/compact.txt"),
        ("./compact.txt", "compact.txt"),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("caf\u00e9.txt", "cafe\u0301.txt"),
        ("2031", "2031"),
    ],
    ids=["backslash", "dot", "accent apart", "accent in one", "number"],
)
def test_a_file_may_be_written_in_several_ways(written, file):
    told = load(f"documents:\n  - file: {written}\n    area: Glenmore\n")
    assert told.of(file) == About(area="Glenmore")
    assert list(told.faults([file])) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("file: halls.txt", "area: Bay", "line 11: 'file' is missing. Add a line 'file: ...'."),
        ("halls.txt", "''", "line 11: 'file' is empty. Write something after 'file:'."),
        ("theme:", "tehme:", "line 12: unknown key 'tehme'. Did you mean 'theme'?"),
        (
            "kind: compact",
            "kind: pact",
            "line 5: unknown kind 'pact'. Use one of: compact, principles, case_study,"
            " action_plan, improvement_plan, guidance, document.",
        ),
        ("Halls", "[a, b]", "line 12: 'theme' must be plain text. Put it in quotes."),
        (
            "halls.txt",
            "old\\compact 2031.docx",
            "line 11: the file 'old/compact 2031.docx' stands twice. Keep one entry.",
        ),
        (
            "halls.txt",
            "../halls.txt",
            "line 11: 'file' must be in the folder of documents.yaml, or in one below it.",
        ),
        (
            "halls.txt",
            "/halls.txt",
            "line 11: 'file' must be in the folder of documents.yaml, or in one below it.",
        ),
        ("documents:", "document:", "line 1: unknown key 'document'. Did you mean 'documents'?"),
        (
            TEXT,
            "documents:\n",
            "line 1: 'documents' must be a list with at least one '- ' entry.",
        ),
        (TEXT, "halls.txt", "line 1: expected 'key: value' lines here."),
        (TEXT, "documents: [x]", "line 1: expected 'key: value' lines here."),
    ],
    ids="no-file empty key kind list twice above absolute top nothing text names".split(),
)
def test_a_mistake_is_named_with_its_line(old, new, expected):
    assert refusal(TEXT.replace(old, new, 1)) == f"{SHOWN}, {expected}"


def test_malformed_yaml_is_named_with_its_line():
    assert refusal(TEXT.replace("Halls", "a: b")).startswith(f"{SHOWN}, line 12: this is not YAML")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["Halls.txt"], "there is no file 'halls.txt' beside it. Did you mean 'Halls.txt'?"),
        (
            ["new/halls.txt"],
            "there is no file 'halls.txt' beside it. Did you mean 'new/halls.txt'?",
        ),
        (["Q4.csv"], "there is no file 'halls.txt' beside it. Check its name."),
        ([], "there is no file 'halls.txt' beside it. Check its name."),
    ],
    ids=["capitals", "folder", "no likeness", "no files"],
)
def test_an_entry_without_its_file_is_a_fault(files, expected):
    faults = load(TEXT).faults(["old/compact 2031.docx", *files])
    assert [str(fault) for fault in faults] == [f"{SHOWN}, line 11: {expected}"]


def test_every_entry_without_its_file_is_a_fault():
    assert [fault.line for fault in load(TEXT).faults([])] == [2, 11]
    assert list(load(TEXT).faults(["halls.txt", "old/compact 2031.docx"])) == []


def test_a_stub_says_what_is_known_and_hints_at_the_rest():
    said = document(kind=Kind.COMPACT, area="Glenmore", edition="2031: new")
    assert OPENING + stub(said, "old/compact.txt") == (
        "documents:\n"
        "  - file: old/compact.txt\n"
        "    title: The Glenmore Compact\n"
        "    kind: compact\n"
        "    area: Glenmore\n"
        "    # date: the day, month or year it was published, such as 12 March 2012\n"
        "    edition: '2031: new'\n"
        "    # superseded_by: the file or title that took its place\n"
        "    # licence: such as Open Government Licence v3.0\n"
    )


KEYS = ("title", "area", "edition", "theme", "date", "licence", "superseded_by")
LETTERS = st.characters(exclude_categories=["C"], exclude_characters="\ufffd")
VALUES = st.text(LETTERS, min_size=1).map(lambda text: " ".join(text.split()))


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, VALUES)), st.sampled_from(Kind))
def test_a_stub_is_read_back_as_it_was(said, kind):
    known = document(kind=kind, **said)
    text = OPENING + stub(known, "a b/c.txt") + stub(document(), "#d: 'e'.txt")
    expected = About(kind=kind, **{key: getattr(known, key) for key in KEYS})
    assert load(text).of("a b/c.txt") == expected
    assert load(text).of("#d: 'e'.txt") == About(title="The Glenmore Compact", kind=Kind.DOCUMENT)


@pytest.mark.parametrize("key", ["area", "date", "edition", "superseded_by", "licence"])
def test_a_hint_becomes_a_value_when_its_sign_is_taken_off(key):
    text = OPENING + stub(document(), "compact.txt").replace(f"# {key}: ", f"{key}: ")
    told = load(text).of("compact.txt")
    assert told is not None
    assert getattr(told, key)


def test_any_bytes_are_read_or_refused():
    chance = random.Random(7)
    read = 0
    for _ in range(300):
        data = bytearray(TEXT.encode())
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            told = load_documents_file(bytes(data[: chance.randint(1, 999)]), SHOWN)
        except DocumentError:
            continue
        read += len(list(told.faults(["a"]))) > 0
    assert 0 < read < 300
