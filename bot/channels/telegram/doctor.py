"""The settings -> what is wrong with the bot in Telegram, and what to do about it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from telegram import Bot, ChatMember, User, WebhookInfo
from telegram.error import ChatMigrated, Conflict, InvalidToken, TelegramError

from bot.channels.finding import Finding
from bot.channels.ports import Members
from bot.channels.telegram.connecting import connected
from bot.channels.telegram.places import Place, place_of
from bot.channels.telegram.secrecy import kept_secret
from bot.channels.telegram.settings import WEBHOOK, Settings
from bot.core.register import Role

_TIMEOUT = 10.0  # seconds of a call
LISTEN = 3  # seconds in which another copy that asks for messages shows itself
_INSIDE = (ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED)
_HOOKED = "webhook is active"
_COPY = "copy it anew from @BotFather (/mybots, API Token) into TELEGRAM_BOT_TOKEN"
_REACH = "see that this machine reaches telegram.api_url of config.yaml"
_ADD = "see that the id is right (/about tells it in the group), and add the bot to the group"
_PRIVATE = (
    "on: in groups it is told commands, replies to it, and nothing else; a mention may not reach it"
)
_ALL = "off: in groups it is told everything, and leaves alone what is not for it"


def look(
    settings: Settings, members: Members | None = None, *, listen: int = LISTEN
) -> list[Finding]:
    """Look at the token, what BotFather was told, how messages come, groups, officers and whom
    nothing can be sent to; what follows from a fault is left out.

    ``members`` are those who were let in, where there is a database; for ``listen`` seconds we wait
    for another copy to show itself. Raises StorageError.
    """

    async def looked() -> list[Finding]:
        async with connected(settings, _TIMEOUT) as bot:
            return [one async for one in _look(bot, settings, members, listen)]

    with kept_secret(settings.token, settings.secret):
        try:
            return asyncio.run(looked())
        except InvalidToken:  # one that cannot be a token at all
            return [_false_token()]


async def _look(
    bot: Bot, settings: Settings, members: Members | None, listen: int
) -> AsyncIterator[Finding]:
    try:
        me = await bot.get_me()
    except InvalidToken:
        yield _false_token()
        return
    except TelegramError as error:
        yield Finding("telegram", False, f"it cannot be reached ({error.message})", _REACH)
        return
    yield Finding("telegram bot token", True, f"@{me.username} ({me.id})")
    privacy = _ALL if me.can_read_all_group_messages else _PRIVATE
    yield Finding("telegram privacy mode", True, privacy)
    yield _inline(me)
    yield await _listening(bot, settings, listen)
    for chat in dict.fromkeys(settings.chats):
        yield await _chat(bot, me, int(chat), members)
    yield _officers(settings, members)
    for finding in _paused(members):
        yield finding


def _false_token() -> Finding:
    return Finding("telegram bot token", False, "Telegram does not take it", _COPY)


def _inline(me: User) -> Finding:
    name = "telegram inline mode"
    if me.supports_inline_queries:
        return Finding(name, True, f"on: @{me.username} in any chat offers quotes")
    return Finding(name, True, "off", "if people are to use it, send /setinline to @BotFather")


# --- how messages come ----------------------------------------------------------------------------


async def _listening(bot: Bot, settings: Settings, listen: int) -> Finding:
    try:
        told = await bot.get_webhook_info()
    except TelegramError as error:
        return Finding("telegram webhook", False, f"Telegram says {error.message}", "try again")
    if settings.mode == WEBHOOK:
        return _webhook(told, settings)
    if told.url:
        host = urlsplit(told.url).hostname
        fix = "compactbot run takes it away; if another program set it, stop that one first"
        detail = f"telegram.mode is polling, but a webhook is set, which leads to {host}"
        return Finding("telegram webhook", False, detail, fix)
    return await _polling(bot, listen)


def _webhook(told: WebhookInfo, settings: Settings) -> Finding:
    name, wanted = "telegram webhook", urlsplit(settings.webhook_url).hostname
    if not told.url:
        return Finding(name, True, "not set yet", "compactbot run sets it")
    if told.url != settings.webhook_url:
        detail = f"it leads to {urlsplit(told.url).hostname}, not to telegram.webhook_url"
        return Finding(name, False, detail, "start compactbot run anew, which sets it")
    if told.last_error_message and told.pending_update_count:
        fix = f"see that {wanted} can be reached from outside, and leads to port {settings.port}"
        detail = f"{told.pending_update_count} wait; Telegram says {told.last_error_message}"
        return Finding(name, False, detail, fix)
    return Finding(name, True, f"it leads to {wanted}, {told.pending_update_count} wait")


async def _polling(bot: Bot, listen: int) -> Finding:
    """Ask for messages, without confirming any: whoever else does so ends that, or is ended."""
    name = "telegram polling"
    try:
        waiting = await bot.get_updates(timeout=listen, limit=1)
    except Conflict as conflict:
        if _HOOKED in conflict.message:
            return Finding(name, False, "a webhook has just been set", "see what else set it")
        fix = (
            "if that is not the one that you started, stop it where it runs, or take a new token"
            " from @BotFather (/revoke)"
        )
        return Finding(name, True, "a copy of this bot is running, here or elsewhere", fix)
    except TelegramError as error:
        return Finding(name, False, f"Telegram says {error.message}", "try again")
    detail = "messages wait for the bot to be started" if waiting else "no other copy is running"
    return Finding(name, True, detail)


# --- groups and people ----------------------------------------------------------------------------


async def _chat(bot: Bot, me: User, chat: int, members: Members | None) -> Finding:
    """A group, under the id that it has now."""
    name = f"telegram group {chat}"
    moved = place_of(members.moved(Place(chat).key)) if members else None
    here = moved.chat if moved else chat
    try:
        told = await bot.get_chat(here)
        standing = await bot.get_chat_member(here, me.id)
    except ChatMigrated as news:
        fix = f"put {news.new_chat_id} at telegram.chats of config.yaml in its place"
        return Finding(name, False, f"it is the supergroup {news.new_chat_id} now", fix)
    except TelegramError as error:
        return Finding(name, False, f"Telegram says {error.message}", _ADD)
    if standing.status not in _INSIDE:
        return Finding(name, False, f"the bot is not in “{told.title}”", _ADD)
    hears = "; as an administrator it hears everything there"
    role = hears if standing.status == ChatMember.ADMINISTRATOR else ""
    now = f", now {here}" if here != chat else ""
    return Finding(name, True, f"the bot is in “{told.title}”{now}{role}")


def _officers(settings: Settings, members: Members | None) -> Finding:
    name = "telegram officers"
    let_in = [one for one in members.members() if one.role is Role.OFFICER] if members else []
    if settings.officers or let_in:
        return Finding(
            name, True, f"{len(settings.officers)} named, {len(let_in)} let in by a code"
        )
    detail = "nobody may change plans or the updates of others"
    fix = "name one at telegram.officers of config.yaml, or: compactbot invite --role officer"
    return Finding(name, False, detail, fix)


def _paused(members: Members | None) -> list[Finding]:
    """Whom nothing is sent to. That a person blocked the bot is their right, and no fault."""
    found: list[Finding] = []
    for chat, why in members.paused() if members else ():
        place = place_of(chat)
        if place is None:
            continue
        again = "start the bot again" if place.private else "add the bot to the group again"
        fix = f"once they {again}, it goes on by itself"
        name = f"telegram chat {place.chat}"
        found.append(Finding(name, place.private, f"nothing is sent there: {why}", fix))
    return found
