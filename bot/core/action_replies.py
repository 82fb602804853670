"""All wording about actions and updates that users read in a chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo

from bot.core.actions.standing import Standing
from bot.core.answers.progress import Progress
from bot.core.register import (
    Action,
    Change,
    Needs,
    Objective,
    Proposal,
    Status,
    Update,
    UpdateState,
    Waiting,
    WordingVersion,
)
from bot.core.replies import shortened
from bot.core.types import Block, Bullets, Button, Quote, Reply, Text, Verdict

NO_PLANS = (
    "There is no action plan here yet. Whoever looks after me takes one in with: compactbot actions"
    " import FILE."
)
NO_ACTIONS = "The action plan holds no action yet."
MAY_NOT_LOG = "You can ask questions here, but not log updates. Ask your partnership officer."
MAY_NOT_CHANGE = "Only a partnership officer can do that."
NOT_YOURS = "That update is {}'s. They can change it, or a partnership officer can."
NOTHING_WAITS = "Nothing waits. Every message was logged or set aside."
SETTLED = "That was settled already."
UNKNOWN_KEY = "I do not know '{}' any more. Type 'inbox' to see what waits."
NOTHING_TO_UNDO = "There is no update of yours to undo."
UNDONE_ALREADY = "That was undone already."
NOTHING_TO_EDIT = "There is no update of yours to correct. Send it as a new message."
NO_SUCH_PLAN = "There is no plan {}. There is: {}."
WHICH_PLAN = "Which plan is it for? Write for example: add action to {}: {}"
NOT_UNDERSTOOD_DATE = "I could not read a date in '{}'. Write it like this: due {} 12 March 2027."
KEPT = "I have kept it in the inbox, so nothing is lost."

STATUS_WORDS: Mapping[Status | None, str] = {
    Status.NOT_STARTED: "not started",
    Status.IN_PROGRESS: "in progress",
    Status.BLOCKED: "blocked",
    Status.DONE: "done",
    None: "not reported yet",
}
FITS = 0.25  # of confidence; below it hardly ever one of the actions is meant
CHOICE = 0.05  # of confidence; what is below it is not offered
MOST_LISTED, MOST_TOLD, MOST_CHOICES = 12, 5, 3
_IN_LINE, _ON_BUTTON = 90, 60


def day(value: date) -> str:
    """12 March 2027."""
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime, zone: tzinfo) -> str:
    """12 March 2027, 14:05, where people are."""
    local = value.astimezone(zone)
    return f"{day(local.date())}, {local:%H:%M}"


def named(action: Action, most: int = _IN_LINE) -> str:
    """An action by its id and its words."""
    return f"{action.id} “{shortened(' '.join(action.text.split()), most).rstrip(' .;:')}”"


def told(status: Status | None, percent: int | None, due: date | None, reason: str = "") -> str:
    """What was said of an action, in one line: "in progress, 60% done, due 12 March 2027"."""
    parts = [STATUS_WORDS[status]] if status else []
    parts += [f"{percent}% done"] if percent is not None and status is not Status.DONE else []
    parts += [f"due {day(due)}"] if due else []
    said = ", ".join(parts)
    return f"{said}: {reason}" if reason and said else said or reason


def told_by(change: Change) -> str:
    """What a change says, in one line."""
    said = told(change.status, change.percent, change.due, change.reason)
    lead = f"lead is {change.lead}" if change.lead is not None else ""
    return ", ".join(filter(None, (said, lead))) or "noted"


# --- updates -------------------------------------------------------------------------------------


def of_logged(updates: Sequence[Update], actions: Mapping[str, Action], lead: str = "") -> Reply:
    """What was logged, with a way back."""
    if not updates:
        return Reply((Text(SETTLED),))
    if len(updates) == 1:
        update = updates[0]
        line = f"{lead or 'Logged'}: {named(actions[update.action])}."
        return Reply((Text(line), Text(_sentence(told_by(update.change)))), (_undo(update),))
    lines = tuple(f"{named(actions[u.action])}: {told_by(u.change)}" for u in updates)
    blocks: tuple[Block, ...] = (
        Text(f"{lead or 'Logged'} {len(updates)} updates:"),
        Bullets(lines),
    )
    return Reply(blocks, tuple(_undo(update, actions) for update in updates))


def _undo(update: Update, actions: Mapping[str, Action] | None = None) -> Button:
    return Button(f"Undo {update.action}" if actions else "Undo", f"undo {update.id}")


def of_repeated(updates: Sequence[Update], actions: Mapping[str, Action]) -> Reply:
    """That a message was logged before."""
    return of_logged(updates, actions, "I have that already")


def of_choice(waiting: Waiting, actions: Mapping[str, Action]) -> Reply:
    """Which action a message means: the likeliest as buttons, and ways out."""
    proposal = waiting.proposals[0]
    matches = proposal.matches[:1] + tuple(
        match for match in proposal.matches[1:MOST_CHOICES] if match.confidence >= CHOICE
    )
    choices = [actions[match.action] for match in matches if match.action in actions]
    read = told(proposal.status, proposal.percent, proposal.due, proposal.reason)
    fits = bool(proposal.matches) and proposal.matches[0].confidence >= FITS
    ask = "Which action is that about?" if fits else "No action seems to fit. Which one is it?"
    blocks: list[Block] = [Text(f"{ask} I read: {read}." if read else ask)]
    blocks += [Bullets(tuple(map(named, choices)), numbered=True)]
    blocks += [Text(KEPT)]
    buttons = [Button(named(one, _ON_BUTTON), f"pick {waiting.id} {one.id}") for one in choices]
    return Reply(tuple(blocks), (*buttons, *_ways_out(waiting, proposal)))


def _ways_out(waiting: Waiting, proposal: Proposal) -> tuple[Button, ...]:
    about = shortened(" ".join(proposal.text.split()), _ON_BUTTON).rstrip("…")
    return (
        Button("Search the actions", f"actions about {about}"),
        Button("A new action", f"pick {waiting.id} new"),
        Button("Set aside", f"dismiss {waiting.id}"),
    )


def of_several(waiting: Waiting, actions: Mapping[str, Action]) -> Reply:
    """Several updates in one message, to be confirmed at once."""
    lines = []
    for one in waiting.proposals:
        read = told(one.status, one.percent, one.due, one.reason) or "noted"
        if one.needs is Needs.CHOOSE:
            lines.append(
                f"“{shortened(one.text, _IN_LINE)}”: {read}. I will ask which action this is."
            )
        else:
            lines.append(f"{named(actions[one.matches[0].action])}: {read}")
    lead = Text(f"I read {len(lines)} updates in this. Shall I log them?")
    buttons = (
        Button(f"Log all {len(lines)}", f"confirm {waiting.id}"),
        Button("Set aside", f"dismiss {waiting.id}"),
    )
    return Reply((lead, Bullets(tuple(lines)), Text(KEPT)), buttons)


def of_confirmation(waiting: Waiting, actions: Mapping[str, Action]) -> Reply:
    """One update that is clear but may be no update at all."""
    proposal = waiting.proposals[0]
    action = actions[proposal.matches[0].action]
    read = told(proposal.status, proposal.percent, proposal.due, proposal.reason) or "noted"
    return Reply(
        (Text(f"Is that an update on {named(action)}? I read: {read}."), Text(KEPT)),
        (
            Button("Yes, log it", f"confirm {waiting.id}"),
            Button("Another action", f"pick {waiting.id} none"),
            Button("Set aside", f"dismiss {waiting.id}"),
        ),
    )


def of_undone(updates: Sequence[Update], actions: Mapping[str, Action]) -> Reply:
    """What was undone; the record keeps it."""
    lines = tuple(f"{named(actions[u.action])}: {told_by(u.change)}" for u in updates)
    return Reply(
        (Text("Undone. The record keeps what was said and that it was undone:"), Bullets(lines))
    )


def of_dismissed(waiting: Waiting) -> Reply:
    """A message that was set aside."""
    text = shortened(" ".join(waiting.said.text.split()), _IN_LINE)
    return Reply((Text(f"Set aside, not logged: “{text}”"),))


def of_inbox(waiting: Sequence[Waiting], zone: tzinfo) -> Reply:
    """What waits for somebody to say what it means."""
    if not waiting:
        return Reply((Text(NOTHING_WAITS),))
    verb = "message waits" if len(waiting) == 1 else "messages wait"
    lines = tuple(
        f"“{shortened(' '.join(one.said.text.split()), _IN_LINE)}” "
        f"({one.said.by.name or 'somebody'}, {moment(one.said.at, zone)})"
        for one in waiting[:MOST_LISTED]
    )
    buttons = tuple(
        Button(f"Settle “{shortened(' '.join(one.said.text.split()), 40)}”", f"pick {one.id} none")
        for one in waiting[:MOST_TOLD]
    )
    return Reply((Text(f"{len(waiting)} {verb}:"), Bullets(lines)), buttons)


def which(choices: Iterable[Action]) -> str:
    """That words do not say which action is meant."""
    said = "; ".join(named(action, _ON_BUTTON) for action in choices)
    return f"I cannot tell which action you mean. Name it by its id, for example: {said}."


# --- actions -------------------------------------------------------------------------------------


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
    source = f"{who}, {moment(update.said.at, zone)}: {told_by(update.change)}"
    return Quote(update.change.note or update.said.text, source)


def of_history(
    action: Action, updates: Sequence[Update], wordings: Sequence[WordingVersion], zone: tzinfo
) -> Reply:
    """Everything that was ever said of an action, also what was revised or undone."""
    blocks: list[Block] = [Text(f"The whole history of {named(action)}")]
    for wording in wordings:
        who = wording.by.name or "somebody"
        where = f"wording {wording.version}, {moment(wording.at, zone)}, by {who}, from {wording.source}"
        blocks.append(Quote(wording.wording.text, where))
    for update in updates:
        quote = _quoted(update, zone)
        ended = ""
        if update.state is not UpdateState.CURRENT and update.ended_at:
            by = update.ended_by.name if update.ended_by else ""
            ended = f" ({update.state.value} {moment(update.ended_at, zone)} by {by or 'somebody'})"
        blocks.append(Quote(update.said.text, quote.source + ended))
    if not updates:
        blocks.append(Text("Nobody has reported on it yet."))
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
            blocks.append(Text("Nobody has reported on it yet."))
    if progress.updates:
        blocks += [Text("The team also said:"), *(_about(one, zone) for one in progress.updates)]
    actions = tuple(standing.action.id for standing, _ in progress.actions)
    buttons = tuple(Button(f"All of {name}", f"action {name}") for name in actions)
    silent = reply.answer is not None and reply.answer.verdict is Verdict.SILENT
    if silent and progress.actions:
        return Reply(tuple(blocks), buttons, reply.answer, actions)
    return Reply((*blocks, *reply.blocks), (*buttons, *reply.buttons), reply.answer, actions)


def _about(update: Update, zone: tzinfo) -> Quote:
    quote = _quoted(update, zone)
    return Quote(quote.text, f"{quote.source}, on {update.action}")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
