"""Files of a reply -> documents and photos below it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.channels.telegram import wording
from bot.channels.telegram.limits import DOCUMENT, PHOTO
from bot.channels.telegram.outgoing import Upload, Words
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import Place
from bot.channels.telegram.posted import earlier, note_posted
from bot.channels.telegram.retrying import Refusal, Unsure
from bot.channels.telegram.sending import Sent
from bot.core.types import File

_PICTURES = (".png", ".jpg", ".jpeg")

log = logging.getLogger(__name__)


async def upload(
    parts: Parts, files: Sequence[File], place: Place, key: str, *, again: bool = False
) -> None:
    """Send files, each once: pictures as photos. Raises Refusal or Undelivered.

    ``key`` names them for ever; it is ``again`` where an earlier run may have sent some of them.
    """
    for number, file in enumerate(files):
        name = f"{key}/file{number}"
        if again and await earlier(parts, name):
            continue
        sent = await _sent(parts, file, place)
        await note_posted(parts, name, sent)


async def _sent(parts: Parts, file: File, place: Place) -> Sent:
    """A file, or the sentence that is said in its place. Raises Refusal or Undelivered."""
    try:
        what = _upload(file)
        if what is None:
            return await _said(parts, wording.FILE_TOO_BIG, file, place)
        return await _posted(parts, what, place)
    except OSError as error:
        log.error("a file of %s cannot be read: %s", place.key, error.strerror)
    except Unsure:
        return await _said(parts, wording.SEND_AGAIN_FILE, file, place)
    except Refusal as refusal:
        if refusal.gone:
            raise
        log.error("a file is not taken in %s: %s", place.key, refusal)
    return await _said(parts, wording.FILE_FAILED, file, place)


def _upload(file: File) -> Upload | None:
    """What is sent; None where it is too big. Raises OSError."""
    path, size = Path(file.path), Path(file.path).stat().st_size
    if size > DOCUMENT:
        return None
    photo = path.suffix.lower() in _PICTURES and size <= PHOTO
    return Upload(path, file.name, file.about, photo)


async def _posted(parts: Parts, what: Upload, place: Place) -> Sent:
    """A picture that is not taken as a photo goes as a document. Raises OSError, Refusal or
    Undelivered."""
    try:
        return await parts.sender.post(place, what)
    except Refusal as refusal:
        if refusal.gone or not what.photo:
            raise
        log.warning("a picture is sent as a document: %s", refusal)
        return await parts.sender.post(place, replace(what, photo=False))


async def _said(parts: Parts, words: str, file: File, place: Place) -> Sent:
    return await parts.sender.post(place, Words(words.format(file.name)))
