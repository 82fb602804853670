"""How actions stood at the last report, and how they stand now -> what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from bot.core.actions.standing import Standing
from bot.core.register import Action, Status, Wording, WordingVersion
from bot.core.reports.values import Difference, Kind
from bot.core.reports.wording import NO_DATE, NO_LEAD, STATUS_WORDS, day

Versions = Mapping[str, Sequence[WordingVersion]]
"""The wordings of each action by its id, the first one first."""

_KINDS = {Status.DONE: Kind.DONE, Status.BLOCKED: Kind.BLOCKED}
_FIELDS = {"text": "", "timescale": "Timescale: ", "future_reporting": "Future reporting: "}
_BLANK = "(blank)"


def by_action(wordings: Sequence[WordingVersion]) -> Versions:
    """The wordings sorted out by the action that had them."""
    versions: dict[str, list[WordingVersion]] = {}
    for version in wordings:
        versions.setdefault(version.action, []).append(version)
    return versions


def wording_at(action: Action, versions: Versions, moment: datetime) -> Wording:
    """How a plan worded an action at a moment, or at first if it came in later."""
    of = versions.get(action.id, ())
    earlier = [version.wording for version in of if version.at < moment] or [
        version.wording for version in of[:1]
    ]
    return earlier[-1] if earlier else action.wording


def differences(
    before: Mapping[str, Standing], now: Sequence[Standing], versions: Versions, began: datetime
) -> tuple[Difference, ...]:
    """What changed since a moment, by kind and then in the order of the actions.

    ``before`` is how each action stood then, by its id; ``now`` has the retired ones too.
    """
    known = {one.action.plan for one in now if not _is_new(one.action, versions, began)}
    found = [
        difference
        for standing in now
        for difference in _of_one(before[standing.action.id], standing, began)
    ]
    # A plan that came in whole since then is not a list of news.
    found += [
        Difference(Kind.ADDED, one.action, "", one.action.text)
        for one in now
        if one.action.plan in known and _is_new(one.action, versions, began)
    ]
    order = list(Kind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _is_new(action: Action, versions: Versions, began: datetime) -> bool:
    return any(version.at >= began for version in versions.get(action.id, ())[:1])


def _of_one(before: Standing, now: Standing, began: datetime) -> Iterator[Difference]:
    if now.action.retired is not None:
        if now.action.retired >= began:
            yield Difference(Kind.RETIRED, now.action, now.action.text, "")
        return
    if now.status is not before.status:
        kind = _KINDS.get(now.status, Kind.STATUS) if now.status else Kind.STATUS
        yield Difference(kind, now.action, how_far(before), how_far(now))
    elif now.percent != before.percent:
        yield Difference(Kind.PERCENT, now.action, how_far(before), how_far(now))
    if now.due != before.due:
        yield Difference(Kind.DUE, now.action, _day(before.due), _day(now.due))
    if now.lead != before.lead:
        yield Difference(Kind.LEAD, now.action, before.lead or NO_LEAD, now.lead or NO_LEAD)
    for name, label in _FIELDS.items():
        old, new = getattr(before.action.wording, name), getattr(now.action.wording, name)
        if old != new:
            yield Difference(
                Kind.REWORDED, now.action, f"{label}{old or _BLANK}", f"{label}{new or _BLANK}"
            )


def how_far(standing: Standing) -> str:
    """As in In progress, 60% done."""
    words = STATUS_WORDS[standing.status]
    if standing.percent is None or standing.status is Status.DONE:
        return words
    return f"{words}, {standing.percent}% done"


def _day(due: date | None) -> str:
    return day(due) if due else NO_DATE
