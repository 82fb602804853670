"""All wording about updates and the inbox that users read in a chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

from bot.core.action_replies import (
    IN_LINE,
    ON_BUTTON,
    named,
    sentence,
    told,
    told_by,
)
from bot.core.register import Action, Needs, Proposal, Update, Waiting
from bot.core.replies import shortened
from bot.core.reports.wording import moment_in_words
from bot.core.types import Block, Bullets, Button, Reply, Text

NO_PLANS = (
    "There is no action plan here yet. Whoever looks after me takes one in with: compactbot actions"
    " import FILE."
)
UNREACHABLE = (
    "I cannot use the action plan at the moment, so I have not kept what you said. Please say it"
    " again later. Questions about the documents I can still answer."
)
HOW_TO_UPDATE = (
    "Tell me in your own words how an action is going, for example: update: the newsletter is half"
    " done, first issue by 12 March."
)
MAY_NOT_LOG = "You can ask questions here, but not log updates. Ask your partnership officer."
MAY_NOT_CHANGE = "Only a partnership officer can do that."
NOT_YOURS = "{} said that, so only they or a partnership officer can change it."
NOTHING_WAITS = "Nothing waits. Every message was logged or set aside."
NOTHING_ASKED = "I have no open question for you here. Type 'inbox' to see what waits."
SETTLED = "That was settled already."
UNKNOWN_KEY = "Nothing waits as {}. Type 'inbox' to see what does."
NOTHING_TO_UNDO = "There is no update of yours in this chat that could be undone."
NO_SUCH_UPDATE = "There is no update {}. Type 'undo' to take back your last one in this chat."
UNDONE_ALREADY = "That was undone already."
NOTHING_TO_EDIT = "There is no update of yours in this chat to correct. Send it as a new message."
NOT_EDITABLE = "That update cannot be edited here. Undo it with 'undo {}', then say it anew."
NO_PROGRESS_NOW = "Your message reports no progress any more, so I have taken it back."
DELETED = "You deleted your message, so I have taken back what it reported."
ALREADY = "I have that already"
ALREADY_GONE = "I have that message already; it was undone or set aside."
ONE_OF = "Type a number from 1 to {}, or the id of an action."
KEPT = "Until you say so it waits in the inbox, and nothing is logged."

HOW_IS_IT = (
    "How is {} going? Answer in your own words; I take what you say next as an update on it."
)
WHAT_BLOCKS = "What blocks {}? Answer in one line; I take what you say next as the reason."
NO_REASON = "no reason given yet"
LEFT = "All right, nothing was logged."

FITS = 0.25  # of confidence; below it hardly ever one of the actions is meant
CHOICE = 0.05  # of confidence; what is below it is not offered
MOST_WAITING, MOST_SETTLED, MOST_CHOICES = 12, 5, 3


def of_logged(
    updates: Sequence[Update], actions: Mapping[str, Action], lead: str = "Logged"
) -> Reply:
    """What was logged, with a way back for each."""
    if len(updates) == 1:
        line = f"{lead}: {_line(updates[0], actions)}."
        return Reply((Text(line),), (Button("Undo", f"undo {updates[0].id}"),))
    lines = tuple(sentence(_line(update, actions)) for update in updates)
    buttons = tuple(Button(f"Undo {u.action}", f"undo {u.id}") for u in updates)
    return Reply((Text(f"{lead}, {len(updates)} updates:"), Bullets(lines)), buttons)


def _line(update: Update, actions: Mapping[str, Action]) -> str:
    return f"{named(actions[update.action])}: {told_by(update.change)}"


def of_words_wanted(action: Action, verb: str) -> Reply:
    """What is to be said of an action, in words."""
    ask = WHAT_BLOCKS if verb == "block" else HOW_IS_IT
    later = (Button("No reason now", f"block {action.id}: {NO_REASON}"),) if verb == "block" else ()
    leave = Button("Leave it", "never mind")
    return Reply((Text(ask.format(named(action))),), (*later, leave))


def of_repeated(updates: Sequence[Update], actions: Mapping[str, Action]) -> Reply:
    """That a message came before, and what became of it."""
    return of_logged(updates, actions, ALREADY) if updates else Reply((Text(ALREADY_GONE),))


def choices_of(proposal: Proposal) -> list[str]:
    """The ids of the actions that are offered for a proposal, by the number they have there.

    Where more than usual are as likely as the first, as after a digest, it is all of those.
    """
    first, others = proposal.matches[:1], proposal.matches[1:]
    near = [match for match in others[: MOST_CHOICES - 1] if match.confidence >= CHOICE]
    alike = [match for match in others if match.confidence == first[0].confidence]
    return [match.action for match in (*first, *(alike if len(alike) > len(near) else near))]


def of_choice(
    waiting: Waiting, proposal: Proposal, actions: Mapping[str, Action], *, officer: bool
) -> Reply:
    """Which action a message means: the likeliest as buttons, and ways out."""
    choices = [actions[one] for one in choices_of(proposal)]
    blocks: list[Block] = [
        Text(f"Which action is this about: {_quoted(proposal.text)}? I read: {_read(proposal)}."),
    ]
    if choices:
        nearest = "The nearest are:" if len(choices) > 1 else "The nearest is:"
        blocks += [Text(nearest), Bullets(tuple(map(named, choices)), numbered=True)]
    blocks.append(Text(f"{_how_to_choose(len(choices))} {KEPT}"))
    return Reply(tuple(blocks), (*_picks(waiting, choices), *_ways_out(waiting, officer=officer)))


def _how_to_choose(count: int) -> str:
    if not count:
        return "Name its id."
    numbers = "1" if count == 1 else "1 or 2" if count == 2 else f"1 to {count}"
    return f"Answer {numbers}, or the id of another action."


def _picks(waiting: Waiting, choices: Iterable[Action]) -> list[Button]:
    return [Button(named(one, ON_BUTTON), f"pick {waiting.id} {one.id}") for one in choices]


def _ways_out(waiting: Waiting, *, officer: bool) -> list[Button]:
    new = [Button("A new action", f"pick {waiting.id} new")] if officer else []
    return [
        Button("Search the actions", f"search {waiting.id}"),
        *new,
        Button("Set aside", f"dismiss {waiting.id}"),
    ]


def of_search(waiting: Waiting, found: Sequence[Action]) -> Reply:
    """More actions for a message that waits, to choose from."""
    lead = f"For {_quoted(waiting.said.text)} these come nearest:"
    more = f"Other words may find others: search {waiting.id} …"
    return Reply(
        (Text(lead), Bullets(tuple(map(named, found))), Text(more)),
        (*_picks(waiting, found), Button("Set aside", f"dismiss {waiting.id}")),
    )


def of_several(waiting: Waiting, actions: Mapping[str, Action]) -> Reply:
    """Several updates in one message, to be confirmed at once."""
    lines = tuple(_proposed(one, actions) for one in waiting.proposals)
    unclear = sum(one.needs is Needs.CHOOSE for one in waiting.proposals)
    clear = len(lines) - unclear
    if clear:
        lead = (
            f"I read {len(lines)} updates in this. Shall I log {'them' if not unclear else 'it'}?"
        )
        yes = f"Log all {clear}" if not unclear else f"Log {clear} and ask about {unclear}"
    else:
        lead = f"I read {len(lines)} updates in this, but not which actions they are about."
        yes = "Ask me one by one"
    buttons = (
        Button(yes, f"confirm {waiting.id}"),
        Button("Set aside", f"dismiss {waiting.id}"),
    )
    return Reply((Text(lead), Bullets(lines), Text(KEPT)), buttons)


def _proposed(one: Proposal, actions: Mapping[str, Action]) -> str:
    if one.needs is Needs.CHOOSE:
        return f"{_quoted(one.text)}: {_read(one)}. I will ask which action this is."
    return f"{named(actions[one.matches[0].action])}: {_read(one)}."


def of_confirmation(waiting: Waiting, actions: Mapping[str, Action]) -> Reply:
    """One update that is clear but may be no update at all."""
    proposal = waiting.proposals[0]
    action = actions[proposal.matches[0].action]
    return Reply(
        (
            Text(f"Is that an update on {named(action)}? I read: {_read(proposal)}."),
            Text(KEPT),
        ),
        (
            Button("Yes, log it", f"confirm {waiting.id}"),
            Button("Another action", f"settle {waiting.id}"),
            Button("Set aside", f"dismiss {waiting.id}"),
        ),
    )


def of_undone(updates: Sequence[Update], actions: Mapping[str, Action], lead: str = "") -> Reply:
    """What was taken back; the record keeps it."""
    lines = tuple(sentence(_line(update, actions)) for update in updates)
    return Reply((Text(f"{lead or 'Undone.'} The record keeps what was said:"), Bullets(lines)))


def of_dismissed(waiting: Waiting) -> Reply:
    """A message that was set aside."""
    text = f"Set aside, not logged: {_quoted(waiting.said.text)}. The record keeps it."
    return Reply((Text(text),))


def of_inbox(waiting: Sequence[Waiting], zone: tzinfo) -> Reply:
    """What waits for somebody to say what it means."""
    if not waiting:
        return Reply((Text(NOTHING_WAITS),))
    verb = "1 message waits" if len(waiting) == 1 else f"{len(waiting)} messages wait"
    lines = [
        f"{one.id}: {_quoted(one.said.text)} ({one.said.by.name or 'somebody'},"
        f" {moment_in_words(one.said.at, zone)})"
        for one in waiting[:MOST_WAITING]
    ]
    if len(waiting) > MOST_WAITING:
        lines.append(f"and {len(waiting) - MOST_WAITING} more, once these are settled")
    how = f"Type for example 'settle {waiting[0].id}' to say what it means."
    buttons = tuple(Button(f"Settle {w.id}", f"settle {w.id}") for w in waiting[:MOST_SETTLED])
    return Reply((Text(f"{verb}:"), Bullets(tuple(lines)), Text(how)), buttons)


def _read(proposal: Proposal) -> str:
    read = told(proposal.status, proposal.percent, proposal.due, proposal.reason)
    lead = f"lead is {proposal.lead}" if proposal.lead else ""
    return ", ".join(filter(None, (read, lead))) or "a note"


def _quoted(text: str) -> str:
    return f"“{shortened(' '.join(text.split()), IN_LINE).rstrip(' .;:')}”"
