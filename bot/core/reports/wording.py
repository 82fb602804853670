"""Days, people, statuses and counts -> the words that a report has for them."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from bot.core.register import Person, Status

STATUS_WORDS = {
    Status.DONE: "Done",
    Status.IN_PROGRESS: "In progress",
    Status.BLOCKED: "Blocked",
    Status.NOT_STARTED: "Not started",
    None: "Status not reported",
}
"""In the order in which charts and tables have them."""

NO_LEAD = "no lead named"
NO_DATE = "no date"
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def day(when: date) -> str:
    """As in 12 March 2027."""
    return f"{when.day} {month(when)}"


def month(when: date) -> str:
    """As in March 2027."""
    return f"{_MONTHS[when.month - 1]} {when.year}"


def day_in_short(when: date) -> str:
    """As in 12 Mar 27, where there is little room."""
    return f"{when.day} {_MONTHS[when.month - 1][:3]} {when.year % 100:02}"


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The date that a moment had in a zone."""
    return moment.astimezone(zone).date()


def moment_in_words(moment: datetime, zone: tzinfo) -> str:
    """As in 12 March 2027, 09:05."""
    local = moment.astimezone(zone)
    return f"{day(local)}, {local:%H:%M}"


def name_of(person: Person) -> str:
    """What to call somebody."""
    return person.name or person.id or "somebody"


def counted(count: int, thing: str) -> str:
    """As in 1 week, 2 weeks."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def shortened(text: str, most: int) -> str:
    """The text in one line and in at most so many characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head = line[: most - 1]
    cut = head.rfind(" ")
    return f"{head[:cut] if cut > most // 2 else head}…"


def listed(names: list[str]) -> str:
    """As in A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
