"""Files of a reply -> files in its thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import ERRORS, Refusal, Undelivered, Was, failure_of
from bot.channels.slack.sending import Place
from bot.core.types import File

_ATTEMPTS = 5

log = logging.getLogger(__name__)


async def upload(parts: Parts, files: Sequence[File], place: Place, *, look: bool = False) -> None:
    """Put files into a thread, once; ``look`` is set where an earlier run may have done it.

    Raises Refusal or Undelivered.
    """
    for attempt in range(_ATTEMPTS):
        wanted = [
            one
            for one in files
            if not (look or attempt) or one.name not in await _there(parts, place)
        ]
        if not wanted:
            return
        try:
            await parts.sender.client.files_upload_v2(
                file_uploads=[_item(one) for one in wanted],
                channel=place.channel,
                thread_ts=place.thread or None,
            )
            return
        except ERRORS as error:
            failure = failure_of(error, attempt)
            if failure.was is Was.REFUSED:
                raise Refusal("files_upload_v2", failure.error) from None
            log.info("files_upload_v2: %s; again in %.1f s", failure.error, failure.wait)
            await asyncio.sleep(failure.wait)
    raise Undelivered("files_upload_v2")


def _item(file: File) -> dict[str, Any]:
    return {"file": file.path, "filename": file.name, "title": file.name, "alt_txt": file.about}


async def _there(parts: Parts, place: Place) -> set[str]:
    """The names of the files that a thread has already."""
    try:
        found = await parts.sender.call(
            parts.sender.client.conversations_replies, channel=place.channel, ts=place.thread
        )
    except Refusal:
        return set()
    messages = found.get("messages") or ()
    return {str(one.get("name")) for message in messages for one in message.get("files") or ()}
