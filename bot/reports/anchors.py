"""Paper -> a short safe name for each place that links lead to."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.reports.paper import Paper, Table


def anchors(paper: Paper) -> Mapping[str, str]:
    """Names that are good in every format, for the anchors that the paper's tables have."""
    found = [
        cell.anchor
        for block in paper.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if cell.anchor
    ]
    return {anchor: f"ref{number}" for number, anchor in enumerate(dict.fromkeys(found), 1)}
