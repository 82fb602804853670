"""The register -> what messages are held against, made anew only when the actions changed."""

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
from indexer.words import fold

_MOST_NAMES = 4  # names that people used for an action, the latest ones


class Scopes:
    """Gives the scope of a chat. Safe to share by threads."""

    def __init__(
        self, register: Register, glossary: Glossary, meaning: Meaning, home: str = ""
    ) -> None:
        self._register, self._glossary, self._meaning = register, glossary, meaning
        self._home = home
        self._made: tuple[object, Finder] | None = None
        self._lock = threading.Lock()

    def of(self, chat: str, today: date, text: str = "") -> Scope:
        """The scope of a chat: its plan is the one set for it, or named in the text, or at home."""
        plans = self._register.plans()
        plan = _named(text, plans) or self._register.plan_of(chat)
        plan = plan or next((one.id for one in plans if one.area == self._home), "")
        return Scope(today, self.finder(today), plan)

    def finder(self, today: date) -> Finder:
        """The finder over the actions as they are now."""
        actions = self._register.actions()
        updates = self._register.updates()
        key = (actions, tuple(update.id for update in updates))
        with self._lock:
            if self._made is None or self._made[0] != key:
                names = _names(actions, updates, today)
                self._made = (key, Finder(actions, names, self._glossary, self._meaning))
            return self._made[1]


def _named(text: str, plans: Sequence[Plan]) -> str:
    """The one plan whose area stands in a text; empty where none or several do."""
    folded = f" {fold(text)} "
    found = [plan.id for plan in plans if plan.area and fold(plan.area) in folded]
    return found[0] if len(found) == 1 else ""


def _names(
    actions: Sequence[Action], updates: Sequence[Update], today: date
) -> Mapping[str, Sequence[str]]:
    """What people called each action in updates that counted: its next update is found by it."""
    said: dict[str, list[str]] = {action.id: [] for action in actions}
    for update in reversed(updates):
        names = said.get(update.action)
        if names is not None and len(names) < _MOST_NAMES and update.change.note:
            names.append(read(update.change.note, today).topic)
    return {action: [name for name in names if name] for action, names in said.items()}
