"""Message -> what is wanted. One function, a table of patterns, no state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.types import Intent
from bot.core.updates.proposals import reports_progress

ID = r"[a-z]{2,6}[\s-]?\d{1,3}(?:\.\d{1,2})*"
MOST_CHARACTERS = 2000
MOST_PASTED = 20_000  # of a report of progress: minutes are pasted in whole

_PATTERNS: tuple[tuple[Intent, str], ...] = (
    (
        Intent.HELP,
        r"(?:help|\?|commands?|what can you do|how (?:do|does) (?:i use )?(?:you|this) work)",
    ),
    (
        Intent.ABOUT,
        r"(?:about|sources|documents|what do you (?:know|hold|have)"
        r"|(?:what|which) (?:documents|sources|files|compacts) (?:do|have|are) (?:you|there)"
        r"(?: (?:have|hold|got|know|read|use))*)",
    ),
    (
        Intent.PRINCIPLE_OF_THE_WEEK,
        r"(?:(?:what(?:'s|s| is) )?(?:the |this )?(?:principle|value) (?:of|for) (?:the|this) week"
        r"|this week'?s principle)",
    ),
    (Intent.MORE, r"(?:(?:show|see|tell) (?:me )?more|more|next|go on)"),
    (
        Intent.SMALL_TALK,
        r"(?:(?:hi|hiya|hello|hey|morning|good (?:morning|afternoon|evening)|thanks?(?: you)?|ta"
        r"|cheers|thx|bye|goodbye|ok(?:ay)?|great|nice one|well done|lol|you there|all|there|team"
        r"|everyone|folks|so much|very much|a lot|again|for (?:that|this|your help)"
        r"|how are you(?: doing)?|how(?:'s| is) it going|today|this morning)[\s,!.?]*)+",
    ),
)
# What people say to the action plan. The named parts go to the skill: ``which`` is an action, by its
# id or in words; ``rest`` is what is said of it.
_COMMANDS: tuple[tuple[Intent, str], ...] = (
    (Intent.PICK, r"pick (?P<which>[a-z0-9]+) (?P<rest>\S+)"),
    (Intent.PICK, r"(?P<rest>[1-5])"),
    (Intent.CONFIRM, r"confirm (?P<which>[a-z0-9]+)"),
    (Intent.DISMISS, r"(?:dismiss|set aside) (?P<which>[a-z0-9]+)"),
    (Intent.UNDO, r"undo(?: (?P<which>\S+)| that| it| this)?"),
    (Intent.EDIT, r"(?:edit|correction|i meant)\b[\s:,-]*(?P<rest>.+)"),
    (Intent.INBOX, r"(?:inbox|what(?:'s| is)? waiting|what waits)"),
    (
        Intent.ADD_ACTION,
        r"(?:add|new)(?: an?)? (?:new )?action(?: (?:to|in|for) (?P<which>[a-z]{2,6}))?"
        r"(?: under (?P<under>[^:]+))?\s*:\s*(?P<rest>.+)",
    ),
    (
        Intent.PLAN_OF_CHAT,
        r"this (?:chat|channel|group) is (?:for|about)(?: plan)? (?P<which>[a-z]{2,6})",
    ),
    (
        Intent.ACTIONS,
        r"(?:(?:show|list|what are|which are)(?: me)?(?: all)?(?: the)? )?(?P<which>my|our|all"
        r"|open|overdue|late"
        r"|blocked|stuck|silent|done|completed|finished|due|unassigned)? ?actions?"
        r"(?: (?:that|which) (?:are|is) (?P<state>overdue|late|blocked|stuck|silent|done|due"
        r"|open))?"
        r"(?: (?:(?P<by>for|of|by|led by|about|on|with|in)) (?P<rest>.+))?",
    ),
    (
        Intent.ACTIONS,
        r"(?:what(?:'s| is)?|which(?: actions?)?(?: are)?|anything) (?P<which>overdue|late|blocked"
        r"|stuck|silent|due soon)",
    ),
    (Intent.HISTORY, r"(?:history|full history|story)(?: of)? (?P<which>.+)"),
    (Intent.ACTION, rf"(?:(?:show|open|action)(?: me)?(?: action)? )?(?P<which>{ID})"),
    (Intent.ACTION, r"action (?P<which>.+)"),
    (Intent.CHANGE, r"(?P<verb>done|complete|close)\b[\s:]+(?P<which>.+)"),
    (
        Intent.CHANGE,
        r"(?P<verb>block)\b[\s:]+(?P<which>.+?)(?:(?:,|\s+-|\s+because|:)\s*(?P<rest>.+))?",
    ),
    (Intent.CHANGE, r"(?P<verb>unblock|start|reopen)\b[\s:]+(?P<which>.+)"),
    (
        Intent.CHANGE,
        r"(?P<verb>reassign|assign|give|hand)(?: over)? (?P<which>.+?) to (?P<rest>.+)",
    ),
    (
        Intent.CHANGE,
        r"(?:the )?(?P<verb>lead) (?:of|for|on) (?P<which>.+?) (?:is|to|should be"
        r"|:)\s*(?P<rest>.+)",
    ),
    (
        Intent.CHANGE,
        r"(?:set|change|move)?(?: the)? ?(?P<verb>due|due date|deadline)(?: date)?(?: of| for"
        r"| on)? (?P<which>.+?)"
        r"(?: to| is| by|:)? (?P<rest>(?:by |to |on |end |the |next |in |before |\d)[^?]+"
        r"|[a-z]+ \d[^?]*)",
    ),
    (Intent.UPDATE, r"(?:log|/?update)\b(?! on | me| us|s\b)[\s:]+(?P<rest>.+)"),
)
_COMPILED = tuple((intent, re.compile(pattern, re.I)) for intent, pattern in _PATTERNS)
_COMPILED_COMMANDS = tuple(
    (intent, re.compile(pattern, re.I | re.S)) for intent, pattern in _COMMANDS
)
_STANDS_FOR = re.compile(r"what (?:does|do) (?:the )?(?P<name>\S+) (?:stand for|mean)", re.I)
_LOOK_UP = re.compile(
    r"(?:please )?(?:(?:can|could) you )?(?:tell (?:me|us) about|explain|describe|show (?:me|us)"
    r"|look up|what(?:'s|s| is| are) (?:the |meant by )?|define)\s*(?P<name>.+)",
    re.I,
)
_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What a message wants, the name it asks to look up, if any, and the parts of a command.

    ``said`` has the parts by name, in the person's words; ``reports`` is set where the message
    reads as a report of progress although it is no command.
    """

    intent: Intent
    name: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    reports: bool = False


def wish_of(text: str, today: date) -> Wish:
    """What a message wants. Anything that is nothing else is a report of progress or a question."""
    plain = text.strip()
    if not re.search(r"\w", plain):
        return Wish(Intent.HELP if "?" in plain else Intent.EMPTY)
    reports = len(plain) <= MOST_PASTED and reports_progress(plain, today)
    if len(plain) > MOST_CHARACTERS:
        return Wish(Intent.UPDATE, reports=True) if reports else Wish(Intent.TOO_LONG)
    folded = plain.strip(" ?!.,").removeprefix("/")
    for intent, pattern in _COMPILED:
        if pattern.fullmatch(folded):
            return Wish(intent)
    for intent, pattern in _COMPILED_COMMANDS:
        if match := pattern.fullmatch(plain.strip(" ?!").removeprefix("/")):
            return Wish(intent, said={k: v.strip() for k, v in match.groupdict().items() if v})
    if reports:
        return Wish(Intent.UPDATE, reports=True)
    match = _STANDS_FOR.fullmatch(folded) or _LOOK_UP.fullmatch(folded)
    name = match.group("name") if match else folded
    return Wish(Intent.ASK, name if len(name.split()) <= _NAME_WORDS else "")
