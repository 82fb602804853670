"""Words -> Wanted: what reminder a person asks for ("weekly monday 9:30 here").

The words are read clause by clause, in any order; what is no clause is named in the refusal, with
an example. How hours, days and dates are written is in `bot.core.reminders.clauses`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.register import Person
from bot.core.reminders import clauses
from bot.core.reminders.defaults import ReminderDefaults
from bot.core.reminders.values import Dated, Reminder, Rule, Span, Weekly

EXAMPLES = (
    "remind weekly monday 9:30 here",
    "remind every two weeks on tuesday at 10am",
    "remind before the board on 12 march 2027 papers 10 working days before",
)
NOT_UNDERSTOOD = "I could not read '{}' in that reminder. Write it for example like this: {}."
NO_RULE = "When should I remind you? Write it for example like this: {}."
TWO_RULES = "That is both a weekly reminder and one for a day. Ask for them one after the other."
PAST = "{} has passed. Write a day to come, for example: {}."

MORNING = time(9, 30)
NOTICE = (5, 0)
"""When nothing is said of it: five working days before the deadline, and on the day."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reminder as it was asked for. ``plan`` is in the person's words.

    ``counted`` tells whether it was said which weeks count.
    """

    rule: Rule
    defaults: ReminderDefaults
    counted: bool = False
    plan: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def reminder(
        self, chat: str, by: Person, begins: datetime, *, plan: str = "", name: str = ""
    ) -> Reminder:
        """The reminder, not kept yet; ``plan`` is a plan's id.

        Where a person asks for it, and not the configuration, under a ``name``, its day must be
        to come, and of every few weeks the first that comes counts. Raises Refused.
        """
        own = self.defaults
        made = Reminder(
            id="",
            chat=chat,
            rule=self.rule,
            zone=self.more.get("zone", own.zone),
            begins=begins,
            by=by,
            name=name,
            nation=self.more.get("nation", own.nation),
            quiet=self.more.get("quiet", ()),
            recess=own.recess,
            plan=plan,
            due_within=self.more.get("due_within", own.due_within),
            silent_after=self.more.get("silent_after", own.silent_after),
        )
        if self.counted:
            return _begun(made)
        return made if name else _to_come(made)


def _begun(reminder: Reminder) -> Reminder:
    """The reminder, which begins on the day from which its weeks are counted."""
    rule = reminder.rule
    if not isinstance(rule, Weekly):
        return reminder
    first = datetime.combine(rule.since, time.min, ZoneInfo(reminder.zone)).astimezone(UTC)
    return replace(reminder, begins=max(reminder.begins, first))


def _to_come(reminder: Reminder) -> Reminder:
    """The reminder, counted from the first of its days that is still to come."""
    rule, local = reminder.rule, reminder.begins.astimezone(ZoneInfo(reminder.zone))
    if isinstance(rule, Dated):
        if rule.on < local.date() and not rule.yearly:
            raise Refused(PAST.format(clauses.day(rule.on), EXAMPLES[2]))
        return reminder
    first = local.date() + timedelta(days=(rule.weekday - local.weekday()) % 7)
    if first == local.date() and local.time() >= rule.at:
        first += timedelta(weeks=1)
    return replace(reminder, rule=replace(rule, since=first))


def wanted(words: str, defaults: ReminderDefaults, today: date) -> Wanted:
    """What reminder is asked for. Raises Refused, with an example."""
    said: dict[str, Any] = {}
    for clause, value in _clauses(words, today):
        if clause == "quiet":
            value = (*said.get("quiet", ()), value)
        said[clause] = value
    rule = _rule(said)
    own = ("zone", "nation", "quiet", "due_within", "silent_after")
    more = {key: said[key] for key in own if key in said}
    return Wanted(rule, defaults, "since" in said, said.get("plan", ""), more)


def _clauses(words: str, today: date) -> Iterator[tuple[str, Any]]:
    """Each clause of the words with its value."""
    text = " ".join(words.replace("’", "'").split()).strip(" .!")
    while text:
        for name, pattern, read in _CLAUSES:
            match = pattern.match(text)
            value = read(match, today) if match else None
            if match and value is not None:
                yield from value if name == "many" else ((name, value),)
                text = text[match.end() :].lstrip(" ,;.")
                break
        else:
            raise Refused(NOT_UNDERSTOOD.format(_first(text), EXAMPLES[0]))


def _first(text: str) -> str:
    return " ".join(text.split()[:4])


def _rule(said: Mapping[str, Any]) -> Rule:
    at = said.get("at", MORNING)
    weekly = "weeks" in said or "weekday" in said
    if "before" in said:
        if weekly:
            raise Refused(TWO_RULES)
        return _dated(said, at)
    if not weekly or "papers" in said or "notice" in said:
        raise Refused(NO_RULE.format("; ".join(EXAMPLES)))
    rule = Weekly(said.get("weekday", 0), at, said.get("weeks", 1))
    return replace(rule, since=said["since"]) if "since" in said else rule


def _dated(said: Mapping[str, Any], at: time) -> Dated:
    what, on = said["before"]
    yearly = said.get("yearly", False)
    notice = tuple(sorted({*said.get("notice", ()), *said.get("on_day", ())}, reverse=True))
    return Dated(what, on, at, yearly, said.get("papers"), notice or NOTICE)


# --- the clauses ----------------------------------------------------------------------------------

_Read = Callable[[re.Match[str], date], Any]


def _weekday(match: re.Match[str], today: date) -> Any:
    weeks = clauses.number(match["nth"]) if match["nth"] else 1
    day = ("weekday", clauses.weekday(match["weekday"]))
    return (day, ("weeks", weeks)) if match["every"] else (day,)


def _before(match: re.Match[str], today: date) -> tuple[str, date]:
    what = match["what"].strip(" ,")
    return f"{what} meeting" if what.lower().endswith("board") else what, _date(match["on"], today)


def _span(match: re.Match[str], today: date) -> Span:
    last = _date(match["last"] or match["first"], today)
    first = match["first"]
    if first.isdecimal():  # of "21 to 31 december"
        first = re.sub(r"\d{1,2}(?=\D*$|(?:st|nd|rd|th)?\b)", first, match["last"], count=1)
    begin = _date(first, today)
    if last < begin:
        raise Refused(NOT_UNDERSTOOD.format(match.group().strip(), _QUIET))
    return Span(begin, last, (match["why"] or "").strip(" ,"))


def _date(text: str, today: date) -> date:
    found = clauses.date_in(text, today)
    if found is None:
        raise Refused(NOT_UNDERSTOOD.format(text, EXAMPLES[2]))
    return found


def _notice(match: re.Match[str], today: date) -> tuple[int, ...]:
    return tuple(clauses.working_days(one, match["unit"]) for one in clauses.numbers(match["list"]))


def _nation(match: re.Match[str], today: date) -> Any:
    name = (match["of"] or match["adjective"] or "").lower()
    nation = clauses.NATIONS[name] if name else None
    return (("nation", nation),)


_NUMBER = clauses.NUMBER
_COUNT = rf"(?P<count>{_NUMBER})"
_QUIET = "remind weekly monday 9:30 quiet 21 december to 4 january recess"
_WEEKS, _DAYS = r"(?P<unit>weeks?|months?)", r"(?P<unit>working days?|days?|weeks?|months?)"
_GOES_ON = (
    r"(?:quiet|silent|due|in|for|at|on|here|papers|holidays? (?:of|in|for)|every|weekly|yearly"
    r"|and)\b"
)
_ENDS = rf"(?=\s*(?:$|[,;]|\b{_GOES_ON}))"


def _clause(name: str, pattern: str, read: _Read) -> tuple[str, re.Pattern[str], _Read]:
    return name, re.compile(rf"(?:and )?(?:{pattern})(?!\w)", re.I), read


_CLAUSES: tuple[tuple[str, re.Pattern[str], _Read], ...] = (
    _clause(
        "papers",
        rf"(?:its |the |with )?papers? (?:are |is )?(?:due |in )?{_COUNT} {_DAYS}"
        r"(?: (?:before|ahead|earlier)(?: (?:it|that|then|the meeting))?)?",
        lambda m, _: clauses.working_days(clauses.number(m["count"]), m["unit"]),
    ),
    _clause(
        "quiet",
        rf"(?:be )?quiet (?:from |on |between )?(?:the )?"
        rf"(?P<first>{clauses.DATE}|\d{{1,2}}(?= to ))"
        rf"(?: (?:to|until|till|and|-|–) (?P<last>{clauses.DATE}))?"
        rf"(?: (?:for |because of )?(?:the )?(?P<why>(?!{_GOES_ON})[a-z][\w' -]*?){_ENDS})?",
        _span,
    ),
    _clause(
        "before",
        rf"before (?:the |our |each |every )?(?:next )?(?P<what>[^\d]{{2,60}}?)(?:,| on| of)?"
        rf" (?P<on>{clauses.DATE})",
        _before,
    ),
    _clause(
        "notice",
        rf"(?:with )?(?:notice (?:of )?)?(?P<list>{_NUMBER}(?:(?:, | and | or ){_NUMBER})*)"
        r" (?P<unit>working days?|days?|weeks?)(?: notice| ahead"
        rf"| before(?: that| the deadline| the papers(?: are due)?| it|{_ENDS}))?",
        _notice,
    ),
    _clause("on_day", r"on the (?:very |same )?day(?: itself)?", lambda m, _: (0,)),
    _clause("yearly", r"yearly|annually|(?:every|each) year|once a year", lambda m, _: True),
    _clause(
        "weeks",
        r"(?P<other>fortnightly|(?:every|each) (?:(?:other|second) week|fortnight))"
        rf"|(?:once )?weekly|(?:every|each) week|once a week|every {_COUNT} weeks?",
        lambda m, _: 2 if m["other"] else clauses.number(m["count"] or "1") or None,
    ),
    _clause(
        "many",
        rf"(?:on )?(?:(?P<every>every|each) )?(?:(?P<nth>other|second|third|fourth|2nd|3rd|4th) )?"
        rf"(?P<weekday>{clauses.WEEKDAY})",
        _weekday,
    ),
    _clause("at", clauses.TIME, lambda m, _: clauses.time_of(m)),
    _clause(
        "since",
        rf"(?:from|since|starting|beginning)(?: on)?(?: the)? (?P<since>{clauses.DATE})",
        lambda m, today: _date(m["since"], today),
    ),
    _clause(
        "due_within",
        rf"(?:with )?(?:what is |what's )?due (?:with)?in {_COUNT} {_DAYS}",
        lambda m, _: clauses.days(clauses.number(m["count"]), m["unit"], most=365),
    ),
    _clause(
        "silent_after",
        rf"(?:with )?(?:what is |what's )?silent (?:after|for) {_COUNT} {_WEEKS}",
        lambda m, _: clauses.weeks(clauses.number(m["count"]), m["unit"], most=104),
    ),
    _clause(
        "many",
        r"(?:with |by )?(?:the )?(?:bank |public )?holidays? (?:of|in|for) (?:the )?"
        rf"(?P<of>{clauses.NATION})|(?:with |by )?(?:the )?(?P<adjective>{clauses.NATION})"
        r"(?: bank| public)? holidays?|(?:with )?(?:no|without|ignor(?:e|ing))(?: bank| public)?"
        r" holidays?",
        _nation,
    ),
    _clause("zone", clauses.ZONE, lambda m, _: clauses.zone_of(m)),
    _clause(
        "plan",
        r"(?:for|about|of) (?:(?:the )?plan (?P<named>[\w-]+)|(?:the )?(?P<titled>[\w' -]+?) plan"
        r"|(?P<bare>[\w-]+))",
        lambda m, _: m["named"] or m["titled"] or m["bare"],
    ),
    _clause(
        "here",
        r"here|please|(?:in|to|into) (?:this|the) (?:chat|channel|group)|(?:us|the team|everyone)",
        lambda m, _: True,
    ),
)
