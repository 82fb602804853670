"""``compactbot report``: what is asked for, what is written, what is kept of it."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest

from bot.core.register import Change, Said
from bot.storage.register import open_register
from tests.core.reporting import MORAG
from tests.program import Program, made_in

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
HALLS = """\
title: Glenmore action plan
area: Glenmore
kind: action_plan
objectives:
  - name: Halls
    actions:
      - id: g-1
        text: Mend the roof of the village hall.
        timescale: 31 December 2019
        lead: ""
      - id: g-2
        text: Buy chairs for the reading room.
        timescale: ""
        lead: Ferry group
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with a plan, which no test may change."""
    made = made_in(tmp_path_factory.mktemp("reports") / "desk")
    made.paper("halls.yaml", HALLS)
    assert made("actions", "import", "halls.yaml", "--yes").code == 0
    return made


@pytest.fixture
def program(imported: Program, tmp_path: Path) -> Program:
    return imported.copied_to(tmp_path / "desk")


def plan_of(program: Program) -> str:
    return runs_and_plan(program)[1]


def runs_and_plan(program: Program):
    with open_register(f"sqlite:///{program.folder}/state/register.db") as register:
        return register.report_runs(), register.plans()[0].id


def test_it_writes_a_word_document_and_says_so(program: Program):
    done = program("report")
    name = f"progress-report-{TODAY}.docx"
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"Wrote {name}: 2 actions, 0 updates from ")
    paper = docx.Document(str(program.folder / name))
    assert paper.paragraphs[0].text == "Progress report"


@pytest.mark.parametrize("kind", ["docx", "html", "md", "csv", "xlsx"])
def test_the_ending_of_the_file_says_its_format(program: Program, kind):
    assert program("report", "-o", f"board.{kind}").code == 0
    data = (program.folder / f"board.{kind}").read_bytes()
    if kind == "xlsx":
        names = openpyxl.load_workbook(BytesIO(data)).sheetnames
        assert names[0] == "Actions"
        assert {"Figures", "Changes", "Gaps", "Forward plan", "Sources"} <= set(names)
    elif kind == "csv":
        header, *rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
        assert header[:4] == ["Plan", "Theme", "Action", "Text"]
        assert [row[3] for row in rows] == [
            "Mend the roof of the village hall.",
            "Buy chairs for the reading room.",
        ]
    else:
        begins = {"docx": b"PK", "html": b"<!DOCTYPE html>", "md": b"# Progress report\n"}
        assert data.startswith(begins[kind])


@pytest.mark.parametrize("kind", ["html", "md", "csv"])
def test_a_dash_prints_it(program: Program, kind):
    done = program("report", "-o", "-", "--format", kind)
    assert "Mend the roof of the village hall." in done.out
    assert done.err.startswith("Printed 2 actions, ")


def test_json_tells_what_is_in_it(program: Program):
    plan = plan_of(program)
    told = program("report", "-o", "board.html", "--since", "2026-01-05", "--json").json()
    assert told["file"], told["format"] == ("board.html", "html")
    assert (told["plans"], told["since"], told["until"]) == ([plan], "2026-01-05", str(TODAY))
    assert told["counts"]["rag"]["Red"] == 1
    assert told["counts"]["status"]["none"] == 2
    assert told["gaps"]["No lead named"] == [f"{plan}1"]
    assert told["gaps"]["Never reported on"] == [f"{plan}1", f"{plan}2"]


def test_what_a_person_reported_is_in_it(program: Program):
    said = Said("roof is 60% done, the slates are on", "team", "m1", MORAG, datetime.now(UTC))
    with open_register(f"sqlite:///{program.folder}/state/register.db") as register:
        register.log(said, [Change(f"{plan_of(program)}1", percent=60, note=said.text)])
    page = program("report", "-o", "-", "--format", "md").out
    assert "“roof is 60% done, the slates are on”<br>Morag Tulloch, " in page
    assert "\\[U1\\]" in page


def test_the_next_report_begins_where_the_last_one_ended(program: Program):
    until = TODAY - timedelta(days=40)
    assert program("report", "-o", "a.md", "--until", str(until)).code == 0
    (run,), plan = runs_and_plan(program)
    assert (run.plans, run.until) == ((), until)
    assert run.by.id == "terminal"
    assert program("report", "-o", "b.md", "--json").json()["since"] == str(until)
    assert program("report", "-o", "c.md", "--json").json()["since"] == str(until)  # once more
    of_plan = program("report", "-o", "d.md", "--plan", plan.lower(), "--json").json()
    assert of_plan["since"] != str(until)  # no report of this plan alone was made
    assert [run.plans for run in runs_and_plan(program)[0]] == [(), (), (), (plan,)]


def test_a_draft_leaves_no_trace(program: Program):
    done = program("report", "-o", "a.md", "--draft")
    assert "A draft: the next report does not count from it." in done.err
    assert runs_and_plan(program)[0] == ()


def test_a_day_may_be_typed_without_its_year(program: Program):
    told = program("report", "-o", "a.md", "--since", "1 march", "--json").json()
    since = date.fromisoformat(told["since"])
    assert (since.day, since.month) == (1, 3)
    assert TODAY - timedelta(days=366) < since <= TODAY


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "soonish"), "--since 'soonish' is no day. Write it as 2026-10-01"),
        (("--until", "october"), "--until 'october' is no day."),
        (("--since", "2026-02-30"), "--since '2026-02-30' is no day."),
        (("--since", "2999-01-01"), "the report would end before it begins"),
        (("--plan", "XY"), "there is no plan 'XY'. There are: "),
        (("-o", "board.odt"), "a report cannot be written as .odt. Use .docx, .html"),
        (("-o", "board.md", "--format", "csv"), "board.md would not be what its name says."),
        (("-o", "-"), "only html, md and csv can be printed."),
        (("-o", "-", "--format", "xlsx"), "only html, md and csv can be printed."),
        (("-o", "-", "--format", "md", "--json"), "--json and -o - both print."),
        (("-o", "nowhere/board.md"), "nowhere/board.md: cannot be written (No such file"),
        (("-o", "papers", "--format", "md"), "papers: cannot be written (Is a directory)"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(imported: Program, arguments, said):
    assert said in imported("report", *arguments).complaint()
    assert runs_and_plan(imported)[0] == ()


def test_without_a_plan_it_says_how_to_bring_one_in(tmp_path: Path):
    complaint = made_in(tmp_path / "desk")("report").complaint()
    assert "compactbot actions import FILE" in complaint


def test_a_report_that_is_there_stays_when_the_new_one_cannot_be_made(program: Program):
    old = program.paper("board.md", "the old report")
    program("report", "-o", "board.md", "--plan", "XY").complaint()
    assert old.read_text() == "the old report"


def test_nothing_but_the_report_is_left_behind(program: Program):
    program("report", "-o", "out.md")
    left = {path.name for path in program.folder.iterdir()}
    assert left == {"config.yaml", "places.yaml", "papers", "halls.yaml", "state", "out.md"}


def test_the_configuration_sets_its_title_and_its_rules(program: Program):
    config = (program.folder / "config.yaml").read_text()
    own = "report:\n  title: Paper for the Glenmore board\n  silent_weeks: 3\n"
    program.paper("config.yaml", config + own)
    page = program("report", "-o", "-", "--format", "md").out
    assert page.startswith("# Paper for the Glenmore board\n")
    assert "nobody has reported on it for 3 weeks or more" in page
