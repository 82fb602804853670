"""An update that is put together by keys: action, status, per cent, day; then it is logged.

What was chosen so far stands in the words of the keys, so it outlives a restart.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.channels.telegram import wording
from bot.channels.telegram.answering import Said
from bot.channels.telegram.events import moment_of
from bot.channels.telegram.keyboards import Key
from bot.channels.telegram.places import Place
from bot.core.register import Action, Change, Person, Role, Status
from bot.core.types import Heading, Message, Reply, Text

FORM = "form"
_PAGE = 8  # actions that are offered at a time
_EXAMPLE = 60  # days from now
_PERCENTS = ("25", "50", "75", "100")
_OPEN = (Status.IN_PROGRESS, Status.BLOCKED)


@dataclass(frozen=True, slots=True)
class About:
    """The message that is logged: its id, who said it, what and when; all empty for the form's own
    words."""

    id: str = ""
    user: str = ""
    name: str = ""
    text: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What was chosen so far, by whom. None was not asked yet, empty is no answer.

    ``first`` is the first action that is offered, ``likely`` those that are offered before all.
    ``step`` is "log" or "cancel" at the end, "type" where a day is to be typed.
    """

    by: int
    action: str = ""
    status: str | None = None
    percent: str | None = None
    due: str | None = None
    first: int = 0
    likely: tuple[str, ...] = ()
    about: About = About()
    step: str = ""

    def key(self, label: str) -> Key:
        """The key that stands for it."""
        return Key(label, FORM, json.dumps(asdict(self), ensure_ascii=False))


def draft_of(value: str) -> Draft:
    """What a key of a form stands for."""
    values = json.loads(value)
    about, likely = About(**values["about"]), tuple(values["likely"])
    return Draft(**{**values, "about": about, "likely": likely})


def asked(draft: Draft, actions: Sequence[Action], today: date) -> Said:
    """The next question of a form, with its keys."""
    cancel = (replace(draft, step="cancel").key(wording.CANCEL),)
    question, rows = _next(draft, actions, today)
    blocks = [Text(f"“{_short(draft.about.text)}”")] if draft.about.text else []
    chosen = words_of(draft, actions)
    blocks += [Text(chosen)] if chosen else []
    return Said(Reply((*blocks, Heading(question))), (*rows, cancel))


def _next(
    draft: Draft, actions: Sequence[Action], today: date
) -> tuple[str, tuple[Sequence[Key], ...]]:
    if not draft.action:
        return wording.WHICH_ACTION, _actions(draft, actions)
    if draft.status is None:
        keys = [replace(draft, status=name).key(label) for name, label in wording.STATUSES]
        return wording.WHICH_STATUS, (keys,)
    if draft.percent is None and draft.status in _OPEN:
        keys = [replace(draft, percent=one).key(f"{one}%") for one in _PERCENTS]
        return wording.WHICH_PERCENT, (keys, (replace(draft, percent="").key(wording.NO_FIGURE),))
    if draft.due is None and draft.status != Status.DONE:
        return wording.WHICH_DAY, _days(draft, today)
    return wording.SURE, ((replace(draft, step="log").key(wording.LOG_IT),),)


def _actions(draft: Draft, actions: Sequence[Action]) -> tuple[Sequence[Key], ...]:
    """A key for each action, each in a row of its own, and the way to the others."""
    if draft.likely:
        likely = [one for one in actions if one.id in draft.likely]
        every = (replace(draft, likely=()).key(wording.ALL),)
        return (*((_choice(draft, one),) for one in likely), every)
    shown = actions[draft.first : draft.first + _PAGE]
    turn = []
    if draft.first:
        turn.append(replace(draft, first=max(0, draft.first - _PAGE)).key(wording.EARLIER))
    if draft.first + _PAGE < len(actions):
        turn.append(replace(draft, first=draft.first + _PAGE).key(wording.LATER))
    return (*((_choice(draft, one),) for one in shown), *((turn,) if turn else ()))


def _choice(draft: Draft, action: Action) -> Key:
    return replace(draft, action=action.id, likely=()).key(f"{action.id} {action.text}")


def _days(draft: Draft, today: date) -> tuple[Sequence[Key], ...]:
    days = [(today + timedelta(days=days), label) for days, label in wording.DAYS]
    keys = [replace(draft, due=day.isoformat()).key(label) for day, label in days]
    others = [replace(draft, due="").key(wording.AS_IT_IS)]
    if not draft.about.id:  # what is typed stands under the name of who types it
        others.append(replace(draft, step="type").key(wording.OTHER_DAY))
    return keys, others


def to_type(draft: Draft, today: date) -> Reply:
    """The whole update in words, as somebody may type it with a day of their own."""
    example = replace(draft, due=(today + timedelta(days=_EXAMPLE)).isoformat())
    return Reply((Text(wording.TYPE_IT.format(words_of(example))),))


def words_of(draft: Draft, actions: Sequence[Action] = ()) -> str:
    """What was chosen so far, in words."""
    text = next((f" {_short(one.text)}" for one in actions if one.id == draft.action), "")
    said = []
    if draft.status:
        said.append(dict(wording.STATUSES)[draft.status].lower())
    if draft.percent:
        said.append(f"{draft.percent}% done")
    if draft.due:
        day = date.fromisoformat(draft.due)
        said.append(f"due {day.day} {day:%B %Y}")
    if not draft.action:
        return ""
    return f"{draft.action}{text}: {', '.join(said)}" if said else f"{draft.action}{text}"


def change_of(draft: Draft) -> Change:
    """What is logged."""
    return Change(
        draft.action,
        Status(draft.status) if draft.status else None,
        int(draft.percent) if draft.percent else None,
        date.fromisoformat(draft.due) if draft.due else None,
        note=draft.about.text or words_of(draft),
    )


def message_of(draft: Draft, place: Place, thread: str, by: Person) -> Message:
    """The message that is logged: the one that the form is about, or else its own words."""
    about = draft.about
    if not about.id:
        return Message(
            words_of(draft),
            chat=place.key,
            author=by,
            id=f"form:{place.reply}",
            at=datetime.now(UTC),
            thread=thread,
        )
    author = by if by.id == about.user else Person(about.user, about.name, Role.READER)
    return Message(about.text, place.key, author, about.id, at=moment_of(about.at), thread=thread)


def _short(text: str, most: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
