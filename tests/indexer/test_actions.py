"""Documents -> action plans: from tables, from lists, from prose; and what is left alone."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import docx
import openpyxl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from reportlab.platypus import PageBreak

from indexer.actions import NOTHING, find_plan
from indexer.actions.headings import announces, is_under_plan, objective_above
from indexer.actions.plan import FoundAction, FoundPlan
from indexer.errors import DocumentError
from tests.indexer.pdfs import heading, para, report
from tests.indexer.pdfs import table as ruled
from tests.indexer.reading import read_text
from tests.program import REPOSITORY

FIELDS = ("timescale", "lead", "progress", "future_reporting", "status")
TEXTS = ("002_fc8afc7d1bf7555c.txt", "003_9d19f45c4b7ae271.txt", "004_f40176ab31060340.txt")
PLANS = ("south-ayrshire.yaml", "edinburgh-partnership.yaml", "midlothian.yaml")


def plan_of(text: str | bytes, name: str = "plan.md") -> FoundPlan:
    """The plan of a document. Fails if a place is not that of its text."""
    read = read_text(text, name)
    plan = find_plan(read.document, read.sections)
    for action in every(plan):
        assert read.document.text[action.place.start : action.place.end] == action.text
        assert action.text == action.text.strip() != ""
    for objective in plan.objectives:
        assert objective.actions
        said = read.document.text[objective.place.start : objective.place.end]
        if objective.name:
            assert said.split() == objective.name.split(" > ")[-1].split()
    return plan


def every(plan: FoundPlan) -> Iterator[FoundAction]:
    """Its actions and their parts, in order."""

    def with_parts(action: FoundAction) -> Iterator[FoundAction]:
        yield action
        for part in action.parts:
            yield from with_parts(part)

    for objective in plan.objectives:
        for action in objective.actions:
            yield from with_parts(action)


def outline(plan: FoundPlan) -> list[tuple[str, list[object]]]:
    """The name of each objective, and its actions: a text, or a text with those of its parts."""

    def shape(action: FoundAction) -> object:
        return (action.text, [*map(shape, action.parts)]) if action.parts else action.text

    return [(one.name, [*map(shape, one.actions)]) for one in plan.objectives]


def told(action: FoundAction) -> dict[str, str]:
    """What is said of an action, without its blanks."""
    return {name: said for name in FIELDS if (said := getattr(action, name))}


def problems(plan: FoundPlan) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in plan.problems]


def table(*rows: str) -> str:
    """A Markdown table of rows with | between the cells."""
    heading, *others = (f"| {row} |\n" for row in rows)
    return f"{heading}|{'---|' * (rows[0].count('|') + 1)}\n{''.join(others)}"


# --- the documents of the partnership ---


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "objectives", "actions", "parts"),
    [(TEXTS[0], 7, 27, 0), (TEXTS[1], 3, 9, 0), (TEXTS[2], 1, 17, 3)],
)
def test_the_plans_of_the_real_documents_are_found_whole(shared, name, objectives, actions, parts):
    plan = plan_of((shared / "documents" / name).read_bytes(), name)
    assert (len(plan.objectives), plan.actions, plan.sub_actions) == (objectives, actions, parts)
    assert plan.problems == ()
    assert plan.unused == ()
    assert not any(re.search(r"[<>|\t]|\s\s\s", action.text) for action in every(plan))


@pytest.mark.shared
def test_the_tables_under_seven_headings_have_blank_timescales_and_leads(shared):
    plan = plan_of((shared / "documents" / TEXTS[0]).read_bytes(), TEXTS[0])
    assert [len(one.actions) for one in plan.objectives] == [4, 5, 4, 5, 5, 3, 1]
    assert all(one.place.headings[-1] == one.name for one in plan.objectives)
    assert [told(action) for action in every(plan)] == [{}] * 27
    with_list = [action for action in every(plan) if "\n" in action.text]
    assert [action.text.count("\n· ") for action in with_list] == [3]


@pytest.mark.shared
def test_the_progress_of_the_nine_actions_is_that_of_the_file_word_for_word(shared):
    source = (shared / "documents" / TEXTS[1]).read_bytes()
    plan = plan_of(source, TEXTS[1])
    assert [len(one.actions) for one in plan.objectives] == [2, 3, 4]
    table_text = source.decode().partition("PROGRESS AND CLOSURE")[2]
    said = letters(table_text)
    found = list(every(plan))
    assert all(told(action).keys() == {"progress", "future_reporting"} for action in found)
    themes = {action.text: one.name for one in plan.objectives for action in one.actions[:1]}
    split = found[3]  # its row goes on below the end of a page
    columns = [letters(h) for h in ("Theme", "Action", "Progress", "Future reporting")]
    rows = [
        letters(themes.get(action.text, ""))
        + letters(action.text)
        + (
            before_page_end(said, action)
            if action is split
            else letters(action.progress) + letters(action.future_reporting)
        )
        for action in found
    ]
    assert "".join([*columns, *rows]) == said


def before_page_end(said: str, action: FoundAction) -> str:
    """How a row stands in the file whose last cell comes before the rest of its progress."""
    progress, reporting = letters(action.progress), letters(action.future_reporting)
    at = said.index(reporting)
    begun = next(n for n in range(len(progress), 0, -1) if said[:at].endswith(progress[:n]))
    assert 0 < begun < len(progress)
    return progress[:begun] + reporting + progress[begun:]


def letters(text: str) -> str:
    """Letters, figures and signs alone, without tags and white space."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.shared
def test_the_list_of_areas_for_action_has_one_action_with_three_parts(shared):
    plan = plan_of((shared / "documents" / TEXTS[2]).read_bytes(), TEXTS[2])
    (objective,) = plan.objectives
    assert objective.name == ""
    assert [i for i, one in enumerate(objective.actions, 1) if one.parts] == [9]
    assert {action.place.headings for action in every(plan)} == {("3 Background",)}


@pytest.mark.shared
def test_reports_and_case_studies_have_no_plan(shared):
    for name in ("000_a0813a96a54e7fc5.txt", "001_49538a0b8d7598b8.txt"):
        plan = plan_of((shared / "documents" / name).read_bytes(), name)
        assert plan.objectives == ()
        assert problems(plan)[-1] == (name, NOTHING)


@pytest.mark.parametrize(
    ("name", "objectives", "actions", "parts"),
    [(PLANS[0], 7, 27, 0), (PLANS[1], 3, 9, 0), (PLANS[2], 1, 17, 3)],
)
def test_the_plans_that_come_with_the_project_are_found(name, objectives, actions, parts):
    plan = plan_of((REPOSITORY / "knowledge/action_plans" / name).read_bytes(), name)
    assert (len(plan.objectives), plan.actions, plan.sub_actions) == (objectives, actions, parts)
    assert plan.problems == ()
    assert all(action.place.original == action.place.described != "" for action in every(plan))


# --- tables ---


def test_each_column_goes_to_what_it_means_and_blanks_stay_blank():
    plan = plan_of(
        table(
            "No. | What we will do | By whom | When | Update | Reported to | RAG",
            "1 | Mow the green | Forum | TBC | Begun | Board, May | Amber",
            "2 | Open the hall |  | - | N/A | | ",
        )
    )
    first, second = every(plan)
    assert (first.text, first.reference) == ("Mow the green", "1")
    assert told(first) == {
        "timescale": "TBC",
        "lead": "Forum",
        "progress": "Begun",
        "future_reporting": "Board, May",
        "status": "Amber",
    }
    assert told(second) == {"timescale": "-", "progress": "N/A"}
    assert plan.problems == ()


def test_a_theme_column_gives_the_objectives_and_a_blank_cell_goes_on_with_the_one_above():
    plan = plan_of(
        table(
            "Theme | Action | Lead",
            "Grants | Pay sooner | Ann",
            " | Ask for less | Bob",
            "Halls | Mend the door | Cat",
        )
    )
    assert outline(plan) == [
        ("Grants", ["Pay sooner", "Ask for less"]),
        ("Halls", ["Mend the door"]),
    ]


def test_an_objective_that_stands_behind_its_action_is_its_objective_too():
    plan = plan_of(
        table("Action | Objective | Lead", "Pay sooner | Trust | Ann", "Ask | Ease | Bob")
    )
    assert outline(plan) == [("Trust", ["Pay sooner"]), ("Ease", ["Ask"])]


def test_without_a_theme_the_heading_above_a_table_is_the_objective():
    rows = table("Action | Owner", "Mend the door |")
    plan = plan_of(f"# Glenmore Plan\n\n## 2. Warmer halls\n\n{rows}\n\n## Better roads\n\n{rows}")
    assert [name for name, _ in outline(plan)] == ["2. Warmer halls", "Better roads"]


@pytest.mark.parametrize(
    "heading", ["Action plan", "Appendix 2: Our Action Plan 2025-26", "Annex B"]
)
def test_a_heading_that_only_names_the_plan_is_no_objective(heading):
    plan = plan_of(f"# Glenmore\n\n## {heading}\n\n{table('Action | Lead', 'Mend the door |')}")
    assert outline(plan) == [("", ["Mend the door"])]


def test_a_theme_that_goes_on_in_a_second_table_is_one_objective():
    rows = "Theme | Action | Lead", "Grants | Pay sooner | Ann"
    more = "Theme | Action | Lead", "Grants | Ask for less | Bob"
    plan = plan_of(f"# Plan\n\nOne.\n\n{table(*rows)}\nTwo.\n\n{table(*more)}")
    assert outline(plan) == [("Grants", ["Pay sooner", "Ask for less"])]
    assert [action.place.row for action in every(plan)] == [1, 1]
    assert [action.place.table for action in every(plan)] == [1, 2]


def test_numbered_rows_are_parts_of_the_row_whose_number_they_go_on_with():
    plan = plan_of(
        table(
            "Ref | Action | Lead",
            "1 | Simplify the form | Ann",
            "1.1 | Ask the groups | Bob",
            "1.1a | Write to halls | ",
            "2 | Pay sooner | Cat",
            "3.1 | Stand alone | ",
        )
    )
    parts = ("Simplify the form", [("Ask the groups", ["Write to halls"])])
    assert outline(plan) == [("", [parts, "Pay sooner", "Stand alone"])]
    assert (plan.actions, plan.sub_actions) == (3, 2)


def test_two_columns_of_one_meaning_are_told_apart_by_their_headings():
    plan = plan_of(
        table(
            "Action | Lead officer | Lead partner | Start date | End date",
            "Mow | Ann | Forum | | June 2026",
        )
    )
    (action,) = every(plan)
    assert told(action) == {
        "lead": "Lead officer: Ann\nLead partner: Forum",
        "timescale": "End date: June 2026",
    }


def test_columns_without_a_place_in_a_plan_are_named():
    plan = plan_of(table("Action | Lead | Cost | Comments", "Mow | Ann | £50 | wet"))
    assert plan.unused == ("Cost", "Comments")
    assert plan.problems == ()


def test_bullets_inside_an_action_stay_text_of_that_one_action():
    page = (
        "<h1>Plan</h1><table><tr><th>Action</th><th>Progress</th></tr><tr><td><p>Write a guide on:"
        "</p><ul><li>grants</li><li>halls</li></ul></td><td><p>Begun.</p><ul><li>half</li></ul></td>"
        "</tr><tr><td><ul><li>Mow the green</li></ul></td><td></td></tr></table>"
    )
    first, second = every(plan_of(page, "plan.html"))
    assert first.text == "Write a guide on:\n• grants\n• halls"
    assert first.progress == "Begun.\n• half"
    assert (second.text, second.progress) == ("Mow the green", "")


def test_a_row_that_is_split_over_a_page_is_one_action_and_its_sentence_is_whole():
    plan = plan_of(
        "\tTheme\n\tAction\n\tProgress\n\n"
        "\tGrants\n\tPay sooner\n\tThe council began in May and it will\n\n"
        "\t\n\t\n\tgo on in June.\n",
        "plan.txt",
    )
    (action,) = every(plan)
    assert action.progress == "The council began in May and it will go on in June."


def test_a_lead_without_an_action_is_a_problem_with_its_place():
    plan = plan_of(
        "# Plan\n\n## Halls\n\n"
        + table("No | Action | Lead", "1 | Mend the door | Ann", "2 |  | Bob", "3 | Paint it | ")
    )
    assert [action.text for action in every(plan)] == ["Mend the door", "Paint it"]
    assert problems(plan) == [
        (
            "row 2 of table 1, under 'Halls'",
            "there is a lead, a date or progress, but no action beside it.",
        )
    ]


def test_a_table_with_leads_and_dates_but_no_column_of_actions_is_a_problem():
    rows = table("Measure | Owner | Due date", "Doors mended | Ann | May")
    where, what = problems(plan_of(f"# Plan\n\n## Halls\n\n{rows}"))[0]
    assert where == "table 1, under 'Halls'"
    assert "'Measure', 'Owner', 'Due date'" in what
    assert what.endswith("head their column 'Action'.")


@pytest.mark.parametrize(
    "rows",
    [
        ("Name | Telephone", "Ann Bell | 01555 555 555"),
        ("Public sector | Third sector", "Listen to groups | Speak with one voice"),
        ("Criterion | Score", "Reach | 4"),
        ("Activity | Cost", "Dancing | £5"),
        ("What | When", "Ceilidh | Friday"),
        ("Meeting | Date", "Board | May"),
    ],
    ids=lambda rows: rows[0],
)
def test_other_tables_are_passed_over_without_a_word(rows):
    plan = plan_of(f"# Glenmore\n\nWho does what.\n\n{table(*rows)}")
    assert problems(plan) == [("plan.md", NOTHING)]


def test_a_table_of_actions_is_found_among_others_and_its_rows_count_from_its_top():
    others = table("Name | Telephone", "Ann Bell | 1", "Bob Bell | 2")
    plan = plan_of(f"# Plan\n\n{others}\nThe plan:\n\n{table('Action | Lead', 'Mow | Ann')}")
    (action,) = every(plan)
    assert (action.text, action.place.described) == ("Mow", "row 1 of table 2")


def test_where_a_table_has_actions_lists_are_not_taken():
    rows = table("Action | Lead", "Mow | Ann")
    plan = plan_of(f"# Plan\n\n{rows}\nWe will take the following actions:\n\n- Sing\n- Dance\n")
    assert [action.text for action in every(plan)] == ["Mow"]


# --- lists ---

LIST = "- Mow the green\n- Open the hall\n"


@pytest.mark.parametrize(
    "lead",
    [
        "We will take the following actions:",
        "Actions:",
        "Our action plan for 2031:",
        "The paper ends with areas for action. These include:",
        "Each partner agreed a set of practical actions for the year:",
        "The following actions were agreed.",
        "Actions for the council:",
    ],
)
def test_a_list_that_is_announced_as_actions_is_a_plan(lead):
    plan = plan_of(f"# Glenmore\n\n## Our work\n\n{lead}\n\n{LIST}\n- Sing\n")
    assert outline(plan) == [("", ["Mow the green", "Open the hall", "Sing"])]
    assert plan.problems == ()


@pytest.mark.parametrize(
    "lead",
    [
        "The Board is recommended to agree the following actions:",
        "The Board is asked to agree these actions:",
        "Our key values:",
        "Key drivers addressed in this report:",
        "The following actions have been completed:",
        "Actions taken:",
        "Progress against the actions:",
        "We work through actions which:",
        "We committed to action in the following areas:",
        "These actions have led to:",
        "Present:",
        "The action plan reflects three aims. Specifically:",
    ],
)
def test_other_lists_are_no_plan(lead):
    plan = plan_of(f"# Glenmore\n\n## Our work\n\n{lead}\n\n{LIST}")
    assert outline(plan) == []
    assert problems(plan) == [("plan.md", NOTHING)]


@pytest.mark.parametrize(
    "heading", ["Action plan", "4. Key actions", "Next steps", "What we will do"]
)
def test_a_list_below_a_heading_of_actions_is_a_plan(heading):
    plan = plan_of(f"# Glenmore\n\n## {heading}\n\nFrom May on.\n\n{LIST}")
    assert outline(plan) == [("", ["Mow the green", "Open the hall"])]


@pytest.mark.parametrize(
    "heading", ["Recommendations", "Attendance", "Monitoring of the action plan"]
)
def test_a_list_below_another_heading_is_none(heading):
    assert outline(plan_of(f"# Glenmore\n\n## {heading}\n\n{LIST}")) == []


def test_the_headings_below_that_of_a_plan_are_its_objectives():
    plan = plan_of(
        "# Glenmore\n\n## Action plan\n\n### Halls\n\n- Mend the door\n\n"
        "### Roads\n\nIn the first year we will:\n\n- fewer holes\n\n"
        "### Partners\n\n- Council\n- Forum\n"
    )
    assert outline(plan) == [("Halls", ["Mend the door"]), ("Roads", ["fewer holes"])]


def test_a_list_that_may_be_actions_but_does_not_say_so_is_a_problem_where_nothing_is_found():
    plan = plan_of("# Glenmore\n\n## Compact actions\n\nAreas are:\n\n- halls\n- grants\n")
    assert [where for where, _ in problems(plan)] == ["under 'Compact actions'", "plan.md"]
    assert "introduce them with 'We will take the following actions:'." in problems(plan)[0][1]


def test_nested_items_are_parts_and_lines_that_tell_who_and_when_are_not():
    plan = plan_of(
        "# Glenmore\n\n## Next steps\n\n- Open the hall\n  - Lead: Ann\n  - Find the key\n"
        "    - Ask Bob\n  - By when: May 2031\n- Thank all\n"
    )
    parts = ("Open the hall", [("Find the key", ["Ask Bob"])])
    assert outline(plan) == [("", [parts, "Thank all"])]
    assert told(plan.objectives[0].actions[0]) == {"lead": "Ann", "timescale": "May 2031"}


def test_paragraphs_of_an_item_belong_to_its_action():
    plan = plan_of(
        "Actions:\n\n1. Open the hall\n\n   It is cold.\n\n   Lead: Ann\n\n2. Mow\n\n   When: May\n"
    )
    assert outline(plan) == [("", ["Open the hall\nIt is cold.", "Mow"])]
    assert [told(action) for action in every(plan)] == [{"lead": "Ann"}, {"timescale": "May"}]


def test_a_paragraph_of_an_item_that_stands_apart_from_its_text_is_a_problem():
    plan = plan_of(
        "# Plan\n\nActions:\n\n1. Open the hall\n\n   Lead: Ann\n\n   It is cold.\n\n2. Mow\n"
    )
    assert outline(plan) == [("", ["Open the hall", "Mow"])]
    assert problems(plan) == [
        (
            "under 'Plan'",
            "a part of its action stands apart and was left out: 'It is cold.'",
        )
    ]


def test_a_list_goes_on_below_lines_that_tell_who_and_when():
    plan = plan_of(
        "Glenmore\n\nWe will take the following actions:\n\n1. Open the hall\nLead: Ann\n"
        "By when: May\n\n2. Pay the grants\nLead: Bob\n",
        "plan.txt",
    )
    assert outline(plan) == [("", ["Open the hall", "Pay the grants"])]
    assert [action.lead for action in every(plan)] == ["Ann", "Bob"]


def test_lists_nested_deeper_than_any_plan_do_no_harm():
    items = "\n".join(f"{' ' * 2 * depth}- Do thing {depth}" for depth in range(400))
    plan = plan_of(f"Plan\n\nThe following actions were agreed:\n\n{items}\n", "plan.txt")
    assert plan.actions + plan.sub_actions == 400


# --- numbered prose ---


def test_numbered_actions_in_prose_are_found_with_their_details_and_objectives():
    plan = plan_of(
        "Glenmore\n\nWhat we agreed\n\nObjective 1: Grants\n\n"
        "Action 1: The council will simplify the form.\nLead: Council\nTimescale: by May 2031\n\n"
        "Action 2 – The council will pay sooner, and:\n- tell groups when\n- say why not\n\n"
        "Objective 2: Halls\n\nAction 3. The forum will open the hall on Sundays for all.\n",
        "plan.txt",
    )
    pays = ("The council will pay sooner, and:", ["tell groups when", "say why not"])
    assert outline(plan) == [
        ("Objective 1: Grants", ["The council will simplify the form.", pays]),
        ("Objective 2: Halls", ["The forum will open the hall on Sundays for all."]),
    ]
    first, *_ = every(plan)
    assert told(first) == {"lead": "Council", "timescale": "by May 2031"}
    assert [action.reference for action in every(plan) if action.reference] == ["1", "2", "3"]


def test_numbered_actions_that_are_headings_are_found():
    plan = plan_of(
        "# Glenmore\n\n## Action 1: Open the north hall\n\nIt is cold.\n\nLead: Ann\n\n"
        "## Action 2 - Mow the green\n\n### Why\n\nIt grows.\n"
    )
    assert outline(plan) == [("", ["Open the north hall", "Mow the green"])]
    assert [told(action) for action in every(plan)] == [{"lead": "Ann"}, {}]


def test_the_actions_of_minutes_are_found_between_what_was_said():
    plan = plan_of(
        "Glenmore Forum\n\nPresent: Ann Bell, Bob Bell\n\n1. Halls\n\n"
        "The chair said that the hall is cold. It was agreed to act.\n\n"
        "ACTION: Ann to ask for the price of a stove.\n\n2. Any other business\n\n"
        "There was none, and the chair thanked all who came.\n\n"
        "Action point: Bob to book the hall for May.\n",
        "minutes.txt",
    )
    assert [action.text for action in every(plan)] == [
        "Ann to ask for the price of a stove.",
        "Bob to book the hall for May.",
    ]


def test_a_table_of_labels_below_an_action_tells_of_it():
    page = (
        "<h1>Glenmore</h1><h2>Action 1: Open the north hall</h2><table><tr><td>Lead</td>"
        "<td>Ann</td></tr><tr><td>Progress</td><td><p>Begun:</p><ul><li>a key</li></ul></td></tr>"
        "</table>"
    )
    (action,) = every(plan_of(page, "plan.html"))
    assert told(action) == {"lead": "Ann", "progress": "Begun:\n• a key"}


# --- formats ---


ROWS = (
    ("Theme", "Action", "Timescale", "Lead"),
    ("Grants", "Pay sooner", "May 2031", "Council"),
    ("", "Ask for less", "", "Forum"),
    ("Halls", "Mend the door", "TBC", ""),
)


def word() -> bytes:
    """A Word file whose first theme is merged over two rows."""
    file = docx.Document()
    file.add_heading("Glenmore Plan", 1)
    rows = file.add_table(len(ROWS), len(ROWS[0]))
    for cells, texts in zip(rows.rows, ROWS, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    rows.cell(1, 0).merge(rows.cell(2, 0))
    return saved(file.save)


def excel() -> bytes:
    """A workbook whose first theme is merged over two rows."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    return saved(book.save)


def pdf() -> bytes:
    """A PDF whose table stands on the second page."""
    story = [heading("Glenmore Plan"), para("What we do."), PageBreak(), ruled(ROWS)]
    return report(story)


def saved(save: Callable[[io.BytesIO], None]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


CSV = "\n".join(map(",".join, ROWS))
HTML = (
    "<h1>Glenmore Plan</h1><table><tr><th>Theme</th><th>Action</th><th>Timescale</th><th>Lead</th>"
    "</tr><tr><td rowspan=2>Grants</td><td>Pay sooner</td><td>May 2031</td><td>Council</td></tr>"
    "<tr><td>Ask for less</td><td></td><td>Forum</td></tr><tr><td>Halls</td><td>Mend the door</td>"
    "<td>TBC</td><td></td></tr></table>"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.docx", word()),
        ("plan.html", HTML.encode()),
        ("plan.txt", CSV.replace(",", "\t").encode()),
        ("plan.csv", CSV.encode()),
        ("plan.xlsx", excel()),
        ("plan.pdf", pdf()),
    ],
    ids=["docx", "html", "txt", "csv", "xlsx", "pdf"],
)
def test_the_same_plan_is_found_in_each_format(name, data):
    plan = plan_of(data, name)
    assert outline(plan) == [
        ("Grants", ["Pay sooner", "Ask for less"]),
        ("Halls", ["Mend the door"]),
    ]
    assert [told(action) for action in every(plan)] == [
        {"timescale": "May 2031", "lead": "Council"},
        {"lead": "Forum"},
        {"timescale": "TBC"},
    ]
    assert plan.problems == ()
    assert {action.place.page for action in every(plan)} == {2 if name == "plan.pdf" else None}


# --- the words of headings and lead-ins ---


@pytest.mark.parametrize(
    ("headings", "title", "objective"),
    [
        (("Warmer halls",), "Plan", "Warmer halls"),
        (("Warmer halls", "Actions"), "Plan", "Warmer halls"),
        (("The Compact", "Action plan"), "Plan", ""),
        (("The Compact",), "The Compact", ""),
        (("The Compact",), "The Compact: Working together", ""),
        (("The Compact",), "The Compacts", "The Compact"),
        (("Action plan", "Warmer halls"), "Plan", "Warmer halls"),
        (("Publish an action plan",), "Plan", "Publish an action plan"),
        ((), "Plan", ""),
    ],
)
def test_the_objective_above_is_the_nearest_heading_that_does_not_only_name_the_plan(
    headings, title, objective
):
    assert objective_above(headings, title) == objective


def test_a_heading_about_a_plan_does_not_lead_to_actions():
    assert is_under_plan(("Implementation plan",))
    assert not is_under_plan(("Background to the action plan",))
    assert not is_under_plan(("Action plan", "Risks"))
    assert not is_under_plan(("Values",))


def test_a_lead_in_may_announce_actions_in_the_sentence_before_its_last():
    assert announces("There are areas for action. They are as follows:")
    assert not announces("There are areas for action. The chair listed the members:")
    assert not announces("")


def test_what_a_reader_could_not_make_out_is_a_problem_with_its_place():
    read = read_text(table("Action | Lead", "Mow | Ann"))
    notes = ("page 3: it holds only a picture.", "The file has a password for changes.")
    plan = find_plan(replace(read.document, notes=notes), read.sections)
    assert problems(plan) == [
        ("page 3", "it holds only a picture."),
        ("", "The file has a password for changes."),
    ]


FRAGMENTS = (
    *("# Glenmore\n\n", "## Action plan\n\n", "## Action 4: Mend the door\n\n", "### Halls\n\n"),
    *("Actions:\n\n", "It rains.\n\n", "Action 2: We sing in the hall.\n\n", "Lead: Ann\n\n"),
    *("- Mow the green\n", "- Lead: Ann\n", "  - Find the key\n", "1. Sing:\n\n   Loudly.\n\n"),
    *("Objective 2: Roads\n\n", "\n", "\n<!-- -->\n\n"),
    *("| Theme | Action | Lead |\n|---|---|---|\n", "| Roads | Fill holes | Ann |\n"),
    *("| | 1.1 Dance | |\n", "| | | Bob |\n", "| Ref | Action |\n|---|---|\n", "| 1.1 | Sing |\n"),
)


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=14).map("".join))
@settings(max_examples=100, deadline=None)
@example("# Plan\n\nIt rains.\n")
def test_whatever_stands_in_a_document_each_action_is_its_exact_text(text):
    assume(text.strip() not in ("", "<!-- -->"))
    try:
        plan = plan_of(text)
    except DocumentError:
        assume(False)
    spans = [(action.place.start, action.place.end) for action in every(plan)]
    assert len({*spans}) == len(spans)
    assert bool(spans) != (("plan.md", NOTHING) in problems(plan))
