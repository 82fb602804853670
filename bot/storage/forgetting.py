"""A person who wants to be forgotten -> nothing that tells who they are, or what waits of them.

Their id stays, without a name: the audit trail and the updates on the plan are told by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, select, update

from bot.core.register import Person
from bot.core.reminders.values import DeliveryState
from bot.storage import audit, consents, inbox, members, tables
from bot.storage.audit import Deed
from bot.storage.channel_tables import arrivals, feedback, invites, pauses
from bot.storage.columns import storable
from bot.storage.reminder_tables import deliveries

_AUTHORS = ("user", "from", "author", "person")  # where what came in tells who wrote it
_FORGOTTEN = "They asked to be forgotten."


def forget(connection: Connection, person: Person, at: datetime) -> None:
    """Blank their name, drop what they agreed to, and set aside what waits of them."""
    key = storable(person.id)
    connection.execute(update(tables.people).where(tables.people.c.id == key).values(name=""))
    connection.execute(update(invites).where(invites.c.used_by == key).values(name=""))
    consents.drop(connection, key)
    members.drop(connection, key)
    connection.execute(delete(feedback).where(feedback.c.person == key))
    connection.execute(delete(pauses).where(pauses.c.chat == key))
    _stop_sending(connection, key, at)
    dismissed = _dismiss(connection, key, at)
    _blank_words(connection, key)
    _blank_arrivals(connection, key)
    audit.append(connection, person, at, [*dismissed, Deed("forgot", key, {})])


def _stop_sending(connection: Connection, person: str, at: datetime) -> None:
    """What failed to reach them is not tried again."""
    table = deliveries
    failed = table.c.chat == person, table.c.state == DeliveryState.FAILED.value
    values = {
        "state": DeliveryState.SKIPPED.value,
        "changed_at": at,
        "again_at": None,
        "why": _FORGOTTEN,
    }
    connection.execute(update(table).where(*failed).values(values))


def _dismiss(connection: Connection, person: str, at: datetime) -> list[Deed]:
    """Close what waits of them in the inbox. Returns what is to be audited."""
    waiting = inbox.read(connection, tables.messages.c.by == person, inbox.OPEN)
    for one in waiting:
        inbox.close(connection, one.id, "dismissed", Person(person), at)
    return [Deed("dismissed", one.id, {}) for one in waiting]


def _blank_words(connection: Connection, person: str) -> None:
    """Of what came into the inbox, only the words that an update rests on are kept."""
    messages, sayings, updates = tables.messages, tables.sayings, tables.updates
    theirs = select(messages.c.number).where(messages.c.by == person)
    waited = select(tables.inbox.c.message).where(tables.inbox.c.message.in_(theirs))
    rests = exists().where(
        updates.c.message == sayings.c.message, updates.c.saying == sayings.c.version
    )
    blank = sayings.c.message.in_(waited), ~rests
    connection.execute(update(sayings).where(*blank).values(text=""))
    proposed = update(tables.inbox).where(tables.inbox.c.message.in_(theirs))
    connection.execute(proposed.values(proposals="[]"))


def _blank_arrivals(connection: Connection, person: str) -> None:
    """Forget what came in from them and is kept until it was seen to."""
    channel, own = person.split(":")[0], person.split(":")[-1]
    rows = connection.execute(
        select(arrivals.c.key, arrivals.c.content).where(
            arrivals.c.key.startswith(f"{channel}:", autoescape=True),
            arrivals.c.content.contains(own, autoescape=True),
        )
    ).all()
    keys = [row.key for row in rows if _wrote(row.content, {person, own})]
    connection.execute(update(arrivals).where(arrivals.c.key.in_(keys)).values(content=""))


def _wrote(content: str, ids: set[str]) -> bool:
    """Whether one of these ids is the author of what came in."""
    try:
        told = json.loads(content)
    except ValueError:
        return False
    return isinstance(told, dict) and not ids.isdisjoint(_authors(told))


def _authors(told: dict[str, Any]) -> Iterator[str]:
    for name, value in told.items():
        inner = value if isinstance(value, dict) else {}
        if name in _AUTHORS:
            yield str(inner.get("id", value))
        yield from _authors(inner)
