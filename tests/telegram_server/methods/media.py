"""sendDocument, sendPhoto and sendMediaGroup: uploads -> files that a test can read."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.telegram_server import limits
from tests.telegram_server.messages import StoredFile
from tests.telegram_server.methods.registry import Refused, Request, Upload, method
from tests.telegram_server.methods.texts import caption_of, keyboard_of, reply_of, topic_of
from tests.telegram_server.payloads import message_json
from tests.telegram_server.posting import Draft
from tests.telegram_server.records import Json
from tests.telegram_server.world import BOT_ID

_LONGEST_SIDES, _LONGEST_RATIO = 10_000, 20  # width + height; the longer side to the shorter


@method("sendDocument")
def send_document(request: Request) -> Any:
    return _send(request, "document")


@method("sendPhoto")
def send_photo(request: Request) -> Any:
    return _send(request, "photo")


@method("sendMediaGroup")
def send_media_group(request: Request) -> Any:
    """Several files that stand together; photos and documents do not mix."""
    listed = request.arguments.get("media")
    if not isinstance(listed, list) or not listed:
        raise Refused("there are no messages to send")
    if len(listed) > limits.ALBUM:
        raise Refused("too many messages to send as an album")
    kinds = {str(item.get("type")) for item in listed}
    if not kinds <= {"document", "photo"}:
        raise Refused("can't parse InputMedia: type must be document or photo")
    if len(kinds) > 1:
        raise Refused("document can't be mixed with other media types")
    chat = request.open_chat()
    captions = [caption_of(item) for item in listed]
    files = [_file(request, str(item["type"]), item.get("media")) for item in listed]
    album = str(request.state.new_number())
    topic, reply = topic_of(request, chat), reply_of(request, chat)
    blank = Draft(topic=topic, reply_to=reply, album=album, arguments=request.arguments)
    drafts = [
        replace(blank, text=text, entities=marks, files=[file])
        for (text, marks), file in zip(captions, files, strict=True)
    ]
    sent = [request.poster.post(chat, BOT_ID, draft) for draft in drafts]
    return [message_json(request.world, message) for message in sent]


def _send(request: Request, kind: str) -> Json:
    caption, marks = caption_of(request.arguments)
    chat = request.open_chat()
    topic, reply = topic_of(request, chat), reply_of(request, chat)
    keyboard = keyboard_of(request)
    file = _file(request, kind, request.arguments.get(kind))
    draft = Draft(caption, marks, topic, reply, keyboard, [file], arguments=request.arguments)
    return message_json(request.world, request.poster.post(chat, BOT_ID, draft))


def _file(request: Request, kind: str, said: Any) -> StoredFile:
    """The upload of this name (or of "attach://name"), or a file that was sent before."""
    name = str(said or "").removeprefix("attach://") or kind
    upload = request.uploads.get(name)
    if upload is None:
        return _known(request, kind, str(said or ""))
    if not upload.content:
        raise Refused("file must be non-empty")
    if len(upload.content) > limits.DOCUMENT:
        raise Refused("Request Entity Too Large", 413)
    size = _picture(upload) if kind == "photo" else (0, 0)
    number = request.state.new_number()
    ending = "jpg" if kind == "photo" else upload.name
    shown = f"photo.{ending}" if kind == "photo" else upload.name
    file = StoredFile(
        f"BQACAgQAA{number:08d}{kind}", f"AgAD{number:06d}", shown, upload.content, kind
    )
    file.mime, file.size = upload.mime, size
    request.state.files[file.id] = file
    return file


def _known(request: Request, kind: str, said: str) -> StoredFile:
    if not said:
        raise Refused(f"there is no {kind} in the request")
    if said.startswith(("http://", "https://")):
        raise Refused("failed to get HTTP URL content")
    file = request.state.files.get(said)
    if file is None:
        raise Refused("wrong remote file identifier specified: Wrong string length")
    if file.kind != kind:
        raise Refused(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _picture(upload: Upload) -> tuple[int, int]:
    """Its width and height in pixels, within Telegram's limits."""
    if len(upload.content) > limits.PHOTO:
        raise Refused("file is too big for a photo")
    try:
        with Image.open(io.BytesIO(upload.content)) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError):
        raise Refused("IMAGE_PROCESS_FAILED") from None
    too_long = max(width, height) > _LONGEST_RATIO * min(width, height)
    if width + height > _LONGEST_SIDES or too_long:
        raise Refused("PHOTO_INVALID_DIMENSIONS")
    return width, height
