"""Report -> its files in a folder: the paper for Word, and the charts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.errors import StorageError
from bot.core.types import File

if TYPE_CHECKING:
    from bot.core.reports.values import Report

_MADE_AT = "%Y-%m-%d-%H%M%S"


def published(report: Report, folder: Path) -> tuple[File, ...]:
    """The files of a report, each named after the moment. Raises StorageError."""
    from bot.reports.charts import draw  # late: drawing and Word are slow to load
    from bot.reports.files import render

    made_at = datetime.now(UTC)
    stem = f"progress-report-{made_at.astimezone(report.asked.zone):{_MADE_AT}}"
    about = f"{report.asked.title}, as a Word document"
    made = [(f"{stem}.docx", render(report, "docx", made_at), about)]
    made += [
        (f"{stem}-chart-{number}.png", draw(chart), chart.alt)
        for number, chart in enumerate(report.charts, 1)
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data, _ in made:
            (folder / name).write_bytes(data)
    except OSError as error:
        raise StorageError(
            f"{error.filename or folder} cannot be written ({error.strerror}). Make room, or set"
            " state.folder in config.yaml to another folder."
        ) from error
    return tuple(File(name, str(folder / name), words) for name, _, words in made)
