"""Words of a sentence or a clause -> what they do: tell, ask, order, suppose, or greet.

Chat has few capitals and question marks, so what a clause does shows in how it begins.
"""

from __future__ import annotations

import re
from enum import Enum


class Speech(Enum):
    """What a clause does."""

    TELLS = "tells"
    ASKS = "asks"
    ORDERS = "orders"
    SUPPOSES = "supposes"
    GREETS = "greets"


_FILLER = re.compile(  # what may stand before the words that show it
    r"^(?:\W|\b(?:so|and|but|ok|okay|oh|hi|hiya|hello|hey|morning|afternoon|evening|all|team|folks"
    r"|everyone|everybody|guys|fyi|btw|update|just|also|quick|qq|question|q|well|right|yeah|yep|yes"
    r"|no|um|er|erm|sorry|eh|aye|anyway|good)\b)+"
)

# --- asking --------------------------------------------------------------------------------------

_SUBJECT = (
    r"(?:the|a|an|this|that|these|those|it|its|we|yous?|ye|u|i|they|he|she|there|our|your|their|my"
    r"|his|her|any|anyone|anybody|anything|someone|somebody|everyone|all|some|both|each|either|no"
    r"|one|people|folks?)"
)
_OWNED = r"(?:our|the|a|an|their|my|your|his|her|some|no|all|both|one)"  # "had our kick off"
_AUX = (
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|could|would|should)(?:n'?t)?"
    r"|can(?:'?t)?|will|won'?t|shall|may|might|am)"
)
_BARE_AUX = r"(?:is|are|was|were|do|does|did|has|will|would|should|shall|could)"
_NO_SUBJECT = (  # what follows an auxiliary in a statement whose subject was left out
    r"(?:been|be|now|gone|not|just|finally|also|still|already|to|had|got|well|only|done|made|met"
    r"|sent|set|in|on|at|with|about|nearly|almost|a few|two|three|\w+ed|\w+ing)\b"
)
_INVERTED = re.compile(rf"(?:(?:when|where|why|who|how|what|which)\s+)?{_AUX}\s+{_SUBJECT}\b")
_ASKS = re.compile(
    rf"(?!ha(?:d|ve|s)\s+{_OWNED}\b){_AUX}\s+{_SUBJECT}\b(?!\s*(?:$|,))"
    rf"|{_BARE_AUX}\s+(?!{_NO_SUBJECT})\w+"
    rf"|(?:when|where|why|who|whom|how|what|which)(?:'?s|'?re|'?d|'?ll)?\s+(?:the heck\s+)?{_AUX}\b"
    r"|(?:when|where|why|who|how|what)'?s\b|wots?\b"
    r"|what\s+(?!(?:a|we|i|they|it|you)\b)\w+|which\s+(?!(?:is|are|was|means)\b)\w+"
    r"|whose\b|who\s+(?:\w+s|else)\b|where\s+(?:r\s+)?we\b"
    r"|how\s+(?:many|much|long|far|often|soon|come|about|big|do)\b"
    r"|any\s?(?:one|body)\b"
    r"|any\s+(?:updates?|news|word|progress|ideas?|chance|movement|joy|luck|signs?|thoughts|danger)\b"
    r"|(?:i(?:'?m| am)?\s+|we(?:'re| are)?\s+|was\s+|just\s+)*"
    r"(?:wonder(?:ing)?|not sure|unsure|no idea|dunno|don'?t know|curious|checking)"
    r"\s+(?:if|whether|what|when|who|how|where|why|about|on)\b"
    r"|(?:can|could|would)\s+(?:you|u|we|i|someone|somebody|anyone|anybody|one|people)\b"
    r"|(?:i|we)\s+(?:need|want|would like|'d like|was hoping)\s+to\s+(?:know|find out|ask)\b"
    r"|(?:remind|tell)\s+me\b|let\s+(?:me|us)\s+know\b|thoughts on\b"
)
_IS_NAME = re.compile(  # "who does what - hasn't been started": the question word begins a name
    r"(?:how|what|who|where|which)\b.{12,}\b(?:has|have|is|are)(?:n'?t)? (?:not )?(?:been |now )?"
    r"(?:\w+ed|begun|done|stuck|on hold|under ?way|going \w+)$"
)
_ASKS_LATER = re.compile(
    r"\b(?:anyone|anybody|someone) know\b|\bdo(?:es)? (?:you|anyone|we) know\b|\bor (?:not|what)$"
    r"|(?:,|\s-)\s*(?:right|yeah|yes|no|eh|innit|aye|isn'?t it|aren'?t we|didn'?t we|hasn'?t it)$"
    r"|\bwhat(?:'s| is) (?:happening|going on|the (?:story|score|latest))\b|\blet me know\b"
)

# --- ordering and announcing ---------------------------------------------------------------------

_ORDERS = re.compile(
    r"(?:need (?:an?|some|someone|somebody|one|two)"
    r"|(?:maybe|perhaps) (?:we|you|they|i|it|someone|the \w+ should)"
    r"|please|pls|plz|kindly|(?:could|can) you|make sure|remember|don'?t|do not|dinnae|ensure"
    r"|let'?s|feel free|note that|nb|reminder|heads up|show (?:me|us)|use|send|bring|finish"
    r"|complete|get|check|ring|call|e-?mail|book|come|join|see|read|look at|have a look|ask"
    r"|put|add|move|go|take|give|share|try|aim|start|stop|keep|sign up|save the date|rsvp"
    r"|fill in|reply|respond|click|register|wait|chase|sort out|write|prepare|draft|update"
    r"|meet|speak|talk|vote|find|tell|remind"
    r")\s+"
    r"(?!(?:is|are|was|were|has|have|now|done|about|up and|on hold|progress|group|stage|work|back"
    r"|from|\d+)\b)\w+"
)
_ANNOUNCES = re.compile(  # a heading that says that no report follows
    r"(?:quick |gentle |friendly |final )?"
    r"(?:reminder|agenda|save the date|heads up|notice|invite|invitation|job|vacancy|event|question"
    r"|poll|rsvp|menu|to do|todo|aob)\b(?: for [^:]{1,30})?\s*[:–-]"
)
LOGS = re.compile(
    r"(?:^|[,;:.-]\s*|\b(?:please|pls|plz|can|could|you|we|someone|and|so|to)\s+)(?<!n't )(?<!not )"
    r"(?:mark|log|put|record|update|set|close|change|tick|note|flag|class)\s"
    r"(?:\S+\s+){0,6}?(?:as|to|off|down|at|green|red|complete|done)\b"
    r"|^(?:please |pls )?(?:close|tick) (?:\w+ ){0,4}(?:off|out|please)?$"
)
"""Asking to have something written down is telling it: "please mark it as complete"."""

_ASKS_TO_LOG = re.compile(r"(?:can|could) (?:you|someone|we) \w+")
_ASKS_OTHERS_TO_LOG = re.compile(r"(?:can|could) (?:you|someone) ")

# --- supposing and greeting ----------------------------------------------------------------------

_HOPES = re.compile(  # at the beginning; "..., hoping for march" tells a date
    r"(?:hoping|fingers crossed|(?:i |we )?hope (?:the|we|it|that|this|you|they|your|our))\b"
)
_MUST = re.compile(
    r"(?:we|you|they|someone|somebody|i|everyone|all \w+)?\s*(?:really |also |all |just )?"
    r"(?:needs? to|should|must|hope to|ought to|ha(?:ve|s) to|gotta|got to"
    r"|want to|would (?:like to|love|be)|'d like to|wish|plan(?:ning)? to|might|may|could)\b"
)
_SUPPOSES = re.compile(
    r"\b(?:if|unless|assuming|provided|providing|suppose|supposing|in case|would have|could have"
    r"|should have been able|whether)\b"
)
_GREETS = re.compile(
    r"(?:many |big |huge )?(?:thanks?|thank (?:you|u)|cheers|well done|congrat\w*"
    r"|great (?:work|job|stuff|news)|nice (?:one|work)|good (?:work|job|luck)|kudos|bravo"
    r"|happy \w+|sorry|apologies|welcome)\b(?!\s*[,:!-])"
)


def speech_of_sentence(text: str) -> Speech:
    """What a whole sentence in lower case does."""
    said = _said(text)
    if _tells_to_log(said):
        return Speech.TELLS
    if _asks(said) or _ASKS_LATER.search(said):
        return Speech.ASKS
    if _HOPES.match(said):
        return Speech.SUPPOSES
    return _other_speech(said)


def speech_of_clause(text: str) -> Speech:
    """What a clause in lower case does, in a sentence that tells something."""
    if _GREETS.match(text):
        return Speech.GREETS
    said = _said(text)
    if _tells_to_log(said):
        return Speech.TELLS
    return Speech.ASKS if _asks(said) else _other_speech(said)


def announces(text: str) -> bool:
    """Whether a sentence begins with a heading after which no report comes: "reminder: ..."."""
    return bool(_ANNOUNCES.match(text))


def is_inverted(text: str) -> bool:
    """Whether the words begin like a question: "when is the", "have you"."""
    return bool(_INVERTED.match(_FILLER.sub("", text)))


def _said(text: str) -> str:
    return _FILLER.sub("", text).rstrip(" .!")


def _tells_to_log(said: str) -> bool:
    if said.endswith("?") and not _ASKS_OTHERS_TO_LOG.match(said):
        return False
    return bool(LOGS.match(said) or (_ASKS_TO_LOG.match(said) and LOGS.search(said)))


def _asks(said: str) -> bool:
    return said.endswith("?") or bool(_ASKS.match(said) and not _IS_NAME.match(said))


def _other_speech(said: str) -> Speech:
    if _ORDERS.match(said):
        return Speech.ORDERS
    if _SUPPOSES.search(said) or _MUST.match(said):
        return Speech.SUPPOSES
    return Speech.TELLS
