"""``compactbot invite``: make a code that lets one person in; list who was let in; let one out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.app import existing_register, open_register
from bot.commands.actions.opened import now
from bot.commands.person import officer
from bot.config import Config, load_config
from bot.core.errors import UsageError
from bot.core.register import Person, Role
from bot.core.reports.wording import moment_in_words

NOBODY = "Nobody was let in by a code yet. 'compactbot invite' makes one."
_LONGEST = 365  # days that a code is good
_PREFIX = "telegram:"
_MAY = {
    Role.READER: "ask",
    Role.CONTRIBUTOR: "ask and log updates",
    Role.OFFICER: "ask, log updates, and change plans and the updates of others",
}


def run(args: argparse.Namespace) -> int:
    """Exit code 0, or 2 where there is nobody to remove or the days are too many."""
    config = load_config(Path(args.config))
    if args.list:
        return _list(config, as_json=args.json)
    if args.remove:
        return _remove(config, args.remove, as_json=args.json)
    return _invite(config, args)


def _invite(config: Config, args: argparse.Namespace) -> int:
    if args.days > _LONGEST:
        raise UsageError(f"a code is good for {_LONGEST} days at most; say --days {_LONGEST}.")
    name, role, at = " ".join(args.name.split()), Role(args.role), now()
    lasts = timedelta(days=args.days)
    with open_register(config) as register:
        code = register.members.invite(name, role, officer(), at, lasts)
    until = at + lasts
    if args.json:
        row = {"code": code, "name": name, "role": role, "until": until.isoformat()}
        print(json.dumps(row, ensure_ascii=False))
        return 0
    whom = name or "one person"
    print(code)
    print(
        f"It lets {whom} {_MAY[role]}, once, until {moment_in_words(until, config.assistant.zone)}."
    )
    print("They open the bot in Telegram, press Start, and send it this code.")
    return 0


# --- who is in ------------------------------------------------------------------------------------


def _list(config: Config, *, as_json: bool) -> int:
    members, paused = _kept(config)
    if as_json:
        print(json.dumps({"members": [*map(_row, members)], "paused": paused}, ensure_ascii=False))
        return 0
    print("\n".join([*_lines(members), *_named(config), *_unreachable(paused)]))
    return 0


def _kept(config: Config) -> tuple[tuple[Person, ...], dict[str, str]]:
    """Who was let in, and which chats nothing is sent to, with the reason."""
    register = existing_register(config)
    if register is None:
        return (), {}
    with register:
        return register.members.members(), dict(register.members.paused())


def _row(member: Person) -> dict[str, str]:
    return {"id": member.id, "name": member.name, "role": member.role}


def _lines(members: tuple[Person, ...]) -> Iterator[str]:
    if not members:
        yield NOBODY
    for one in members:
        yield f"{one.id.removeprefix(_PREFIX)}  {one.role}  {one.name}".rstrip()


def _named(config: Config) -> Iterator[str]:
    """Whom the configuration lets in."""
    for field, users in _listed(config):
        if users:
            yield f"Named at telegram.{field} of config.yaml: {', '.join(users)}"


def _listed(config: Config) -> tuple[tuple[str, tuple[str, ...]], ...]:
    own = config.telegram
    return (
        ("officers", own.officers),
        ("contributors", own.contributors),
        ("readers", own.readers),
    )


def _unreachable(paused: dict[str, str]) -> Iterator[str]:
    for chat, why in paused.items():
        yield f"Nothing is sent to {chat.removeprefix(_PREFIX)}: {why}"


# --- letting out ----------------------------------------------------------------------------------


def _remove(config: Config, written: str, *, as_json: bool) -> int:
    user = written.strip().removeprefix(_PREFIX)
    gone = _expelled(config, user)
    still = [field for field, users in _listed(config) if user in users]
    if not gone and not still:
        raise UsageError(
            f"nobody with the id {user} was let in. 'compactbot invite --list' shows who was."
        )
    if still:
        raise UsageError(
            f"{user} is named at telegram.{still[0]} of config.yaml: take the id out there, and"
            " start the bot again."
        )
    print(json.dumps({"removed": user}) if as_json else f"{user} is let in no longer.")
    return 0


def _expelled(config: Config, user: str) -> bool:
    register = existing_register(config)
    if register is None:
        return False
    with register:
        return register.members.expel(f"{_PREFIX}{user}", officer(), now())
