"""``compactbot ask``: one question, or a batch of them, answered once each."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.app import make_assistant, open_searcher
from bot.channels.terminal import to_text
from bot.commands.progress import watching
from bot.config import load_config
from bot.core.assistant import Assistant
from bot.core.errors import UsageError
from bot.core.intents import MOST_CHARACTERS
from bot.core.replies import EMPTY, TOO_LONG, source_line
from bot.core.types import Citation, Message, Reply, Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch: an id and the turns of one conversation, or why it cannot be read."""

    id: str | None
    turns: tuple[str, ...] = ()
    fault: str = ""


def run(args: argparse.Namespace) -> int:
    """Exit code 0; 1 where a line of a batch could not be read."""
    config = load_config(Path(args.config))
    if (args.question is None) == (args.batch is None):
        raise UsageError('ask one question: compactbot ask "who signs the compact?" (or --batch)')
    if args.question is not None:
        _check(args.question)
    with watching() as watcher:
        searcher = open_searcher(config, watcher)
    area = _area(args.area, searcher.areas) if args.area else ""
    assistant = make_assistant(config, searcher, args.limit)
    if args.question is not None:
        _answer(assistant, Asked(None, (args.question,)), area, as_json=args.json)
        return 0
    with _opened(args.batch) as lines:
        faults = [
            asked.fault
            for asked in _batch(lines)
            if not _answer(assistant, asked, area, as_json=args.json)
        ]
    for fault in faults:
        print(f"compactbot: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _check(question: str) -> None:
    if not question.strip():
        raise UsageError(EMPTY)
    if len(question) > MOST_CHARACTERS:
        raise UsageError(TOO_LONG.format(most=f"{MOST_CHARACTERS:,}"))


def _area(named: str, held: frozenset[str]) -> str:
    for area in held:
        if area.casefold() == named.strip().casefold():
            return area
    raise UsageError(f"no document is about {named}. There are: {', '.join(sorted(held))}.")


def _opened(path: str) -> TextIO:
    if path == "-":
        return sys.stdin
    try:
        return Path(path).open(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).") from None


def _batch(lines: TextIO) -> Iterator[Asked]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _asked(line, number)


def _asked(line: str, number: int) -> Asked:
    try:
        row = json.loads(line)
    except ValueError:
        return Asked(None, fault=f"line {number} is not JSON.")
    if not isinstance(row, dict):
        return Asked(None, fault=f"line {number} is not a JSON object.")
    name = str(row["id"]) if "id" in row else None
    turns = row.get("turns", [row.get("question")])
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) for t in turns):
        return Asked(name, fault=f"line {number} has neither 'question' nor 'turns' with text.")
    return Asked(name, tuple(turns))


def _answer(assistant: Assistant, asked: Asked, area: str, *, as_json: bool) -> bool:
    """Print the answer to the last turn. False where there was nothing to ask."""
    started = time.perf_counter()
    if asked.fault:
        if as_json:
            print(json.dumps({"id": asked.id, "answered": False, "error": asked.fault}))
        return False
    chat = f"batch {id(asked)}"
    for turn in asked.turns:
        reply = assistant.reply_to(Message(turn, chat=chat, area=area))
    took = round((time.perf_counter() - started) * 1000, 1)
    if as_json:
        print(json.dumps(_row(asked, reply, took), ensure_ascii=False), flush=True)
    else:
        print(to_text(reply), flush=True)
    return True


def _row(asked: Asked, reply: Reply, took_ms: float) -> dict[str, Any]:
    answer = reply.answer
    answered = answer is not None and answer.verdict is not Verdict.SILENT
    return {
        "id": asked.id,
        "question": asked.turns[-1],
        "answered": answered,
        "caution": answer is not None and answer.verdict is Verdict.CAUTION,
        "confidence": answer.confidence if answer else 0.0,
        "text": to_text(reply),
        "citations": [_citation(c) for c in answer.citations] if answer else [],
        "related": list(answer.related) if answer else [],
        "took_ms": took_ms,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document,
        "title": citation.title,
        "area": citation.area or None,
        "edition": citation.edition or None,
        "headings": list(citation.headings),
        "paragraph": citation.paragraph or None,
        "page": citation.page,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "where": source_line(citation),
        "summary_of": citation.summary_of or None,
    }
