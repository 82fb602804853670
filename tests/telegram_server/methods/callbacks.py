"""answerCallbackQuery and answerInlineQuery: each of the two once, in time."""

from __future__ import annotations

from typing import Any

from tests.telegram_server import limits
from tests.telegram_server.methods.registry import Refused, Request, method
from tests.telegram_server.methods.texts import text_of
from tests.telegram_server.records import Answer, InlineQuery, Json, Press

PRESS_LIFE = 30.0  # seconds of the server's clock
QUERY_LIFE = 30.0
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery")
def answer_callback_query(request: Request) -> Any:
    text = request.text("text")
    if len(text) > limits.POPUP:
        raise Refused("MESSAGE_TOO_LONG")
    press = request.state.presses.get(request.text("callback_query_id"))
    _in_time(request, press, PRESS_LIFE).answer = Answer(
        text, request.yes("show_alert"), request.text("url")
    )
    return True


@method("answerInlineQuery")
def answer_inline_query(request: Request) -> Any:
    results = request.arguments.get("results")
    if not isinstance(results, list):
        raise Refused("can't parse inline query results: expected an Array")
    if len(results) > limits.RESULTS:
        raise Refused("RESULTS_TOO_MUCH")
    read = [_result(result) for result in results]
    ids = [result["id"] for result in read]
    if len(set(ids)) < len(ids):
        raise Refused("RESULT_ID_DUPLICATE")
    query = request.state.inline_queries.get(request.text("inline_query_id"))
    _in_time(request, query, QUERY_LIFE).answer = Answer()
    assert query is not None
    query.results, query.arguments = read, request.arguments
    return True


def _in_time(request: Request, asked: Press | InlineQuery | None, life: float) -> Any:
    """The press or query, which is known, young and without an answer."""
    now = request.state.settings.clock()
    if asked is None or asked.answer is not None or now - asked.born > life:
        raise Refused(_TOO_OLD)
    return asked


def _result(result: Any) -> Json:
    """An article with its text read, so that it can be pasted."""
    if not isinstance(result, dict) or result.get("type") != "article":
        raise Refused("can't parse inline query result: this server knows articles only")
    id = str(result.get("id") or "")
    if not 1 <= len(id.encode()) <= limits.RESULT_ID:
        raise Refused("RESULT_ID_INVALID")
    if not str(result.get("title") or "").strip():
        raise Refused("can't parse inline query result: Can't find field \"title\"")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise Refused("can't parse inline query result: Can't find field \"input_message_content\"")
    text, marks = text_of(content, "message_text")
    if (markup := result.get("reply_markup")) and (why := limits.keyboard_refusal(markup)):
        raise Refused(why)
    parsed = {"parsed_text": text, "parsed_entities": marks}
    return {**result, "id": id, "input_message_content": {**content, **parsed}}
