"""``compactbot ask``: one question, or a batch of them, answered once each."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import open_assistant
from bot.channels.terminal import to_text
from bot.commands.batches import Row, opened, rows_of, sound
from bot.commands.progress import watching
from bot.config import load_config
from bot.core.assistant import Assistant
from bot.core.errors import UsageError
from bot.core.intents import MOST_CHARACTERS
from bot.core.replies import TOO_LONG, source_line
from bot.core.types import Citation, Message, Reply, Reported, Text, Verdict

HOW = 'Type one in quotation marks: compactbot ask "who signs the compact?"'
EXAMPLE = '{"id": ..., "question": ...}'
NO_TEXT = "neither 'question' nor 'turns' has text here."


@dataclass(frozen=True, slots=True)
class Asked:
    """The turns of one conversation, or the fault for which there is no answer.

    ``line`` is where it stands in a batch, and 0 on the command line; ``id`` is as it was given.
    """

    line: int
    id: object
    turns: tuple[str, ...]
    fault: str = ""


def run(args: argparse.Namespace) -> int:
    """Exit code 0; 1 where a line of a batch could not be answered."""
    config = load_config(Path(args.config))
    with _asked_in(args) as asked:
        with watching() as watcher:
            assistant, searcher = open_assistant(config, watcher, args.limit)
        area = "" if args.area is None else _area(args.area, searcher.areas)
        answered = [_answer(assistant, one, area, as_json=args.json) for one in asked]
    return 0 if all(answered) else 1


@contextmanager
def _asked_in(args: argparse.Namespace) -> Iterator[Iterator[Asked]]:
    """What the command line asks. Raises UsageError where it cannot be answered."""
    if args.batch is None:
        yield iter([_question(" ".join(args.question))])
        return
    if args.question:
        raise UsageError("give a question or --batch, not both.")
    with opened(args.batch) as lines:
        yield map(_of_row, rows_of(lines, EXAMPLE))


def _question(text: str) -> Asked:
    if not text.strip():
        raise UsageError(f"there is no question. {HOW}")
    asked = _checked(0, None, (text,))
    if asked.fault:
        raise UsageError(asked.fault)
    return asked


def _of_row(row: Row) -> Asked:
    if row.fault:
        return Asked(row.line, None, (), row.fault)
    turns = row.values.get("turns") or [row.values.get("question")]
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        return Asked(row.line, row.values.get("id"), (), NO_TEXT)
    return _checked(row.line, row.values.get("id"), tuple(turns))


def _checked(line: int, name: object, turns: tuple[str, ...]) -> Asked:
    turns = tuple(sound(turn) for turn in turns)
    fault = ""
    if not turns[-1].strip():
        fault = NO_TEXT
    elif len(turns[-1]) > MOST_CHARACTERS:
        fault = TOO_LONG.format(most=f"{MOST_CHARACTERS:,}")
    return Asked(line, name, turns, fault)


def _area(named: str, held: frozenset[str]) -> str:
    for area in held:
        if area.casefold() == named.strip().casefold():
            return area
    known = f"There are: {', '.join(sorted(held))}." if held else "No document names its area."
    raise UsageError(f"no document is about '{named}'. {known}")


def _answer(assistant: Assistant, asked: Asked, area: str, *, as_json: bool) -> bool:
    """Print the answer to the last turn. False where it could not be answered."""
    started = time.perf_counter()
    reply = Reply((Text(asked.fault),))
    for turn in () if asked.fault else asked.turns:
        reply = assistant.reply_to(_message(turn, asked, area))
    if asked.fault:
        print(f"compactbot: line {asked.line} of the batch: {asked.fault}", file=sys.stderr)
    if as_json:
        took = round((time.perf_counter() - started) * 1000, 1)
        print(json.dumps(_row(asked, reply, took), ensure_ascii=False), flush=True)
    elif not asked.line:
        print(to_text(reply), flush=True)
    elif not asked.fault:
        print(f"{_heading(asked)}\n\n{to_text(reply)}\n\n", flush=True)
    return not asked.fault


def _message(turn: str, asked: Asked, area: str) -> Message:
    """A question: whoever asks here is nobody, so that nothing is logged by it."""
    return Message(turn, chat=f"line {asked.line}", area=area)


def _heading(asked: Asked) -> str:
    """What stands above an answer of a batch, so that people see what it answers."""
    name = "Question" if asked.id is None else f"Question {asked.id}"
    return f"{name}: {asked.turns[-1].strip()}"


def _row(asked: Asked, reply: Reply, took_ms: float) -> dict[str, Any]:
    answer = reply.answer
    row = {
        "id": asked.id,
        "question": asked.turns[-1] if asked.turns else None,
        "answered": bool(reply.reported)
        or (answer is not None and answer.verdict is not Verdict.SILENT),
        "caution": answer is not None and answer.verdict is Verdict.CAUTION,
        "confidence": answer.confidence if answer else 0.0,
        "text": to_text(reply),
        "citations": [_citation(c) for c in answer.citations] if answer else [],
        "related": list(answer.related) if answer else [],
        "progress": [_progress(one) for one in reply.reported],
        "took_ms": took_ms,
    }
    return {**row, "error": asked.fault} if asked.fault else row


def _progress(reported: Reported) -> dict[str, Any]:
    return {
        "action": reported.action.id,
        "text": reported.action.text,
        "status": reported.status,
        "percent": reported.percent,
        "due": reported.due.isoformat() if reported.due else None,
        "lead": reported.lead or None,
        "updates": [
            {
                "text": update.change.note or update.said.text,
                "by": update.said.by.name,
                "at": update.said.at.isoformat(),
            }
            for update in reported.updates
        ],
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
        "superseded_by": citation.superseded_by or None,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "where": source_line(citation),
        "summary_of": citation.summary_of or None,
    }
