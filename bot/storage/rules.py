"""When a reminder is sent and when not -> JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.core.reminders.values import Dated, Rule, Span, Weekly
from bot.storage.audit import canonical


def rule_as_json(rule: Rule) -> str:
    """A rule as it is stored."""
    return canonical({**rule_for_audit(rule), **_words(rule)})


def rule_for_audit(rule: Rule) -> dict[str, object]:
    """A rule without the words of people."""
    if isinstance(rule, Weekly):
        return {
            "weekday": rule.weekday,
            "at": rule.at.isoformat(),
            "weeks": rule.weeks,
            "since": rule.since.isoformat(),
        }
    return {
        "on": rule.on.isoformat(),
        "at": rule.at.isoformat(),
        "yearly": rule.yearly,
        "papers": rule.papers,
        "notice": list(rule.notice),
    }


def rule_from_json(text: str) -> Rule:
    """A rule that was stored."""
    one: dict[str, Any] = json.loads(text)
    at = time.fromisoformat(one["at"])
    if "weekday" in one:
        return Weekly(one["weekday"], at, one["weeks"], date.fromisoformat(one["since"]))
    on, notice = date.fromisoformat(one["on"]), tuple(one["notice"])
    return Dated(one["what"], on, at, one["yearly"], one["papers"], notice)


def quiet_as_json(quiet: Sequence[Span]) -> str:
    """Days on which nothing is sent, as they are stored."""
    return canonical([[one.first.isoformat(), one.last.isoformat(), one.why] for one in quiet])


def quiet_from_json(text: str) -> tuple[Span, ...]:
    """Days on which nothing is sent, that were stored."""
    return tuple(
        Span(date.fromisoformat(first), date.fromisoformat(last), why)
        for first, last, why in json.loads(text)
    )


def _words(rule: Rule) -> dict[str, object]:
    return {"what": rule.what} if isinstance(rule, Dated) else {}
