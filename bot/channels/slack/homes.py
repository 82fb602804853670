"""A person who opens the Home tab -> their page."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.slack.blocks import to_view
from bot.channels.slack.elements import Json
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.core.register import Person

log = logging.getLogger(__name__)


class Homes:
    """Publishes pages. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def opened(self, event: Mapping[str, Any], team: str) -> None:
        """Make the page anew for who opened it."""
        if event.get("tab") == "home":
            await self.show(str(event.get("user") or ""), team)

    async def show(self, user: str, team: str) -> None:
        """Publish a person's page as it is now."""
        parts = self._parts
        if not parts.access.works_in("", direct=True):
            return
        person = await parts.access.person(user, team)
        if person is None:
            return
        view = await parts.work.think(self._page, person)
        try:
            await parts.sender.call(parts.sender.client.views_publish, user_id=user, view=view)
        except (Refusal, Undelivered) as error:
            log.error("the page of %s was not published: %s", user, error)

    def _page(self, person: Person) -> Json:
        page = self._parts.assistant.overview(person)
        return {"type": "home", "blocks": to_view(page, self._parts.home.team)}
