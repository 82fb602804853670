"""files.*: the three steps of an upload -> a file, and the message that shows it."""

from __future__ import annotations

from tests.slack_server.methods.registry import Refused, Request, method
from tests.slack_server.records import Json
from tests.slack_server.workspace import BOT_USER, UploadedFile


def file_json(file: UploadedFile) -> Json:
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "size": file.length,
        "user": BOT_USER,
        "alt_txt": file.alt_text,
        "permalink": f"https://glenmore.slack.com/files/{BOT_USER}/{file.id}",
    }


@method("files.getUploadURLExternal", "files:write")
def upload_url(request: Request) -> Json:
    file = UploadedFile(
        request.state.new_id("F"),
        request.text("filename"),
        request.number("length", 0),
        alt_text=str(request.arguments.get("alt_txt") or ""),
    )
    if file.length < 1:
        raise Refused("invalid_arguments")
    request.workspace.files[file.id] = file
    url = f"{request.state.url}/upload/v1/{file.id}"
    return {"ok": True, "upload_url": url, "file_id": file.id}


@method("files.completeUploadExternal", "files:write")
def complete(request: Request) -> Json:
    """Shares the files in the channels, in the thread that is named."""
    listed = request.arguments.get("files")
    if not isinstance(listed, list) or not listed:
        raise Refused("invalid_arguments")
    files = [_finished(request, entry) for entry in listed]
    told = [file_json(file) for file in files]
    names = request.arguments.get("channels") or request.arguments.get("channel_id") or ""
    for name in filter(None, str(names).split(",")):
        _share(request, name, files)
    return {"ok": True, "files": told}


@method("files.info", "files:read")
def info(request: Request) -> Json:
    file = request.workspace.files.get(request.text("file"))
    if file is None or file.content is None:
        raise Refused("file_not_found")
    return {"ok": True, "file": file_json(file)}


def _finished(request: Request, entry: Json) -> UploadedFile:
    file = request.workspace.files.get(str(entry.get("id")))
    if file is None or file.content is None:
        raise Refused("file_not_found")
    file.title = str(entry.get("title") or file.name)
    return file


def _share(request: Request, name: str, files: list[UploadedFile]) -> None:
    arguments = {**request.arguments, "channel": name}
    aimed = Request(request.name, arguments, request.state, request.poster, request.sockets)
    channel = aimed.channel(member=True)
    thread = request.arguments.get("thread_ts")
    comment = str(request.arguments.get("initial_comment") or "")
    told = [file_json(file) for file in files]
    message = request.poster.post(channel, {"text": comment, "thread_ts": thread}, files=told)
    for file in files:
        file.message = message
