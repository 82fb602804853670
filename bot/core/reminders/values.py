"""The values of reminders: when one is sent, where and about what, and each sending of it.

A reminder is a rule; what it sends is a digest; a delivery is one sending of one digest to one
chat or person. Times are aware and in UTC; dates and times of day are those of a reminder's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from bot.core.register import Person


class Nation(StrEnum):
    """A nation of the UK, by whose bank holidays working days are counted."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which nothing is sent, the first and the last included; ``why`` is for people."""

    first: date
    last: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every so many weeks on one day (0 is Monday), at a time of day on the wall.

    ``since`` is a day of a week that counts; it matters only where ``weeks`` is not 1.
    """

    weekday: int
    at: time
    weeks: int = 1
    since: date = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Dated:
    """Before a day that matters: a meeting of the board, or a part of the year's round.

    ``what`` it is, in words ("board meeting"); ``yearly`` where it comes each year. ``papers`` is
    how many working days before it its papers are due, if any are; that day, else the day itself,
    is the deadline. It is sent on each of ``notice``, in working days before the deadline.
    """

    what: str
    on: date
    at: time
    yearly: bool = False
    papers: int | None = None
    notice: tuple[int, ...] = (0,)


Rule = Weekly | Dated


@dataclass(frozen=True, slots=True)
class Reminder:
    """A rule, where its digests go, and what stands in them.

    ``id`` is what people call it by (R3), empty before it is kept; ``name`` is set where it comes
    from the configuration. ``zone`` is an IANA name; without a ``nation`` only weekends are no
    working days. ``plan`` is a plan's id; empty: that of the chat, or all. ``due_within`` is in
    days, ``silent_after`` in weeks. What was due before ``begins`` is none of its business.
    ``quiet`` are its own days without sending; ``recess`` are those that the configuration has for
    all, and are not kept with it.
    """

    id: str
    chat: str
    rule: Rule
    zone: str
    begins: datetime
    by: Person
    name: str = ""
    nation: Nation | None = None
    quiet: tuple[Span, ...] = ()
    recess: tuple[Span, ...] = ()
    plan: str = ""
    due_within: int = 14
    silent_after: int = 4
    paused: bool = False


class DeliveryState(StrEnum):
    """How a sending stands.

    CLAIMED is under way; of UNKNOWN nobody can say whether it went out, because the program
    stopped in between; SKIPPED was not sent, on purpose.
    """

    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that the assistant posted: in which chat, and its id there."""

    chat: str
    message: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One sending. There is at most one for each ``reminder``, ``day`` and ``chat``.

    ``id`` is a short key (D12), empty before it is kept. ``day`` is the day by the rule, before a
    bank holiday moved it; ``at`` is when it was due. ``chat`` is where it goes: for a direct
    message, the id of the person. ``attempts`` counts how often it was tried; ``changed_at`` is
    when its state last changed, ``again_at`` when a failed one is tried again. ``posts`` are what
    was posted, ``actions`` the ids of the actions in them; ``why`` says why it was not sent.
    """

    id: str
    reminder: str
    day: date
    chat: str
    at: datetime
    state: DeliveryState
    changed_at: datetime
    late: bool = False
    attempts: int = 0
    again_at: datetime | None = None
    posts: tuple[Posted, ...] = ()
    actions: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to: to be mentioned in digests, and to get their own directly.

    ``gone`` says why direct messages no longer reach them; empty where they do.
    """

    person: Person
    mention: bool = False
    direct: bool = False
    gone: str = ""
