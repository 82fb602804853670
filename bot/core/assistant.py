"""Message -> Reply: find out what is wanted, and let the skill do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from bot.core.answers.around import around
from bot.core.errors import Refused, StorageError
from bot.core.history import MemoryHistory, ThreadHistory
from bot.core.intents import Wish, question_of, wish_of
from bot.core.register import Action, Change, Person, Proposal
from bot.core.replies import of_context
from bot.core.skills import SKILLS
from bot.core.skills.ask import ask
from bot.core.skills.context import Context
from bot.core.types import Intent, Message, Reply, Spot, Text
from bot.core.update_replies import UNREACHABLE

if TYPE_CHECKING:  # digests read how actions stand, which most messages do not need
    from bot.core.reminders.digest import Digest, Order

_ANSWERS = (Intent.PICK, Intent.CONFIRM, Intent.DISMISS, Intent.ACTION)  # to a question of ours
_RUN = {skill.intent: skill.run for skill in SKILLS}


class Assistant:
    """The one door into the core. Safe to call from several threads.

    What reads updates is loaded by the methods that need it: it takes 0.2 s.

    ``context`` gives the parts as they are now; one message is answered with the same from start
    to end, whatever index comes in the meantime.
    """

    def __init__(self, context: Callable[[], Context]) -> None:
        self._context = context

    def reply_to(self, message: Message) -> Reply:
        """The reply to one message, or to one press: a press says what its button stands for."""
        context = self._context()
        context = replace(context, history=ThreadHistory(context.history, message))
        reads = context.desk is not None or bool(context.lost)
        wish = wish_of(message.text, context.today(), reads=reads)
        if context.desk and wish.intent not in _ANSWERS:
            context.desk.asked.passed(message.author.id, message.chat)
        return _told(lambda: _answering(context, message, wish) or _run(context, message, wish))

    def answer_to(self, question: str) -> Reply:
        """The answer of the documents to a question, whatever else its words could want."""
        context = replace(self._context(), history=MemoryHistory())
        return ask(context, Message(question), question_of(question))

    def edited(self, message: Message) -> Reply | None:
        """What is said to an edited message; None where it was no report of progress."""
        from bot.core.skills.revise import edited

        return _told(lambda: edited(self._context(), message))

    def deleted(self, message: Message) -> Reply | None:
        """What is said to a message that was deleted; None where it was no report of progress."""
        from bot.core.skills.revise import deleted

        return _told(lambda: deleted(self._context(), message))

    def around(self, spots: Sequence[Spot]) -> Reply:
        """What stands around quotes in their documents."""
        return of_context(around(self._context().search.documents, spots))

    def overview(self, person: Person) -> Reply:
        """A person's page: their actions, what is due, what waits, whom to ask."""
        from bot.core.overview import overview

        return _told(lambda: overview(self._context(), person))

    def digest(self, order: Order) -> Digest | None:
        """What a reminder says now; None for a person whose actions need nothing.

        Raises BotError.
        """
        from bot.core.reminders.digest import digest

        return digest(self._context(), order)

    def read(self, message: Message) -> tuple[Proposal, ...]:
        """How a message would be read as an update; nothing where there is no plan."""
        from bot.core import form

        return form.read(self._context(), message)

    def likely(self, message: Message) -> Action | None:
        """The action that a message is likely an update on; None where it is likely none."""
        from bot.core import form

        return form.likely(self._context(), message)

    def choices(self) -> tuple[Action, ...]:
        """The actions that an update can be about."""
        from bot.core import form

        return form.choices(self._context())

    def log(self, message: Message, change: Change, by: Person) -> Reply:
        """Log what somebody filled in about a message; it stands under its author's name."""
        from bot.core import form

        return _told(lambda: form.log(self._context(), message, change, by))


def _run(context: Context, message: Message, wish: Wish) -> Reply:
    return _RUN[wish.intent](context, message, wish)


def _answering(context: Context, message: Message, wish: Wish) -> Reply | None:
    """What is done with words that answer a question of ours or a digest; None: they do not."""
    desk, at = context.desk, message.at or context.now()
    if desk is None:
        return None
    if not (message.answers or desk.asked.words(message.author.id, message.chat, at)):
        return None
    from bot.core.skills.answering import answering

    return answering(context, message, wish)


_Said = TypeVar("_Said", Reply, Reply | None)


def _told(do: Callable[[], _Said]) -> _Said | Reply:
    """What is done, or the sentence that says why it was not."""
    try:
        return do()
    except Refused as refusal:
        return _refused(str(refusal))
    except StorageError:
        return _refused(UNREACHABLE)


def _refused(why: str) -> Reply:
    return Reply((Text(why),), refused=True)
