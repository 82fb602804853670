"""The register -> a row for each action: how it stands, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.core.actions.standing import Standing, standings
from bot.core.ports import Register
from bot.core.register import Action, Plan, Status, Update

NO_REPORT = "no report yet"
_SHORT = 100  # characters of an action's text in a list


@dataclass(frozen=True, slots=True)
class Row:
    """How an action stands, with its plan and the name of its objective."""

    standing: Standing
    plan: Plan
    objective: str

    @property
    def action(self) -> Action:
        """The action that it is about."""
        return self.standing.action


def rows_of(register: Register, *, retired: bool = False) -> Iterator[Row]:
    """A row for each action, by plan and in the order of the plan."""
    plans = {plan.id: plan for plan in register.plans()}
    names = {one.id: one.name for one in register.objectives()}
    for standing in standings(register.actions(retired=retired), register.updates()):
        action = standing.action
        yield Row(standing, plans[action.plan], names[action.objective])


def as_json(row: Row, today: date) -> dict[str, object]:
    """How an action stands, and what its plan says; ``overdue`` as of today."""
    action, standing, last = row.action, row.standing, row.standing.last
    wording = action.wording
    return {
        "id": action.id,
        "plan": row.plan.id,
        "objective": row.objective,
        "text": action.text,
        "part_of": action.part_of,
        "status": standing.status,
        "percent": standing.percent,
        "due": _iso(standing.due),
        "overdue": standing.is_overdue(today),
        "lead": standing.lead,
        "reason": standing.reason,
        "last_update": last.said.at.isoformat() if last else None,
        "timescale": wording.timescale,
        "progress": wording.progress,
        "future_reporting": wording.future_reporting,
        "reference": wording.reference,
        "version": action.version,
        "retired": action.retired.isoformat() if action.retired else None,
    }


def shortened(text: str, most: int = _SHORT) -> str:
    """A text on one line, cut between words to at most so many characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def word_of(status: Status | None) -> str:
    """A status as people say it."""
    return status.replace("_", " ") if status else NO_REPORT


def day(of: date) -> str:
    """A date as people write it: 12 March 2027."""
    return f"{of.day} {of:%B %Y}"


def stands(row: Row, today: date) -> str:
    """How an action stands, in a few words that read well aloud."""
    standing = row.standing
    said = word_of(standing.status)
    if standing.percent is not None and standing.status is not Status.DONE:
        said += f", {standing.percent}% done"
    if standing.reason:
        said += f" ({shortened(standing.reason)})"
    late = ", which is past" if standing.is_overdue(today) else ""
    due = f"due {day(standing.due)}{late}" if standing.due else _no_date(row)
    lead = f"lead: {shortened(standing.lead)}" if standing.lead else "no lead"
    sentence = f"{said}; {due}; {lead}."
    return sentence[0].upper() + sentence[1:]


def told(update: Update) -> str:
    """What an update says, in words; empty where it says only its note."""
    change = update.change
    parts = [
        word_of(change.status) if change.status else "",
        "" if change.percent is None else f"{change.percent}% done",
        f"due {day(change.due)}" if change.due else "",
        "" if change.lead is None else f"lead {change.lead or 'nobody'}",
        f"because {change.reason}" if change.reason else "",
    ]
    return ", ".join(filter(None, parts))


def _no_date(row: Row) -> str:
    timescale = row.action.wording.timescale
    return f"timescale: {shortened(timescale)}" if timescale else "no date"


def _iso(of: date | None) -> str | None:
    return of.isoformat() if of else None
