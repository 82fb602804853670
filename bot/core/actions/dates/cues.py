"""The words around a date -> what they say of it: that it is due, has slipped, is past, an event.

A cue is a regular expression over the words in their one spelling, with "§" in the place of a date.
Of the cues in a clause the nearest to the date counts.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.core.actions.dates.pieces import FORUM


class Cue(StrEnum):
    """What words around a date say of it. Of kinds that begin at one word, the first counts."""

    NEUTRAL = "neutral"  # "booked": look further
    MOVED = "moved"  # "slipped": from the old date to the new one
    OVERDUE = "overdue"  # "was meant to be done"
    START = "start"  # "cannot start": the day after which it may
    NEVER = "never"  # "won't be ready": not that date
    DUE = "due"
    STATE = "state"  # "live 1 april": to come or past, whichever is nearer
    HAPPENED = "happened"
    DATED = "dated"
    EVENT = "event"


_TO_FORUM = rf"(?:the |our |full |next |joint |community )*(?:[a-z]+ )?{FORUM}"
_DATE = r"(?:(?:due |end |finish |completion |target |launch )?date|deadline|target|timescale|eta)"
_DOING = (
    r"(?:finish|launch|publish|submit|deliver|send|issue|circulate|sign off|wrap up|tie up"
    r"|hand over|roll out|report back|get back|come back|sort|present|open|close|conclude)"
)
_WONT = (
    r"(?:wont|cant|cannot|will not|can not|wouldnt|couldnt|not going to|isnt going to"
    r"|arent going to|not able to|unable to|unlikely(?: to)?|doubt|no chance|no way|never)"
)
_STOPS = (
    r"(?:by|before|until|till|in|on|for|from|but|now|should|due|target|eta|more|later|after|so"
    r"|expect[a-z]*|aim[a-z]*|hop[a-z]*|looking|which|will|§|,)"
)
_MORE = rf"(?: (?!{_STOPS}(?!\S))[a-z]+){{0,4}}"
_BE = r"(?:be|being|get|getting)(?: [a-z]+ly| all)?"
# "done", "signed off": with "will" before it still to come, by itself past.
_DONE = r"(?:(?!need|feed|speed|indeed|hundred)[a-z]{2,}ed|done|sent|built|written|gone|held|got)"
_WILL = r"(?:will|shall|should|must|can|could|might|may|ll|going to|need to|needs to|hope to|to be)"
_PUT_OFF = (
    r"(?:slip(?:s|ped|ping)?|mov(?:e|ed|es|ing)|shift(?:ed|ing)?|bump(?:ed)?|defer(?:red)?"
    r"|drift(?:ed|ing)?|delay(?:ed|ing)?|delays|postponed?|postponing|reschedul(?:ed?|ing)"
    r"|extend(?:ed|ing)?|extension(?: [a-z]+ed)?|push(?:ed|ing)?|put(?:ting)? back"
    r"|knocked back|rolled|kicked back|brought|bring(?:ing)?|carried)"
    r"(?: (?:it|this|that|them|things))?(?: (?:back|out|forward|on|over|along|again|right))*"
)

_MONEY = r"(?:money|budget|funding|funds|grant|cash)"
_COMES = r"(?:comes?|arrives?|lands?|opens?)(?: in| through)?(?! out| back| up)"

_EVENT = (
    r"(?:meetings?|workshops?|training|sessions?|catch ?up|agm|egm|visits?|call|seminar|conference"
    r"|elections?|interviews?|kick(?:s|ing)? ?off|events?|lunch|party|drop in"
    r"|awayday|hearing)"
)

_CUES: dict[Cue, tuple[str, ...]] = {
    Cue.NEUTRAL: (
        r"(?:booked|arranged|pencilled|confirmed|set|fixed|scheduled|planned|agreed)"
        r"(?: in)?(?= (?:for|to be)(?!\S))",
        rf"at {_TO_FORUM}",
        r"were(?= [a-z]+ing(?!\S))",  # "we're running it"
        r"due to (?!be|go|finish|complete|launch|report|open|end|close|have|start)",
        r"as planned|based|related|interested|third sector|indeed|hundred|speed|funded",
        r"need(?!s| (?:until|till)(?!\S))",
    ),
    Cue.MOVED: (
        _PUT_OFF,
        rf"(?:new|revised|changed|updated|amended|later) (?:[a-z]+ )?{_DATE}(?: is(?: now)?| of)?",
        rf"{_DATE} (?:is |has |was |been )*(?:changed|moved|revised)",
        r"(?:revised|changed|changing|revising)(?= (?:from|to)(?!\S))",
    ),
    Cue.OVERDUE: (
        r"(?:was|were|had|has) (?:always |originally |supposedly |previously |really )?"
        r"(?:meant|supposed|due|to have|to be|going to|expected|planned|scheduled|targeted"
        rf"|promised|aiming|hoping|intended){_MORE}",
        r"(?:(?:should|ought to|would)(?:ve| have| of))"
        rf" (?:been|had|{_DONE}){_MORE}",
        rf"(?<!is )(?<!are )(?<!its )(?:meant|supposed) to{_MORE}",
        rf"{_DATE} (?:was|passed|has passed|had been|has been and gone)",
        rf"(?:we|i|id|wed|had) (?:said|promised|hoped|had said){_MORE}|(?:had )?hoped{_MORE}",
        rf"missed(?: (?:the|our|its))?(?: [a-z]+)?(?: {_DATE})?",
        rf"original(?:ly)?(?: {_DATE})?(?: was)?",
        r"overdue|overran|was(?= (?:for|by)(?!\S))|^(?:it |that |this |which )?was$",
    ),
    Cue.START: (
        rf"{_WONT}(?: [a-z]+){{0,2}}? (?:start|begin|meet|proceed|progress|get going|do anything)",
    ),
    Cue.NEVER: (
        r"not sure",
        rf"{_WONT}{_MORE}",
        r"not(?= (?:by|in|on|for|until|till|before|after)(?!\S))|not$",
        r"previously|formerly|instead of|rather than|as opposed to|no longer|used to be",
    ),
    Cue.DUE: (
        r"(?:no|not) later than|at the latest",
        rf"{_BE} (?!held|there|back|away|off|on|in|at|meeting|starting)"
        rf"(?:{_DONE}|out|live|ready|complete|over|with)(?: off| up| out)?",
        rf"(?:should|will|shall|to|must|could|might|may|ll) (?:all )?(?:{_DOING}|complete)",
        rf"{_WILL}(?: (?!{_STOPS}|have|then|and)[a-z]+){{0,3}}? {_DONE}(?: off| up| out)?",
        r"(?:is|are|its|theyre) (?:meant|supposed) to|(?:give|gave|given) (?:me|us|them)",
        r"said|says|will",
        rf"{_DOING}(?:s|es|ing|sing)?|completion|publication|submission|delivery|handover",
        r"sign(?:s|ing)? (?:it |this |them )?off",
        r"(?:going|goes|go) (?:live|out|up|in|to|before)(?: the| our)?(?: full)?(?: [a-z]+)?",
        rf"(?:to|for|before|past) {_TO_FORUM}",
        r"submitting|issuing|complet(?:es|ing)|circulating",
        r"report(?:s|ing)? back|feed(?:ing)? back|back to you",
        r"due|deadline|target(?:ing|ed|s)?|eta|expect(?:ed|ing|s)?|anticipat(?:e|ed|ing)",
        r"aim(?:ing|ed|s)?|hop(?:e|es|ing|eful|efully)|on (?:track|course|schedule|target)",
        r"promised|wanted|needed|more like|likely|looking (?:at|like)|reckon",
        r"planned|planning|scheduled|instead|realistically|needs?(?= (?:until|till)(?!\S))",
        r"now|final",
    ),
    Cue.STATE: (r"complete|ready|live|out|in place|up and running",),
    Cue.HAPPENED: (
        rf"(?:had|held|ran|did|attended)(?: [a-z]+){{0,4}}? {_EVENT}",
        r"(?:went|gone|been|put) (?:out|live|in|up|off)",
        r"was|were|had|has been|have been|been|met|went|took|began|gave|spoke|wrote"
        r"|won|came|saw|made|did|ran|heard|told|chose|became|left|led",
        rf"(?:since|following) (?:(?:the|our|that|last) )*(?:[a-z]+ )?{_EVENT}",
        rf"{_DONE}(?: it| them| this)?(?: off| up| out)?",
    ),
    Cue.DATED: (r"minutes|dated|letter|note of|email of|version of",),
    Cue.EVENT: (
        rf"be held|{_EVENT}(?: (?:with|to|at|for|of) {_TO_FORUM})?|meets?|met up|visiting|see you",
        r"(?:annual |on )?leave|holidays?|away|back|off (?:sick|work|on)|half term|closed|show",
        r"(?:is|are|im|hes|shes|theyre|were|be) off|a?waiting",
        r"(?:re )?(?:re)?start(?:s|ing)?|begin(?:s|ning)?",
        rf"{_MONEY}(?: [a-z]+){{0,2}}? {_COMES}|only {_COMES}",
        r"look(?:ing)? at (?:it|this|that|them) again|pick(?:ing)? (?:it |this )?(?:back )?up",
        r"revisit(?:ing)?|chas(?:e|ing)|discuss(?:ing)?|follow(?:ing)? up",
    ),
}
_CUE = re.compile(
    "|".join(
        rf"(?P<{cue}>(?<!\S)(?:{'|'.join(patterns)})(?!\S))" for cue, patterns in _CUES.items()
    )
)

_AT_FORUM = re.compile(rf"(?<!\S){FORUM}(?: (?:is|are))?(?: (?:next|on))*$")

_AFTER: tuple[tuple[Cue, re.Pattern[str]], ...] = (
    (
        Cue.NEVER,
        re.compile(
            rf"(?:{_DATE} )?(?:is |was |looks |looking |just |now |a bit |very )*(?:unlikely"
            r"|not going to|wont|off the table|too tight|too soon|not realistic|no longer"
            r"|unrealistic|doesnt work|no good|too early|not possible|impossible|optimistic"
            r"|cant)(?!\S)"
        ),
    ),
    (Cue.OVERDUE, re.compile(rf"(?:was|has been|got) (?:the |our |a )?(?:{_DATE}|missed)(?!\S)")),
    (
        Cue.DUE,
        re.compile(
            r"(?:is |as |will be |would be |being )?(?:now )?(?:the |our |a )?(?:new |latest "
            rf"|revised |final |likely )?(?:{_DATE}|finish|completion|launch|go live)(?!\S)"
        ),
    ),
    (
        Cue.EVENT,
        re.compile(rf"(?:[a-z]+ )?(?:meeting|{FORUM}|workshop|session|catch ?up|agm|event)(?!\S)"),
    ),
)


def cues_in(words: str) -> list[Cue]:
    """The cues among these words, in their order."""
    return [Cue(str(found.lastgroup)) for found in _CUE.finditer(words)]


def is_forum(words: str) -> bool:
    """Whether these words end in a board or the like: "the next board is"."""
    return bool(_AT_FORUM.search(words))


def cue_right_after(words: str) -> Cue | None:
    """What the words that follow a date directly say of it: "... is the deadline"."""
    return next((cue for cue, pattern in _AFTER if pattern.match(words)), None)
