"""Headings and rows -> .csv and .xlsx that a spreadsheet opens as text, never as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from bot.reports.printable import printable

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | date | datetime | None
"""What a cell may hold; a datetime is told in the zone that it carries."""

MOST_CHARACTERS = 32_767  # what one cell of a spreadsheet holds
CUT = " […] (cut here: a cell of a spreadsheet holds no more)"
_BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of the computer
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what .xlsx reads as the sign of that number
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_NARROWEST, _WIDEST = 8, 60  # of a column, in characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook. Its name is cut to the 31 characters that Excel allows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_csv(
    target: Path | TextIO, headings: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """RFC 4180 in UTF-8 with a byte order mark; a stream must be open for text in UTF-8.

    Text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    with _opened(target) as stream:
        stream.write(_BOM)
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([_plain(heading) for heading in headings])
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def write_xlsx(target: Path | IO[bytes], sheets: Sequence[Sheet]) -> None:
    """A workbook: on each sheet the headings stay in sight and can be filtered by.

    Text is stored as text, also where it looks like a formula.
    """
    from openpyxl import Workbook  # late: it takes a quarter of a second to import

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(_NOT_IN_A_NAME.sub(" ", printable(sheet.name))[:31]), sheet)
    book.properties.creator = "compactbot"
    book.properties.language = "en-GB"
    book.save(target)


def neutral(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


@contextmanager
def _opened(target: Path | TextIO) -> Iterator[TextIO]:
    if not isinstance(target, Path):
        yield target
        return
    with target.open("w", encoding="utf-8", newline="") as stream:
        yield stream


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return neutral(printable(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else cell


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for row, cells in enumerate((sheet.headings, *sheet.rows), 1):
        for column, value in enumerate(cells, 1):
            cell = page.cell(row, column)
            if isinstance(cell, SheetCell):  # no cells are merged
                _put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F3A5F")
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, cells in enumerate(zip_longest(sheet.headings, *sheet.rows, fillvalue=""), 1):
        page.column_dimensions[get_column_letter(place)].width = _width(cells)


def _put(cell: SheetCell, value: Cell) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        text = _ESCAPE.sub("_x005F_", printable(value))
        cell.value = (
            text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT
        )
        cell.data_type = "s"  # whatever it looks like
        cell.quotePrefix = bool(_FORMULA.match(text))  # and stays so when it is typed over
    elif isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None)  # a spreadsheet knows no zones
        cell.number_format = "d mmm yyyy hh:mm"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "d mmm yyyy"


def _width(cells: Iterable[Cell]) -> int:
    longest = max((len(line) for cell in cells for line in str(cell or "").splitlines()), default=0)
    return min(max(longest + 4, _NARROWEST), _WIDEST)
