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


async def upload(
    parts: Parts, files: Sequence[File], place: Place, after: str, *, look: bool = False
) -> None:
    """Put files into a thread, all together, once, below the message ``after`` that tells of them.

    ``look`` is set where an earlier run may have done it. Raises Refusal or Undelivered.
    """
    for attempt in range(_ATTEMPTS):
        if (look or attempt) and await _are_there(parts, place, after):
            return
        try:
            await parts.sender.client.files_upload_v2(
                file_uploads=[_item(one) for one in files],
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


async def _are_there(parts: Parts, place: Place, after: str) -> bool:
    """Whether we have put files below a message: names do not tell, a report made anew has others.

    Slack takes all files of one upload or none of them.
    """
    client = parts.sender.client
    try:
        found = await parts.sender.call(
            client.conversations_replies, channel=place.channel, ts=place.thread, oldest=after
        )
    except Refusal:
        return False
    ours = (one for one in found.get("messages") or () if one.get("user") == parts.home.bot)
    return any(one.get("files") and float(one["ts"]) > float(after) for one in ours)
