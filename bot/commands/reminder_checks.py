"""The reminders as doctor tells of them: how many, the next and the last, and what was not sent."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.app import existing_register
from bot.config import Config
from bot.core.errors import ConfigError
from bot.core.reminders.saying import on_in_words
from bot.core.reminders.schedule import next_after
from bot.core.reminders.values import Delivery, DeliveryState, Reminder
from bot.core.reports.wording import counted, moment_in_words
from bot.core.skills.reminders import needs_officer
from bot.reminding import configured
from bot.storage.register import SqlRegister

NOT_YET = "none yet; docs/reminders.md tells how to set one up"
_FILE = "the configuration, which the running program takes in"


def reminders_in_order(config: Config) -> str:
    """What there is. Raises ConfigError where the configuration or a sending needs somebody."""
    register = existing_register(config)
    if register is None:
        wanted = configured(config, (), datetime.now(UTC), str)
        return f"{counted(len(wanted), 'reminder')} in {_FILE}" if wanted else NOT_YET
    with register:
        wanted = configured(config, register.plans(), datetime.now(UTC), str)
        return _kept(config, register, len(wanted))


def _kept(config: Config, register: SqlRegister, wanted: int) -> str:
    reminders = register.reminders_with(config.reminders.quiet)
    every, sent = reminders.reminders(), reminders.deliveries()
    trouble = [one for one in sent if needs_officer(one)]
    if trouble:
        ids = ", ".join(one.id for one in trouble)
        raise ConfigError("", f"{counted(len(trouble), 'sending')} did not surely arrive: {ids}")
    if not every:
        return f"{counted(wanted, 'reminder')} in {_FILE}" if wanted else NOT_YET
    told = [counted(len(every), "reminder"), _next(every), _last(config, sent)]
    return "; ".join(told)


def _next(every: tuple[Reminder, ...]) -> str:
    now = datetime.now(UTC)
    coming = [found for one in every if (found := next_after(one, now))]
    if not coming:
        return "none comes next"
    return f"the next on {on_in_words(min(coming, key=lambda one: one.at))}"


def _last(config: Config, sent: tuple[Delivery, ...]) -> str:
    last = next((one for one in sent if one.state is DeliveryState.SENT), None)
    if last is None:
        return "none sent yet"
    return f"the last sent on {moment_in_words(last.changed_at, config.assistant.zone)}"
