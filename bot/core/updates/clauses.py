"""Message -> clauses, each with what kind of speech it is: said, asked, ordered, supposed, or a courtesy.

Chat has few commas and no capitals, so what a clause is shows in how it begins. Offsets count
characters of the message, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from indexer.words import TYPOGRAPHIC


class Speech(Enum):
    """What a clause does."""

    TELLS = "tells"
    ASKS = "asks"
    ORDERS = "orders"
    SUPPOSES = "supposes"
    GREETS = "greets"


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a message between commas, dashes or full stops; ``text`` is in lower case.

    ``sentence`` counts the sentences of the message; ``topic`` is set for words before a colon.
    """

    text: str
    start: int
    end: int
    speech: Speech
    sentence: int
    topic: bool = False


_SENTENCE = re.compile(r"[^.!?;\n]*(?:\.(?=\w)[^.!?;\n]*)*(?:[.!?;]+|\n|$)")
_BREAK = re.compile(
    r",\s|\s[-–—/>]+\s|\s-{1,2}(?=\w)|:(?=\s)|[()]"
    r"|\s(?=(?:but|though|although|however|because|cos|coz|while|whilst)\s)"
    r"|(?<=\w)\s(?=(?:and|so|then)\s(?:we|it|its|it's|they|i|he|she|the|now|just|should|will"
    r"|due)\b)"
)
_FILLER = re.compile(
    r"^(?:\W|\b(?:so|and|but|ok|okay|oh|hi|hiya|hello|hey|morning|afternoon|evening|all|team|folks"
    r"|everyone|everybody|guys|fyi|btw|update|just|also|quick|qq|question|q|well|right|yeah|yep|yes"
    r"|no|um|er|erm|sorry|eh|aye|anyway|good|and)\b)+"
)
_SUBJECT = (
    r"(?:the|a|an|this|that|these|those|it|its|we|you|u|i|they|he|she|there|our|your|their|my|his"
    r"|her|any|anyone|anybody|anything|someone|somebody|everyone|all|some|both|each|either|no|one"
    r"|people|folk|folks|ye|yous?)"
)
_OWNED = r"(?:our|the|a|an|their|my|your|his|her|some|no|all|both|one)"  # "had our kick off"
_AUX = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|am"
    r"|isn'?t|aren'?t|wasn'?t|weren'?t|don'?t|doesn'?t|didn'?t|hasn'?t|haven'?t|can'?t|couldn'?t"
    r"|won'?t|wouldn'?t|shouldn'?t)"
)
_BARE_AUX = r"(?:is|are|was|were|do|does|did|has|will|would|should|shall|could)"
_NO_SUBJECT = (  # what follows an auxiliary in a statement whose subject was left out
    r"(?:been|be|now|gone|not|just|finally|also|still|already|to|had|got|going|getting|well|only"
    r"|started|finished|done|done|made|met|sent|agreed|drafted|set|started|in|on|at|with|about"
    r"|nearly|almost|a few|two|three|\w+ed|\w+ing)\b"
)
_INVERTED = re.compile(rf"(?:(?:when|where|why|who|how|what|which)\s+)?{_AUX}\s+{_SUBJECT}\b")
_ASKS = re.compile(
    rf"(?:(?!ha(?:d|ve|s)\s+{_OWNED}\b){_AUX}\s+{_SUBJECT}\b(?!\s*(?:$|,))"
    rf"|{_BARE_AUX}\s+(?!{_NO_SUBJECT})\w+"
    rf"|(?:when|where|why|who|whom|how|what|which)(?:'?s|'?re|'?d|'?ll)?\s+(?:the heck\s+)?{_AUX}\b"
    r"|(?:when|where|why|who|how|what)'?s\b|whens|wheres|whos|hows|whats|wots?\b"
    r"|what\s+(?!a\b|we\b|i\b|they\b|it\b|you\b)\w+|which\s+(?!is\b|are\b|was\b|means\b)\w+"
    r"|what\s+(?:do|about|if)\b|whose\b|who\s+\w+s\b|who(?:'s| else)\b"
    r"|how\s+(?:many|much|long|far|often|soon|come|about|big|do)\b"
    r"|any\s?(?:one|body)\b|any\s+(?:update|news|word|progress|idea|chance|movement|joy|luck|sign"
    r"|thoughts|danger)s?\b"
    r"|(?:i(?:'m| am|m)?\s+|we(?:'re| are)?\s+|was\s+|just\s+)*(?:wonder(?:ing)?|not sure|unsure"
    r"|no idea|dunno|don'?t know|curious|checking)\s+(?:if|whether|what|when|who|how|where|why"
    r"|about|on)\b"
    r"|(?:can|could|would)\s+(?:you|u|we|i|someone|somebody|anyone|anybody|one|people)\b"
    r"|(?:do|does|did)\s+(?:you|we|i|they|anyone|anybody|someone)\b|remind me\b|tell me\b"
    r"|(?:i|we)\s+(?:need|want|would like|'d like|was hoping)\s+to\s+(?:know|find out|ask)\b"
    r"|let\s+(?:me|us)\s+know\b|where\s+(?:we|r we|are we)\b|thoughts on\b|status of\b.*\?$"
    r"|is\s+\w+\s+\w+\s+\w+ing\b)"
)
_IS_NAME = re.compile(  # "who does what - hasn't been started": the question word begins a name
    r"(?:how|what|who|where|which)\b.{12,}\b(?:hasn'?t|haven'?t|isn'?t|has|have|is"
    r"|are) (?:not )?(?:been |now )?"
    r"(?:\w+ed|begun|done|stuck|on hold|under ?way|going \w+)$"
)
_ASKS_LATER = re.compile(
    r"\b(?:anyone|anybody|someone) know\b|\bdo(?:es)? (?:you|anyone|we) know\b|\bor not$|\bor what$"
    r"|(?:,|\s-)\s*(?:right|yeah|yes|no|eh|innit|aye|isn'?t it|aren'?t we|didn'?t we|hasn'?t it)$"
    r"|\bwhat(?:'s| is) (?:happening|going on|the (?:story|score|latest))\b|\blet me know\b"
)
_ORDERS = re.compile(
    r"(?:need (?:a|an|some|someone|somebody|one|two)|(?:maybe|perhaps) (?:we|you|they|i|it|someone"
    r"|the \w+ should)|please|pls|plz|kindly|could you|can you|make sure|remember|don'?t|do not"
    r"|dinnae|ensure|let'?s|feel free|note that|nb|reminder|heads up|show me|show us|use|send"
    r"|bring|finish|complete|get|check|ring"
    r"|call|e-?mail|book|come|join|see|read|look at|have a look|ask|put|add|move|go|take|give"
    r"|share|try"
    r"|aim|start|stop|keep|sign up|save the date|rsvp|fill in|reply|respond|click|register|wait"
    r"|chase|sort out|write|prepare|draft|update|meet|speak|talk|vote|find|tell|remind)\s+"
    r"(?!(?:is|are|was|were|has|have|now|done|about|up and|on hold|progress|group|stage|work|back"
    r"|from|\d+)\b)"
    r"(?:\w+)"
)
_ANNOUNCES = re.compile(  # a heading that says that no report follows
    r"(?:quick |gentle |friendly |final )?(?:reminder|agenda|save the date|heads up|notice|invite"
    r"|invitation"
    r"|job|vacancy|event|question|poll|rsvp|menu|to do|todo|aob)\b(?: for [^:]{1,30})?\s*[:–-]"
)
_MUST = re.compile(
    r"^(?:we|you|they|someone|somebody|i|everyone|all \w+)?\s*(?:really |also |all |just )?"
    r"(?:need(?:s)? to|should|must|hoping|fingers crossed|ought to|have to|has to|gotta|got to"
    r"|want to|would like to"
    r"|'d like to|would love|would be|wish|hope to|hoping to|plan to|planning to|might|may|could)\b"
)
_SUPPOSES = re.compile(
    r"\b(?:if|unless|assuming|provided|providing|suppose|supposing|in case|would have|could have"
    r"|should have been able|whether)\b"
)
LOGS = re.compile(
    r"(?:^|[,;:.-]\s*|\b(?:please|pls|plz|can|could|you|we|someone|and|so|to)\s+)(?<!n't )(?<!not )"
    r"(?:mark|log|put|record|update|set|close|change|tick|note|flag|class)\s"
    r"(?:\S+\s+){0,6}?(?:as|to|off|down as|down|at|green|red|complete|done)\b"
    r"|^(?:please |pls )?(?:close|tick) (?:\w+ ){0,4}(?:off|out|please)?$"
)
"""Asking to have something written down is telling it: "please mark it as complete"."""

_GREETS = re.compile(
    r"(?:many |big |huge )?(?:thanks?|thank (?:you|u)|cheers|well done|congrat\w*|great (?:work"
    r"|job|stuff|news)"
    r"|nice (?:one|work)|good (?:work|job|luck)|kudos|bravo|happy \w+|sorry|apologies|welcome)\b"
    r"(?!\s*[,:!-])"
)
_TOPIC_WORDS = 16


def lowered(text: str) -> str:
    """The text in lower case with plain quotes and dashes; each character stays in its place."""
    plain = text.translate(TYPOGRAPHIC)
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a message, in order. The kind of a question or order holds to its full "
    "stop."""
    low = lowered(text)
    found: list[Clause] = []
    for number, (start, end) in enumerate(_sentences(low)):
        parts = list(_parts(low, start, end))
        after = parts[1][0] if parts[0][2] and len(parts) > 1 else start
        speech = _speech(low[after:end])
        if _ANNOUNCES.match(low, start, end):
            speech = Speech.ORDERS
        for begin, stop, topic in parts:
            own = Speech.TELLS if topic else speech
            if own is Speech.TELLS and not topic:
                own = _speech(low[begin:stop], clause=True)
            found.append(Clause(low[begin:stop], begin, stop, own, number, topic))
    return found


def _sentences(low: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(low):
        start, end = _trimmed(low, match.start(), match.end())
        if start < end:
            yield start, end


def _parts(low: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a topic) of each part of a sentence."""
    at, first = start, True
    for match in _BREAK.finditer(low, start, end):
        begin, stop = _trimmed(low, at, match.start())
        if begin < stop:
            yield begin, stop, first and _is_topic(low[begin:stop], match.group().strip())
            first = False
        at = match.end()
    begin, stop = _trimmed(low, at, end)
    if begin < stop:
        yield begin, stop, False


def _is_topic(text: str, mark: str) -> bool:
    """Whether the words before a colon or dash name what follows: "how we plan: paper started"."""
    named = mark == ":" or (mark[:1] in tuple("-–—") and not _INVERTED.match(_FILLER.sub("", text)))
    return named and len(text.split()) <= _TOPIC_WORDS


def _trimmed(low: str, start: int, end: int) -> tuple[int, int]:
    while start < end and low[start].isspace():
        start += 1
    while end > start and low[end - 1].isspace():
        end -= 1
    return start, end


def _speech(text: str, *, clause: bool = False) -> Speech:
    if clause and _GREETS.match(text):
        return Speech.GREETS
    said = _FILLER.sub("", text).rstrip(" .!")
    if said.endswith("?"):
        return Speech.ASKS
    if LOGS.match(said) or (
        re.match(r"(?:can|could) (?:you|someone|we) \w+", said) and LOGS.search(said)
    ):
        return Speech.TELLS
    if (_ASKS.match(said) and not _IS_NAME.match(said)) or (
        not clause and _ASKS_LATER.search(said)
    ):
        return Speech.ASKS
    if _ORDERS.match(said):
        return Speech.ORDERS
    if _SUPPOSES.search(said) or _MUST.match(said):
        return Speech.SUPPOSES
    return Speech.TELLS
