"""Markdown -> HTML, with its footnotes, so that it is read as a web page is."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from indexer.readers.web.lists import SHOWN_MARKER

_OPEN = re.compile(r"(?<!\\)\[")
_MOST_OPEN = 1000  # brackets that are never closed; in a text with more of them, none is a link
_DEEPEST = 100  # lists and quotations in each other; what stands deeper is not parsed
_DEFINITION = re.compile(r"\[\^([^\]\s]{1,60})\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_SIGN = re.compile(r"\d{1,3}|[a-z]|[*†‡§]{1,4}")
_TASK = re.compile(r"\[[ xX]\]\s+")
_TAG = re.compile(r"<(?=/?([A-Za-z][\w-]*))")
_TAGS = defs.tags | frozenset("main svg template picture dialog".split())
_BEGINS_BLOCK = re.compile(r"[#>|*+`~-]|\d+[.)]\s")


def html_of(text: str) -> str:
    """The HTML of a Markdown text; list items keep their markers in an attribute."""
    env: dict[str, Any] = {"notes": {}}
    if text.count("[") - text.count("]") > _MOST_OPEN:  # the parser would try each in all others
        text = _OPEN.sub(r"\\[", text)
    tokens = _parser().parse(text, env)
    for i, token in enumerate(tokens):
        if token.type == "list_item_open":
            token.attrSet(SHOWN_MARKER, token.info + token.markup)
            _drop_box(tokens[i + 1 : i + 3])
    body = str(_parser().renderer.render(tokens, _parser().options, env))
    notes = (f'<div id="{_key(n)}">{html}</div>\n' for n, html in env["notes"].values())
    return body + "".join(notes)


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    made.block.ruler.before(
        "reference", "footnote_definition", _definition, {"alt": ["paragraph", "reference"]}
    )
    made.inline.ruler.before("link", "footnote_reference", _reference)
    made.add_render_rule("html_inline", _raw)
    made.add_render_rule("html_block", _raw)
    return made


def _raw(
    self: object,
    tokens: Sequence[Token],
    place: int,
    options: object,
    env: MutableMapping[str, Any],
) -> str:
    """HTML in the text; what only looks like a tag ("<your name>") is text."""
    return _TAG.sub(
        lambda match: "<" if match.group(1).lower() in _TAGS else "&lt;", tokens[place].content
    )


def _drop_box(tokens: Sequence[Token]) -> None:
    """Takes the box of a task ("[x] ") off the text of its item."""
    for token in tokens:
        if token.type == "inline" and token.children and token.children[0].type == "text":
            token.children[0].content = _TASK.sub("", token.children[0].content, count=1)


# --- footnotes ---


def _key(number: int) -> str:
    return f"footnote-of-the-text-{number}"


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule: "[^1]: text", with the lines below that belong to it."""
    notes = state.env.get("notes")
    match = _DEFINITION.match(_line(state, start))
    if notes is None or not match or state.is_code_block(start):
        return False
    if silent:
        return True
    after = start + 1
    while (line := _next_filled(state, after, end)) < end and _belongs(
        state, line, after_blank=line > after
    ):
        after = line + 1
    first = _line(state, start)[match.end() :]
    rest = state.getLines(start + 1, after, state.blkIndent + 4, keepLastLF=True)
    references = {"references": state.env.get("references", {})}
    html = str(state.md.render(f"{first}\n{rest}", references))
    again = f" {len(notes)}" if match.group(1) in notes else ""  # so that no text is lost
    notes[match.group(1) + again] = (len(notes) + 1, html)
    state.line = after
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _next_filled(state: StateBlock, line: int, end: int) -> int:
    return next((i for i in range(line, end) if not state.isEmpty(i)), end)


def _belongs(state: StateBlock, line: int, *, after_blank: bool) -> bool:
    """Whether a line goes on with the note above it: it is indented, or its paragraph wraps."""
    if state.sCount[line] >= state.blkIndent + 4:
        return True
    text = _line(state, line)
    return not (after_blank or _BEGINS_BLOCK.match(text) or _DEFINITION.match(text))


def _reference(state: StateInline, silent: bool) -> bool:
    """A rule: "[^1]" where there is such a note."""
    match = _REFERENCE.match(state.src, state.pos)
    note = state.env.get("notes", {}).get(match.group(1)) if match else None
    if match is None or note is None:
        return False
    if not silent:
        label = match.group(1)
        sign = label if _SIGN.fullmatch(label) else str(note[0])
        token = state.push("html_inline", "", 0)
        token.content = f'<sup><a href="#{_key(note[0])}">{sign}</a></sup>'
    state.pos = match.end()
    return True
