"""A message -> updates or a place in the inbox, once, however often it is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.core.errors import StorageError
from bot.core.register import Change, Outcome, Person, Proposal, Said, Waiting
from bot.storage import audit, inbox, messages, updates
from bot.storage.audit import Deed
from bot.storage.columns import storable
from bot.storage.messages import Known


def outcome(connection: Connection, number: int, *, repeated: bool = False) -> Outcome:
    """What became of a message: its updates that count, and how it waits, if it does."""
    return Outcome(
        updates.of_message(connection, number), inbox.of_message(connection, number), repeated
    )


def log(connection: Connection, said: Said, changes: Sequence[Change]) -> Outcome:
    """Log updates, if the message was not seen before."""
    known = messages.find(connection, said.chat, said.message)
    if known:
        return _again(connection, known, said)
    number = messages.add(connection, said)
    deeds = updates.add(connection, number, 1, changes)
    audit.append(connection, said.by, said.at, deeds)
    return outcome(connection, number)


def wait(
    connection: Connection, said: Said, proposals: Sequence[Proposal], changes: Sequence[Change]
) -> Outcome:
    """Put a message into the inbox, if it was not seen before or was edited into these words."""
    known = messages.find(connection, said.chat, said.message)
    if known and not _may_wait_anew(known, said):
        return _again(connection, known, said)
    if known:
        number, saying = known.number, known.version
        counted = [one.change for one in updates.of_message(connection, number)]
        changes = [change for change in changes if change not in counted]
        messages.set_reread(connection, number, to=False)
    else:
        number, saying = messages.add(connection, said), 1
    deeds = updates.add(connection, number, saying, changes)
    deeds.append(_proposed(connection, (number, saying), proposals))
    audit.append(connection, said.by, said.at, deeds)
    return outcome(connection, number)


def settle(
    connection: Connection, waiting: str, changes: Sequence[Change], by: Person, at: datetime
) -> Outcome:
    """Log what a waiting message means, if it waits still. Raises StorageError if it never did."""
    found = inbox.of_id(connection, waiting)
    if found is None:
        raise StorageError(f"nothing waits as {waiting}. See 'compactbot inbox'.")
    waited, number, saying = found
    if waited.closed_at:
        return outcome(connection, number, repeated=True)
    logged = updates.add(connection, number, saying, changes)
    inbox.close(connection, waiting, "logged", by, at)
    settled = Deed("settled", waiting, {"updates": [deed.subject for deed in logged]})
    audit.append(connection, by, at, [*logged, settled])
    return outcome(connection, number)


def dismiss(connection: Connection, waiting: str, by: Person, at: datetime) -> Waiting | None:
    """Take a message out of the inbox without logging it; None if it does not wait."""
    found = inbox.of_id(connection, waiting)
    if found is None or found[0].closed_at:
        return None
    inbox.close(connection, waiting, "dismissed", by, at)
    audit.append(connection, by, at, [Deed("dismissed", waiting, {})])
    return inbox.read(connection, inbox.is_id(waiting))[0]


def _again(connection: Connection, known: Known, said: Said) -> Outcome:
    messages.arrive(connection, known, said)
    return outcome(connection, known.number, repeated=True)


def _may_wait_anew(known: Known, said: Said) -> bool:
    return known.reread and not known.deleted_at and known.text == storable(said.text)


def _proposed(
    connection: Connection, source: tuple[int, int], proposals: Sequence[Proposal]
) -> Deed:
    """Put a message into the inbox, or give it other proposals where it waits already."""
    waits = inbox.of_message(connection, source[0])
    if waits:
        inbox.propose(connection, waits.id, proposals)
        return Deed("proposed", waits.id, {"proposals": len(proposals)})
    key = inbox.add(connection, *source, proposals)
    return Deed("queued", key, {"proposals": len(proposals)})
