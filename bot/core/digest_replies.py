"""Contents -> Reply: a digest, short enough for the screen of a phone, or the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.core import digest_wording as wording
from bot.core.action_replies import named
from bot.core.register import Person
from bot.core.reminders.attention import Attention
from bot.core.reminders.contents import Contents
from bot.core.replies import plain, shortened
from bot.core.types import Block, Button, Heading, Item, Quote, Reply, Text
from indexer.types import Kind
from indexer.words import sentences

MOST_LINES, MOST_CHARACTERS = 8, 1200  # of actions, and of the whole: the screen of a phone
_FOR_ACTIONS = 500  # characters that actions need, if there are any, before the week's words
_WORDS, _TITLE, _LEAD = 50, 60, 50  # characters
_QUOTED = 220  # characters of the sentence of the week; of a longer one only the name is told
_SEPARATOR = 2  # characters between blocks

NO_LEAD = "No lead named"
MORE = "{} more: type '{}' to see all."


def of_digest(contents: Contents) -> tuple[Reply, tuple[str, ...]]:
    """The digest, and the ids of the actions in it; where it is not to be whole, it is short."""
    before, after = [*_head(contents)], [*_tail(contents)]
    shown: Sequence[Attention] = contents.found
    room = MOST_CHARACTERS - _size(before) - _size(after)
    week = _week(contents, room - (_FOR_ACTIONS if shown else 0))
    if not contents.order.whole:
        shown = _fitting(shown, contents, room - _size(week))
    after += week
    more = _more(contents, len(contents.found) - len(shown))
    blocks = (*before, *_grouped(shown, contents), *more, *after)
    reply = Reply(blocks, (*_buttons(contents, len(shown)),))
    return reply, tuple(one.action.id for one in shown)


def _head(contents: Contents) -> Iterator[Block]:
    """What stands above the actions: for when it is, what came between, and the counts."""
    today, matter = contents.window.today, contents.matter
    if matter:
        yield Heading(wording.matter_of(matter))
        yield Text(wording.deadline_of(matter, today))
    else:
        plan = shortened(contents.plan, _TITLE) or "All plans"
        whose = "Your actions" if contents.order.person else plan
        yield Heading(f"{whose}: {wording.in_full(today)}")
    if late := wording.late(contents):
        yield Text(late)
    if contents.skipped:
        yield Text(wording.skipped(contents))
    if contents.answers:
        yield Text(wording.answered(contents.answers))
    yield Text(wording.counts(contents))


def _tail(contents: Contents) -> Iterator[Block]:
    """What stands below them."""
    if contents.done:
        yield Text(wording.done(contents))
    if contents.snoozed:
        yield Text(wording.snoozed(contents.snoozed))


# --- the actions ----------------------------------------------------------------------------------


def _fitting(found: Sequence[Attention], contents: Contents, room: int) -> Sequence[Attention]:
    """As many of the first as there is room for, and one at least."""
    for count in range(min(MOST_LINES, len(found)), 1, -1):
        more = _more(contents, len(found) - count)
        if _size([*_grouped(found[:count], contents), *more]) <= room:
            return found[:count]
    return found[:1]


def _grouped(shown: Sequence[Attention], contents: Contents) -> Iterator[Block]:
    """The actions under their leads; who gets them directly needs no names."""
    groups: dict[str, list[Attention]] = {}
    for one in shown:
        groups.setdefault("" if contents.order.person else one.standing.lead, []).append(one)
    for lead, those in groups.items():
        if not contents.order.person:
            yield _lead(lead, None if contents.order.whole else contents.called.get(lead))
        yield from (_item(one, contents) for one in those)


def _lead(lead: str, called: Person | None) -> Block:
    """Who leads; called where they agreed to it, but not in the whole, which somebody asks for."""
    if called is None:
        return Heading(shortened(lead, _LEAD) or NO_LEAD)
    alone = sorted(lead.casefold().split()) == sorted(called.name.casefold().split())
    return Item("" if alone else shortened(lead, _LEAD), calls=called)


def _item(one: Attention, contents: Contents) -> Item:
    text = f"{named(one.action, _WORDS)}: {wording.reasons(one, contents.window.today)}"
    return Item(text, one.action.id, () if contents.order.whole else presses(one.action.id))


def presses(action: str) -> tuple[Button, ...]:
    """What can be pressed on an action."""
    return (
        Button("On track", f"on track {action}"),
        Button("Update", f"update {action}"),
        Button("Done", f"done {action}"),
        Button("Blocked", f"block {action}"),
        Button("Snooze", f"snooze {action}"),
    )


def _more(contents: Contents, left: int) -> list[Block]:
    return [Text(MORE.format(left, _whole(contents)))] if left > 0 else []


def _whole(contents: Contents) -> str:
    return f"digest {contents.order.reminder.id}".strip()


def _buttons(contents: Contents, shown: int) -> Iterator[Button]:
    if shown < len(contents.found):
        yield Button(f"Show all {len(contents.found)}", _whole(contents))
    if contents.matter:
        yield Button("Report", f"report for {contents.plan_id}" if contents.plan_id else "report")


# --- the principle or case study of the week ------------------------------------------------------


def _week(contents: Contents, room: int) -> list[Block]:
    """Its first sentence, or its name where that is too long; a day that matters goes without."""
    if contents.week is None or contents.matter:
        return []
    kind, citation = contents.week
    study = kind is Kind.CASE_STUDY
    called = "Case study of the week" if study else "Principle of the week"
    name = shortened(citation.title if study else citation.headings[-1], _TITLE)
    start, end = sentences(citation.quote)[0]
    source = name if study else f"{name}, {shortened(citation.title, _TITLE)}"
    quote = Quote(plain(citation.quote[start:end]), f"{called}: {source}")
    about = shortened((citation.area if study else "") or name, _TITLE)
    named: Block = Text(f"{called}: {name.rstrip('.')}. Ask: tell me about {about}")
    fits = end - start <= _QUOTED and _size([quote]) <= room
    return [quote] if fits else [named] if _size([named]) <= room else []


# --- how long it is -------------------------------------------------------------------------------


def _size(blocks: Iterable[Block]) -> int:
    """How many characters blocks have where they are read as plain text."""
    return sum(_length(block) + _SEPARATOR for block in blocks)


def _length(block: Block) -> int:
    match block:
        case Item():
            return len(block.text) + (len(block.calls.name) + 2 if block.calls else 0)
        case Quote(text, source):
            return len(text) + len(source) + len("“”\n— ")
        case Text(text) | Heading(text):
            return len(text)
    return 0
