"""How much the packed parts of a PDF unpack to: a small file can be made to fill the memory."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

MOST_UNPACKED = 24_000_000  # bytes of one part; the drawing of a large map has half as much
_BEST_RATIO = 1_032  # of the packing, at most
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEAD = 600  # bytes before a part, in which its description stands
_STEP = 1_000_000
_NOT_UNPACKED = re.compile(rb"/Subtype\s*/Image|/EmbeddedFile|/Length1\b")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")


def unpacks_to_too_much(data: bytes) -> bool:
    """Whether a part of a PDF other than a picture or a font unpacks to more than is sound."""
    return any(_is_too_much(packed, times) for packed, times in _parts(data))


def _parts(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The packed parts that are large enough to do harm, and how many times each is packed."""
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b"obj") + 1 :]
        times = len(_PACKED.findall(head))
        if not times or _NOT_UNPACKED.search(head):
            continue
        end = data.find(b"endstream", match.end())
        size = (end if end >= 0 else len(data)) - match.end()
        if size * _BEST_RATIO**times < MOST_UNPACKED:
            continue
        packed = data[match.end() : match.end() + size]
        if b"/ASCII85Decode" in head or b"/A85" in head:
            try:
                packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
            except ValueError:
                continue
        yield packed, times


def _is_too_much(packed: bytes, times: int) -> bool:
    unpacked = packed
    for _ in range(times):
        pieces, total = [], 0
        for piece in _unpacked(unpacked):
            total += len(piece)
            if total > MOST_UNPACKED:
                return True
            pieces.append(piece)
        unpacked = b"".join(pieces)
    return False


def _unpacked(packed: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, _STEP)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return
