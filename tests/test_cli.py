"""The command line as scripts and people use it: outputs, batches, options, interruptions."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from indexer.places import Places
from indexer.readers import read
from tests.program import REPOSITORY, Done, Program, environment

pytestmark = pytest.mark.model

QUESTION = "How soon are grants paid in Glenmore?"
ROW = {
    "id": type(None),
    "question": str,
    "answered": bool,
    "caution": bool,
    "confidence": float,
    "text": str,
    "citations": list,
    "related": list,
    "progress": list,
    "took_ms": float,
}
CITATION = {
    "document": str,
    "title": str,
    "area": (str, type(None)),
    "edition": (str, type(None)),
    "headings": list,
    "paragraph": (str, type(None)),
    "page": (int, type(None)),
    "quote": str,
    "start": int,
    "end": int,
}
REPORT = {
    "documents": int,
    "passages": int,
    "embedded": int,
    "reused": int,
    "removed": int,
    "skipped": list,
    "seconds": float,
    "read": int,
    "copies": list,
    "notes": list,
}
CONVERSATION = {"id": "talk", "turns": [QUESTION, "And in Strathbeg?"]}
BATCH = (
    {"id": "first", "question": QUESTION},
    {"id": 7, "question": "How long does a consultation stay open in Glenmore?"},
    CONVERSATION,
    {"id": "alone", "question": "And in Strathbeg?"},
    {"id": "ferry", "turns": ["Who travels on the ferry without a fare?"]},
    {"question": "What do volunteers of Strathbeg get for free?"},
)


def lines(*rows: Any) -> str:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)


def has_types(row: dict[str, Any], types: dict[str, Any]) -> bool:
    return all(isinstance(row[key], kind) for key, kind in types.items())


def documents(row: dict[str, Any]) -> list[str]:
    return [citation["document"] for citation in row["citations"]]


@pytest.fixture(scope="module")
def answer(indexed: Program) -> Done:
    return indexed("ask", QUESTION)


@pytest.fixture(scope="module")
def as_json(indexed: Program) -> Done:
    return indexed("ask", "--json", QUESTION)


@pytest.fixture(scope="module")
def batch(indexed: Program) -> Done:
    return indexed("ask", "--json", "--batch", "-", stdin=lines(*BATCH))


# --- ask -----------------------------------------------------------------------------------------


def test_an_answer_is_quotes_each_with_the_place_where_it_stands(answer):
    assert (answer.code, answer.err) == (0, "")
    assert (
        "“Glenmore Council pays grants within 21 days of a signed claim.”\n"
        "— The Glenmore Compact (March 2024), Grants\n"
    ) in answer.out


def test_json_is_one_object_with_the_keys_of_the_contract(as_json):
    row = as_json.json()
    assert (as_json.code, as_json.err) == (0, "")
    assert row.keys() == ROW.keys()
    assert has_types(row, ROW)
    assert (row["question"], row["answered"]) == (QUESTION, True)
    assert 0 < row["confidence"] <= 1
    assert row["citations"]
    assert all(has_types(citation, CITATION) for citation in row["citations"])


def test_json_has_the_text_that_a_person_sees(answer, as_json):
    assert as_json.json()["text"] == answer.out[:-1]


def test_each_citation_says_where_its_words_stand_in_the_document(indexed, batch):
    found = [citation for row in batch.rows() for citation in row["citations"]]
    assert {citation["document"] for citation in found} == {
        "glenmore.md",
        "strathbeg.md",
        "ferry.txt",
    }
    for citation in found:
        path = indexed.folder / "papers" / citation["document"]
        text = read(path.name, path.read_bytes(), Places.of(())).document.text
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_question_that_no_document_answers_is_not_answered(indexed):
    row = indexed("ask", "--json", "Who repairs the clock of the parish church?").json()
    assert (row["answered"], row["citations"]) == (False, [])
    assert "Morag Tulloch" in row["text"]


def test_an_area_is_named_in_any_case_and_narrows_the_answer_to_it(indexed):
    row = indexed("ask", "How are grants paid?", "--area", "strathBEG", "--json").json()
    assert set(documents(row)) == {"strathbeg.md"}


def test_an_area_that_no_document_is_about_is_refused_with_those_that_there_are(indexed):
    complaint = indexed("ask", "--area", "Atlantis", QUESTION).complaint()
    assert complaint.endswith("no document is about 'Atlantis'. There are: Glenmore, Strathbeg.")
    assert "''" in indexed("ask", "--area", "", QUESTION).complaint()


def test_a_limit_is_the_most_quotes_there_are(indexed):
    row = indexed("ask", QUESTION, "--limit", "1", "--json").json()
    assert len(row["citations"]) == 1


@pytest.mark.parametrize("limit", ["0", "two"])
def test_a_limit_that_is_no_number_above_zero_is_refused(indexed, limit):
    done = indexed("ask", QUESTION, f"--limit={limit}")
    assert (done.code, done.out) == (2, "")
    assert f"--limit: '{limit}' must be a whole number, 1 or more" in done.err


def test_any_signs_may_stand_in_a_question(indexed):
    question = (
        '--What is "a signed claim"? It\'s ours; DROP TABLE passages;-- (1 OR 1) NEAR/2 *'
        " 🙂 👩‍👩‍👧 מתי משולמים המענקים? متى تدفع المنح؟"
    )
    assert indexed("ask", "--json", "--", question).json()["question"] == question


def test_bytes_that_are_no_text_may_stand_in_a_question(indexed):
    asked = os.fsdecode(b"caf\xe9 grants in Glenmore?")
    assert indexed("ask", "--json", asked).json()["question"] == "caf? grants in Glenmore?"


def test_a_question_needs_no_quotation_marks(indexed, answer):
    assert indexed("ask", *QUESTION.split()) == answer


def test_the_first_question_builds_the_index_and_says_so_beside_the_answer(unindexed):
    done = unindexed("ask", "--json", QUESTION)
    assert done.json()["answered"]
    assert done.err.startswith("There is no index yet; building it.\nIndexed 3 documents in ")


# --- batches -------------------------------------------------------------------------------------


def test_a_batch_is_answered_line_by_line_in_its_order_with_its_ids(batch):
    rows = batch.rows()
    assert (batch.code, batch.err) == (0, "")
    assert [row["id"] for row in rows] == ["first", 7, "talk", "alone", "ferry", None]
    assert all(row.keys() == ROW.keys() for row in rows)
    assert [row["question"] for row in rows] == [
        (asked.get("turns") or [asked["question"]])[-1] for asked in BATCH
    ]


def test_a_batch_may_stand_in_a_file_that_begins_with_a_byte_order_mark(copied, batch):
    copied.paper("asked.jsonl", b"\xef\xbb\xbf" + lines(*BATCH).encode())
    rows = copied("ask", "--json", "--batch", "asked.jsonl").rows()
    same = ("id", "text", "citations")
    assert [[row[key] for key in same] for row in rows] == [
        [row[key] for key in same] for row in batch.rows()
    ]


def test_the_last_turn_of_a_conversation_is_answered_in_its_thread(batch):
    talk = batch.rows()[2]
    assert talk["question"] == "And in Strathbeg?"
    assert "Strathbeg Council pays grants in two parts" in talk["text"]
    assert set(documents(talk)) == {"strathbeg.md"}


def test_no_line_of_a_batch_continues_another(indexed):
    follow_up = {"question": "And in Strathbeg?"}
    talks = [follow_up, *[{"question": QUESTION}, follow_up] * 4]
    rows = indexed("ask", "--json", "--batch", "-", stdin=lines(*talks)).rows()
    assert {row["text"] for row in rows[2::2]} == {rows[0]["text"]}


def test_lines_that_cannot_be_answered_are_named_and_the_others_are_answered(indexed):
    given = lines(
        {"id": "a", "question": QUESTION},
        "",
        "not json",
        "   ",
        '["a", "list"]',
        {"id": "no text"},
        {"id": "blank", "question": "  "},
        {"id": "number", "question": 5},
        {"id": "turns", "turns": ["Grants?", None]},
        {"id": "long", "question": "grants " * 1000},
        "[" * 100_000,
        {"id": "z", "question": QUESTION},
    )
    done = indexed("ask", "--json", "--batch", "-", stdin=given.encode() + b'{"question": "\xff"}')
    rows = done.rows()
    assert done.code == 1
    assert [row["id"] for row in rows if row["answered"]] == ["a", "z"]
    named = re.findall(r"^compactbot: line (\d+) of the batch: \S.*\.$", done.err, re.M)
    assert named == ["3", "5", "6", "7", "8", "9", "10", "11", "13"]
    assert done.err.count("\n") == len(named)
    faulty = [row for row in rows if "error" in row]
    assert len(faulty) == len(named)
    assert all(ROW.keys() <= row.keys() and row["text"] == row["error"] for row in faulty)


def test_each_answer_of_a_batch_stands_under_its_question(indexed):
    done = indexed("ask", "--batch", "-", stdin=lines(*BATCH[:2], "?", BATCH[-1]))
    assert done.code == 1
    assert re.findall(r"^Question.*$", done.out, re.M) == [
        f"Question first: {QUESTION}",
        f"Question 7: {BATCH[1]['question']}",
        f"Question: {BATCH[-1]['question']}",
    ]


def test_an_empty_batch_is_done(indexed):
    assert indexed("ask", "--json", "--batch", "-") == Done(0, "", "")


# --- index ---------------------------------------------------------------------------------------


def test_index_says_what_it_read_and_reads_only_what_is_new(unindexed):
    first = unindexed("index", "--json")
    row = first.json()
    assert (first.code, first.err) == (0, "")
    assert row.keys() == REPORT.keys()
    assert has_types(row, REPORT)
    assert (row["documents"], row["reused"], row["skipped"]) == (3, 0, [])
    unindexed.paper("papers/new.txt", "The ferry of Glenmore carries bicycles on Sundays.")
    (unindexed.folder / "papers/strathbeg.md").unlink()
    again = unindexed("index", "--json").json()
    assert (again["documents"], again["removed"]) == (3, 1)
    assert 0 < again["embedded"] < again["reused"] < row["embedded"]
    assert re.fullmatch(
        r"Indexed 3 documents with \d+ passages in \d+\.\d s"
        r" \(0 read; 0 new texts, \d+ known; 0 documents removed\)\.\n",
        unindexed("index").out,
    )


def test_index_takes_folders_and_files_in_place_of_the_configured_ones(unindexed):
    unindexed.paper("apart/boats.txt", "Boats on Loch Glenmore carry two life belts each.")
    assert unindexed("index", "apart", "papers/ferry.txt", "--json").json()["documents"] == 2
    assert unindexed("ask", "--json", "How many life belts do boats carry?").json()["answered"]


# --- chat ----------------------------------------------------------------------------------------


def test_chat_answers_each_line_of_a_pipe_without_a_prompt(indexed):
    done = indexed("chat", stdin=f"{QUESTION}\nAnd in Strathbeg?\nhelp\n".encode() + b"caf\xe9\n")
    assert (done.code, done.err) == (0, "")
    assert "you>" not in done.out
    assert "Ctrl-D" not in done.out
    said = (
        "within 21 days",
        "grants in two parts",
        "I answer from the partnership's own documents",
    )
    places = [done.out.find(words) for words in said]
    assert -1 < places[0] < places[1] < places[2]


def test_chat_in_a_terminal_greets_asks_answers_and_ends_with_ctrl_d(indexed):
    with indexed.terminal("chat") as terminal:
        assert "Ctrl-D ends." in terminal.shows("you> ")
        terminal.types(f"{QUESTION}\n")
        assert "within 21 days" in terminal.shows("you> ")
        terminal.types("more\n")
        assert "Further passages" in terminal.shows("you> ")
        terminal.types("and in Strathbeg?\n")
        assert "in two parts" in terminal.shows("you> ")
        terminal.types("help\n")
        assert "principle of the week" in terminal.shows("you> ")
        terminal.types("about\n")
        assert "I hold 3 documents" in terminal.shows("you> ")
        terminal.types("\x04")
        assert terminal.ends() == 0


def test_ctrl_c_ends_a_chat_with_130(indexed):
    with indexed.terminal("chat") as terminal:
        terminal.shows("you> ")
        assert terminal.interrupt_until_it_ends() == 130


def test_ctrl_c_ends_a_build_with_130_and_the_next_one_goes_through(unindexed):
    many = (f"Paper {number} is about ferry {number * 7} of Glenmore.\n" for number in range(250))
    unindexed.paper("papers/many.txt", "\n".join(many))
    with unindexed.terminal("index") as terminal:
        terminal.shows("Reading the documents")
        terminal.interrupt()
        assert terminal.ends() == 130
    (unindexed.folder / "papers/many.txt").unlink()
    assert unindexed("index").code == 0


# --- everywhere ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [("--config", "../config.yaml", "ask", QUESTION), ("ask", QUESTION, "--config=../config.yaml")],
    ids=["before the command", "after it"],
)
def test_the_configuration_may_be_named_before_or_after_the_command(indexed, arguments):
    assert "within 21 days" in indexed(*arguments, cwd="papers").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "Answers from a partnership's own compact"),
        (["ask", "--help"], "--batch FILE"),
        (["--version"], "."),
    ],
    ids=["help", "help of a command", "version"],
)
def test_help_and_version_need_none_of_the_heavy_libraries(indexed, arguments, said):
    done, loaded = traced(indexed, *arguments)
    assert said in done.stdout
    assert "bot.cli" in loaded
    heavy = {"torch", "onnxruntime", "faiss", "numpy", "yaml", "rich", "tokenizers"}
    assert heavy & loaded == set()


def test_a_question_needs_neither_torch_nor_what_builds_on_it_nor_rich(indexed):
    done, loaded = traced(indexed, "ask", QUESTION)
    assert "within 21 days" in done.stdout
    assert {"onnxruntime", "faiss"} <= loaded
    assert {"torch", "sentence_transformers", "transformers", "onnx", "rich"} & loaded == set()


def traced(program: Program, *arguments: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """A run of the program, and the modules that it imported, without what is below them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", *arguments],
        cwd=program.folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    names = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.M)
    return done, set(names)


def test_the_version_is_that_of_the_project(indexed):
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert indexed("--version").out.split()[-1] == project["project"]["version"]


@pytest.mark.parametrize("arguments", [[], ["sing"], ["ask", QUESTION, "--loud"]])
def test_a_command_or_option_that_there_is_not_is_refused(indexed, arguments):
    done = indexed(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: compactbot")


@pytest.mark.parametrize(
    "arguments",
    [["ask", "--json", "--batch", "-"], ["doctor"], ["--help"], ["chat"]],
    ids=["batch", "doctor", "help", "chat"],
)
def test_a_reader_that_goes_away_is_no_fault(indexed, arguments):
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        done = subprocess.run(
            indexed.command(*arguments),
            cwd=indexed.folder,
            env=environment(),
            input=lines(*BATCH),
            stdout=theirs,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_cannot_be_written_is_said(indexed):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            indexed.command("ask", QUESTION),
            cwd=indexed.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "compactbot: the output: No space left on device.\n",
    )


def test_a_terminal_that_knows_few_signs_gets_the_answer_with_question_marks(indexed):
    done = subprocess.run(
        indexed.command("ask", QUESTION),
        cwd=indexed.folder,
        env=environment() | {"PYTHONIOENCODING": "ascii"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "?Glenmore Council pays grants within 21 days of a signed claim.?" in done.stdout
