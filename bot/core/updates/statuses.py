"""Clause -> what it says of the status: cues with their negations and hedges.

A cue is looked up in a table; the words just before it may turn it ("not done", "nearly done", "no
longer blocked"). What several cues of a message mean together is decided in `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA


class Sign(Enum):
    """What a cue says: the four statuses, in two strengths where people mean less than they say."""

    CLOSED = "closed"  # done, finished, signed off: about the whole
    FINAL = (
        "final"  # published, appointed, adopted: a last step, so all of it where nothing is left
    )
    STEP_DONE = "step_done"  # met, drafted, scoped: a step on the way
    MOVING = "moving"
    RESUMED = "resumed"  # moving after it stood still
    STUCK = "stuck"
    WAITING = "waiting"  # stuck, unless something else moves
    UNSTARTED = "unstarted"
    LEFT = "left"  # something is left to do
    AIMED = "aimed"  # a date is aimed at


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign and where in the clause it stands."""

    sign: Sign
    start: int
    end: int
    text: str


def _any(*patterns: str) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_FINAL = (
    r"agreed(?: by all(?: \w+)?)?|approved|published|launched|appointed|adopted|ratified|endorsed"
    r"|rolled out"
    r"|delivered|established|set up|implemented|introduced|created|filled|handed over|opened"
    r"|submitted"
    r"|sent (?:off|out)|went out|gone out|circulated|printed|distributed|up and at it|recruited"
    r"|hired|awarded"
)
_WORKS = (
    r"held|met|written(?: up)?|wrote|drafted|consulted|surveyed|designed|built|developed|made"
    r"|chaired"
    r"|signed|sent|mapped|scoped|piloted|trialled|trialed|tested|reviewed|presented|produced"
    r"|trained"
    r"|delivered|ran|run|organised|organized|booked|ordered|secured|confirmed|identified|explored"
    r"|put in"
    r"|collected|gathered|compiled|updated|revised|edited|shared|posted|uploaded|installed"
    r"|commissioned"
    r"|visited|spoken to|spoke to|interviewed|nominated|hosted|advertised|put together|drawn up"
    r"|redrafted"
    r"|linked|joined up|brought in|brought together|registered|received|chosen|picked|reconvened"
    r"|gone"
    r"|attended|discussed|planned|costed|funded|pulled together|sketched|outlined|translated"
    r"|looked at"
    r"|(?:had|got) (?:our|a|an|the|another|first|good|two|three|four|\d+)\b"
    r"|proofread|recorded|filmed|analysed|collated|arranged|announced|contacted|reconvened|invited"
    r"|in from"
)
_ING = (  # work that goes on
    r"drafting|writing|building|designing|recruiting|consulting|piloting|testing|scoping|mapping"
    r"|editing"
    r"|finalising|reviewing|collecting|gathering|interviewing|planning|negotiating|compiling"
    r"|pulling together"
    r"|talking to|looking at|looking into|getting there|chipping away|costing|agreeing|developing"
    r"|preparing"
)
_DONE = _any(
    r"close[d]?$",
    r"done (?:and|n|&) dusted",
    r"(?:all )?(?:done|finished|completed?|complete|sorted|wrapped(?: it)? up|finalised|finalized)",
    r"(?:now )?(?:signed[ -]off|closed(?: off| out)?|ticked off|concluded|achieved|accomplished)",
    r"in the (?:can|bag)|over the line|put to bed|job done|all set|good to go|mission accomplished",
    r"up and running|(?:has |have |now |gone |went |is |are |'s )live\b|in post|fully operational",
    r"(?:can|could) be (?:closed|ticked off|taken off|marked)",
    r"nothing (?:left|more|else) to (?:do|add)|that'?s (?:it|us|that one)(?: done)?$"
    r"|all wrapped up",
    r"crossed off|complet(?:ed|e) (?:in full|now)|finito|100 ?%|✅|✔️?|☑️?|🎉",
    r"(?:now |already |all )?(?:in place|operational|in use|happening|a done deal)(?: now)?",
    r"(?:happens|meet(?:s|ing)?(?: up)?|run(?:s|ning)?|going out|goes out) (?:now )?(?:every|each"
    r"|monthly|weekly"
    r"|quarterly|regularly)",
)
_LEFT = _any(
    r"(?:still )?to (?:go|do|come|follow|finish|finalise|sign off|be (?:\w+))\b",
    r"\b(?:left|remaining|outstanding|remain|remains|still (?:to|need|needs|needed|waiting"
    r"|have))\b",
    r"\bjust (?:need|needs|needing|have to|waiting|the|to)\b|\bapart from\b|\bexcept\b|\bbar the\b",
    r"\bnext (?:step|steps|stage|up|phase|is|meeting|we)\b|\bthen (?:we|it|the)\b|\bto start\b",
    r"\bbeing \w+(?:ed|en|up)\b|\bneeds? (?:to|a|an|the|some|more|signing|another|doing)\b"
    r"|\bfirst (?:draft|half|part|round|meeting|session|phase|stage|issue|two|three|one|cohort|few"
    r"|workshop)\b",
    r"\b(?:draft|drafts|phase one|phase 1|stage one|stage 1|part one|part 1)\b|\bso far\b"
    r"|\bpilot\b",
    r"\bout (?:for|to) (?:consultation|comment|comments|review|tender|members|partners)\b",
    r"\b(?:analysis|sign[ -]?off|final version|evaluation|write[ -]?up) (?:next|to|still"
    r"|pending)\b",
)
_MOVING = _any(
    r"(?:is |are |'s |now )?(?:under ?way|underway|in progress|in hand|in train|ongoing|on-going"
    r"|wip)",
    r"on (?:track|target|course|schedule|time|the go|it|the case|plan)\b|well on the way"
    r"|on its way",
    r"(?:going|moving|coming|ticking|chugging|plodding|trundling|getting|rolling|cracking|pushing"
    r"|carrying)"
    r" (?:\w+ )?(?:fine|well|ok|okay|along|on|there|ahead|nicely|forward|smoothly|great|strong"
    r"|good)",
    r"making (?:\w+ )?(?:progress|headway)|good progress|some progress|progressing|progressed"
    r"|progress is|work (?:is |has )?(?:started|begun|continues|continuing)|being worked on",
    r"working (?:on|through|away|up)|work continues|continues|continuing|carrying on|still going",
    r"\w+ing (?:it|them|the \w+)? ?(?:up|together|out|now|at the moment|at present|this week)\b",
    r"being (?:\w+ )?\w+(?:ed|en|up|wn|ilt|ade)\b|in (?:draft|development|discussion|talks"
    r"|the works)",
    rf"(?:^|(?:is|are|am|'m|im|'re|were|we|they|been|still|now|currently|busy|just|also|begun"
    rf"|started) )(?:{_ING})",
    r"slipped|slipping|delayed|delay|running (?:late|behind|over)|behind(?: schedule)?|late|overrun"
    r"|pushed (?:back|out|to)|put back|moved (?:back|from)|extended|rescheduled|postponed to"
    r"|brought forward|will (?:now )?be (?:late|later)|taking longer|revised (?:date|deadline"
    r"|target)",
    r"(?:nearly|almost|virtually|practically|just about|pretty much|more or less|largely|mostly"
    r"|partly|partially|half|part|90|80)[ -](?:done|finished|complete[d]?|there|ready|sorted"
    r"|written"
    r"|drafted|built)",
    r"out (?:for|to) (?:consultation|comment|comments|review|tender|members|partners)",
    r"early (?:days|stages)|at (?:the )?\w+ stage|draft(?:ed)?|first draft|started|begun|began"
    r"|kicked off|kick[ -]?off|got going|have started|up to speed|off the ground|gathering pace"
    r"|picking up"
    r"|under construction|shaping up|taking shape|looking good|gaining momentum|in motion"
    r"|off to a \w+ start",
    r"still (?:\w+ing|at it)|slower than|faster than|further (?:on|along)|ahead of schedule"
    r"|looking at"
    r"|talking to|in talks|meeting (?:with|every)|(?:half|part) way|getting there|on to the",
)
_AIMED = _any(
    r"(?:should|will|due|set|expected|expecting|hoping|aiming|target|eta|likely|planned|scheduled"
    r"|ready|to be) (?:\w+ ){0,4}?(?:by|in|on|for|before|end|to)\b",
    r"moved to\b|\b(?:due|deadline|eta|target(?:ing)?|aiming for|aim is|hoping for)\b",
)
_RESUMED = _any(
    r"(?:un ?blocked|un ?stuck|freed up|resumed|back (?:on track|up|under ?way|on|in action|at it)"
    r"|restarted"
    r"|re-?started|moving again|going again|green ?light(?:ed)?|(?:got|given|have"
    r"|the) the go[- ]ahead|go[- ]ahead (?:given|received)|off hold|got the nod"
    r"|picked (?:it )?(?:back )?up again|back to it|up again|back off the shelf"
    r"|off the naughty step)",
    r"(?:finally|at last) (?:got|have|had|moving|going|agreed|heard|signed|came|through|started)",
)
_STUCK = _any(
    r"blocked|blocker|stuck|stalled|on hold|paused|parked|on ice|halted|shelved|suspended|frozen",
    r"(?:held|hold|holding) (?:it |us |things |everything )?(?:up|back)\b|hold[- ]?ups?|mothballed",
    r"(?:at a )?stand ?still|at an impasse|impasse|deadlock(?:ed)?|in limbo|logjam|gridlock",
    r"hit (?:a|an|the) (?:\w+ )?(?:wall|snag|problem|buffers|rock|blocker|hurdle|dead end)"
    r"|dead in the water",
    r"on the back ?burner|no go|can'?t (?:\w+ )?(?:progress|proceed|move|go|start|continue|get|do"
    r"|take|agree"
    r"|finish|carry|recruit|publish|launch|sign|advance|find|make|book|complete|release)",
    r"cannot (?:\w+ )?\w+|unable to|not able to|couldn'?t (?:\w+ )?(?:get|agree|proceed|progress"
    r"|start|move|find|go)",
    r"(?:won'?t|wont|will not|refus\w+ to|wouldn'?t) (?:\w+ )?(?:approve|sign|agree|release|fund"
    r"|let|give|pay"
    r"|support|budge|allow|commit|engage|move|okay|ok|share|host|accept|play ball)",
    r"turned (?:it |us )?down|rejected|knocked back|pulled (?:out|the plug|the funding)"
    r"|fell through|fallen through"
    r"|no (?:money|budget|funding) (?:for|until|to)|(?:going|gone|getting) nowhere"
    r"|ground to a halt|brick wall"
    r"|bogged down|tied up (?:in|with)|caught up in|in a holding pattern|hamstrung|snagged|stymied"
    r"|scuppered",
)
_WAITING = _any(
    r"(?:still |just |all )?(?:waiting|wating|waitin|awaiting|wait) (?:on|for|to|til|until)\b"
    r"|awaiting|still waiting",
    r"(?:haven'?t|havent|hasn'?t|hasnt|have not|has not|not|never|no one'?s|nobody'?s"
    r"|nobody has) (?:\w+ )?"
    r"(?:come back|heard|replied|responded|got back|answered|signed|approved|agreed|given)",
    r"until (?:\w+ ){1,6}?(?:agree|sign|approve|confirm|decide|reply|come|get|is|are|has|have"
    r"|says?|clears?)\w*"
    r"|pending\b|dependent on|depends on|needs? (?:\w+ ){1,4}(?:before|first)|no (?:reply|response"
    r"|answer|word|decision)",
    r"nothing (?:can|will) (?:happen|move|start)|chasing|in the hands of|with (?:legal|procurement"
    r"|finance|hr)\b",
)
_NOT = r"(?:not|n'?t|hasn'?t|hasnt|haven'?t|havent|isn'?t|isnt|wasn'?t|wasnt|never|no|didn'?t|didnt|hadn'?t|nae)"
_UNSTARTED = _any(
    rf"{_NOT} (?:\w+ ){{0,2}}?(?:been )?(?:start(?:ed)?|begun|begin|began|kicked off|got (?:going"
    rf"|started|round|to|"
    r"off|near|anywhere|underway)|gotten|touched|looked at|picked(?: it)? up|opened|moved on"
    r"|got off|off the ground|"
    r"had (?:a|the) chance|made a start|under ?way|gone anywhere|set off|commenced)",
    r"yet to (?:be )?(?:start(?:ed)?|begin|begun|kick off|get|happen|touch|look|meet|commence|see)"
    r"|no start\b|un ?started",
    r"(?:still )?(?:to (?:be )?(?:start(?:ed)?|begin|kick off)|not (?:on|at) (?:the )?(?:radar"
    r"|start))"
    r"|(?:hasn'?t|not) even (?:\w+)|nothing (?:done|has happened|happening|yet|started|to (?:show"
    r"|report)|doing|at all)",
    r"no (?:progress|movement|work|action|activity)(?: \w+){0,3}? (?:yet|so far|at all|on|to date"
    r"|done|made|here|this)"
    r"|^no (?:progress|movement|work|start)(?: yet)?$|at square one|0 ?%|zero (?:progress|%)"
    r"|back to square one",
    r"(?:starts?|starting|begins?|beginning|kicks off|kicking off|will kick off|will start"
    r"|will begin|due to start|to start) "
    r"(?:in|on|next|after|from|once|when|at|early|mid)\b",
    r"(?:nobody|no one|no-one|noone)(?:'s| has|s)? (?:\w+ )?(?:picked|started|looked|touched|taken"
    r"|begun|done)"
    r"|still on the (?:list|to ?do)|on the to ?do list|not (?:a|one) (?:thing|word|jot)"
    r"|bottom of the (?:list|pile)"
    r"|haven'?t had (?:time|capacity|a minute)|not happened|hasn'?t happened|gathering dust"
    r"|not off the ground",
)
_TABLE: tuple[tuple[Sign, re.Pattern[str]], ...] = tuple(
    (sign, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])"))
    for sign, pattern in (
        (Sign.UNSTARTED, _UNSTARTED),
        (Sign.RESUMED, _RESUMED),
        (Sign.WAITING, _WAITING),
        (Sign.STUCK, _STUCK),
        (Sign.MOVING, _MOVING),
        (Sign.CLOSED, _DONE),
        (Sign.LEFT, _LEFT),
        (Sign.FINAL, _FINAL),
        (Sign.STEP_DONE, _WORKS),
        (Sign.AIMED, _AIMED),
    )
)
_WORD = re.compile(r"[a-z]+")
_SHORTEST_TYPO = 6
_SPELT = (  # words of cues that are long enough to be misspelt beyond doubt
    "started finished complete completed blocked stalled paused parked delayed slipped waiting "
    "awaiting progress"
    " progressing underway ongoing launched published approved agreed submitted drafted halfway "
    "sorted delivered"
    " finalised appointed recruited established implemented progressed unblocked resumed suspended "
    "shelved nearly"
    " almost signed written circulated consultation begun nothing nobody track outstanding "
    "remaining"
).split()
_ENGLISH = frozenset(  # words one letter away from them
    "starter parted barked marked packed blocker locked stalled staller parker paused caused "
    "passed delays relayed"
    " decayed slippery flipped clipped skipped waiters wailing raining process drafter grafted "
    "crafted sorter shorted"
    " snorted delivery finalise appoints recruits submits approves greed agrees wittent singed "
    "designed written"
    " sighed noticing shelves trace tracks completes restarted complex competed launches publishes "
    "nearby dearly yearly"
    " baiting halting writing waited waving".split()
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|isn'?t|isnt|wasn'?t|wasnt|aren'?t|arent|hasn'?t|hasnt|haven'?t|havent"
    r"|no longer"
    r"|no more|don'?t|dont|didn'?t|didnt|can'?t|cant|cannot|won'?t|wont|nowhere near|far from"
    r"|yet to"
    r"|nae|without|no|hadn'?t)\b(?:\s+(?:been|be|get|got|quite|actually|really|all|fully|yet"
    r"|properly|even"
    r"|is|it|the|any|exactly|anywhere near|completely|entirely|is it))*\s*)$"
)
_AHEAD = re.compile(  # a cue that lies ahead has not happened
    r"(?:\b(?:to be|will be|should be|must be|would be|could be|may be|might be|can be|gets?|being"
    r"|be"
    r"|until|once|when|before|after|if|due to be|needs?|need to|want|hope to|going to|to|by|for"
    r"|aim to"
    r"|get(?:ting)? it|have it|get this|ready to|about to|meant to be|supposed to be|expected to be"
    r"|the|a|no|shall be|'ll be|ll be|it'?s)\b\s*(?:\w+\s)?)$"
)
_NEARLY = re.compile(
    r"(?:\b(?:nearly|almost|virtually|practically|just about|pretty much|mostly|largely|partly"
    r"|partially|half|part"
    r"|more or less|all but|nearing|close to|not far (?:off|from)|about to be|\d+ ?%|per ?cent|pc"
    r"|there)\s*(?:being )?)$"
)
_NO_LONGER = re.compile(
    r"(?:\b(?:no longer|not|isn'?t|isnt|no more|was|had been|been|stopped being|un)\s*)$"
)
_ANY_MORE = re.compile(r"^\s*(?:any ?more|any longer)\b")


def cues_in(text: str) -> Iterator[Cue]:
    """The cues of a clause in lower case; where two overlap, the one higher in the table.

    Typing mistakes in the words of cues are mended; a cue's text and offsets are as typed.
    """
    mended, places = _mended(text)
    for cue in _cues_in(mended):
        start, end = places[cue.start], places[cue.end]
        yield Cue(cue.sign, start, end, text[start:end])


def spelt_well(text: str) -> str:
    """A clause with its typing mistakes mended in the words that cues are made of."""
    return _mended(text)[0]


def _mended(text: str) -> tuple[str, list[int]]:
    """The text with the words of cues spelt well, and where each character of it stood."""
    made, places, at = "", list[int](), 0
    for match in _WORD.finditer(text):
        better = _mended_word(match.group())
        made += text[at : match.start()] + better
        places += range(at, match.start())
        places += [min(match.start() + n, match.end() - 1) for n in range(len(better))]
        at = match.end()
    return made + text[at:], [*places, *range(at, len(text) + 1)]


@lru_cache(maxsize=4096)
def _mended_word(word: str) -> str:
    if len(word) < _SHORTEST_TYPO or word in _SPELT or word in _ENGLISH:
        return word
    found = process.extractOne(word, _SPELT, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word


def _cues_in(text: str) -> Iterator[Cue]:
    taken: list[tuple[int, int]] = []
    for sign, pattern in _TABLE:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            turned = _turned(sign, text, match)
            if turned is None:
                continue
            taken.append(match.span())
            yield Cue(turned, match.start(), match.end(), match.group())


def _turned(sign: Sign, text: str, match: re.Match[str]) -> Sign | None:
    """What a cue says after the words before it; None where it says nothing."""
    before, after = text[: match.start()], text[match.end() :]
    if sign in (Sign.STUCK, Sign.WAITING):
        freed = _NO_LONGER.search(before) and not re.search(r"\b(?:has|have|had) been $", before)
        if _ANY_MORE.match(after) or (freed and not before.rstrip().endswith("been")):
            return Sign.RESUMED if "was" not in before.split()[-1:] else sign
        return sign
    if sign in (Sign.CLOSED, Sign.FINAL, Sign.STEP_DONE):
        if _NEARLY.search(before):
            return Sign.MOVING
        if _NEGATED.search(before):
            return Sign.LEFT
        if sign is Sign.CLOSED and _AHEAD.search(before):
            return Sign.MOVING if re.search(r"\b(?:will|should|to|'?ll)\b", before) else None
        if sign is not Sign.CLOSED and re.search(
            r"\b(?:to|will|should|must|can|would|be)\s*$", before
        ):
            return None
        return sign
    if sign is Sign.MOVING and _NEGATED.search(before):
        return Sign.WAITING if match.group().startswith("on t") else None
    return sign
