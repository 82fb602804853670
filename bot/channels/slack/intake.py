"""A press, a command, a shortcut or a form -> done once, also where a crash came in between.

What must not get lost is noted, with all that is needed to do it, before Slack is told that we have
it. What stays begun is taken up again: whoever does it can tell, and posts nothing twice.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bot.channels.once import is_done, is_first
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal, Undelivered

_OF_A_PAYLOAD = frozenset(
    {"actions", "callback_id", "channel", "channel_id", "container", "message", "message_ts"}
    | {"response_url", "team_id", "text", "trigger_id", "user", "user_id"}
)
_OF_A_VIEW = frozenset({"id", "type", "private_metadata", "state"})

log = logging.getLogger(__name__)


class Kind(StrEnum):
    """How somebody turned to the bot, other than by writing a message."""

    PRESS = "press"
    COMMAND = "slash"
    SHORTCUT = "shortcut"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Interaction:
    """What somebody did. ``name`` is which button, shortcut or form; ``key`` is the same for the
    same deed, however often it comes; ``body`` is what Slack told of it. It is ``again`` where an
    earlier run of the program may have done it in part.
    """

    kind: Kind
    name: str
    key: str
    body: Mapping[str, Any]
    again: bool = False

    def dumped(self) -> str:
        """As text, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


def needed(body: Mapping[str, Any]) -> dict[str, Any]:
    """What is needed of a payload to do what it asks for: of a form, only what was filled in."""
    kept = {name: value for name, value in body.items() if name in _OF_A_PAYLOAD}
    if view := body.get("view"):
        kept["view"] = {name: value for name, value in view.items() if name in _OF_A_VIEW}
    return kept


def loaded_interaction(content: str) -> Interaction | None:
    """What was kept as text, to be done again; None where it was no interaction."""
    values = json.loads(content)
    if "kind" not in values:
        return None
    return Interaction(**{**values, "kind": Kind(values["kind"]), "again": True})


Doing = Callable[[Interaction], Coroutine[Any, Any, None]]


class Intake:
    """Sees to interactions by a table of kind and name. It belongs to one event loop."""

    def __init__(self, parts: Parts, doings: Mapping[tuple[Kind, str], Doing]) -> None:
        self._parts, self._doings = parts, doings

    def read(self, kind: Kind, name: str, id: str, body: Mapping[str, Any]) -> Interaction | None:
        """What was done; None where nobody sees to such a thing."""
        if (kind, name) not in self._doings:
            return None
        return Interaction(kind, name, f"{self._parts.prefix}{kind}/{id}", needed(body))

    async def take_in(self, done: Interaction, noted: asyncio.Event) -> None:
        """See to it if it is new; ``noted`` is set as soon as it cannot get lost."""
        try:
            first = await is_first(self._parts, done.key, done.dumped())
        finally:
            noted.set()
        if first:
            await self.see_to(done)

    async def see_to(self, done: Interaction) -> None:
        """Do what it asks for. Where Slack is away it stays begun, and is taken up later."""
        doing = self._doings.get((done.kind, done.name))
        try:
            if doing:
                await doing(done)
        except Undelivered as error:
            log.error("%s waits: %s", done.key, error)
            return
        except Refusal as refusal:
            log.error("%s was done but could not be told: %s", done.key, refusal)
        except Exception:  # a fault of ours: to try for ever would not mend it
            log.exception("%s failed", done.key)
        await is_done(self._parts, done.key)
