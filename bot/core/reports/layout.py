"""Report -> Paper: what stands where, in the board's shape, and in which words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.register import Plan
from bot.core.reports.charts import theme_name
from bot.core.reports.layout_progress import progress
from bot.core.reports.layout_summary import changed, coming, drawn, missing, summary
from bot.core.reports.layout_trace import sources
from bot.core.reports.paper import Block, Heading, Paper, Tone, text
from bot.core.reports.values import Report
from bot.core.reports.wording import day, listed


def lay_out(report: Report) -> Paper:
    """The report as it is read."""
    asked = report.asked
    about = [
        ("Plans" if len(report.plans) > 1 else "Plan", "; ".join(map(_plan, report.plans))),
        ("Period", f"{day(asked.since)} to {day(asked.until)}"),
        ("Actions as they stand on", day(asked.as_at)),
    ]
    subtitle = listed([plan.title for plan in report.plans])
    return Paper(asked.title, subtitle, tuple(about), tuple(_blocks(report)))


def _plan(plan: Plan) -> str:
    said = ", ".join(part for part in (plan.area, plan.edition) if part)
    return f"{plan.title} ({plan.id})" + (f", {said}" if said else "")


def _blocks(report: Report) -> Iterator[Block]:
    yield from summary(report)
    yield from changed(report)
    yield from coming(report.ahead)
    yield from missing(report.gaps)
    yield from drawn(report.charts)
    yield from _themes(report)
    yield Heading("Appendix: where each line comes from")
    table = sources(report.lines, report.asked.zone)
    if table.rows:
        yield text("Each update that is quoted above, with the message that it came from.")
        yield table
    else:
        yield text("No update is quoted in this report.")
    yield text(f"Made on {day(report.asked.today)} from the action register.", Tone.QUIET)


def _themes(report: Report) -> Iterator[Block]:
    yield Heading("Progress by objective", new_page=True)
    several = len(report.plans) > 1
    for theme in report.themes:
        yield Heading(theme_name(theme, with_plan=several), 2)
        yield progress(theme, report.asked.zone)
    if not report.themes:
        yield text("The plan has no actions.", Tone.QUIET)
