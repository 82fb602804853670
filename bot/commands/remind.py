"""``compactbot remind``: print the digests of the reminders, or send what is due."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import existing_register, open_assistant, reminder_defaults
from bot.channels.terminal import to_text
from bot.commands.actions.opened import NO_PLANS
from bot.commands.deliveries import row
from bot.commands.person import officer
from bot.commands.progress import watching
from bot.commands.run import NO_CHANNEL, configure, log_to_stderr, pace_of
from bot.config import Config, load_config
from bot.core.assistant import Assistant
from bot.core.errors import ConfigError, UsageError
from bot.core.reminders.contents import Order
from bot.core.reminders.schedule import next_after
from bot.core.reminders.values import Delivery, DeliveryState, Reminder, Weekly
from bot.reminding import configured
from bot.scheduler import Scheduler
from bot.serving import channels_of
from bot.storage.register import SqlRegister

NOTHING_DUE = "Nothing is due."


def run(args: argparse.Namespace) -> int:
    """Exit code 0 where all is well, 1 where something could not be sent."""
    config = load_config(Path(args.config))
    now = _moment(args.now, config.assistant.zone) if args.now else datetime.now(UTC)
    if args.send and args.reminder:
        raise UsageError("--send sends whatever is due; name an ID with --preview only.")
    register = existing_register(config)
    if register is None:
        raise UsageError(NO_PLANS)
    with register:
        if not register.plans():
            raise UsageError(NO_PLANS)
        with watching() as watcher:
            assistant, _ = open_assistant(config, watcher, register=register, now=lambda: now)
        if args.send:
            log_to_stderr()
            return _tell(asyncio.run(_send(config, register, assistant, now)), as_json=args.json)
        wanted = _wanted(config, register, args.reminder or "", now)
        rows = [_previewed(assistant, one, now) for one in wanted]
    if args.json:
        print(json.dumps({"digests": rows}, ensure_ascii=False))
    else:
        print("\n\n".join(text for row in rows for text in (row["title"], row["text"]) if text))
    return 0


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is no time. Write it as 2026-11-30T09:30.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


# --- showing --------------------------------------------------------------------------------------


def _wanted(config: Config, register: SqlRegister, named: str, now: datetime) -> list[Reminder]:
    """The reminders that are kept or configured; one over all plans where there are none.

    One that is no longer configured is left out, as it is when the program starts.
    """
    wanted = {one.name: one for one in configured(config, register.plans(), now, str)}
    kept = [
        one
        for one in register.reminders_with(config.reminders.quiet).reminders()
        if not one.name or wanted.pop(one.name, None) is not None
    ]
    found = [*kept, *wanted.values()]
    if named:
        found = [one for one in found if one.id == named.strip().upper()]
        if not found:
            ids = ", ".join(one.id for one in kept) or "none yet"
            raise UsageError(f"there is no reminder {named}. There is: {ids}.")
    return found or [_any(config, now)]


def _any(config: Config, now: datetime) -> Reminder:
    own = reminder_defaults(config)
    return Reminder(
        id="",
        chat="terminal",
        rule=Weekly(0, time(9, 30)),
        zone=own.zone,
        begins=now,
        by=officer(),
        nation=own.nation,
        recess=own.recess,
        due_within=own.due_within,
        silent_after=own.silent_after,
    )


def _previewed(assistant: Assistant, reminder: Reminder, now: datetime) -> dict[str, Any]:
    digest = assistant.digest(Order(reminder, whole=True))
    coming = next_after(reminder, now)
    name = reminder.id or reminder.name
    return {
        "reminder": name,
        "chat": reminder.chat,
        "title": f"{name} to {reminder.chat}:" if name else "",
        "next": coming.at.isoformat() if coming and name else None,
        "actions": [*digest.actions] if digest else [],
        "text": to_text(digest.reply) if digest else "",
    }


# --- sending --------------------------------------------------------------------------------------


async def _send(
    config: Config, register: SqlRegister, assistant: Assistant, now: datetime
) -> tuple[Delivery, ...]:
    channels = channels_of(config, os.environ, assistant, register)
    if not channels:
        raise ConfigError("", NO_CHANNEL)
    async with AsyncExitStack() as open_:
        for channel in channels:
            await open_.enter_async_context(channel.speaking())
        configure(config, register, channels)
        outlets = [one.outlet for one in channels if one.outlet]
        scheduler = Scheduler(
            register.reminders_with(config.reminders.quiet),
            assistant,
            lambda: outlets,
            lambda: now,
            pace_of(config),
        )
        return await scheduler.tick()


def _tell(became: Sequence[Delivery], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"rows": [*map(row, became)]}, ensure_ascii=False))
    else:
        print("\n".join(_lines(became)) or NOTHING_DUE)
    fine = (DeliveryState.SENT, DeliveryState.SKIPPED)
    return 0 if all(one.state in fine for one in became) else 1


def _lines(became: Sequence[Delivery]) -> Iterator[str]:
    for one in became:
        yield f"{one.id}  {one.reminder} to {one.chat}: {one.state}. {one.why}".rstrip()
