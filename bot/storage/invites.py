"""An invitation -> a code, of which only the hash is kept; a code -> the invitation, once."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.core.register import Person, Role
from bot.storage import audit, people
from bot.storage.audit import Deed
from bot.storage.channel_tables import invites as _table
from bot.storage.messages import next_number

_ALPHABET = "234679ACDEFGHJKMNPQRTVWXY"  # nothing that looks like something else
_LENGTH, _GROUP = 12, 4  # some 55 bits: also its hash tells nobody in time what it was


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation that is good: ``name`` is whom it was made for."""

    number: int
    name: str
    role: Role

    @property
    def id(self) -> str:
        """What it is called in the audit trail."""
        return f"I{self.number}"


def add(
    connection: Connection, name: str, role: Role, by: Person, span: tuple[datetime, datetime]
) -> str:
    """Keep a new invitation, which is good within a span of time. Its code."""
    at, until = span
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    invite = Invite(next_number(connection, _table.c.number), name, role)
    connection.execute(
        insert(_table).values(
            number=invite.number,
            code=_hash(code),
            name=name,
            role=role.value,
            by=people.kept(connection, by),
            at=at,
            until=until,
        )
    )
    detail = {"role": role.value, "until": until.isoformat()}
    audit.append(connection, by, at, [Deed("invited", invite.id, detail)])
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def good(connection: Connection, code: str, at: datetime) -> Invite | None:
    """The invitation of a code; None where it is not, or no longer, good."""
    is_good = _table.c.code == _hash(code), _table.c.used_at.is_(None), _table.c.until > at
    row = connection.execute(
        select(_table.c.number, _table.c.name, _table.c.role).where(*is_good)
    ).one_or_none()
    return Invite(row.number, row.name, Role(row.role)) if row else None


def use(connection: Connection, invite: Invite, person: str, at: datetime) -> None:
    """Note who used an invitation: it is good for nobody from now on."""
    is_it = _table.c.number == invite.number
    connection.execute(update(_table).where(is_it).values(used_by=person, used_at=at))


def _hash(code: str) -> str:
    """Of a code however it was typed: in small letters, with spaces or other dashes."""
    plain = unicodedata.normalize("NFKC", code).upper()
    typed = "".join(letter for letter in plain if letter.isalnum())
    return hashlib.sha256(typed.encode("utf-8", "replace")).hexdigest()
