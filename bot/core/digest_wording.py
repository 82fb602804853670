"""What a digest tells -> the sentences that it says it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from bot.core.action_replies import told
from bot.core.register import Status
from bot.core.reminders.attention import Attention, Need
from bot.core.reminders.contents import Answers, Contents, Matter
from bot.core.replies import shortened
from bot.core.reports.wording import counted, day, listed

_WHY, _REASON, _WHAT, _MOST_IDS = 110, 48, 60, 6
_MEETS = ("meeting", "board", "forum", "event", "conference", "day", "review", "session")
_LATE = "This should have come on {} at {:%H:%M}; I could not send it then."
_COUNTS = {
    Need.OVERDUE: "{} overdue",
    Need.BLOCKED: "{} blocked",
    Need.DUE: "{} due within {span}",
    Need.REPORT: "{} with a report promised",
    Need.SILENT: "{} silent for {weeks}",
    Need.UNREPORTED: "{} never reported on",
    Need.NO_LEAD: "{} with no lead",
    Need.NO_DATE: "{} with no date",
}
_ANSWERED = {
    Status.DONE: "{} done",
    Status.IN_PROGRESS: "{} on track",
    Status.BLOCKED: "{} blocked",
    Status.NOT_STARTED: "{} not started",
    None: "{} with a note",
}


def late(contents: Contents) -> str:
    """When a late digest should have come; empty for one in time."""
    order = contents.order
    if not order.late or order.occurrence is None:
        return ""
    local = order.occurrence.at.astimezone(contents.window.zone)
    far = contents.window.today - local.date() >= timedelta(days=6)
    return _LATE.format(in_full(local.date()) if far else f"{local:%A}", local)


def matter_of(matter: Matter) -> str:
    """The day that matters: "Board meeting on Friday 12 March 2027"."""
    what = shortened(matter.what, _WHAT)
    joint = " on" if any(word in what.lower() for word in _MEETS) else ": due on"
    return f"{what[:1].upper()}{what[1:]}{joint} {in_full(matter.on)}"


def deadline_of(matter: Matter, today: date) -> str:
    """When its papers are due, or how far off it is."""
    if matter.deadline <= today:
        left = "today" if matter.deadline == today else "that day has passed"
    elif matter.left:
        left = f"in {counted(matter.left, 'working day')}"
    else:  # over a weekend
        left = f"in {counted((matter.deadline - today).days, 'day')}"
    if not matter.papers:
        return f"{'That is ' if matter.deadline >= today else ''}{left}.".capitalize()
    verb = "are" if matter.deadline >= today else "were"
    return f"Papers {verb} due on {in_full(matter.deadline)}, {left}."


def skipped(contents: Contents) -> str:
    """What was left out since the last digest, and why the latest was."""
    those = contents.skipped
    why = shortened(those[0].why, _WHY)
    if len(those) == 1:
        return f"The one of {in_full(those[0].day)} was not sent. {why}"
    first, last = day(those[-1].day), day(those[0].day)
    return f"{len(those)} were not sent, from {first} to {last}. The last: {why}"


def answered(answers: Answers) -> str:
    """What people said since the last digest on the actions in it."""
    statuses = answers.statuses
    said = [form.format(statuses[one]) for one, form in _ANSWERED.items() if one in statuses]
    if not said:
        those = "that action" if answers.of == 1 else f"those {answers.of} actions"
        return f"Since last time: no news of {those}."
    quiet = answers.of - sum(statuses.values())
    return f"Since last time: {', '.join(said)}{f'; no news of {quiet}' if quiet else ''}."


def counts(contents: Contents) -> str:
    """The counts in one line; an empty week in one line."""
    window, found = contents.window, contents.found
    span, weeks = days(window.due_within), counted(window.silent_after, "week")
    if not found:
        return _nothing(contents, span, weeks)
    number = Counter(need for one in found for need in one.needs)
    said = [
        form.format(number[need], span=span, weeks=weeks)
        for need, form in _COUNTS.items()
        if number[need]
    ]
    lead = counted(contents.unfinished, "open action")
    if contents.matter:
        need = "needs" if len(found) == 1 else "need"
        lead = f"{len(found)} of {lead} {need} news"
    return f"{lead}: {', '.join(said)}."


def _nothing(contents: Contents, span: str, weeks: str) -> str:
    if not contents.unfinished:
        return "Nothing needs attention: every action is done."
    if contents.matter:
        return "Nothing needs attention: no action is overdue, blocked or silent."
    return (
        f"Nothing needs attention: no action is overdue, blocked, due within {span} or silent for"
        f" {weeks}."
    )


def reasons(one: Attention, today: date) -> str:
    """Why an action needs attention, every reason in a few words."""
    return "; ".join(_reasons(one, today))


def _reasons(one: Attention, today: date) -> Iterator[str]:
    standing = one.standing
    for need in one.needs:
        match need:
            case Need.OVERDUE if standing.due:
                yield f"overdue since {day(standing.due)}"
            case Need.BLOCKED:
                reason = shortened(" ".join(standing.reason.split()), _REASON).rstrip(" .;")
                said = told(Status.BLOCKED, None, None, reason)
                yield said if reason else "blocked, no reason given"
            case Need.DUE if standing.due:
                yield f"due {_soon(standing.due, today)}"
            case Need.REPORT if one.promise:
                yield f"report promised: {one.promise.when}"
            case Need.SILENT:
                yield f"no news for {counted(one.weeks, 'week')}"
            case Need.UNREPORTED:
                yield "never reported on"
            case Need.NO_LEAD:
                yield "no lead and no date" if Need.NO_DATE in one.needs else "no lead"
            case Need.NO_DATE if Need.NO_LEAD not in one.needs:
                yield "no date"


def _soon(due: date, today: date) -> str:
    left = (due - today).days
    if left < 2:
        return "tomorrow" if left else "today"
    return f"on {due:%A} {day(due)}" if left < 7 else f"on {day(due)}"


def done(contents: Contents) -> str:
    """The actions that were reported as done since the last digest."""
    ids = [one.action.id for one in contents.done]
    more = [f"{len(ids) - _MOST_IDS} more"] if len(ids) > _MOST_IDS else []
    return f"Done since {day(contents.since)}: {listed([*ids[:_MOST_IDS], *more])}."


def snoozed(count: int) -> str:
    """How many actions are left out."""
    return f"{counted(count, 'action')} {'is' if count == 1 else 'are'} snoozed."


def in_full(when: date) -> str:
    """As in Friday 12 March 2027."""
    return f"{when:%A} {day(when)}"


def days(count: int) -> str:
    """As in 2 weeks, 10 days."""
    return counted(count // 7, "week") if count % 7 == 0 else counted(count, "day")
