"""The register -> what an import is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.plans.merging import FIELDS
from bot.core.plans.plans import Held
from bot.core.ports import Register
from bot.core.register import Wording, WordingVersion


def held_in(register: Register) -> Held:
    """All plans, with what documents said of their actions. Raises StorageError."""
    actions = register.actions(retired=True)
    said = {action.id: imported(register.wordings(action.id)) for action in actions}
    known = {action: wording for action, wording in said.items() if wording}
    return Held(register.plans(), register.objectives(), actions, known)


def imported(versions: Sequence[WordingVersion]) -> Wording | None:
    """What a document said of an action last; None where none ever did.

    A version without a source was typed by a person. One that an import made has the fields that
    the document changed, and beside them what people had typed: those say nothing of the document.
    """
    said: Wording | None = None
    for number, version in enumerate(versions):
        if not version.source:
            continue
        before = versions[number - 1].wording if number else Wording("")
        values = {name: getattr(version.wording, name) for name in FIELDS}
        new = {name: value for name, value in values.items() if value != getattr(before, name)}
        said = replace(said or Wording(""), **new)
    return said
