"""One file for each thing that the bot can do; this is the table of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.core.intents import MOST_CHARACTERS, Wish
from bot.core.replies import EMPTY, HELLO, TOO_LONG, WELCOME, of_documents, of_help
from bot.core.skills.ask import ask
from bot.core.skills.context import Context
from bot.core.skills.more import more
from bot.core.skills.principle_of_the_week import principle_of_the_week
from bot.core.types import Intent, Message, Reply, Text


def about(context: Context, message: Message, wish: Wish) -> Reply:
    """Say what documents there are, and of what date."""
    return of_documents(context.search.documents, context.search.built_at)


def help_(context: Context, message: Message, wish: Wish) -> Reply:
    """Say what the assistant can do."""
    return of_help()


def small_talk(context: Context, message: Message, wish: Wish) -> Reply:
    """Answer a greeting or thanks in kind."""
    return Reply((Text(WELCOME if _THANKS.search(message.text) else HELLO),))


def _says(text: str) -> Callable[[Context, Message, Wish], Reply]:
    return lambda context, message, wish: Reply((Text(text),))


def _of_register(context: Context, message: Message, wish: Wish) -> Reply:
    """A skill of the action register: see that module for why it is loaded so late."""
    from bot.core.skills.of_register import RUN

    return RUN[wish.intent](context, message, wish)


OF_REGISTER = (
    Intent.UPDATE,
    Intent.ACTIONS,
    Intent.ACTION,
    Intent.HISTORY,
    Intent.CHANGE,
    Intent.UNDO,
    Intent.EDIT,
    Intent.ADD_ACTION,
    Intent.PLAN_OF_CHAT,
    Intent.INBOX,
    Intent.PICK,
    Intent.CONFIRM,
    Intent.DISMISS,
    Intent.REPORT,
    Intent.GAPS,
    Intent.REMINDERS,
    Intent.REMIND,
    Intent.CONSENT,
    Intent.SNOOZE,
    Intent.STATUS,
    Intent.MY_DATA,
    Intent.FORGET_ME,
)
_THANKS = re.compile(r"\b(?:thanks?|thx|ta|cheers|bye|goodbye)\b", re.I)


@dataclass(frozen=True, slots=True)
class Skill:
    """Something the bot can do: the intent that calls it, and the function that does it."""

    intent: Intent
    run: Callable[[Context, Message, Wish], Reply]


SKILLS = (
    Skill(Intent.ASK, ask),
    Skill(Intent.MORE, more),
    Skill(Intent.PRINCIPLE_OF_THE_WEEK, principle_of_the_week),
    *(Skill(intent, _of_register) for intent in OF_REGISTER),
    Skill(Intent.ABOUT, about),
    Skill(Intent.HELP, help_),
    Skill(Intent.SMALL_TALK, small_talk),
    Skill(Intent.EMPTY, _says(EMPTY)),
    Skill(Intent.TOO_LONG, _says(TOO_LONG.format(most=f"{MOST_CHARACTERS:,}"))),
)
