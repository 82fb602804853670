"""``compactbot actions``, as an officer and as a script use it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.commands.actions.exporting import HEADINGS
from bot.core.register import Change, Person, Said, Status
from bot.storage.register import open_register
from indexer.tables.columns import Meaning, meaning
from tests.program import REPOSITORY, Program, made_in

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


def test_a_dry_run_makes_no_database_and_says_what_an_import_would_add(program):
    program.paper("plan.md", PLAN)
    found = program("actions", "import", "plan.md", "--dry-run", "--json").json()
    assert (found["plan"], found["written"]) == ("GLE", False)
    assert found["diff"].items() >= {"plan": "GLE", "added": 3, "retired": 0}.items()
    assert not (program.folder / "state").exists()


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


# --- into the register ----------------------------------------------------------------------------

IMPORTED = """\
Plan GLE (Glenmore Plan) is new, with 2 actions and 1 sub-action.

New, under 'Grants'
  GLE1  Pay the grants sooner
    GLE1.1  Ask the groups

New, under 'Halls'
  GLE2  Mend the north door
Columns that were not taken over: Cost.

Written: plan GLE has 2 actions and 1 sub-action.
1 action has no timescale.
1 action has no lead.
To see them: compactbot actions list --plan GLE
"""
CHANGED = PLAN.replace("Pay the grants sooner", "Pay the grants sooner than now").replace(
    "| 2 | Mend the north door |", "| 2 | Open a bar |"
)
DIFF = """\
Plan GLE (Glenmore Plan) changes.

New, under 'Halls'
  GLE3  Open a bar

Other words
  GLE1  Pay the grants sooner than now
        Text was 'Pay the grants sooner', and is now 'Pay the grants sooner than now'

No longer in the plan (kept, with all that was reported on it)
  GLE2  Mend the north door

In short: 1 is new, 1 has other words, 1 is no longer in the plan and 1 stays as it is.
Columns that were not taken over: Cost.
"""
ADD_YES = (
    "compactbot: Nothing was written: this changes what is there. To carry it out, add --yes."
    " If this is another plan, add --new.\n"
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Program:
    """The program with the plan of Glenmore in its register. Not to be changed by a test."""
    program = made_in(tmp_path_factory.mktemp("held") / "glenmore")
    program.paper("plan.md", PLAN)
    assert program("actions", "import", "plan.md").code == 0
    return program


@pytest.fixture
def held(imported, tmp_path) -> Program:
    """A copy of it that a test may change."""
    return imported.copied_to(tmp_path / "copy")


def rows(program: Program, *arguments: str) -> list[Any]:
    found = program("actions", "list", "--json", *arguments).json()["rows"]
    assert isinstance(found, list)
    return found


def ids(program: Program, *arguments: str) -> list[str]:
    return [row["id"] for row in rows(program, *arguments)]


def logged(program: Program, action: str, **change: Any) -> None:
    """An update that came in from a chat."""
    url = f"sqlite:///{program.folder / 'state/register.db'}"
    at = datetime(2031, 6, 2, 9, 30, tzinfo=UTC)
    note = change.setdefault("note", "a word from the quay")
    said = Said(note, "chat", f"{action}-{note}", Person("u1", "Morag Tulloch"), at)
    with open_register(url) as register:
        register.log(said, [Change(action, **change)])


def test_a_new_plan_is_shown_and_written_at_once(program):
    program.paper("plan.md", PLAN)
    done = program("actions", "import", "plan.md")
    assert (done.code, done.out, done.err) == (0, IMPORTED, "")
    first, second, third = rows(program)
    assert [first["id"], second["id"], third["id"]] == ["GLE1", "GLE1.1", "GLE2"]
    assert (
        first.items()
        >= {
            "plan": "GLE",
            "objective": "Grants",
            "text": "Pay the grants sooner",
            "status": "in_progress",
            "percent": None,
            "due": "2031-05-31",
            "lead": "Council",
            "timescale": "May 2031",
            "retired": None,
        }.items()
    )
    assert second.items() >= {"part_of": "GLE1", "lead": "", "due": None, "status": None}.items()


def test_the_same_file_again_changes_nothing(held):
    before = (held.folder / "state/register.db").read_bytes()
    done = held("actions", "import", "plan.md")
    assert (done.code, done.err) == (0, "")
    assert "Plan GLE (Glenmore Plan) has all of this already. Nothing changes.\n" in done.out
    found = held("actions", "import", "plan.md", "--json").json()
    assert (found["written"], found["diff"]["unchanged"]) == (False, 3)
    assert (held.folder / "state/register.db").read_bytes() == before


def test_what_changes_the_plan_is_shown_and_waits_for_a_yes(held):
    held.paper("plan.md", CHANGED)
    done = held("actions", "import", "plan.md")
    assert (done.code, done.out, done.err) == (1, DIFF, ADD_YES)
    asked = held("actions", "import", "plan.md", "--json")
    assert (asked.code, asked.err) == (1, ADD_YES)
    assert (asked.json()["written"], asked.json()["diff"]["retired"]) == (False, 1)
    assert ids(held) == ["GLE1", "GLE1.1", "GLE2"]
    done = held("actions", "import", "plan.md", "--yes", "--json")
    assert (done.code, done.err) == (0, "")
    found = done.json()
    assert (found["plan"], found["written"]) == ("GLE", True)
    assert found["gaps"] == {"timescale": ["GLE3"], "lead": ["GLE3"]}
    assert ids(held) == ["GLE1", "GLE1.1", "GLE3"]
    assert ids(held, "--all") == ["GLE1", "GLE1.1", "GLE2", "GLE3"]


def test_a_new_edition_that_only_adds_is_written_at_once(held):
    held.paper("plan.md", PLAN + "| 3 | Open a bar | | | | |\n")
    found = held("actions", "import", "plan.md", "--json").json()
    assert (found["written"], found["diff"]["added"], found["diff"]["unchanged"]) == (True, 1, 3)


def test_a_dry_run_shows_what_a_new_edition_would_change_and_writes_nothing(held):
    held.paper("plan.md", CHANGED)
    before = (held.folder / "state/register.db").read_bytes()
    done = held("actions", "import", "plan.md", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Glenmore Plan (plan.md)\n")
    assert DIFF.removesuffix("Columns that were not taken over: Cost.\n") in done.out
    assert (held.folder / "state/register.db").read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "code", "left"),
    [("yes", 0, ["GLE1", "GLE1.1", "GLE3"]), ("", 1, ["GLE1", "GLE1.1", "GLE2"])],
)
def test_in_a_terminal_it_asks(held, typed, code, left):
    held.paper("plan.md", CHANGED)
    with held.terminal("actions", "import", "plan.md") as terminal:
        terminal.shows("Carry this out? Type yes or no:")
        terminal.types(f"{typed}\n")
        assert terminal.ends() == code
        assert ("Nothing was written." in terminal.screen) == bool(code)
    assert ids(held) == left


def test_updates_stay_with_an_action_whatever_becomes_of_its_words(held):
    logged(held, "GLE1", percent=40)
    held.paper("new name.md", CHANGED.replace("# Glenmore Plan", "# Plan of Glenmore"))
    held("actions", "import", "new name.md", "--yes")
    (row,) = held("actions", "show", "GLE1", "--json").json()["rows"]
    assert (row["text"], row["percent"], row["version"]) == (
        "Pay the grants sooner than now",
        40,
        2,
    )
    assert [one["text"] for one in row["wordings"]] == ["Pay the grants sooner", row["text"]]
    assert [one["source"] for one in row["wordings"]] == ["plan.md", "new name.md"]


def test_a_plan_of_its_own_can_be_demanded_and_an_edition_named(held):
    held.paper("other.md", PLAN)
    found = held("actions", "import", "other.md", "--new", "--json").json()
    assert (found["plan"], found["diff"]["added"]) == ("GLEB", 3)
    held.paper("third.md", "# Hedges\n\n| Action | Lead |\n|---|---|\n| Plant a hedge | |\n")
    found = held("actions", "import", "third.md", "--plan", "gleb", "--dry-run", "--json").json()
    assert (found["plan"], found["diff"]["retired"], found["diff"]["added"]) == ("GLEB", 3, 1)
    complaint = held("actions", "import", "third.md", "--plan", "XX").complaint()
    assert complaint.endswith(
        "there is no plan XX. There is: GLE (Glenmore Plan), GLEB (Glenmore Plan)."
    )


def test_what_can_be_made_out_is_taken_in_and_the_rest_is_named(program):
    program.paper("plan.md", PLAN.replace("Mend the north door | |", " | May |"))
    done = program("actions", "import", "plan.md")
    assert done.code == 1
    assert "What could not be made out\n  row 1 of table 2, under 'Halls': there is" in done.out
    assert ids(program) == ["GLE1", "GLE1.1"]


def test_a_document_without_actions_retires_none(held):
    held.paper("plan.md", "# Glenmore Plan\n\nNothing is planned.\n")
    done = held("actions", "import", "plan.md", "--yes")
    assert done.code == 1
    assert "no action plan was found" in done.out
    assert ids(held) == ["GLE1", "GLE1.1", "GLE2"]


# --- list and show --------------------------------------------------------------------------------


def test_a_list_tells_how_each_action_stands_by_plan_and_objective(held):
    logged(held, "GLE1", percent=60, status=Status.BLOCKED, reason="no money", due=date(2020, 1, 2))
    logged(held, "GLE2", status=Status.DONE)
    done = held("actions", "list")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "GLE: Glenmore Plan\n\nGrants\n"
        "  GLE1  Pay the grants sooner\n"
        "        Blocked, 60% done (no money); due 2 January 2020, which is past; lead: Council.\n"
        "    GLE1.1  Ask the groups\n"
        "            No report yet; no date; no lead.\n"
        "\nHalls\n"
        "  GLE2  Mend the north door\n"
        "        Done; no date; no lead.\n"
        "\n3 actions, 1 of them past its date.\n"
    )


def test_a_list_can_be_narrowed(held):
    logged(held, "GLE1", due=date(2020, 1, 2))
    assert ids(held, "--overdue") == ["GLE1"]
    assert ids(held, "--status", "In progress") == ["GLE1"]
    assert ids(held, "--status", "none", "--plan", "gle") == ["GLE1.1", "GLE2"]
    assert ids(held, "--lead", "COUNC") == ["GLE1"]
    assert held("actions", "list", "--status", "done").out == "No action is like that.\n"
    complaint = held("actions", "list", "--status", "fine").complaint()
    assert "'fine' is no status. Use one of: not_started, in_progress, blocked, done" in complaint


def test_with_no_plan_a_list_says_how_to_get_one_and_makes_no_database(program):
    done = program("actions", "list")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("There is no action plan yet. 'compactbot actions import FILE'")
    assert rows(program) == []
    assert "there is no action plan yet" in program("actions", "show", "GLE1").complaint()
    assert not (program.folder / "state").exists()


def test_show_tells_the_whole_story_of_an_action(held):
    logged(held, "GLE1", percent=25, note="a quarter done")
    logged(held, "GLE1", percent=60, due=date(2031, 7, 1), note="now 60 by July")
    with open_register(f"sqlite:///{held.folder / 'state/register.db'}") as register:
        first = register.updates("GLE1")[0]
        at = datetime(2031, 6, 3, 9, 0, tzinfo=UTC)
        register.withdraw([first.id], Person("u2", "Iain Bell"), at)
    held("actions", "edit", "GLE1", "--lead", "Forum")
    done = held("actions", "show", "gle1")
    assert (done.code, done.err) == (0, "")
    for said in (
        "GLE1: Pay the grants sooner\n\nPlan: Glenmore Plan (GLE)\nObjective: Grants\n",
        "How it stands\n  In progress, 60% done; due 1 July 2031; lead: Forum.\n",
        "  Timescale: May 2031\n  Lead: Forum\n  Progress: Begun\n  Future reporting: blank\n",
        "Its parts\n  GLE1.1  Ask the groups\n",
        '  2 June 2031 at 10:30, Morag Tulloch: 25% done\n    "a quarter done"\n'
        "    This was withdrawn on 3 June 2031 at 10:00 by Iain Bell; it no longer counts.\n",
        '  2 June 2031 at 10:30, Morag Tulloch: 60% done, due 1 July 2031\n    "now 60 by July"\n',
        "from plan.md: the first wording\n",
        "    Lead was 'Council', and is now 'Forum'\n",
    ):
        assert said in done.out
    (story,) = held("actions", "show", "GLE1", "--json").json()["rows"]
    assert [one["state"] for one in story["updates"]] == ["withdrawn", "current"]
    assert story["updates"][0]["ended_by"] == "Iain Bell"
    assert [one["source"] for one in story["wordings"]] == ["plan.md", ""]


def test_an_id_that_is_not_there_is_refused_with_the_nearest(held):
    complaint = held("actions", "show", "GLE9").complaint()
    assert complaint == (
        "compactbot: there is no action GLE9; 'compactbot actions list' shows them."
        " The nearest id is GLE1."
    )


# --- add and edit ---------------------------------------------------------------------------------


def test_an_action_is_added_under_the_next_number_and_outlives_an_import(held):
    words = ("--text", "Plant a hedge", "--timescale", "June 2031", "--lead", "Forum")
    done = held("actions", "add", "--plan", "gle", "--objective", "grant", *words)
    assert (done.code, done.err) == (0, "")
    assert done.out == "GLE3  Plant a hedge\n      No report yet; due 30 June 2031; lead: Forum.\n"
    assert ids(held) == ["GLE1", "GLE1.1", "GLE3", "GLE2"]
    assert held("actions", "import", "plan.md", "--json").json()["diff"]["unchanged"] == 4
    held.paper("plan.md", CHANGED)
    assert held("actions", "import", "plan.md", "--yes").code == 0
    assert ids(held) == ["GLE1", "GLE1.1", "GLE3", "GLE4"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ((), "the plan has 2 objectives. Name one with --objective"),
        (("--objective", "Hals"), "no objective 'Hals'. The nearest is 'Halls'."),
        (("--objective", "a"), "'a' fits 2 objectives."),
        (("--objective", "7"), "1 Grants; 2 Halls."),
    ],
)
def test_an_objective_must_be_clear(held, named, said):
    arguments = ("actions", "add", "--plan", "GLE", "--text", "Plant a hedge", *named)
    assert said in held(*arguments).complaint()


def test_what_is_typed_over_a_wording_is_kept_when_the_document_says_the_same_as_before(held):
    done = held(
        "actions", "edit", "GLE2", "--timescale", "by 1 May 2032", "--lead", "Bell", "--json"
    )
    (row,) = done.json()["rows"]
    assert (row["due"], row["lead"], row["version"]) == ("2032-05-01", "Bell", 2)
    assert held("actions", "import", "plan.md", "--json").json()["diff"]["unchanged"] == 3
    held.paper("plan.md", PLAN.replace("the north door", "the north and south doors"))
    assert held("actions", "import", "plan.md", "--yes").code == 0
    row = rows(held)[2]
    assert (row["text"], row["lead"]) == ("Mend the north and south doors", "Bell")
    assert held("actions", "edit", "GLE2", "--timescale", "").code == 0
    assert (rows(held)[2]["due"], rows(held)[2]["timescale"]) == (None, "")


def test_an_edit_needs_something_and_an_action_needs_words(held):
    complaint = held("actions", "edit", "GLE2").complaint()
    assert "Use one or more of --text, --timescale, --lead, --future-reporting." in complaint
    assert "an action needs words" in held("actions", "edit", "GLE2", "--text", " ").complaint()


# --- export ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_can_be_imported_again_without_change(held, form):
    held("actions", "edit", "GLE2", "--text", "=cmd()\n- and a second line", "--lead", "@bell")
    logged(held, "GLE1", percent=60, status=Status.BLOCKED, reason="no money", lead="Forum")
    done = held("actions", "export", "-o", f"out.{form}")
    assert (done.code, done.out) == (0, f"Wrote 3 actions to out.{form}.\n")
    again = held("actions", "import", f"out.{form}", "--json")
    assert (again.code, again.err) == (0, "")
    assert again.json()["diff"]["unchanged"] == 3
    assert again.json()["plan"] == "GLE"


def test_an_export_that_was_edited_changes_just_that(held):
    text = held("actions", "export").out.replace("Mend the north door,,", "Shut the door,May 2032,")
    held.paper("edited.csv", text)
    found = held("actions", "import", "edited.csv", "--yes", "--json").json()
    (step,) = found["diff"]["steps"]
    assert (step["step"], step["id"]) == ("reword", "GLE2")
    assert [change["field"] for change in step["changes"]] == ["text", "timescale"]
    assert found["diff"]["plan_changes"] == []


def test_an_export_of_several_plans_is_imported_one_by_one(held):
    held.paper("bare.md", "# Hedges\n\n| Action | Lead |\n|---|---|\n| Plant a hedge | |\n")
    assert held("actions", "import", "bare.md").code == 0
    held("actions", "export", "-o", "all.csv")
    complaint = held("actions", "import", "all.csv").complaint()
    assert (
        "all.csv has actions of several plans. Import with --plan GLE and then --plan" in complaint
    )
    for plan, size in (("GLE", 3), ("HED", 1)):
        found = held("actions", "import", "all.csv", "--plan", plan, "--json").json()
        assert (found["diff"]["unchanged"], found["diff"]["plan_changes"]) == (size, [])
        assert found["diff"]["steps"] == []


def test_an_export_tells_how_each_action_stands(held):
    logged(held, "GLE1", percent=60, status=Status.BLOCKED, reason="no money", lead="Forum")
    table = [*csv.DictReader(io.StringIO(held("actions", "export").out.removeprefix("\ufeff")))]
    assert (
        table[0].items()
        >= {
            "ID": "GLE1",
            "Lead": "Council",
            "Lead now": "Forum",
            "Status now": "blocked",
            "Percent done": "60",
            "Expected by": "2031-05-31",
            "Last said": "a word from the quay",
            "Said on": "2031-06-02",
            "Said by": "Morag Tulloch",
        }.items()
    )
    found = held("actions", "export", "--format", "json", "--plan", "GLE").json()["rows"]
    assert [row["id"] for row in found] == ["GLE1", "GLE1.1", "GLE2"]
    assert "add -o actions.xlsx" in held("actions", "export", "--format", "xlsx").complaint()


@pytest.mark.parametrize("heading", HEADINGS[7:])
def test_an_import_passes_over_the_headings_that_tell_how_an_action_stands(heading):
    assert meaning(heading) is Meaning.OTHER


@pytest.mark.shared
def test_the_real_plans_come_out_as_json(program, shared):
    for start, counts in (("002", (7, 27, 0)), ("003", (3, 9, 0)), ("004", (1, 17, 3))):
        (file,) = (shared / "documents").glob(f"{start}_*")
        done = program("actions", "import", str(file), "--json", "--dry-run")
        assert (done.code, done.err) == (0, "")
        assert tuple(json.loads(done.out)["counts"].values()) == counts


@pytest.mark.shared
def test_the_real_plans_are_taken_in_once_and_come_back_from_their_export(program, shared):
    program.paper("config.yaml", "")
    for start, plan, size in (("002", "SA", 27), ("003", "EDI", 9), ("004", "MID", 20)):
        (file,) = (shared / "documents").glob(f"{start}_*")
        found = program("actions", "import", str(file), "--json").json()
        assert (found["plan"], found["written"], found["diff"]["added"]) == (plan, True, size)
        assert len(rows(program, "--plan", plan)) == size
    for start, plan, size in (("002", "SA", 27), ("003", "EDI", 9), ("004", "MID", 20)):
        (file,) = (shared / "documents").glob(f"{start}_*")
        program("actions", "export", "--plan", plan, "-o", f"{plan}.csv")
        for again in (str(file), f"{plan}.csv"):
            found = program("actions", "import", again, "--json").json()
            assert (found["plan"], found["written"]) == (plan, False)
            assert found["diff"]["unchanged"] == size


@pytest.mark.shared
def test_our_summaries_of_the_real_plans_are_known_as_editions_of_them(program, shared):
    program.paper("config.yaml", "")
    folder = REPOSITORY / "knowledge/action_plans"
    for start, name, size in (
        ("002", "south-ayrshire", 27),
        ("003", "edinburgh-partnership", 9),
        ("004", "midlothian", 20),
    ):
        (file,) = (shared / "documents").glob(f"{start}_*")
        assert program("actions", "import", str(file)).code == 0
        found = program("actions", "import", str(folder / f"{name}.yaml"), "--json")
        assert found.code == 1
        counts = found.json()["diff"]
        assert (counts["reworded"], counts["added"], counts["retired"]) == (size, 0, 0)
