"""Actions -> what is missing of them, for somebody to fill in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.reports.values import Gap, Line


def _lacks_lead(line: Line) -> bool:
    # What a plan says of an action holds for its parts.
    return not line.standing.lead and not line.action.part_of


def _lacks_timescale(line: Line) -> bool:
    return not (line.standing.due or line.action.wording.timescale or line.action.part_of)


def _lacks_date(line: Line) -> bool:
    return bool(line.action.wording.timescale) and line.standing.due is None


def _lacks_report(line: Line) -> bool:
    return line.standing.last is None


_GAPS: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("No lead named", _lacks_lead),
    ("No timescale", _lacks_timescale),
    ("A timescale that names no date", _lacks_date),
    ("Never reported on", _lacks_report),
)


def gaps(lines: Sequence[Line]) -> tuple[Gap, ...]:
    """Each kind of gap with the open actions that have it; a kind that none has is there too."""
    return tuple(
        Gap(name, tuple(line.action for line in lines if line.standing.is_open and lacks(line)))
        for name, lacks in _GAPS
    )
