"""An edit, a correction, an undo or a deletion -> later versions; the record keeps the earlier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.core.errors import StorageError
from bot.core.register import Change, Outcome, Person, Said, Update, UpdateState
from bot.storage import audit, inbox, messages, updates
from bot.storage.audit import Deed
from bot.storage.columns import storable
from bot.storage.messages import Known
from bot.storage.receiving import outcome


@dataclass(frozen=True, slots=True)
class _Edit:
    """An edit that counts: of which message, to which of its sayings, by whom and when."""

    message: int
    saying: int
    by: Person
    at: datetime


def revise(connection: Connection, said: Said, changes: Sequence[Change], by: Person) -> Outcome:
    """Give each update of a message a new version; see the port. ``said.at`` is when it was edited.

    Raises StorageError for a message without an identity.
    """
    if not said.message:
        raise StorageError("this message cannot be edited. Undo its update, and send it anew.")
    known = messages.find(connection, said.chat, said.message)
    if known is None:
        return _before_its_message(connection, said, changes, by)
    if known.deleted_at:
        return Outcome(repeated=True)
    same_words = known.text == storable(said.text)
    if not same_words and _is_late(known, said):
        messages.keep_late(connection, known.number, said)
        return outcome(connection, known.number, repeated=True)
    versions = updates.versions_of_message(connection, known.number)
    latest = list({one.id: one for one in versions}.values())
    if same_words and _was_told_before(said.at, changes, versions, latest):
        return outcome(connection, known.number, repeated=True)
    saying = known.version if same_words else _reword(connection, known, said)
    edit = _Edit(known.number, saying, by, said.at)
    deeds = _revise(connection, edit, changes, latest, keep_equal=same_words)
    subject = _subject(said.chat, said.message)
    audit.append(connection, by, said.at, [Deed("edited", subject, {"version": saying}), *deeds])
    return outcome(connection, known.number)


def withdraw(
    connection: Connection, ids: Sequence[str], by: Person, at: datetime
) -> tuple[Update, ...]:
    """Undo updates; those that counted until now come back, as they are now."""
    after, deeds = updates.withdraw(connection, updates.of_ids(connection, ids), by, at)
    audit.append(connection, by, at, deeds)
    return after


def delete(
    connection: Connection, chat: str, message: str, by: Person, at: datetime
) -> Outcome | None:
    """Withdraw what came of a message; what was withdrawn comes back, and what waited."""
    if not message:
        return None
    known = messages.find(connection, chat, message)
    if known and known.deleted_at:
        return Outcome(repeated=True)
    deed = Deed("deleted", _subject(chat, message), {})
    if known is None:
        messages.add_deletion(connection, chat, message, by, at)
        audit.append(connection, by, at, [deed])
        return None
    messages.delete(connection, known.number, at)
    counted = updates.of_message(connection, known.number)
    after, deeds = updates.withdraw(connection, counted, by, at)
    waited = inbox.of_message(connection, known.number)
    if waited:
        inbox.close(connection, waited.id, "dismissed", by, at)
        waited = inbox.read(connection, inbox.is_id(waited.id))[0]
        deeds.append(Deed("dismissed", waited.id, {}))
    audit.append(connection, by, at, [deed, *deeds])
    return Outcome(after, waited)


def _before_its_message(
    connection: Connection, said: Said, changes: Sequence[Change], by: Person
) -> Outcome:
    """The words of the edit hold; the message, when it comes, is known."""
    number = messages.add(connection, said, arrived=False)
    messages.set_reread(connection, number, to=True)
    deeds = updates.add(connection, number, 1, changes)
    edited = Deed("edited", _subject(said.chat, said.message), {"version": 1})
    audit.append(connection, by, said.at, [edited, *deeds])
    return outcome(connection, number)


def _is_late(known: Known, said: Said) -> bool:
    """Whether an edit is older than the words that hold.

    A channel may tell the time of the message instead of that of its edit: it says nothing then.
    """
    if known.told_at is None or said.at >= known.told_at:
        return False
    return not known.arrived or said.at > known.at


def _was_told_before(
    at: datetime, changes: Sequence[Change], versions: Sequence[Update], latest: Sequence[Update]
) -> bool:
    """Whether an edit with the same words is one that was seen, and no correction.

    It is where it has nothing but what the updates say, or said before they were corrected later
    than this edit was made. What it lacks may have been logged from the inbox, and stays.
    """
    told = Counter(changes)
    if told <= Counter(one.change for one in latest):
        return True
    corrected_since = any(one.ended_at is not None and one.ended_at >= at for one in versions)
    return corrected_since and told <= Counter(one.change for one in versions)


def _reword(connection: Connection, known: Known, said: Said) -> int:
    saying = messages.reword(connection, known.number, said)
    inbox.reword(connection, known.number, saying)
    messages.set_reread(connection, known.number, to=True)
    return saying


def _revise(
    connection: Connection,
    edit: _Edit,
    changes: Sequence[Change],
    latest: Sequence[Update],
    *,
    keep_equal: bool,
) -> list[Deed]:
    """Bring the updates of a message to its changes. Returns what is to be audited."""
    updates.check(connection, changes)
    pairs, new, gone = _paired(changes, latest)
    pairs = [
        (before, change)
        for before, change in pairs
        if not _was_undone_since(before, edit) and not (keep_equal and before.change == change)
    ]
    counted = [before for before, _ in pairs if before.state is UpdateState.CURRENT]
    updates.end(connection, counted, UpdateState.REVISED, edit.by, edit.at)
    deeds = []
    for before, change in pairs:
        key = updates.number_of(before.id), before.version + 1
        updates.add_version(connection, key, (edit.message, edit.saying), change)
        deeds.append(Deed("revised", before.id, updates.detail(key[1], change)))
    _, withdrew = updates.withdraw(connection, gone, edit.by, edit.at)
    return [*deeds, *withdrew, *updates.add(connection, edit.message, edit.saying, new)]


def _paired(
    changes: Sequence[Change], latest: Sequence[Update]
) -> tuple[list[tuple[Update, Change]], list[Change], list[Update]]:
    """Updates with the change on the same action; changes without one; what counts without one."""
    left = sorted(latest, key=lambda one: one.state is not UpdateState.CURRENT)
    pairs, new = [], []
    for change in changes:
        before = next((one for one in left if one.action == change.action), None)
        if before is None:
            new.append(change)
        else:
            left.remove(before)
            pairs.append((before, change))
    return pairs, new, [one for one in left if one.state is UpdateState.CURRENT]


def _was_undone_since(before: Update, edit: _Edit) -> bool:
    """Whether someone undid an update after this edit was made, which came late then."""
    undone = before.state is UpdateState.WITHDRAWN
    return undone and before.ended_at is not None and before.ended_at > edit.at


def _subject(chat: str, message: str) -> str:
    return f"{chat}/{message}"
