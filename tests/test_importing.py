"""Files of every form -> the draft of a plan for the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook

from bot.config import load_config
from bot.core.register import DraftAction, DraftPlan, Status, Wording
from bot.importing import read_plan
from bot.reports.sheets import write_csv
from tests.core.plan_drafts import draft_action
from tests.program import REPOSITORY

TODAY = date(2030, 3, 1)
HEADINGS = ("Objective", "Action", "Timescale", "Lead", "Progress", "Status")
ROWS = (
    ("Grants", "Pay the grants sooner", "May 2031", "Council", "", "Complete"),
    ("Grants", "Write one form", "", "", "Tested in two halls.", "Amber"),
    ("Halls", "Mend the north door", "", "Forum", "On hold", "60%"),
)
DRAFTED = {
    "Grants": [
        DraftAction(
            Wording("Pay the grants sooner", "May 2031", date(2031, 5, 31), "Council"), Status.DONE
        ),
        draft_action("Write one form", progress="Status: Amber\nTested in two halls."),
    ],
    "Halls": [
        DraftAction(
            Wording("Mend the north door", lead="Forum", progress="Status: 60%\nOn hold"),
            Status.IN_PROGRESS,
        )
    ],
}


def drafted(path: Path, text: str = "") -> DraftPlan:
    if text:
        path.write_text(text, encoding="utf-8")
    config = path.parent / "config.yaml"
    config.write_text("")
    return read_plan(load_config(config), str(path), TODAY).draft


def by_objective(plan: DraftPlan) -> dict[str, list[DraftAction]]:
    return {one.name: [*one.actions] for one in plan.objectives}


def test_a_csv_table_is_drafted_with_dates_and_statuses(tmp_path):
    path = tmp_path / "plan.csv"
    write_csv(path, HEADINGS, ROWS)
    plan = drafted(path)
    assert by_objective(plan) == DRAFTED
    assert plan.source == "plan.csv"


def test_an_xlsx_table_is_drafted_alike(tmp_path):
    book = Workbook()
    for row in (HEADINGS, *ROWS):
        book.worksheets[0].append(row)
    book.save(tmp_path / "plan.xlsx")
    assert by_objective(drafted(tmp_path / "plan.xlsx")) == DRAFTED


def test_a_markdown_table_is_drafted_alike(tmp_path):
    lines = [f"| {' | '.join(row)} |" for row in (HEADINGS, ("---",) * len(HEADINGS), *ROWS)]
    assert by_objective(drafted(tmp_path / "plan.md", "\n".join(lines))) == DRAFTED


def test_a_word_table_is_drafted_alike(tmp_path):
    document = WordDocument()
    table = document.add_table(rows=0, cols=len(HEADINGS))
    for row in (HEADINGS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "plan.docx"))
    assert by_objective(drafted(tmp_path / "plan.docx")) == DRAFTED


def test_the_signs_of_a_spreadsheet_are_taken_off_and_those_of_a_person_are_not(tmp_path):
    path = tmp_path / "plan.csv"
    write_csv(path, ("Action", "Lead"), [("=Open the hall", "@bell"), ("'Open' days", "-")])
    first, second = drafted(path).objectives[0].actions
    assert (first.wording.text, first.wording.lead) == ("=Open the hall", "@bell")
    assert second.wording.text == "'Open' days"


def test_a_plan_in_our_own_form_is_drafted_with_its_dates(tmp_path):
    text = (REPOSITORY / "tests/core/documents/glenmore-plan.yaml").read_text(encoding="utf-8")
    plan = drafted(tmp_path / "glenmore-plan.yaml", text)
    assert (plan.area, plan.source) == ("Glenmore", "glenmore-plan.yaml")
    assert [one.name for one in plan.objectives] == ["Fairer funding", "Better buildings"]
    dates = [action.wording.due for one in plan.objectives for action in one.actions]
    assert dates == [date(2022, 6, 30), None, date(2023, 12, 31)]


@pytest.mark.parametrize(
    ("name", "objectives", "actions", "parts"),
    [("south-ayrshire", 7, 27, 0), ("edinburgh-partnership", 3, 9, 0), ("midlothian", 1, 17, 3)],
)
def test_the_plans_that_come_with_the_project_are_drafted(name, objectives, actions, parts):
    config = load_config(REPOSITORY / "config.yaml")
    file = REPOSITORY / f"knowledge/action_plans/{name}.yaml"
    plan = read_plan(config, str(file), TODAY).draft
    found = [action for one in plan.objectives for action in one.actions]
    assert (len(plan.objectives), len(found)) == (objectives, actions)
    assert sum(len(action.parts) for action in found) == parts
    assert not any(action.wording.lead or action.wording.timescale for action in found)
    assert all(one.name for one in plan.objectives)
