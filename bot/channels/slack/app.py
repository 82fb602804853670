"""What Slack sends -> the piece that takes care of it. Each thing is acknowledged at once."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.events import read_event
from bot.channels.slack.forms import NAME, faults_of
from bot.channels.slack.homes import Homes
from bot.channels.slack.intake import Intake, Kind
from bot.channels.slack.items import SNOOZE, faults_of_snooze
from bot.channels.slack.offers import Offers
from bot.channels.slack.parts import Parts
from bot.channels.slack.private import Private
from bot.channels.slack.shortcuts import LOG, LOG_ANYTHING, Shortcuts
from bot.channels.slack.table import doings
from bot.channels.slack.talking import Talking

SAFE = 2.0  # seconds that something waits for its note before it is acknowledged all the same
_ANY = re.compile(".*", re.S)
_FAULTS = {NAME: faults_of, SNOOZE: faults_of_snooze}

log = logging.getLogger(__name__)
Body = dict[str, Any]


class Listeners:
    """The listeners of one app, on one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        offers, private = Offers(parts), Private(parts)
        self._homes, self._shortcuts = Homes(parts), Shortcuts(parts, private)
        self.talking = Talking(parts, offers)
        self.intake = Intake(parts, doings(parts, offers, self._homes, private, self._shortcuts))

    def listen(self, app: AsyncApp) -> None:
        """Let everything that Slack can send come here; what we do not know is let go quietly."""
        app.use(self._keep)
        app.event(_ANY)(self._event)
        app.action(_ANY)(self._action)
        app.command(_ANY)(self._command)
        app.view(_ANY)(self._view)
        app.view_closed(_ANY)(self._let_go)
        app.shortcut(_ANY)(self._shortcut)
        app.options(_ANY)(self._let_go)

    async def _keep(
        self,
        body: Body,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """A message is noted before Slack is told that we have it: then it cannot get lost."""
        if body.get("type") == "event_callback":
            home = self._parts.home
            team = str(body.get("team_id") or "")
            incoming = read_event(body.get("event") or {}, home.bot, team)
            if incoming:
                noted = asyncio.Event()
                await self._begin(self.talking.take_in(incoming, noted), noted, incoming.key)
        return await next()

    async def _begin(
        self, doing: Coroutine[Any, Any, None], noted: asyncio.Event, key: str
    ) -> None:
        """Begin something, and wait until it cannot get lost any more."""
        self._parts.work.begin(doing)
        try:
            await asyncio.wait_for(noted.wait(), SAFE)
        except TimeoutError:
            log.warning("%s is acknowledged before it was noted", key)

    async def _take_in(self, kind: Kind, name: str, id: str, body: Body) -> None:
        """Begin what somebody asks for other than by a message, if we know it."""
        done = self.intake.read(kind, name, id, body)
        if done:
            noted = asyncio.Event()
            await self._begin(self.intake.take_in(done, noted), noted, done.key)

    async def _event(self, body: Body) -> None:
        event = body.get("event") or {}
        if event.get("type") == "user_change":
            self._parts.access.changed(str((event.get("user") or {}).get("id") or ""))
        elif event.get("type") == "app_home_opened":
            team = str(body.get("team_id") or "")
            self._parts.work.begin(self._homes.opened(event, team))

    async def _let_go(self, ack: AsyncAck) -> None:
        await ack()

    async def _command(self, ack: AsyncAck, body: Body) -> None:
        await self._take_in(Kind.COMMAND, "", str(body.get("trigger_id")), body)
        await ack()

    async def _shortcut(self, ack: AsyncAck, body: Body) -> None:
        name = str(body.get("callback_id") or "")
        if name in (LOG, LOG_ANYTHING):  # a form that is not opened at once never is
            self._parts.work.begin(self._shortcuts.open(body))
        else:
            await self._take_in(Kind.SHORTCUT, name, str(body.get("trigger_id")), body)
        await ack()

    async def _view(self, ack: AsyncAck, body: Body) -> None:
        view = body.get("view") or {}
        name = str(view.get("callback_id") or "")
        faults = _FAULTS[name](view) if name in _FAULTS else {}
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        await self._take_in(Kind.FORM, name, str(view.get("id")), body)
        await ack()

    async def _action(self, ack: AsyncAck, body: Body) -> None:
        first: Body = (body.get("actions") or ({},))[0]
        user = body.get("user") or {}
        name = str(first.get("action_id") or "").partition(":")[0]
        await self._take_in(Kind.PRESS, name, f"{first.get('action_ts')}/{user.get('id')}", body)
        await ack()


def make_app(parts: Parts, listeners: Listeners) -> AsyncApp:
    """The app with its listeners. It asks Slack nothing by itself: we know who we are."""
    home, tokens = parts.home, parts.settings.tokens

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=home.enterprise or None,
            team_id=home.team,
            bot_id=home.bot_id or None,
            bot_user_id=home.bot,
            bot_token=tokens.bot,
        )

    app = AsyncApp(
        name="compactbot",  # or it is read off the stack and all its source files, in 0.2 s
        client=AsyncWebClient(
            base_url=parts.settings.base_url, session=parts.sender.client.session
        ),
        authorize=authorize,
        signing_secret=tokens.signing or None,
        request_verification_enabled=parts.settings.mode == "http",
        logger=logging.getLogger("slack_bolt"),
    )
    listeners.listen(app)
    return app
