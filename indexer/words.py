"""Text -> words, stems and sentences: the small pure functions that every search stands on."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[£€$]?\d[\d,.]*\d%?|[£€$]?\d%?|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)

# Function words and the words of asking: they say how something is asked, not what.
STOPWORDS = frozenset(
    """
    a about above after again all also am an and any anyone anything are aren't as at be because
    been before being below between both but by can can't cannot come could couldn't did didn't do
    does doesn't doing don't down during each either else ever every few for from further get gets
    getting give given go goes going gone got had hadn't has hasn't have haven't having he he'd her
    here here's hers herself him himself his how how's i i'd i'll i'm i've if in into is isn't it
    it's its itself just know let let's like lot lots make many may me might mine more most much
    must my myself need never no nor not now of off oh ok on once one ones only or other our ours
    ourselves out over own per please quite rather really said same say saying says see shall she
    should shouldn't so some somebody someone something still such tell than that that's the their
    theirs them themselves then there there's these they they'd they'll they're they've thing things
    this those through to too under until up upon us use used very was wasn't we we'd we'll we're
    we've well were weren't what what's whats when when's where where's which while who who's whom
    whos whose why why's will with within without won't would wouldn't yes yet you you'd you'll
    you're you've your yours yourself yourselves actually basically hi hello hey thanks thank pls
    plz etc eg ie im ive id dont doesnt didnt cant wont isnt arent wasnt hows theres thats lets
    sure meant supposed happen happens happening stuff kind sort bit put puts wondering wonder since
    explain describe define
    """.split()
)

ABBREVIATIONS = frozenset(
    "e.g i.e etc mr mrs ms dr prof st no nos vs cf approx para paras fig vol ed eds p pp cllr ltd"
    " inc dept jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LONGEST_ABBREVIATION = 20  # with what may stand before it: a bracket, a quotation mark
_SENTENCE_END = re.compile(r"(?<![.!?])[.!?]+[\"'’”)\]]*(?=\s+[\"'‘“(\[]?[A-Z0-9£•·])")
TYPOGRAPHIC = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u2011": "-"}
)

_BEYOND_LATIN = re.compile(r"[^\x00-\u02ff]+")  # below it, no character is an accent of its own

_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b")
_LEANS_BACK = re.compile(
    r"(?:this|these|that|those|it|its|they|their|them|he|she|such|however|therefore|thus|also|here"
    r"|both|in addition|as a result|similarly|subsequently|where however|instead)\b",
    re.I,
)

_stemmers = threading.local()  # a stemmer keeps state, so each thread has its own


def fold(text: str) -> str:
    """Lower case, typographic quotes and dashes as ASCII, accents dropped, white space single."""
    if not text.isascii():
        text = text.translate(TYPOGRAPHIC)
    if not text.isascii():
        text = _BEYOND_LATIN.sub(_without_accents, unicodedata.normalize("NFKD", text))
    return " ".join(text.lower().split())


def _without_accents(found: re.Match[str]) -> str:
    return "".join(c for c in found.group() if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words and numbers of a text, folded, in order; thousands separators are dropped."""
    found = WORD.findall(_ORDINAL.sub(lambda match: _ORDINALS[match.group()], fold(text)))
    return [re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", word).removesuffix("'s") for word in found]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The English Snowball stem of a folded word (Porter 2); numbers stay as they are."""
    if word[:1].isdigit():
        return word
    stemmer = getattr(_stemmers, "english", None)
    if stemmer is None:
        stemmer = _stemmers.english = snowballstemmer.stemmer("english")
    return str(stemmer.stemWord(word))


def content_words(text: str) -> list[str]:
    """`words` without stop words, in order, repeats kept."""
    return [word for word in words(text) if word not in STOPWORDS and not _is_initial(word)]


def content_stems(text: str) -> frozenset[str]:
    """The stems of a text's content words: what it is about, whatever the inflection."""
    return frozenset(stem(word) for word in content_words(text))


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of a text, half-open, without the white space between them."""
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        near = max(start, match.start() - _LONGEST_ABBREVIATION)
        before = text[near : match.start()].rsplit(None, 1)[-1:] or [""]
        word = before[0].lower().lstrip("(\"'‘“")
        if match.group().startswith(".") and (word in ABBREVIATIONS or _is_initial(word)):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [trimmed for begin, end in spans if (trimmed := _trim(text, begin, end))[0] < trimmed[1]]


def leans_back(sentence: str) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    return bool(_LEANS_BACK.match(sentence))


def without_number(heading: str) -> str:
    """A heading without the number before it: '4.1 Resource' -> 'Resource'."""
    return re.sub(r"^(?:\d+(?:\.\d+)*|[A-Z]\.\d+)[.)]?\s+", "", heading)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
