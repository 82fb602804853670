"""The table of cues: what people write in a report -> what it says of the status.

Where two cues overlap, the one higher in CUES counts. A cue is matched in lower case with plain
quotes, between word boundaries.
"""

from __future__ import annotations

import re
from enum import Enum


class Sign(Enum):
    """What a cue says of the status, in two strengths where people mean less than they say."""

    CLOSED = "closed"  # done, finished, signed off: about the whole
    FINAL = "final"  # published, appointed: a last step, so all of it where nothing is left
    STEP_DONE = "step_done"  # met, drafted, scoped: a step on the way
    MOVING = "moving"
    RESUMED = "resumed"  # moving after it stood still
    STUCK = "stuck"
    WAITING = "waiting"  # stuck, unless something else moves
    UNSTARTED = "unstarted"
    LEFT = "left"  # something is left to do
    AIMED = "aimed"  # a date is aimed at


def _any(*patterns: str) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_NOT = r"(?:not|n'?t|(?:has|have|is|was|did|had)n'?t|never|no|nae)"
_UNSTARTED = _any(
    rf"{_NOT} (?:\w+ ){{0,2}}?(?:been )?(?:start(?:ed)?|beg[aiu]n|kicked off|touched|looked at"
    r"|got (?:going|started|round|to|off|near|anywhere|underway)|gotten|picked(?: it)? up|opened"
    r"|moved on|off the ground|had (?:a|the) chance|made a start|under ?way|gone anywhere|set off"
    r"|commenced)",
    r"yet to (?:be )?(?:start(?:ed)?|beg[iu]n|kick off|get|happen|touch|look|meet|commence|see)",
    r"no start\b|un ?started|(?:still )?to (?:be )?(?:start(?:ed)?|begin|kick off)"
    r"|(?:still )?not (?:on|at) (?:the )?(?:radar|start)",
    r"(?:hasn'?t|not) even \w+"
    r"|nothing (?:done|has happened|happening|yet|started|to (?:show|report)|doing|at all)",
    r"no (?:progress|movement|work|action|activity)(?: \w+){0,3}? "
    r"(?:yet|so far|at all|on|to date|done|made|here|this)",
    r"^no (?:progress|movement|work)[.!]*$|(?:at|back to) square one|0 ?%"
    r"|zero (?:progress|%)",
    r"(?:starts?|starting|begins?|beginning|kicks off|kicking off|will (?:kick off|start|begin)"
    r"|due to start|to start) (?:in|on|next|after|from|once|when|at|early|mid)\b",
    r"(?:nobody|no[ -]?one)(?:'s| has|s)? (?:\w+ )?"
    r"(?:picked|started|looked|touched|taken|begun|done)",
    r"(?:still on|on) the to ?do list|still on the (?:list|to ?do)|bottom of the (?:list|pile)"
    r"|not (?:a|one) (?:thing|word|jot)|gathering dust",
    r"haven'?t had (?:time|capacity|a minute)|(?:not|hasn'?t) happened",
)
_RESUMED = _any(
    r"un ?blocked|un ?stuck|freed up|resumed|re-?start(?:s|ed|ing)|moving again|going again"
    r"|off hold|up again"
    r"|back (?:on track|up|under ?way|on|in action|at it|to it|off the shelf)",
    r"green ?light(?:ed)?|(?:got|given|have|the) the go[- ]ahead|go[- ]ahead (?:given|received)"
    r"|got the nod|picked (?:it )?(?:back )?up again|off the naughty step",
    r"(?:finally|at last) (?:got|have|had|moving|going|agreed|heard|signed|came|through|started)",
)
_WAITING = _any(
    r"(?:still |just |all )?wai?ting? (?:on|for|to|til|until)\b"
    r"|wait (?:on|for|to|til|until)\b|awaiting|still waiting|chasing|pending\b|depend(?:ent|s) on",
    r"(?:(?:have|has)(?:n'?t| not)|not|never|no one'?s|nobody(?:'?s| has)) (?:\w+ )?"
    r"(?:come back|heard|replied|responded|got back|answered|signed|approved|agreed|given)",
    r"until (?:\w+ ){1,6}?"
    r"(?:agree|sign|approve|confirm|decide|reply|come|get|is|are|has|have|says?|clears?)\w*",
    r"needs? (?:\w+ ){1,4}(?:before|first)|no (?:reply|response|answer|word|decision)",
    r"nothing (?:can|will) (?:happen|move|start)|in the hands of"
    r"|with (?:legal|procurement|finance|hr)\b",
)
_DAY = r"(?:mon|tues?|wed|thur?s?|fri|week|today|tomorrow|\d)"
_STUCK = _any(
    r"blocked|blocker|stuck|stalled|on hold|paused|parked|on ice|halted|shelved|suspended|frozen"
    r"|mothballed|deadlock(?:ed)?|impasse|in limbo|logjam|gridlock|dead in the water|bogged down"
    r"|hamstrung|snagged|stymied|scuppered|no go|brick wall|caught up in|on the back ?burner"
    r"|(?:at a )?stand ?still|tied up (?:in|with)|in a holding pattern|ground to a halt"
    r"|(?:going|gone|getting) nowhere",
    r"(?:held|hold|holding) (?:it |us |things |everything )?(?:up|back)\b|hold[- ]?ups?"
    r"|hit (?:an?|the) (?:\w+ )?(?:wall|snag|problem|buffers|rock|blocker|hurdle|dead end)",
    r"can'?t (?:\w+ )?(?:progress|proceed|move|go|start|continue|get|do|take|agree|finish|carry"
    r"|recruit|publish|launch|sign|advance|find|book|complete|release"
    rf"|make(?! it\b| (?:the |our |this |next )*(?:meeting|call|session|{_DAY})))",
    r"cannot (?:\w+ )?\w+|unable to|not able to"
    r"|couldn'?t (?:\w+ )?(?:get|agree|proceed|progress|start|move|find|go)",
    r"(?:won'?t|will not|refus\w+ to|wouldn'?t) (?:\w+ )?(?:approve|sign|agree|release|fund|let"
    r"|give|pay|support|budge|allow|commit|engage|move|okay|ok|share|host|accept|play ball)",
    r"turned (?:it |us )?down|rejected|knocked back|pulled (?:out|the plug|the funding)"
    r"|f(?:e|a)ll(?:en)? through|refused|declined"
    r"|scrapped|abandoned|no (?:money|budget|funding) (?:for|until|to)",
)
_ING = (  # work that goes on
    r"drafting|writing|building|designing|recruiting|consulting|piloting|testing|scoping|mapping"
    r"|editing|finalising|reviewing|collecting|gathering|interviewing|planning|negotiating"
    r"|compiling|pulling together|looking into|chipping away|costing|agreeing|developing|preparing"
)
_MOVING = _any(
    r"(?:is |are |'s |now )?(?:under ?way|in progress|in hand|in train|on-?going|wip)",
    r"on (?:track|target|course|schedule|time|the go|it|the case|plan)\b|well on the way"
    r"|on its way",
    r"(?:going|moving|coming|ticking|chugging|plodding|trundling|getting|rolling|cracking|pushing"
    r"|carrying) (?:\w+ )?"
    r"(?:fine|well|ok|okay|along|on|there|ahead|nicely|forward|smoothly|great|strong|good)",
    r"making (?:\w+ )?(?:progress|headway)|(?:good|some) progress|progressing|progressed"
    r"|progress is|work (?:is |has )?(?:started|begun|continues|continuing)|being worked on",
    r"working (?:on|through|away|up)|continu(?:es|ing)|carrying on|still going",
    r"\w+ing (?:it|them|the \w+)? ?(?:up|together|out|now|at the moment|at present|this week)\b",
    r"being (?:\w+ )?\w+(?:ed|en|up|wn|ilt|ade)\b|in (?:draft|development|discussion|talks"
    r"|the works)",
    r"(?:^|(?:is|are|am|'m|im|'re|were|we|they|been|still|now|currently|busy|just|also|begun"
    rf"|started) )(?:{_ING})",
    r"slipped|slipping|delay(?:ed)?|running (?:late|behind|over)|behind(?: schedule)?|late|overrun"
    r"|pushed (?:back|out|to)|put back|moved (?:back|from)|extended|rescheduled|postponed to"
    r"|brought forward|will (?:now )?be later?|taking longer|revised (?:date|deadline|target)",
    r"(?:nearly|almost|virtually|practically|just about|pretty much|more or less|largely|mostly"
    r"|partly|partially|half|part|90|80)[ -]"
    r"(?:done|finished|completed?|there|ready|sorted|written|drafted|built)",
    r"out (?:for|to) (?:consultation|comments?|review|tender|members|partners)",
    r"early (?:days|stages)|at (?:the )?\w+ stage|draft(?:ed)?|first draft|started|beg[au]n"
    r"|kicked off|kick[ -]?off|got going|up to speed|off the ground|gathering pace|picking up"
    r"|under construction|shaping up|taking shape|looking good|gaining momentum|in motion"
    r"|off to a \w+ start|getting there|on to the",
    r"still (?:\w+ing|at it)|at risk|(?:went|gone|going|goes) to (?:print|press|the printers?)"
    r"|(?:at|with) the (?:printers?|designers?)|slower than|faster than|further (?:on|along)"
    r"|ahead of schedule"
    r"|looking at|talking to|meeting (?:with|every)|(?:half|part) way",
)
_CLOSED = _any(
    r"^(?:please |pls |action |item |can |to |now )*close[.!]*$",
    r"done (?:and|n|&) dusted",
    r"(?:all )?(?:done|finished|completed?|sorted|wrapped(?: it)? up|finali[sz]ed)",
    r"(?:now )?(?:signed[ -]off|closed(?: off| out)?|ticked off|concluded|achieved|accomplished)",
    r"in the (?:can|bag)|over the line|put to bed|job done|all set|good to go|mission accomplished"
    r"|crossed off|finito|fully operational",
    r"up and running|(?:has |have |now |gone |went |is |are |'s )live\b|in post",
    r"(?:can|could) be (?:closed|ticked off|taken off|marked)",
    r"nothing (?:left|more|else) to (?:do|add)|that'?s (?:it|us|that one)(?: done)?[.!]*$",
    r"✅|✔️?|☑️?|🎉",
    r"(?:now |already |all )?(?:in place|operational|in use|happening|a done deal)(?: now)?",
    r"(?:happens|meet(?:s|ing)?(?: up)?|run(?:s|ning)?|going out|goes out) (?:now )?"
    r"(?:every|each|monthly|weekly|quarterly|regularly)",
)
_LEFT = _any(
    r"(?:still )?to (?:go|do|come|follow|finish|finalise|sign off|be \w+)\b|to start\b",
    r"left|remain(?:s|ing)?|outstanding|still (?:to|needs?|needed|waiting|have)\b",
    r"just (?:need|needs|needing|have to|waiting|the|to)\b|apart from|except|bar the",
    r"next (?:steps?|stage|up|phase|is|meeting|we)\b|then (?:we|it|the)\b",
    r"being \w+(?:ed|en|up)\b|needs? (?:to|an?|the|some|more|signing|another|doing)\b",
    r"first (?:draft|half|part|round|meeting|session|phase|stage|issue|two|three|one|cohort|few"
    r"|workshop)\b|drafts?|(?:phase|stage|part) (?:one|1)|so far|pilot",
    r"out (?:for|to) (?:consultation|comments?|review|tender|members|partners)\b",
    r"(?:analysis|sign[ -]?off|final version|evaluation|write[ -]?up) (?:next|to|still|pending)\b",
)
_FINAL = (
    r"agreed(?: by all(?: \w+)?)?|approved|published|launched|appointed|adopted|ratified|endorsed"
    r"|rolled out|delivered|established|set up|implemented|introduced|created|filled|handed over"
    r"|opened|submitted|sent (?:off|out)|went out|gone out|circulated|printed|distributed"
    r"|up and at it|recruited|hired|awarded|sealed"
)
_STEP = (  # what comes on the way, whatever was done with it: "agreed an outline"
    r"(?:outline|scope|brief|terms|dates?|approach|timetable|timeline|way forward|venue|agenda"
    r"|(?:steering|working) group|consultants?|survey|questionnaire|invitations?|adverts?)"
)
_STEP_FINAL = (
    rf"(?:{_FINAL}) (?:on )?(?:(?:an?|the|our|its|some|two|three) )*(?:\w+ )?{_STEP}"
    rf"|{_STEP} (?:(?:is|are|was|were|has|have|been|now|all) )*(?:{_FINAL})"
)
_STEP_DONE = (
    r"held|met|written(?: up)?|wrote|drafted|consulted|surveyed|designed|built|developed|made"
    r"|chaired|signed|sent|mapped|scoped|piloted|trialled|trialed|tested|reviewed|presented"
    r"|produced|trained|ran|run|organi[sz]ed|booked|ordered|secured|confirmed|identified|explored"
    r"|put in|collected|gathered|compiled|updated|revised|edited|shared|posted|uploaded|installed"
    r"|commissioned|visited|spoken? to|interviewed|nominated|hosted|advertised"
    r"|put together|drawn up|redrafted|linked|joined up|brought (?:in|together)|registered"
    r"|received|chosen|picked|reconvened|gone|attended|discussed|planned|costed|funded"
    r"|pulled together|sketched|outlined|translated|looked at"
    r"|(?:had|got) (?:our|an?|the|another|first|good|two|three|four|\d+)\b"
    r"|proofread|recorded|filmed|analysed|collated|arranged|announced|contacted|invited|in from"
)
_AIMED = _any(
    r"(?:should|will|due|set|expected|expecting|hoping|aiming|target|eta|likely|planned|scheduled"
    r"|ready|to be) (?:\w+ ){0,4}?(?:by|in|on|for|before|end|to)\b",
    r"moved to\b|(?:due|deadline|eta|target(?:ing)?|aiming for|aim is|hoping for)\b",
)

CUES: tuple[tuple[Sign, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"))
    for sign, pattern in (
        (Sign.UNSTARTED, _UNSTARTED),
        (Sign.RESUMED, _RESUMED),
        (Sign.WAITING, _WAITING),
        (Sign.STUCK, _STUCK),
        (Sign.MOVING, _MOVING),
        (Sign.CLOSED, _CLOSED),
        (Sign.LEFT, _LEFT),
        (Sign.STEP_DONE, _STEP_FINAL),
        (Sign.FINAL, _FINAL),
        (Sign.STEP_DONE, _STEP_DONE),
        (Sign.AIMED, _AIMED),
    )
)
