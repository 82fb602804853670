"""The configuration -> the reminders that it asks for.

A line of ``reminders.send`` is a chat and the words that an officer would type there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.app import reminder_defaults
from bot.config import Config
from bot.core.errors import ConfigError, Refused
from bot.core.register import Person, Plan, Role
from bot.core.reminders.rules import wanted
from bot.core.reminders.values import Reminder
from bot.core.skills.actions import plan_meant

CONFIGURATION = Person("config", "config.yaml", Role.OFFICER)
"""Under whose name the reminders of the configuration stand."""


def configured(
    config: Config, plans: Iterable[Plan], now: datetime, chat_of: Callable[[str], str]
) -> tuple[Reminder, ...]:
    """The reminders of the configuration. ``chat_of`` gives a chat that is written there as it is
    known to us, empty where it is none of a channel that runs.

    Raises ConfigError, with the line that cannot be read.
    """
    known = tuple(plans)
    return tuple(_reminder(config, line, known, (now, chat_of)) for line in config.reminders.send)


def _reminder(
    config: Config,
    line: str,
    plans: tuple[Plan, ...],
    here: tuple[datetime, Callable[[str], str]],
) -> Reminder:
    now, chat_of = here
    written, _, words = line.strip().partition(" ")
    chat = chat_of(written)
    if not chat:
        raise ConfigError(
            "",
            f"reminders.send: '{written}' is no chat of a channel that is set up here. Begin the"
            " line with, for example, slack:C024BE91L or telegram:-1001234567890.",
        )
    try:
        asked = wanted(
            words, reminder_defaults(config), now.astimezone(config.assistant.zone).date()
        )
        plan = plan_meant(asked.plan, plans) if asked.plan else None
    except Refused as refusal:
        raise ConfigError("", f"reminders.send: '{line.strip()}': {refusal}") from None
    name = " ".join(line.split())
    return asked.reminder(chat, CONFIGURATION, now, plan=plan.id if plan else "", name=name)
