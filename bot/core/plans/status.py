"""What a plan itself says of an action -> its status, where it says nothing but one."""

from __future__ import annotations

import re

from bot.core.register import Status
from indexer.words import fold

_SAID = {
    Status.DONE: (
        "done|complete|completed|fully complete|fully completed|achieved|fully achieved|finished"
        "|delivered|implemented|fully implemented|accomplished|closed|met|discharged|in place|yes"
    ),
    Status.IN_PROGRESS: (
        "in progress|progressing|work in progress|ongoing|on going|continuing|underway|under way"
        "|well under way|started|begun|commenced|in hand|on track|on schedule|on target"
        "|partially complete|partly complete|partially completed|partly completed|partially met"
        "|partly done|partially achieved|partly achieved|nearly complete|nearly done|delayed"
        "|behind schedule|slipped|active|being implemented|in development|in train"
    ),
    Status.NOT_STARTED: (
        "not started|not yet started|not begun|not yet begun|yet to start|yet to begin"
        "|to be started|to start|still to start|not commenced|not yet commenced|planned|to do"
        "|scheduled|no progress|no progress yet|no progress to date|pending"
    ),
    Status.BLOCKED: (
        "blocked|on hold|currently on hold|put on hold|stalled|paused|suspended|stuck|deferred"
        "|postponed|at a standstill|halted"
    ),
}
_STATUSES = {words: status for status, said in _SAID.items() for words in said.split("|")}
_BEFORE = re.compile(
    r"^(?:(?:status|this|the) )*(?:action |work |task )?(?:(?:is|has been|was|are|has) )?(?:now )?"
)
_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)? ?(?:%|per ?cent)(?: (?:complete|completed|done))?")
_SIGNS = re.compile(r"[^a-z0-9%.\s]+")


def plain_status(text: str) -> Status | None:
    """The status that a text is, if it is nothing else: "Action complete." is done.

    None where it says more ("Complete but for the signs"), or something else.
    """
    said = " ".join(_SIGNS.sub(" ", fold(text)).rstrip(" .").split())
    percent = _PERCENT.fullmatch(said)
    if percent:
        return _of_percent(int(percent[1]))
    return _STATUSES.get(said) or _STATUSES.get(_BEFORE.sub("", said))


def _of_percent(percent: int) -> Status | None:
    if percent > 100:
        return None
    if percent == 100:
        return Status.DONE
    return Status.IN_PROGRESS if percent else Status.NOT_STARTED
