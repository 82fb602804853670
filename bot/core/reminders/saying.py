"""A reminder -> the words that tell people what it does, and when it comes next."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.reminders.calendar import working_days_before
from bot.core.reminders.schedule import Occurrence, next_after
from bot.core.reminders.values import Dated, Nation, Reminder, Span, Weekly
from bot.core.reports.wording import counted, day, listed

NEVER = "it does not come again"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NATIONS = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


def in_words(reminder: Reminder) -> str:
    """When it is sent, as in "every Monday at 09:30 (Europe/London), bank holidays of Scotland"."""
    rule = reminder.rule
    when = _weekly(rule) if isinstance(rule, Weekly) else _dated(rule, reminder)
    parts = [f"{when} at {rule.at:%H:%M} ({reminder.zone})"]
    parts.append(
        f"bank holidays of {_NATIONS[reminder.nation]}" if reminder.nation else "no bank holidays"
    )
    parts += [f"for plan {reminder.plan}"] if reminder.plan else []
    return ", ".join(parts)


def looks_at(reminder: Reminder, today: date) -> str:
    """What it tells of, and when it is quiet, in sentences."""
    days, weeks = reminder.due_within, counted(reminder.silent_after, "week")
    span = counted(days // 7, "week") if days % 7 == 0 else counted(days, "day")
    told = f"It tells of what is due within {span} and silent for {weeks}."
    spans = dict.fromkeys((*reminder.quiet, *reminder.recess))
    quiet = [in_span(span) for span in spans if span.last >= today]
    return f"{told} Quiet {listed(quiet)}." if quiet else told


def in_span(span: Span) -> str:
    """As in "from 21 December 2026 to 4 January 2027 (recess)"."""
    why = f" ({span.why})" if span.why else ""
    if span.first == span.last:
        return f"on {day(span.first)}{why}"
    return f"from {day(span.first)} to {day(span.last)}{why}"


def comes_next(reminder: Reminder, now: datetime, last_day: date | None = None) -> str:
    """As in "next: Monday 30 November 2026"; else that it is paused, or over."""
    if reminder.paused:
        return "paused"
    found = next_after(reminder, now, last_day)
    return f"next: {on_in_words(found)}" if found else NEVER


def on_in_words(found: Occurrence) -> str:
    """As in "Monday 23 November 2026"; where it was moved, from which day."""
    moved = f", as {found.day:%A} is a bank holiday" if found.on != found.day else ""
    return f"{found.on:%A} {day(found.on)}{moved}"


def local(moment: datetime, reminder: Reminder) -> datetime:
    """A moment on the clock of the reminder."""
    return moment.astimezone(ZoneInfo(reminder.zone))


def _weekly(rule: Weekly) -> str:
    weekday = _WEEKDAYS[rule.weekday]
    return f"every {weekday}" if rule.weeks == 1 else f"every {rule.weeks} weeks on {weekday}"


def _dated(rule: Dated, reminder: Reminder) -> str:
    year = " each year" if rule.yearly else ""
    on = f"{rule.on.day} {rule.on:%B}" if rule.yearly else f"{rule.on:%A} {day(rule.on)}"
    papers, of = "", "it"
    if rule.papers:
        due = working_days_before(rule.on, rule.papers, reminder.nation)
        when = f"{counted(rule.papers, 'working day')} before"
        papers = f" (papers due {when if rule.yearly else day(due)})"
        of = "the papers are due"
    notice = [one for one in rule.notice if one]
    days = "working day" if notice == [1] else "working days"
    told = [f"{listed([*map(str, notice)])} {days} before {of}"] if notice else []
    told += ["on that day" if rule.papers else "on the day"] if 0 in rule.notice else []
    return f"before the {rule.what} on {on}{year}{papers}: {' and '.join(told)},"
