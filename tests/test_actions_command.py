"""``compactbot actions import --dry-run``, as an officer and as a script use it."""

from __future__ import annotations

import json

import pytest

from tests.program import Program, made_in

PLAN = """\
# Glenmore Plan

It runs for three years.

## Grants

| Ref | Action | Timescale | Lead | Progress | Cost |
|---|---|---|---|---|---|
| 1 | Pay the grants sooner | May 2031 | Council | Begun | |
| 1.1 | Ask the groups | | | | £20 |

## Halls

| Ref | Action | Timescale | Lead | Progress | Cost |
|---|---|---|---|---|---|
| 2 | Mend the north door | | | | |
"""
SHOWN = """\
Glenmore Plan (plan.md)

Grants
  1. Pay the grants sooner
     When: May 2031
     Who: Council
     Progress: Begun
     Where: row 1 of table 1
     1.1. Ask the groups
          Where: row 2 of table 1

Halls
  2. Mend the north door
     Where: row 1 of table 2

2 actions and 1 sub-action under 2 objectives; 1 has no timescale; 1 has no lead.
Columns that were not taken over: Cost.
"""
LIST = """\
Glenmore Forum

Our work

We will take the following actions:

1. Write a guide to halls
2. Open the hall
"""


@pytest.fixture
def program(tmp_path) -> Program:
    """The program with its papers; no index is needed."""
    return made_in(tmp_path / "glenmore")


def test_a_plan_is_shown_by_objective_with_what_is_known_and_where_it_stands(program):
    program.paper("plan.md", PLAN)
    done = program("actions", "import", "plan.md", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.out == SHOWN


def test_a_list_under_no_objective_is_shown_below_its_heading(program):
    program.paper("plan.txt", LIST)
    done = program("actions", "import", "plan.txt", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert "Under the heading 'Our work'\n  1. Write a guide to halls\n" in done.out
    assert done.out.endswith("\n2 actions; 2 have no timescale; 2 have no lead.\n")


def test_the_json_has_each_field_and_the_exact_place_of_each_action(program):
    program.paper("plan.md", PLAN)
    found = program("actions", "import", "plan.md", "--dry-run", "--json").json()
    blocks = [
        block
        for section in program("show", "plan.md", "--json").json()["sections"]
        for block in section["blocks"]
    ]
    assert (found["document"], found["title"]) == ("plan.md", "Glenmore Plan")
    assert found["counts"] == {"objectives": 2, "actions": 2, "sub_actions": 1}
    assert found["unused_columns"] == ["Cost"]
    assert found["problems"] == []
    grants, halls = found["objectives"]
    assert (grants["name"], halls["name"]) == ("Grants", "Halls")
    assert grants["where"]["headings"] == ["Glenmore Plan", "Grants"]
    (pays,) = grants["actions"]
    place = pays["where"]
    assert (place["start"], place["end"]) in [(b["start"], b["end"]) for b in blocks]
    assert {**pays, "where": None, "actions": None} == {
        "text": "Pay the grants sooner",
        "reference": "1",
        "timescale": "May 2031",
        "lead": "Council",
        "progress": "Begun",
        "future_reporting": "",
        "status": "",
        "where": None,
        "actions": None,
    }
    assert {**place, "start": 0, "end": 0} == {
        "headings": ["Glenmore Plan", "Grants"],
        "page": None,
        "start": 0,
        "end": 0,
        "table": 1,
        "row": 1,
        "paragraph": "",
        "original": "",
    }
    (asks,) = pays["actions"]
    assert (asks["text"], asks["timescale"], asks["actions"]) == ("Ask the groups", "", [])
    assert asks.keys() == pays.keys()


def test_what_could_not_be_made_out_is_said_with_its_place_and_the_exit_code_is_1(program):
    program.paper("plan.md", PLAN.replace("Mend the north door | |", " | May |"))
    done = program("actions", "import", "plan.md", "--dry-run")
    assert (done.code, done.err) == (1, "")
    assert done.out.endswith(
        "\nWhat could not be made out\n  row 1 of table 2, under 'Halls': there is a lead, a date"
        " or progress, but no action beside it.\n"
    )
    again = program("actions", "import", "plan.md", "--dry-run", "--json")
    assert again.code == 1
    assert [problem["where"] for problem in again.json()["problems"]] == [
        "row 1 of table 2, under 'Halls'"
    ]


def test_a_document_without_a_plan_says_what_was_looked_for(program):
    done = program("actions", "import", "papers/ferry.txt", "--dry-run")
    assert done.code == 1
    assert "ferry.txt: no action plan was found. Looked for a table with a column" in done.out


def test_without_dry_run_nothing_is_done_and_it_says_so(program):
    program.paper("plan.md", PLAN)
    complaint = program("actions", "import", "plan.md").complaint()
    assert complaint.endswith("this version cannot keep it yet. Add --dry-run to see it.")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("lost.docx", None, "lost.docx: there is no such file."),
        ("empty.txt", b"", "empty.txt: the file is empty."),
        ("papers", None, "papers: this folder cannot be opened."),
        ("bad.docx", b"PK\3\4 and nothing more", "bad.docx: "),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(program, name, data, said):
    if data is not None:
        program.paper(name, data)
    assert said in program("actions", "import", name, "--dry-run", "--json").complaint()


def test_actions_alone_is_wrong_usage(program):
    done = program("actions")
    assert (done.code, done.out) == (2, "")
    assert "the following arguments are required: WHAT" in done.err


def test_what_documents_yaml_says_of_a_file_is_said_of_its_plan(program):
    program.paper("papers/plan.md", PLAN)
    program.paper(
        "papers/documents.yaml",
        "documents:\n  - file: plan.md\n    title: The Plan\n    edition: 2031\n",
    )
    found = program("actions", "import", "papers/plan.md", "--dry-run", "--json").json()
    assert (found["title"], found["edition"]) == ("The Plan", "2031")


@pytest.mark.shared
def test_the_real_plans_come_out_as_json(program, shared):
    for start, counts in (("002", (7, 27, 0)), ("003", (3, 9, 0)), ("004", (1, 17, 3))):
        (file,) = (shared / "documents").glob(f"{start}_*")
        done = program("actions", "import", str(file), "--json", "--dry-run")
        assert (done.code, done.err) == (0, "")
        assert tuple(json.loads(done.out)["counts"].values()) == counts
