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

from bot.channels.slack.blocks import SAY
from bot.channels.slack.events import read_event
from bot.channels.slack.feedback import WHY, Feedback
from bot.channels.slack.forms import NAME, faults_of
from bot.channels.slack.homes import Homes
from bot.channels.slack.offers import NO, YES, Offers
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed, Presses, read_press
from bot.channels.slack.private import SHARE, Private
from bot.channels.slack.rows import BAD, CALL, CONTEXT, GOOD
from bot.channels.slack.shortcuts import ASK, LOG, LOG_ANYTHING, Shortcuts
from bot.channels.slack.slash import Slash
from bot.channels.slack.talking import Talking

SAFE = 2.0  # seconds that an event waits for its note before it is acknowledged all the same
_ANY = re.compile(".*", re.S)

log = logging.getLogger(__name__)
Body = dict[str, Any]
Doing = Coroutine[Any, Any, None]


class Listeners:
    """The listeners of one app, on one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        private, presses, offers = Private(parts), Presses(parts), Offers(parts)
        shortcuts, feedback = Shortcuts(parts, private), Feedback(parts, presses)
        self.talking = Talking(parts, offers)
        self._homes, self._slash = Homes(parts), Slash(parts, private)
        self._pressed: dict[str, Callable[[Pressed], Doing]] = {
            SAY: presses.say,
            SHARE: private.share,
            CONTEXT: feedback.context,
            GOOD: feedback.good,
            BAD: feedback.bad,
            CALL: feedback.call,
            YES: offers.accepted,
            NO: offers.declined,
        }
        self._shortcuts: dict[str, Callable[[Body], Doing]] = {
            ASK: shortcuts.ask,
            LOG: shortcuts.open,
            LOG_ANYTHING: shortcuts.open,
        }
        self._forms: dict[str, Callable[[Body], Doing]] = {
            WHY: feedback.why,
            NAME: shortcuts.sent,
        }

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
                self._parts.work.begin(self.talking.take_in(incoming, noted))
                try:
                    await asyncio.wait_for(noted.wait(), SAFE)
                except TimeoutError:
                    log.warning("%s is acknowledged before it was noted", incoming.key)
        return await next()

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
        await ack()
        self._parts.work.begin(self._slash.take_in(body))

    async def _shortcut(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        doing = self._shortcuts.get(str(body.get("callback_id") or ""))
        if doing:
            self._parts.work.begin(doing(body))

    async def _view(self, ack: AsyncAck, body: Body) -> None:
        view = body.get("view") or {}
        name = str(view.get("callback_id") or "")
        faults = faults_of(view) if name == NAME else {}
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        await ack()
        doing = self._forms.get(name)
        if doing:
            self._parts.work.begin(doing(body))

    async def _action(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        pressed = read_press(body)
        doing = self._pressed.get(pressed.action) if pressed else None
        if pressed and doing:
            self._parts.work.begin(doing(pressed))


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
