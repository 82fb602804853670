"""Bytes -> the archive that a Word or Excel file is, known to be whole and safe to unpack."""

from __future__ import annotations

import io
import re
import zlib
from copy import copy
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from indexer.errors import DocumentError

_MOST_MEMBERS = 10_000
_MOST_BYTES = 300_000_000  # of everything in it, unpacked
_MOST_XML = 50_000_000  # of text, unpacked: more than 2,000 full pages
_LARGE, _MOST_RATIO = 5_000_000, 200  # text packs some 10 to 40 times
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_BEFORE_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<(?:\?.*?\?|!--.*?--)>\s*)*", re.S
)
_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.-]+)", re.I)
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})

_DAMAGED = "this file is damaged or cut short. Get a whole copy of it."
_LOCKED = "it is protected with a password. Open it, take the password off and save it."
_TOO_LARGE = (
    "it unpacks to far more than a document holds, and was not opened. "
    "Open it in its program, take out what is not needed and save it anew."
)
_ENTITIES = (
    "this file declares entities, which a document from Word or Excel never does, and was not "
    "opened. Open it in its program and save it anew."
)


def checked(data: bytes, shown: str) -> ZipFile:
    """The archive, safe to read: every member is whole and as long as it says.

    Nothing is written and no archive inside it is opened. Raises DocumentError for a damaged or
    encrypted one, for one that unpacks to too much, and for XML that declares entities.
    """
    try:
        archive = ZipFile(io.BytesIO(data))
        members = archive.infolist()
        _refuse_excess(members, shown)
        for member in members:
            _check(archive, member, shown)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise DocumentError(shown, _DAMAGED) from None
    return archive


def _refuse_excess(members: list[ZipInfo], shown: str) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise DocumentError(shown, _LOCKED)
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise DocumentError(shown, _DAMAGED)  # no Office program packs in another way
    xml = sum(member.file_size for member in members if _is_xml(member))
    if (
        len(members) > _MOST_MEMBERS
        or sum(member.file_size for member in members) > _MOST_BYTES
        or xml > _MOST_XML
        or any(_is_bomb(member) for member in members)
    ):
        raise DocumentError(shown, _TOO_LARGE)


def _is_xml(member: ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels", ".vml"))


def _is_bomb(member: ZipInfo) -> bool:
    return member.file_size > max(_LARGE, _MOST_RATIO * member.compress_size)


def _check(archive: ZipFile, member: ZipInfo, shown: str) -> None:
    """Unpacks a member bit by bit, keeping none of it.

    A whole read unpacks everything before it is cut to the declared length, so a member that
    declares too little must be found first; the length asked for here is one more than declared.
    """
    longer = copy(member)
    longer.file_size += 1
    length = 0
    with archive.open(longer) as stream:
        while chunk := stream.read(_CHUNK):
            if not length and _is_xml(member):
                _refuse_entities(chunk, shown)
            length += len(chunk)
    if length != member.file_size:
        raise DocumentError(shown, _DAMAGED)


def _refuse_entities(head: bytes, shown: str) -> None:
    """A declaration stands before the root; one so late that it is not in the head is refused."""
    plain = head.replace(b"\0", b"")  # UTF-16
    encoding = _ENCODING.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    if encoding and encoding.group(1).lower() not in _ENCODINGS:
        raise DocumentError(shown, _ENTITIES)
    before = _BEFORE_ROOT.match(plain)
    rest = plain[before.end() if before else 0 :]
    if rest.startswith((b"<!", b"<?")) or (not rest and len(head) == _CHUNK):
        raise DocumentError(shown, _ENTITIES)
