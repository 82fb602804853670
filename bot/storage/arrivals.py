"""What comes in from a chat -> the note that it came, so that each thing is seen to once.

A row is begun when it comes and done when it was answered; what stays begun, because the program
was stopped or the answer could not be sent, is taken up again. Its words are kept until then.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from bot.storage.channel_tables import arrivals, feedback, threads
from bot.storage.database import PATIENCE, open_database
from bot.storage.places import place
from bot.storage.store import Store
from bot.storage.transactions import reading, writing

_BEGUN, _KEPT, _DONE = "begun", "kept", "done"


def open_arrivals(url: str, *, patience: float = PATIENCE) -> SqlArrivals:
    """The notes in the database at a URL, made where there is none. Raises StorageError."""
    return SqlArrivals(open_database(url, patience=patience))


class SqlArrivals(Store):
    """Notes of what came in. Called from several threads and processes; close it at the end.

    Each method is one transaction and raises StorageError. Times are UTC.
    """

    def begin(self, key: str, content: str, at: datetime) -> bool:
        """Note that something came; False if it had come before."""
        with writing(self._engine) as connection:
            known = connection.scalar(select(arrivals.c.key).where(arrivals.c.key == key))
            if known is not None:
                return False
            values = {"key": key, "content": content, "at": at, "taken_at": at, "state": _BEGUN}
            connection.execute(insert(arrivals).values(values))
            return True

    def finish(self, key: str, *, keep: bool = False) -> None:
        """Note that it was seen to; its words are forgotten unless they are to be kept."""
        values = {"state": _KEPT} if keep else {"state": _DONE, "content": ""}
        with writing(self._engine) as connection:
            connection.execute(update(arrivals).where(arrivals.c.key == key).values(values))

    def content(self, key: str) -> str:
        """The words of something that came; empty where they were forgotten or never came."""
        with reading(self._engine) as connection:
            found = connection.scalar(select(arrivals.c.content).where(arrivals.c.key == key))
            return found or ""

    def take(
        self, now: datetime, lease: timedelta, prefix: str = ""
    ) -> tuple[tuple[str, str], ...]:
        """What nobody has seen to for so long, earliest first: it is the caller's from now on.

        Only that whose key begins with ``prefix``: each channel takes up its own.
        """
        stale = (
            arrivals.c.state == _BEGUN,
            arrivals.c.taken_at <= now - lease,
            arrivals.c.key.startswith(prefix, autoescape=True),
        )
        with writing(self._engine) as connection:
            found = connection.execute(
                select(arrivals.c.key, arrivals.c.content).where(*stale).order_by(arrivals.c.at)
            ).all()
            connection.execute(update(arrivals).where(*stale).values(taken_at=now))
            return tuple((row.key, row.content) for row in found)

    def forget(self, before: datetime) -> None:
        """Drop the notes of what came before a time."""
        with writing(self._engine) as connection:
            connection.execute(delete(arrivals).where(arrivals.c.at < before))

    def join(self, chat: str, thread: str) -> None:
        """Note that the assistant takes part in a thread."""
        with writing(self._engine) as connection:
            row = _placed(connection, chat, thread)
            if not connection.execute(select(threads).filter_by(**row)).first():
                connection.execute(insert(threads).values(row))

    def takes_part(self, chat: str, thread: str) -> bool:
        """Whether the assistant takes part in a thread."""
        with reading(self._engine) as connection:
            query = select(threads).filter_by(**_placed(connection, chat, thread))
            return connection.execute(query).first() is not None

    def rate(self, reply: str, person: str, helpful: bool, reason: str, at: datetime) -> None:
        """Keep what a person thinks of a reply: their last word on it."""
        key = {"reply": reply, "person": person}
        with writing(self._engine) as connection:
            connection.execute(delete(feedback).filter_by(**key))
            values = {**key, "helpful": helpful, "reason": reason, "at": at}
            connection.execute(insert(feedback).values(values))


def _placed(connection: Connection, chat: str, thread: str) -> dict[str, str]:
    """A thread as it is known now."""
    return dict(zip(("chat", "thread"), place(connection, chat, thread), strict=True))
