"""getFile: where a file is downloaded from."""

from __future__ import annotations

from typing import Any

from tests.telegram_server.limits import DOWNLOAD
from tests.telegram_server.methods.registry import Refused, Request, method
from tests.telegram_server.payloads import file_json


@method("getFile")
def get_file(request: Request) -> Any:
    file = request.state.files.get(request.text("file_id"))
    if file is None:
        raise Refused("invalid file_id")
    if len(file.content) > DOWNLOAD:
        raise Refused("file is too big")
    return file_json(file) | {"file_path": file.path}
