"""Text as people read it <-> HTML as Telegram carries it."""

from __future__ import annotations

import html
import re
import unicodedata

from bot.channels.telegram.cutting import short
from bot.channels.telegram.limits import FOLDED, NAME, size
from bot.core.register import Person

_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TAKEN_OUT = re.compile(  # controls; what turns the order of signs around; what Telegram drops
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\u0333\u033f\u030a]"
)
_RINGED = re.compile("[AaUu]\u030a")
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*\n")
_CALL = re.compile(r"(?<!\w)@(?=\w)")
_TAG = re.compile(r"<[^<>]*>")
_OURS = re.compile(r"telegram:([0-9]+)")
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_BLANK_LOOKING = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")


def clean(text: str) -> str:
    """The text without signs that a message cannot carry, or that rearrange what stands around.

    A name after @ calls nobody: an unseen sign stands between them.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    whole = _LINES.sub("\n", whole.replace("\t", " "))
    whole = _RINGED.sub(lambda match: unicodedata.normalize("NFC", match[0]), whole)
    whole = _EMPTY_LINES.sub("\n\n", _TAKEN_OUT.sub("", whole))
    return _CALL.sub("@\u2060", whole) if is_seen(whole) else ""


def is_seen(text: str) -> bool:
    """Whether anything of a text can be seen."""
    return any(
        unicodedata.category(sign)[0] not in "ZCM" and sign not in _BLANK_LOOKING for sign in text
    )


def escaped(text: str) -> str:
    """The text so that nothing in it is a tag."""
    return html.escape(text, quote=False)


def plain(markup: str) -> str:
    """What people see of HTML of ours."""
    text = _TAG.sub("", markup)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def italic(text: str) -> str:
    """Plain text in italics."""
    return f"<i>{escaped(text)}</i>"


def quoted(text: str) -> str:
    """Plain text as a quotation; a long one is shown folded."""
    folded = " expandable" if size(text) > FOLDED else ""
    return f"<blockquote{folded}>{escaped(text)}</blockquote>"


def isolated(text: str) -> str:
    """Plain text that, where any of it is written from right to left, keeps that to itself."""
    turns = any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)
    return f"\u2068{text}\u2069" if turns else text


def mention(person: Person) -> str:
    """HTML that calls a person of this platform by their id, and names another."""
    number = _OURS.fullmatch(person.id)
    name = escaped(isolated(short(clean(person.name), NAME)))
    if number is None:
        return name
    return f'<a href="tg://user?id={number[1]}">{name or number[1]}</a>'
