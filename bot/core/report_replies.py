"""All wording about reports that users read in a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.reports.rag import Rag
from bot.core.reports.values import Difference, Line, Report
from bot.core.reports.wording import counted, day, listed, shortened
from bot.core.types import Block, Bullets, File, Heading, Reply, Text

_MOST, _WORDS = 6, 80


def of_report(report: Report, files: Sequence[File]) -> Reply:
    """The report in short: the counts, what needs attention, what has changed; with its files."""
    blocks: list[Block] = [Heading(report.asked.title), Text(_counts(report))]
    late = [line for line in report.lines if line.judged.rag in (Rag.RED, Rag.AMBER)]
    if late:
        blocks += [Text("Needs attention:"), Bullets(tuple(_shown(map(_line, late), len(late))))]
    if report.changes:
        told = map(_change, report.changes)
        blocks += [Text("What has changed:"), Bullets(tuple(_shown(told, len(report.changes))))]
    return Reply(tuple(blocks), files=tuple(files))


def of_gaps(report: Report) -> Reply:
    """What is missing in the plans and in the register."""
    lines = tuple(
        f"{gap.name}: {len(gap.actions)} ({_ids([action.id for action in gap.actions])})"
        for gap in report.gaps
        if gap.actions
    )
    if not lines:
        return Reply(
            (Text("Every open action has a lead and a date, and somebody reported on it."),)
        )
    return Reply((Text("What is missing for the actions that are not done:"), Bullets(lines)))


def _counts(report: Report) -> str:
    counts, asked = report.counts, report.asked
    rags = [f"{count} {rag.value.lower()}" for rag, count in counts.rags if count]
    return (
        f"{counted(counts.actions, 'action')}: {listed(rags) or 'none'}."
        f" {counted(counts.updates, 'update')} from {day(asked.since)} to {day(asked.as_at)}."
    )


def _line(line: Line) -> str:
    words = shortened(" ".join(line.action.text.split()), _WORDS).rstrip(" .;:")
    return f"{line.judged.rag}: {line.action.id} “{words}”. {line.judged.reason}"


def _change(change: Difference) -> str:
    before = f"{change.before} → " if change.before else ""
    return f"{change.kind}: {change.action.id}, {shortened(f'{before}{change.now}', 2 * _WORDS)}"


def _shown(lines: Iterator[str], count: int) -> Iterator[str]:
    """The first few, and how many more there are."""
    for place, line in enumerate(lines):
        if place < _MOST:
            yield line
    if count > _MOST:
        yield f"and {count - _MOST} more, in the report"


def _ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - 2 * _MOST} more" if len(ids) > 2 * _MOST else ""
    return ", ".join(ids[: 2 * _MOST]) + more
