import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.tables.columns import Meaning, meaning

HEADINGS = {
    Meaning.THEME: [
        "Theme", "Themes", "Priority", "Priorities", "Priority 1", "Workstream", "Strand",
        "Priority area", "Thematic area", "Key theme", "Key priorities", "Strategic priority",
    ],
    Meaning.OBJECTIVE: [
        "Objective", "Objectives", "Strategic objective", "Aim", "Strategic aims", "Goal",
        "Issue", "Recommendation", "Audit recommendation",
    ],
    Meaning.ACTION: [
        "Action", "ACTION", "Actions", "Action(s)", "Action:", "Key action", "Key actions",
        "Action required", "Actions required", "Action point", "Agreed action", "What we will do",
        "What will we do?", "What", "Task", "Tasks", "Activity", "Activities", "Key activities",
        "Commitment", "Commitments", "Next steps", "Deliverable", "Action/task", "Action & lead",
        "Actoin", "Proposed action", "Actions 2031/32", "Action to be taken", "Actions for year 1",
        "Improvement\naction", "Action Description", "Action plan",
    ],
    Meaning.TIMESCALE: [
        "Timescale", "Timescales", "Timescale(s)", "Time scale", "Timeframe", "Time frame",
        "By when", "By When?", "When", "Target date", "Deadline", "Due", "Due date",
        "Completion date", "Milestone date", "Date", "Start", "Start date", "Timescale Start",
        "Expected completion", "Date for completion", "Timescale for action", "Dead-line",
        "Date of completion", "Timescale/lead", "When by", "Timline", "Action date",
        "Target completion date (month/year)", "To be completed by", "Time-scale",
    ],
    Meaning.LEAD: [
        "Lead", "LEAD", "Lead Responsibility", "Owner", "Who", "Who?", "Responsible officer",
        "Lead partner", "Lead partner(s)", "By whom", "Lead officer", "Lead organisation",
        "Lead agency", "Responsibility", "Responsible", "Person responsible", "Action owner",
        "Lead / timescale", "Lead and partners", "Lead person or organisation", "Led by",
        "Action by", "Delivery lead", "Responsable officer", "Lead Organization",
        "Who is responsible?", "Officer responsible", "Organisation responsible for action",
        "Theme lead", "Accountable body",
    ],
    Meaning.PROGRESS: [
        "Progress", "Update", "Updates", "Progress to date", "Position at March 2031",
        "Progress update", "Latest update", "Update (June 2031)", "Current position",
        "What we have done", "Action taken", "Progress / comments", "Action progress",
        "Progress against action", "Achievements", "Actions taken", "Progres",
    ],
    Meaning.FUTURE_REPORTING: [
        "Future reporting", "Reporting arrangements", "Reporting", "Monitoring arrangements",
        "Future Reporting\nArrangements", "Reporting to",
    ],
    Meaning.STATUS: [
        "Status", "RAG", "RAG status", "RAG rating", "R.A.G.", "Current status", "Action status",
        "Complete?", "Done (Y/N)", "% complete", "RAG (Red/Amber/Green)", "Completed",
    ],
    Meaning.REFERENCE: [
        "No.", "No", "Ref", "Ref.", "Ref no.", "Reference", "Action no.", "Number", "#",
        "Action ref", "ID", "Item no",
    ],
    Meaning.OUTCOME: [
        "Outcome", "Outcomes", "Outcome measure", "Measure of success", "Success criteria",
        "Indicator", "Performance indicators", "How will we know?",
        "How will we know we have succeeded",
        "Intended outcome", "KPIs", "Milestones", "Expected results", "Impact", "Outputs",
        "Measures", "Target",
    ],
    Meaning.RESOURCES: [
        "Resources", "Resource implications", "Cost", "Budget", "Funding", "Resources required",
        "Cost (£)",
    ],
    Meaning.COMMENTS: ["Comments", "Comment", "Notes", "Remarks", "Comments/notes"],
    Meaning.OTHER: [
        "", " ", "Public Sector", "Third Sector", "Telephone", "Email", "Name", "Organisation",
        "Action group", "Contact", "Address", "Venue", "Glenmore", "2031/32", "Year 1", "Total",
        "Group", "Members", "Partners", "Officer", "Leader", "Leaflet", "Dated", "What it is",
        "Representative", "Kinlarig", "?", "£", "...", "Leisure", "Actor", "Lead time",
        "Community action groups", "Area", "Description", "Plan", "March 2031",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "expected"),
    [(heading, expected) for expected, headings in HEADINGS.items() for heading in headings],
)
def test_a_heading_says_what_its_column_holds(heading, expected):
    assert meaning(heading) is expected


def test_every_meaning_has_its_headings():
    assert HEADINGS.keys() == {*Meaning}


@pytest.mark.parametrize(
    "form", [str.upper, str.lower, str.title, "  {}: ".format, "**{}**".format]
)
def test_case_and_marks_change_nothing(form):
    headings = [h for meant, said in HEADINGS.items() if meant is not Meaning.OTHER for h in said]
    changed = [h for h in headings if meaning(form(h)) is not meaning(h)]
    assert changed == []


@given(st.text(max_size=300))
def test_any_heading_has_a_meaning(heading):
    assert meaning(heading) in Meaning
