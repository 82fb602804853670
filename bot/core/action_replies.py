"""All wording about actions, and how they stand, that users read in a chat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from bot.core.actions.standing import Standing
from bot.core.register import (
    Action,
    Change,
    Objective,
    Status,
    Update,
    UpdateState,
    WordingVersion,
)
from bot.core.replies import shortened
from bot.core.reports.wording import day, moment_in_words
from bot.core.types import Block, Bullets, Button, Quote, Reply, Reported, Text, Verdict

if TYPE_CHECKING:  # it reads updates, which most replies do not
    from bot.core.answers.progress import Progress

NO_ACTIONS = "The action plan holds no action yet."
NO_SUCH_ACTION = "There is no action {}. The nearest id is {}; 'actions' shows them all."
OUT_OF_PLAN = "{} is no longer in its plan, so nothing can be logged on it."
NO_SUCH_PLAN = "There is no plan {}. There is: {}."
WHICH_PLAN = "Which plan is it for? Write for example: add action to {}: {}"
HOW_TO_ADD = (
    "Write it after a colon, for example: add action to {}: Hold a volunteers' fair in May."
)
NO_REPORT = "Nobody has reported on it yet."
HELD_ALREADY = "{} says that already, so I have not added it again."
NO_SUCH_OBJECTIVE = "{} has no objective like '{}'. It has: {}."
NOT_UNDERSTOOD_DATE = "I could not read a date in '{}'. Write it like this: due {} 12 March 2027."

STATUS_WORDS: Mapping[Status | None, str] = {
    Status.NOT_STARTED: "not started",
    Status.IN_PROGRESS: "in progress",
    Status.BLOCKED: "blocked",
    Status.DONE: "done",
    None: "not reported yet",
}
MOST_LISTED, MOST_TOLD = 12, 5
IN_LINE, ON_BUTTON = 90, 60  # characters of an action's words
_BECAUSE = re.compile(r"(?:because|cos|due to|owing to|thanks to|until|while|since|as)\b", re.I)
_WAITING = re.compile(r"(?:still )?(?:a?waiting)\b", re.I)


def named(action: Action, most: int = IN_LINE) -> str:
    """An action by its id and its words."""
    return f"{action.id} “{shortened(' '.join(action.text.split()), most).rstrip(' .;:')}”"


def told(status: Status | None, percent: int | None, due: date | None, reason: str = "") -> str:
    """What was said of an action, in one line: "in progress, 60% done, due 12 March 2027"."""
    parts = [STATUS_WORDS[status]] if status else []
    parts += [f"{percent}% done"] if percent is not None and status is not Status.DONE else []
    said = _with_reason(", ".join(parts), reason)
    joint = "; " if reason and said else ", "
    return joint.join(filter(None, (said, f"due {day(due)}" if due else "")))


def _with_reason(said: str, reason: str) -> str:
    if not reason or not said:
        return said or reason
    if _BECAUSE.match(reason):
        return f"{said} {reason}"
    return f"{said}, {reason}" if _WAITING.match(reason) else f"{said}: {reason}"


def told_by(change: Change) -> str:
    """What a change says, in one line."""
    said = told(change.status, change.percent, change.due, change.reason)
    lead = f"lead is {change.lead}" if change.lead else "no lead" if change.lead == "" else ""
    return ", ".join(filter(None, (said, lead))) or "noted"


def of_which(choices: Sequence[Action], command: str) -> Reply:
    """That words do not say which action is meant; ``command`` is what was to be done with it."""
    buttons = tuple(Button(named(one, ON_BUTTON), f"{command} {one.id}") for one in choices)
    how = f"Name it by its id, for example: {command} {choices[0].id}."
    lines = Bullets(tuple(map(named, choices)))
    return Reply(
        (Text("I cannot tell which action you mean. Is it one of these?"), lines, Text(how)),
        buttons,
    )


def line_of(standing: Standing, today: date) -> str:
    """An action and how it stands, in one line."""
    parts = [told(standing.status, standing.percent, None, standing.reason) or STATUS_WORDS[None]]
    if standing.due:
        late = ", overdue" if standing.is_overdue(today) else ""
        parts.append(f"due {day(standing.due)}{late}")
    parts.append(f"lead: {standing.lead}" if standing.lead else "no lead named")
    return f"{named(standing.action)}: {'; '.join(parts)}"


def of_list(title: str, found: Sequence[Standing], today: date) -> Reply:
    """Actions under a title that says how many there are."""
    if not found:
        return Reply((Text(f"{title}: none."),))
    lines = tuple(line_of(one, today) for one in found[:MOST_LISTED])
    blocks: list[Block] = [Text(f"{title}: {len(found)}."), Bullets(lines)]
    if len(found) > MOST_LISTED:
        rest = len(found) - MOST_LISTED
        blocks.append(Text(f"{rest} more. Narrow it: 'blocked actions', 'actions about training'."))
    buttons = tuple(Button(one.action.id, f"action {one.action.id}") for one in found[:MOST_TOLD])
    return Reply(tuple(blocks), buttons)


def of_action(
    standing: Standing, objective: Objective | None, updates: Sequence[Update], zone: tzinfo
) -> Reply:
    """One action: what the plan says, how it stands, and what was said last."""
    action = standing.action
    blocks: list[Block] = [
        Text(f"{action.id}: {action.text}"),
        Bullets(tuple(_facts(standing, objective))),
    ]
    if action.wording.progress:
        blocks.append(Quote(action.wording.progress, "what the plan itself reports"))
    blocks += [_quoted(update, zone) for update in list(reversed(updates))[:MOST_TOLD]]
    more = len(updates) - MOST_TOLD
    if more > 0:
        blocks.append(Text(f"{more} earlier updates: 'history {action.id}'."))
    return Reply(tuple(blocks), (Button("Whole history", f"history {action.id}"),))


def _facts(standing: Standing, objective: Objective | None) -> Iterable[str]:
    wording = standing.action.wording
    if objective and objective.name:
        yield f"Objective: {objective.name}"
    said = told(standing.status, standing.percent, None, standing.reason)
    yield f"Status: {said or STATUS_WORDS[None]}"
    yield f"Due: {day(standing.due) if standing.due else 'no date'}"
    if wording.timescale:
        yield f"Timescale in the plan: {wording.timescale}"
    yield f"Lead: {standing.lead or 'none named'}"
    if wording.future_reporting:
        yield f"Future reporting: {wording.future_reporting}"


def _quoted(update: Update, zone: tzinfo) -> Quote:
    who = update.said.by.name or "somebody"
    source = f"{who}, {moment_in_words(update.said.at, zone)}: {told_by(update.change)}"
    return Quote(update.change.note or update.said.text, source)


def of_history(
    action: Action, updates: Sequence[Update], wordings: Sequence[WordingVersion], zone: tzinfo
) -> Reply:
    """Everything that was ever said of an action, also what was revised or undone."""
    blocks: list[Block] = [Text(f"The whole history of {named(action)}")]
    for wording in wordings:
        who = wording.by.name or "somebody"
        source = f", from {wording.source}" if wording.source else ""
        where = f"wording {wording.version}, {moment_in_words(wording.at, zone)}, by {who}{source}"
        blocks.append(Quote(wording.wording.text, where))
    for update in updates:
        quote = _quoted(update, zone)
        ended = ""
        if update.state is not UpdateState.CURRENT and update.ended_at:
            by = (update.ended_by.name if update.ended_by else "") or "somebody"
            ended = f" ({update.state.value} {moment_in_words(update.ended_at, zone)} by {by})"
        blocks.append(Quote(update.said.text, quote.source + ended))
    if not updates:
        blocks.append(Text(NO_REPORT))
    return Reply(tuple(blocks))


def of_added(action: Action) -> Reply:
    """An action that was added to a plan."""
    return Reply((Text(f"Added: {action.id} {action.text}"),))


def of_plan_set(plan: str, title: str) -> Reply:
    """What plan a chat is about from now on."""
    return Reply((Text(f"From now on I look in {plan} ({title}) first for what is said here."),))


def with_progress(reply: Reply, progress: Progress, today: date, zone: tzinfo) -> Reply:
    """An answer from the documents with what the team reported before it, dated.

    Where the documents are silent and the register is not, the register's word stands alone.
    """
    blocks: list[Block] = []
    for standing, updates in progress.actions:
        blocks += [Text(line_of(standing, today)), *(_quoted(one, zone) for one in updates)]
        if not updates:
            blocks.append(Text(NO_REPORT))
    if progress.near:
        lead = "The team also said:" if progress.actions else "The team said:"
        blocks += [Text(lead), *(_about(update, zone) for _, update in progress.near)]
    reported = (
        *(_reported(standing, updates) for standing, updates in progress.actions),
        *(_reported(standing, (update,)) for standing, update in progress.near),
    )
    ids = dict.fromkeys(one.action.id for one in reported)
    buttons = [Button(f"All of {name}", f"action {name}") for name in ids]
    if reply.answer and reply.answer.verdict is Verdict.SILENT:
        return Reply(tuple(blocks), tuple(buttons), reply.answer, reported)
    buttons += reply.buttons
    return Reply((*blocks, *reply.blocks), tuple(buttons), reply.answer, reported)


def _reported(standing: Standing, updates: tuple[Update, ...]) -> Reported:
    return Reported(
        standing.action,
        standing.status,
        standing.percent,
        standing.due,
        standing.lead,
        updates,
    )


def _about(update: Update, zone: tzinfo) -> Quote:
    quote = _quoted(update, zone)
    return Quote(quote.text, f"{quote.source}, on {update.action}")


def sentence(text: str) -> str:
    """A line as a sentence."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "." if text else ""
