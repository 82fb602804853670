"""HTML as a bot sends it -> the text that people see and its entities; errors as TDLib words them.

Offsets in errors count bytes of UTF-8, as the real ones do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.telegram_server.entities import Entity, lawful, units
from tests.telegram_server.references import unescaped

_KINDS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
_SPACE = " \t\r\n\0\x0b"
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_HALF = re.compile("[\ud800-\udfff]")
_BROKEN = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched"
    " surrogate code units"
)
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


class CannotParse(ValueError):
    """Telegram refuses the whole message; the sentence is what it says after the colon."""


@dataclass
class _Open:
    """A tag that waits for its end: where it began in what is shown, what its attribute says."""

    name: str
    argument: str
    start: int


def parse(markup: str) -> tuple[str, list[Entity]]:
    """The text and its entities.

    Raises:
        CannotParse: an unknown tag, a tag that is not closed, or closed out of turn.
    """
    return _Parser(markup).parsed()


class _Parser:
    """One reading of a text, from left to right; ``_at`` is the place in the markup."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._at = 0
        self._shown: list[str] = []
        self._size = 0  # UTF-16 units shown so far
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parsed(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._markup):
            begin = self._markup.find("<", self._at)
            end = len(self._markup) if begin < 0 else begin
            self._show(unescaped(self._markup[self._at : end]))
            self._at = end
            if begin >= 0:
                self._tag(begin)
        if self._open:
            name = self._open[-1].name
            raise CannotParse(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = "".join(self._shown)
        if _HALF.search(text):
            raise CannotParse(_BROKEN)
        marks = [
            Entity("code", *_place(e)) if e.type == "language" else e
            for e in reversed(self._entities)
        ]
        return text, lawful(marks)

    def _show(self, text: str) -> None:
        self._shown.append(text)
        self._size += units(text)

    def _tag(self, begin: int) -> None:
        if self._markup.startswith("</", begin):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        where = self._byte(begin)
        name = self._take(_TAG_NAME, begin + 1).lower()
        if self._at >= len(self._markup):
            raise CannotParse(f"Unclosed start tag at byte offset {where}")
        if name not in _KINDS:
            raise CannotParse(f'Unsupported start tag "{name}" at byte offset {where}')
        argument = self._attributes(name, where)
        if name == "span" and argument != "spoiler":
            told = 'Tag "span" must have class "tg-spoiler"'
            raise CannotParse(f"{told} at byte offset {where}")
        self._open.append(_Open(name, argument, self._size))

    def _attributes(self, tag: str, where: int) -> str:
        """What the attribute that counts for this tag says; stands behind ">" afterwards."""
        said = ""
        while True:
            self._skip_space()
            if self._markup.startswith(">", self._at):
                self._at += 1
                return said
            name = self._take(_ATTRIBUTE_NAME, self._at).lower()
            if not name:
                told = f'Empty attribute name in the tag "{tag}"'
                raise CannotParse(f"{told} at byte offset {where}")
            said = _counting(tag, name, self._value(tag, where)) or said

    def _value(self, tag: str, where: int) -> str:
        """The value of an attribute; none where no "=" follows."""
        self._skip_space()
        has_value = self._markup.startswith("=", self._at)
        if has_value:
            self._at += 1
            self._skip_space()
        if self._at >= len(self._markup):
            raise CannotParse(f'Unclosed start tag "{tag}" at byte offset {where}')
        return self._read_value(where) if has_value else ""

    def _read_value(self, where: int) -> str:
        """What stands behind the "=", in quotes or as a bare word."""
        quote = self._markup[self._at : self._at + 1]
        if quote in {'"', "'"}:
            end = self._markup.find(quote, self._at + 1)
            if end < 0 or end + 1 == len(self._markup):
                raise CannotParse(f"Unclosed start tag at byte offset {where}")
            value = self._markup[self._at + 1 : end]
            self._at = end + 1
            return unescaped(value)
        start = self._at
        value = self._take(_TOKEN, start).lower()
        following = self._markup[self._at : self._at + 1]
        if following and following not in _SPACE and following != ">":
            raise CannotParse(f"Unexpected end of name token at byte offset {self._byte(start)}")
        return value

    def _end_tag(self, begin: int) -> None:
        where = self._byte(begin)
        if not self._open:
            raise CannotParse(f"Unexpected end tag at byte offset {where}")
        found = self._take(_TAG_NAME, begin + 2).lower()
        self._skip_space()
        if not self._markup.startswith(">", self._at):
            raise CannotParse(f"Unclosed end tag at byte offset {where}")
        self._at += 1
        opened = self._open.pop()
        if found and found != opened.name:
            told = f'expected "</{opened.name}>", found "</{found}>"'
            raise CannotParse(f"Unmatched end tag at byte offset {where}, {told}")
        if self._size > opened.start:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind, argument = _KINDS[opened.name], opened.argument
        more: tuple[tuple[str, str], ...] = ()
        if opened.name == "a":
            shown = "".join(self._shown).encode("utf-16-le")[2 * opened.start :]
            url = argument or shown.decode("utf-16-le")
            if "." not in url and ":" not in url:
                return
            more = (("url", url if "://" in url or ":" in url else f"http://{url}/"),)
        elif opened.name == "blockquote" and argument:
            kind = "expandable_blockquote"
        elif opened.name == "tg-emoji":
            more = (("custom_emoji_id", argument),)
        elif opened.name == "pre":
            more = self._language(opened.start)
        entity = Entity(kind, opened.start, self._size - opened.start, more)
        if opened.name == "code" and argument and self._open and self._open[-1].name == "pre":
            entity = Entity("language", opened.start, entity.length, (("language", argument),))
        self._entities.append(entity)

    def _language(self, start: int) -> tuple[tuple[str, str], ...]:
        """A code with a language that fills a pre gives the pre its language."""
        last = self._entities[-1] if self._entities else None
        fills = last is not None and (last.offset, last.end) == (start, self._size)
        if last is None or not fills or last.type not in {"code", "language"}:
            return ()
        self._entities.pop()
        return tuple(last.more)

    def _take(self, pattern: re.Pattern[str], start: int) -> str:
        found = pattern.match(self._markup, start)
        assert found is not None
        self._at = found.end()
        return found.group()

    def _skip_space(self) -> None:
        while self._at < len(self._markup) and self._markup[self._at] in _SPACE:
            self._at += 1

    def _byte(self, place: int) -> int:
        return len(self._markup[:place].encode("utf-8", "surrogatepass"))


def _place(entity: Entity) -> tuple[int, int]:
    return entity.offset, entity.length


def _counting(tag: str, name: str, value: str) -> str:
    """What this attribute says where it counts for the tag, else nothing."""
    if (tag, name) == ("blockquote", "expandable"):
        return "expandable"
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    starts = {("code", "class"): "language-", ("span", "class"): "tg-"}
    start = starts.get((tag, name), "")
    return value.removeprefix(start) if start and value.startswith(start) else ""
