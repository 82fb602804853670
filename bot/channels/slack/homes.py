"""A person who opens the Home tab -> their page."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.slack.blocks import to_view
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal, Undelivered

log = logging.getLogger(__name__)


class Homes:
    """Publishes pages. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def opened(self, event: Mapping[str, Any], team: str) -> None:
        """Make the page anew for who opened it."""
        parts, user = self._parts, str(event.get("user") or "")
        if event.get("tab") != "home" or not parts.access.works_in("", direct=True):
            return
        person = await parts.access.person(user, team)
        if person is None:
            return
        page = await parts.work.think(parts.assistant.overview, person)
        view = {"type": "home", "blocks": to_view(page)}
        try:
            await parts.sender.call(parts.sender.client.views_publish, user_id=user, view=view)
        except (Refusal, Undelivered) as error:
            log.error("the page of %s was not published: %s", user, error)
