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
    """A file, or the sentence that is said in its place."""
    path, size = Path(file.path), Path(file.path).stat().st_size
    if size > DOCUMENT:
        return await parts.sender.post(place, Words(wording.FILE_TOO_BIG.format(file.name)))
    photo = path.suffix.lower() in _PICTURES and size <= PHOTO
    what = Upload(path, file.name, file.about, photo)
    try:
        return await parts.sender.post(place, what)
    except Refusal as refusal:
        if refusal.gone or not photo:
            raise
        log.warning("a picture is sent as a document: %s", refusal)
        return await parts.sender.post(place, replace(what, photo=False))
    except Unsure:
        return await parts.sender.post(place, Words(wording.SEND_AGAIN_FILE.format(file.name)))
