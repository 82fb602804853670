"""Report -> the bytes of a file in one of the formats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO, StringIO

from bot.core.reports.layout import lay_out
from bot.core.reports.values import Report


def render(report: Report, kind: str, made_at: datetime) -> bytes:
    """The whole file. ``kind`` is one of FORMATS; ``made_at`` is what the file says of itself."""
    return _RENDERERS[kind](report, made_at)


# Each renderer is imported when it is wanted: what makes Word documents is slow to import.


def _docx(report: Report, made_at: datetime) -> bytes:
    from bot.reports.word import to_docx

    made = BytesIO()
    to_docx(lay_out(report), made, made_at)
    return made.getvalue()


def _html(report: Report, _made_at: datetime) -> bytes:
    from bot.reports.html import to_html

    return to_html(lay_out(report)).encode()


def _markdown(report: Report, _made_at: datetime) -> bytes:
    from bot.reports.markdown import to_markdown

    return to_markdown(lay_out(report)).encode()


def _csv(report: Report, _made_at: datetime) -> bytes:
    from bot.reports.tables import to_csv

    made = StringIO(newline="")
    to_csv(report, made)
    return made.getvalue().encode()


def _xlsx(report: Report, _made_at: datetime) -> bytes:
    from bot.reports.tables import to_xlsx

    made = BytesIO()
    to_xlsx(report, made)
    return made.getvalue()


_RENDERERS: dict[str, Callable[[Report, datetime], bytes]] = {
    "docx": _docx,
    "html": _html,
    "md": _markdown,
    "csv": _csv,
    "xlsx": _xlsx,
}
FORMATS = tuple(_RENDERERS)
"""Also the endings of the files."""
