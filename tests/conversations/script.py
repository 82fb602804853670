"""Conversations written down in a file -> played through any channel, and held against the record.

A file has ``people`` (name: role) and ``conversations``. A turn has one of

- ``says: TEXT``: ``who`` writes it; its message id is the number of the turn, from 1;
- ``presses: LABEL``: ``who`` presses the latest button whose label begins so;
- ``repeats: NUMBER``: the channel delivers the message of that turn again;
- ``edits: NUMBER`` with ``to: TEXT``, and ``deletes: NUMBER``: ``who`` changes their message;
- ``digest: ID``: the digest of a reminder is sent; its message id is the number of the turn;

and what must be in the reply (``reply``, texts; none: there is no reply), what must not (``lacks``)
and what buttons it has (``buttons``, beginnings of labels, all of them). ``chat`` is "here" unless
it says otherwise; each turn comes a minute after the one before. With ``under: NUMBER`` what is
said answers the message of that turn; with ``private: true`` it is said to the assistant alone; a
turn with ``day: DATE``, and those after it, are on that day. At the end the register holds
``holds`` (action: the fields of its standing, and how many ``updates`` count) and ``waits``
messages in the inbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import yaml

from bot.core.actions.standing import standing
from bot.core.ports import Register
from bot.core.register import Person, Role

REMINDERS = Path(__file__).with_name("reminders.yaml")
FILE = Path(__file__).with_name("glenmore.yaml")
PLAN = Path(__file__).with_name("plan.yaml")
FIELDS = ("status", "percent", "due", "lead", "reason")


@dataclass(frozen=True)
class Heard:
    """What came back for a turn: its text as people read it, and the labels of its buttons."""

    text: str
    buttons: tuple[str, ...] = ()


class Channel(Protocol):
    """What plays a conversation. Each method gives the reply to it; None where there is none.

    Only reminders.yaml needs what is named after the message, ``digest`` and ``today``.
    """

    today: date

    def says(
        self,
        who: Person,
        text: str,
        chat: str,
        message: str,
        *,
        private: bool = False,
        answers: str = "",
    ) -> Heard | None: ...

    def presses(self, who: Person, label: str, chat: str) -> Heard | None: ...

    def edits(self, who: Person, text: str, chat: str, message: str) -> Heard | None: ...

    def deletes(self, who: Person, chat: str, message: str) -> Heard | None: ...

    def digest(self, reminder: str, chat: str, message: str) -> Heard | None: ...


@dataclass(frozen=True)
class Conversation:
    """One conversation of a file."""

    name: str
    turns: tuple[dict[str, Any], ...]
    holds: dict[str, dict[str, Any]]
    waits: int
    people: dict[str, Person]

    def __str__(self) -> str:
        return self.name

    def play(self, channel: Channel) -> None:
        """Play it, and hold each reply against what the file says."""
        for number, turn in enumerate(self.turns, 1):
            heard = self._played(channel, turn, number)
            at = f"{self.name}, turn {number}: {heard}"
            assert (heard is not None) == bool(turn.get("reply")), at
            if heard is None:
                continue
            for text in turn["reply"]:
                assert text in heard.text, at
            for text in turn.get("lacks", ()):
                assert text not in heard.text, at
            if "buttons" in turn:
                assert len(heard.buttons) == len(turn["buttons"]), at
                pairs = zip(heard.buttons, turn["buttons"], strict=True)
                assert all(label.startswith(start) for label, start in pairs), at

    def _played(self, channel: Channel, turn: dict[str, Any], number: int) -> Heard | None:
        chat = turn.get("chat", "here")
        if "day" in turn:
            channel.today = turn["day"]
        if "digest" in turn:
            return channel.digest(turn["digest"], chat, str(number))
        who = self.people[turn["who"]]
        if "says" in turn:
            more = {"answers": str(turn["under"])} if "under" in turn else {}
            more |= {"private": True} if turn.get("private") else {}
            return channel.says(who, turn["says"], chat, str(number), **more)
        if "presses" in turn:
            return channel.presses(who, turn["presses"], chat)
        if "repeats" in turn:
            before = self.turns[turn["repeats"] - 1]
            return channel.says(who, before["says"], chat, str(turn["repeats"]))
        if "edits" in turn:
            return channel.edits(who, turn["to"], chat, str(turn["edits"]))
        return channel.deletes(who, chat, str(turn["deletes"]))

    def check(self, register: Register) -> None:
        """Hold what is recorded against the file, and the audit trail against itself."""
        actions = {one.id: one for one in register.actions()}
        for name, expected in self.holds.items():
            updates = register.updates(name)
            now = standing(actions[name], updates)
            found = {field: getattr(now, field) for field in FIELDS if field in expected}
            found |= {"updates": len(updates)} if "updates" in expected else {}
            assert found == expected, f"{self.name}: {name}"
        counted = {update.action for update in register.updates()}
        assert counted <= self.holds.keys(), f"{self.name}: logged on {counted}"
        assert len(register.waiting()) == self.waits, f"{self.name}: {register.waiting()}"
        assert register.verify_audit() is None


def conversations(file: Path = FILE) -> list[Conversation]:
    """The conversations of a file."""
    whole = yaml.safe_load(file.read_text(encoding="utf-8"))
    people = {
        name: Person(f"here:{name.lower()}", name, Role(role))
        for name, role in whole["people"].items()
    }
    return [
        Conversation(
            one["name"], tuple(one["turns"]), one.get("holds", {}), one.get("waits", 0), people
        )
        for one in whole["conversations"]
    ]
