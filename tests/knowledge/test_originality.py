"""The knowledge files say it in their own words, and say nothing their sources do not say."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "knowledge"
DOCUMENTS = ROOT.parent / "shared" / "documents"
WRITTEN_FOLDERS = ("compacts", "principles", "case_studies", "action_plans")

RUN_WORDS = 12
EXEMPT_KEYS = {"id", "file", "where"}  # "where" counts rows and items that carry no number
COUNTED = """two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen twenty"""
NUMBER_WORDS = {word: str(value) for value, word in enumerate(COUNTED.split(), start=2)}
NUMBER_WORDS["hundred"] = "100"

QUOTES = str.maketrans("‘’‛“”„", "'''\"\"\"")
TAG = re.compile(r"</?[A-Za-z][^>]*>")
WORD = re.compile(r"[a-z0-9£%']+")
NUMBER = re.compile(r"£?\d+(?:,\d{3})*(?:\.\d+)*(?:\s?(?:%|per cent\b|million\b|m\b))?")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]*_]*\s+")
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9']*")
ACRONYM = re.compile(r"[A-Z]{2,}s?")


def clean(text: str) -> str:
    """Text with entities resolved, tags dropped and quotation marks made plain."""
    return TAG.sub(" ", html.unescape(text)).translate(QUOTES)


def words_of(text: str) -> list[str]:
    """The lower-cased words of a text in order."""
    stripped = (word.strip("'") for word in WORD.findall(clean(text).lower()))
    return [word for word in stripped if word]


def copied_runs(text: str, original: str, length: int = RUN_WORDS) -> list[str]:
    """Each longest run of at least `length` words that the two texts share."""
    source = words_of(original)
    grams = {tuple(source[i : i + length]) for i in range(len(source) - length + 1)}
    words = words_of(text)
    runs: list[str] = []
    covered = -1
    for i in range(len(words) - length + 1):
        if tuple(words[i : i + length]) not in grams:
            continue
        if i <= covered:
            runs[-1] += f" {words[i + length - 1]}"
        else:
            runs.append(" ".join(words[i : i + length]))
        covered = i + 1
    return runs


def numbers_of(text: str) -> set[str]:
    """The figures of a text, one spelling each: 1700 for 1,700, £0.5m for £0.5 million."""
    return {
        re.sub(r"[,\s]", "", found).replace("percent", "%").replace("million", "m")
        for found in NUMBER.findall(clean(text).lower())
    }


def names_of(text: str) -> set[str]:
    """Capitalised words inside sentences, and acronyms anywhere, in one line of text."""
    names: set[str] = set()
    for sentence in SENTENCE_END.split(clean(text)):
        for place, token in enumerate(TOKEN.findall(sentence)):
            name = re.sub(r"'s?$", "", token)
            inside = place > 0 and name[0].isupper() and len(name) > 1
            if inside or ACRONYM.fullmatch(name):
                names.add(name)
    return names


def invented(text: str, original: str) -> list[str]:
    """The figures, number words and names of a text that its source does not have."""
    known = {re.sub(r"'s$", "", word) for word in words_of(original)}
    figures = numbers_of(original) | {
        figure for word, figure in NUMBER_WORDS.items() if word in known
    }
    missing = {number for number in numbers_of(text) if number not in figures}
    missing |= {
        word
        for word in words_of(text)
        if word in NUMBER_WORDS and word not in known and NUMBER_WORDS[word] not in figures
    }
    for line in text.splitlines():
        for name in names_of(line):
            lower = name.lower()
            if not {lower, lower.removesuffix("s"), f"{lower}s"} & known:
                missing.add(name)
    return sorted(missing)


def values_of(node: Any) -> Iterator[str]:
    """Every value of a YAML structure as text, without the exempt keys."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in EXEMPT_KEYS:
                yield from values_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from values_of(value)
    elif node is not None:
        yield str(node)


def read_knowledge(path: Path) -> tuple[Any, str]:
    """A knowledge file's structured part and its prose, one line for each value or paragraph."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".md":
        front, body = text, ""
    elif text.startswith("---\n"):
        front, body = text.removeprefix("---\n").split("\n---\n", 1)
    else:
        front, body = "", text
    structure = yaml.safe_load(front)
    return structure, "\n".join([*values_of(structure), body])


def knowledge_files(*folders: str) -> list[Path]:
    """The Markdown and YAML files in the named folders of the knowledge base."""
    found = (path for folder in folders for path in (KNOWLEDGE / folder).rglob("*"))
    return sorted(path for path in found if path.suffix in {".md", ".yaml"})


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    """The source documents by file name."""
    found = {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTS.glob("*.txt")}
    if not found:
        pytest.skip("needs ../shared/documents")
    return found


@pytest.mark.shared
def test_no_sentence_is_copied(documents: dict[str, str]) -> None:
    """No knowledge file shares a run of twelve words with any source document."""
    files = knowledge_files(*WRITTEN_FOLDERS)
    assert files, f"no knowledge files under {KNOWLEDGE}"
    problems = [
        f"{path.relative_to(ROOT)} copies {name}: {run}"
        for path in files
        for name, original in documents.items()
        for run in copied_runs(path.read_text(encoding="utf-8"), original)
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.shared
def test_each_figure_year_and_name_occurs_in_its_source(documents: dict[str, str]) -> None:
    """A file that names its source has no figure, year or name from anywhere else."""
    problems: list[str] = []
    checked = 0
    for path in knowledge_files("."):
        structure, prose = read_knowledge(path)
        source = structure.get("source") if isinstance(structure, dict) else None
        if not source:
            continue
        checked += 1
        name = path.relative_to(ROOT)
        if source["file"] not in documents:
            problems.append(f"{name}: no source document {source['file']}")
            continue
        missing = invented(prose, documents[source["file"]])
        if missing:
            problems.append(f"{name}: not in {source['file']}: {', '.join(missing)}")
    assert checked, f"no knowledge file under {KNOWLEDGE} names a source"
    assert not problems, "\n".join(problems)


def test_a_copied_run_of_twelve_words_is_found() -> None:
    """Twelve shared words are a copy, eleven are not, whatever the typography."""
    original = "zero <b>one</b> two three ‘four’ five six seven eight nine ten eleven twelve"
    twelve = "Mine: one two three 'four' five six seven, eight nine ten &#101;leven twelve!"
    assert copied_runs(twelve, original) == [
        "one two three four five six seven eight nine ten eleven twelve"
    ]
    assert copied_runs(twelve.replace("twelve", "dozen"), original) == []


def test_a_longer_copied_run_is_reported_once() -> None:
    """A copied run is reported whole; two separate runs are reported apart."""
    original = " ".join(f"word{i}" for i in range(40))
    first, second = " ".join(original.split()[:14]), " ".join(original.split()[20:32])
    assert copied_runs(f"{first} mine {second}", original) == [first, second]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The council asked 1700 people about 20 per cent of £0.5 million.", []),
        ("The council asked 1800 people.", ["1800"]),
        ("The council saved 20.", ["20"]),
        ("Twelve people met seven times, and a hundred others twice.", ["seven"]),
        ("Councillors met Fife's Mayor.\n- Then some went to Leith.", ["Fife"]),
        ("NHS staff came. EVOC's did not.", ["EVOC"]),
    ],
)
def test_an_invented_figure_or_name_is_found(text: str, missing: list[str]) -> None:
    """A figure, number word, name or acronym that the source lacks is named."""
    original = (
        "The Mayor of Leith told the NHS that 1,700 people, 12 councillors and a hundred others"
        " had 20% of £0.5m."
    )
    assert invented(text, original) == missing
