"""Damage, by chance: what disks, networks and other programs do to files, and worse."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

_NUMBER = re.compile(rb"\d+")
_TOKEN = re.compile(rb"<[^<>]{1,200}>|[^\s<>]+")
_NUMBERS = (b"0", b"1", b"-1", b"7", b"255", b"65536", b"2147483648", b"99999999999", b"1e9")
_VALUES = ("", "0", "1", "-1", "9", "25", "70000", "99999999999", "x", "true", "é" * 50)
_STRANGE = (
    "\x00", "\x0c", "\r", "\t", "\ufeff", "\u00ad", "\u200b", "\u202e", "\u0301", "\ufffd", "ﬁ",
    "|", "```", "---\n", "<!--", "]]>", "<![CDATA[", "<table>", "</div>", "&#x1F;", "&amp;", "\\",
    "[^1]", "[1]", "[x](", "**", "1.1 ", "• ", "(a) ", "> ", "#", ": ", "\n\n", "e.g. ", "“", '"',
)  # fmt: skip
_LONGEST_RUN, _MOST_REPEATS, _LARGEST = 400, 2000, 200_000
_XML = (".xml", ".rels")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four kinds of damage; at times the parts of an archive are damaged."""
    if data.startswith(b"PK") and chance.random() < 0.75:
        return _in_archive(data, chance)
    return damaged(data, chance)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four kinds of damage, without regard to what they are."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(_DAMAGE)(data, chance)
    return data


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, _LONGEST_RUN))


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if made else 0):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    noise = chance.randbytes(end - start)
    return data[:start] + chance.choice((bytes(end - start), noise)) + data[end:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    cut = chance.randrange(len(data) + 1)
    return data[:cut] if chance.random() < 0.8 else data[cut:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    a, b, c, d = sorted(chance.randrange(len(data) + 1) for _ in range(4))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _remove(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    piece = data[start : min(end, start + chance.choice((1, 2, 8, 40, 400)))]
    most = min(_MOST_REPEATS, _LARGEST // max(1, len(piece)))
    return data[:end] + piece * chance.randint(1, most) + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_STRANGE).encode() * chance.choice((1, 1, 60)) + data[at:]


def _renumber(data: bytes, chance: random.Random) -> bytes:
    return _at_one(_NUMBER, data, chance, lambda match: chance.choice(_NUMBERS))


def _retoken(data: bytes, chance: random.Random) -> bytes:
    others = [match.group() for match in _TOKEN.finditer(data)] or [b""]
    return _at_one(_TOKEN, data, chance, lambda match: chance.choice(others))


def _at_one(
    pattern: re.Pattern[bytes],
    data: bytes,
    chance: random.Random,
    put: Callable[[re.Match[bytes]], bytes],
) -> bytes:
    found = [*pattern.finditer(data)]
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + put(match) + data[match.end() :]


_DAMAGE = (
    _flip, _overwrite, _truncate, _swap, _remove, _repeat, _insert, _renumber, _retoken
)  # fmt: skip


# --- inside archives ---


def _in_archive(data: bytes, chance: random.Random) -> bytes:
    """An archive with one or two of its parts damaged; the larger a part, the likelier."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith(_XML)]
    likely = [len(parts[name]) ** 0.5 for name in names]
    for name in dict.fromkeys(chance.choices(names, likely, k=chance.choice((1, 1, 2)))):
        damage = _rearranged if chance.random() < 0.8 else damaged
        parts[name] = damage(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def _rearranged(data: bytes, chance: random.Random) -> bytes:
    """Well-formed XML with its elements moved, repeated, renamed, taken out or told otherwise."""
    root = etree.fromstring(data)
    for _ in range(chance.choice((1, 3, 10))):
        nodes = [node for node in root.iter(etree.Element) if node is not root]
        if nodes:
            _rearrange(chance.choice(nodes), chance.choice(nodes), chance)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _rearrange(node: etree._Element, other: etree._Element, chance: random.Random) -> None:
    match chance.randrange(7):
        case 0:
            _take_out(node)
        case 1:
            _repeat_node(node, chance)
        case 2 if node not in other.iterancestors() and node is not other:
            other.append(node)
        case 3:
            node.tag = other.tag
        case 4 if node.attrib:
            node.set(chance.choice([*node.attrib]), chance.choice(_VALUES))
        case 5:
            node.text = chance.choice(_VALUES)
        case _:
            wrapped = deepcopy(node)
            del node[:]
            node.append(wrapped)


def _take_out(node: etree._Element) -> None:
    above = node.getparent()
    if above is not None:
        above.remove(node)


def _repeat_node(node: etree._Element, chance: random.Random) -> None:
    size = sum(1 for _ in node.iter())
    for _ in range(min(chance.choice((1, 5, 200)), 2000 // size)):
        node.addnext(deepcopy(node))
