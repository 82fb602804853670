"""The register -> what messages are held against, made anew only when the register changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date

from bot.core.ports import Meaning, Register
from bot.core.register import Action, Plan, Update
from bot.core.updates.finder import Finder
from bot.core.updates.proposals import Scope
from bot.core.updates.reading import read
from indexer.glossary import Glossary
from indexer.words import words

_MOST_NAMES = 4  # names that people used for an action, the latest ones


class Scopes:
    """Gives the scope of a chat. Safe to share by threads.

    ``home`` is the area whose plan is meant where nothing else tells; empty where there is none.
    """

    def __init__(
        self, register: Register, glossary: Glossary, meaning: Meaning, home: str = ""
    ) -> None:
        self._register, self._glossary, self._meaning = register, glossary, meaning
        self._home = home
        self._made: tuple[int, Finder] | None = None
        self._topics: dict[str, str] = {}
        self._lock = threading.Lock()

    def of(self, chat: str, today: date, text: str = "") -> Scope:
        """The scope of a chat: its plan is the one named in the text, or set for it, or at home."""
        plans = self._register.plans()
        plan = _named(text, plans) or self._register.plan_of(chat)
        plan = plan or next((one.id for one in plans if one.area == self._home), "")
        return Scope(today, self.finder(today), plan)

    def finder(self, today: date) -> Finder:
        """The finder over the actions as they are now."""
        revision = self._register.revision()
        with self._lock:
            if self._made is None or self._made[0] != revision:
                actions = self._register.actions()
                names = self._names(actions, self._register.updates(), today)
                self._made = (revision, Finder(actions, names, self._glossary, self._meaning))
            return self._made[1]

    def _names(
        self, actions: Sequence[Action], updates: Sequence[Update], today: date
    ) -> Mapping[str, Sequence[str]]:
        """What people called each action in updates that count: its next one is found by it."""
        notes: dict[str, list[str]] = {action.id: [] for action in actions}
        for update in reversed(updates):
            of_one = notes.get(update.action)
            if of_one is not None and len(of_one) < _MOST_NAMES:
                of_one.append(update.change.note)
        self._topics = {
            note: self._topics[note] if note in self._topics else read(note, today).topic
            for of_one in notes.values()
            for note in of_one
        }
        return {
            action: [topic for note in of_one if (topic := self._topics[note])]
            for action, of_one in notes.items()
        }


def _named(text: str, plans: Sequence[Plan]) -> str:
    """The one plan whose area stands in a text; empty where none or several do."""
    said = f" {' '.join(words(text))} "
    found = [plan.id for plan in plans if plan.area and f" {' '.join(words(plan.area))} " in said]
    return found[0] if len(found) == 1 else ""
