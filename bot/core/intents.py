"""Message -> what is wanted. One function, a table of patterns, no state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.reminder_phrases import REMINDING
from bot.core.types import Intent

ID = r"[a-z]{2,6}[\s-]?\d{1,3}(?:\.\d{1,2})*"
MOST_CHARACTERS = 2000
MOST_PASTED = 20_000  # of a report of progress: minutes are pasted in whole

_PATTERNS: tuple[tuple[Intent, str], ...] = (
    (
        Intent.HELP,
        r"(?:help|start|\?|commands?|what can you do|how (?:do|does) (?:i use )?(?:you|this) work)",
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
# What people say to the action plan. The named parts go to the skill: ``which`` is an action, by
# its id or in words, or the key of what waits; ``rest`` is what is said of it.
_KEY = r"w\d{1,9}"  # of what waits in the inbox
_STATE = r"overdue|late|blocked|stuck|silent|open|due soon|due|done|completed|finished|unassigned"
_COMMANDS: tuple[tuple[Intent, str], ...] = (
    (Intent.PICK, rf"(?P<verb>pick) (?P<which>{_KEY}) (?P<rest>\S+)"),
    (Intent.PICK, rf"(?P<verb>settle|search) (?P<which>{_KEY})(?: (?P<rest>.+))?"),
    (Intent.PICK, r"(?P<rest>[1-9])"),
    (Intent.CONFIRM, rf"confirm (?P<which>{_KEY})"),
    (
        Intent.CONFIRM,
        r"confirm|(?:yes|yep|yes please)(?:,? log (?:it|them|all|both))?|log (?:it|them|all)",
    ),
    (Intent.DISMISS, rf"(?:dismiss|set aside) (?P<which>{_KEY})"),
    (
        Intent.DISMISS,
        r"dismiss(?: it| that)?|set (?:it |that )?aside|never ?mind|cancel(?: that| it)?"
        r"|(?P<rest>no|nope|no thanks)",
    ),
    (
        Intent.UNDO,
        r"undo(?: (?:that|it|this|(?:the |my )?last(?: one| update)?"
        rf"|(?P<which>u\d{{1,9}}|{ID})))?",
    ),
    (Intent.EDIT, r"(?:edit|correct) (?P<which>u\d{1,9})\b[\s:,-]*(?P<rest>.+)"),
    (Intent.EDIT, r"(?:edit|correction|i meant)\b[\s:,-]*(?P<rest>.+)"),
    (Intent.INBOX, r"(?:my |the )?inbox|what(?:'s| is)? waiting|what waits"),
    (
        Intent.ADD_ACTION,
        r"(?:add|new)(?: an?)? (?:new )?action(?: (?:to|in|for) (?P<which>[a-z]{2,6}))?"
        r"(?: under (?P<under>[^:]+))?\s*:\s*(?P<rest>.+)",
    ),
    (Intent.ADD_ACTION, r"(?:add|new)(?: an?)? (?:new )?action"),
    (
        Intent.PLAN_OF_CHAT,
        r"this (?:chat|channel|group) is (?:for|about)(?: the)?(?: plan)? (?P<which>.+)",
    ),
    (
        Intent.ACTIONS,
        rf"(?:(?:show|list|what are|which are)(?: me)?(?: all)?(?: the)? )?(?:(?P<which>my|our|all"
        rf"|{_STATE}) )?actions?"
        rf"(?: (?:(?:that|which) )?(?:are|is) (?P<state>{_STATE}))?"
        r"(?: (?:for|of|by|led by|about|on|with|in) (?P<rest>.+))?",
    ),
    (
        Intent.ACTIONS,
        rf"(?:what(?:'s|s| is| are)?|which|anything|show(?: me)?|list)(?: actions?)?(?: are| is)?"
        rf" (?P<which>{_STATE})",
    ),
    (Intent.ACTIONS, r"(?P<which>overdue|blocked)"),
    (
        Intent.REPORT,
        r"(?:(?:make|send|show|give)(?: me| us)? )?(?:the |a )?(?:board(?:'s)? |progress )*report"
        r"(?: (?:for|of|on) (?P<which>.+))?",
    ),
    (
        Intent.GAPS,
        r"(?:(?:show|list|what are)(?: me)? )?(?:the )?gaps(?: (?:in|of|for) (?P<which>.+))?",
    ),
    (Intent.HISTORY, r"(?:full |whole )?history of (?P<which>.+)"),
    (Intent.HISTORY, rf"(?:full |whole )?history (?P<which>{ID})"),
    (Intent.ACTION, rf"(?:(?:show|open|action)(?: me)?(?: action)? )?(?P<which>{ID})"),
    (Intent.ACTION, r"action (?!plans?\b)(?P<which>.+)"),
    (
        Intent.CHANGE,
        r"(?P<verb>done|complete|finish|close|unblock|start|reopen)\b[\s:]+(?P<which>.+)",
    ),
    (Intent.CHANGE, rf"(?P<verb>on track)[\s:]+(?P<which>{ID})"),
    (
        Intent.CHANGE,
        r"(?P<verb>block)\b[\s:]+(?P<which>.+?)(?:(?:,|\s+-|:|\s+(?=because\b))\s*(?P<rest>.+))?",
    ),
    (
        Intent.CHANGE,
        r"(?P<verb>reassign|assign|give|hand)(?: over)? (?P<which>.+?) to (?P<rest>.+)",
    ),
    (
        Intent.CHANGE,
        r"(?:the )?(?P<verb>lead) (?:of|for|on) (?P<which>.+?) (?:is|to|should be"
        r"|:)\s*(?P<rest>.+)",
    ),
    (Intent.CHANGE, r"(?P<which>.+?) (?:is|will be) (?:now )?(?P<verb>led) by (?P<rest>[^?]+)"),
    (
        Intent.CHANGE,
        r"(?:(?:set|change|move) )?(?:the )?(?P<verb>due|deadline)(?: date)?(?: of| for| on)?"
        r" (?P<which>.+?)(?: to| is| by|:)? (?P<rest>(?:by |to |on |end |the |next |in |before |\d)"
        r"[^?]+|[a-z]+ \d[^?]*)",
    ),
    (Intent.UPDATE, r"(?:log|update)\b(?! on | me| us|s\b)[\s:]+(?P<rest>.+)"),
    (
        Intent.UPDATE,
        r"log|update|(?:help me|how (?:do|can|should) (?:i|we)) (?:log|make|send|give|report|add)"
        r"(?: an?| my| our| some)? (?:updates?|progress)",
    ),
)
_COMPILED = tuple((intent, re.compile(pattern, re.I)) for intent, pattern in _PATTERNS)
_COMPILED_COMMANDS = tuple(
    (intent, re.compile(pattern, re.I | re.S)) for intent, pattern in (*REMINDING, *_COMMANDS)
)
_STANDS_FOR = re.compile(r"what (?:does|do) (?:the )?(?P<name>\S+) (?:stand for|mean)", re.I)
_LOOK_UP = re.compile(
    r"(?:please )?(?:(?:can|could) you )?(?:tell (?:me|us) about|explain|describe|show (?:me|us)"
    r"|look up|what(?:'s|s| is| are) (?:the |meant by )?|define)\s*(?P<name>.+)",
    re.I,
)
_WANTS_UPDATE = re.compile(  # "update me on the hall", "status of the hall" and nothing more
    r"(?:please )?(?:(?:can|could) (?:you|someone) )?"
    r"(?:update (?:me|us)|give (?:me|us) (?:an|the|any) (?:\w+ )?update)\b.*"
    r"|(?:any |the |what(?:'s|s| is) (?:the )?)?(?:latest |current )?"
    r"(?:status|progress|updates?|news|latest|state of play) (?:of|on|for|with|about|re)"
    r"(?: (?!(?:is|are|was|were|has|have|now|done|not|blocked|complete\w*|finished|started)\b)"
    r"[\w'’-]+){1,7}",
    re.I | re.S,
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


def wish_of(text: str, today: date, *, reads: bool = True) -> Wish:
    """What a message wants. Anything that is nothing else is a report of progress or a question.

    With ``reads`` off, where no register is kept, it is a question.
    """
    plain = text.strip()
    if not re.search(r"\w", plain):
        return Wish(Intent.HELP if "?" in plain else Intent.EMPTY)
    reports = reads and len(plain) <= MOST_PASTED and _reports(plain, today)
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
    return question_of(plain)


def _reports(text: str, today: date) -> bool:
    from bot.core.updates.proposals import reports_progress  # late: it takes 0.2 s to load

    return not _WANTS_UPDATE.fullmatch(text.strip(" ?!.")) and reports_progress(text, today)


def question_of(text: str) -> Wish:
    """The wish of a message that turns out to be a question."""
    folded = text.strip(" ?!.,").removeprefix("/")
    match = _STANDS_FOR.fullmatch(folded) or _LOOK_UP.fullmatch(folded)
    name = match.group("name") if match else folded
    return Wish(Intent.ASK, name if len(name.split()) <= _NAME_WORDS else "")
