"""An Excel workbook -> elements: each sheet that is shown is a section with its tables."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indexer.archive import checked
from indexer.errors import DocumentError
from indexer.readers.extract import Extract
from indexer.readers.sheet_blocks import Place, Sheet, sheet_elements
from indexer.readers.sheet_values import shown
from indexer.tables.grids import Joined, Tables
from indexer.types import Element, Role
from indexer.words import content_stems

_MOST_XML = 10_000_000  # bytes of sheets and their texts, unpacked: some 100,000 cells
_MOST_SHEETS = 100
_MOST_MERGED = 100_000  # places in merged cells
_MOST_NAMED = 8
_PARTS = re.compile(r"xl/(?:worksheets/|sharedStrings)[^/]*\.xml", re.I)
_MERGED = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.I)
_FORMULA_ALONE = re.compile(
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_UNNAMED = re.compile(r"(?:sheet|worksheet|table)\s*\d*", re.I)
_FAULTS = (  # what the library raises for a damaged file
    *(ArithmeticError, AssertionError, AttributeError, BadZipFile, LookupError, OSError),
    *(RecursionError, SyntaxError, TypeError, ValueError, EOFError),
)
_DAMAGED = "this Excel file is damaged. Open it in Excel and save it anew."
_TOO_LARGE = (
    "this workbook is too large to be read. Split it, so that each file has fewer sheets and rows."
)


def read(data: bytes, shown_as: str) -> Extract:
    """The elements of the sheets of a workbook that are shown, in order.

    Values are those that Excel last computed. Raises DocumentError for a workbook that is damaged
    or too large.
    """
    archive = checked(data, shown_as)
    lacks_values = _refuse_excess(archive, shown_as)
    workbook = _load(data, shown_as, values=True)
    formulas = _load(data, shown_as, values=False) if lacks_values else None
    try:
        return _extract(workbook, formulas, shown_as)
    except _FAULTS:
        raise DocumentError(shown_as, _DAMAGED) from None


def _refuse_excess(archive: ZipFile, shown_as: str) -> bool:
    """Whether a sheet has formulas without values; a workbook too large for the library is refused.

    It makes a cell for each place in a merged one, so those are counted before.
    """
    names = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
    merged = 0
    lacks_values = False
    if sum(archive.getinfo(name).file_size for name in names) > _MOST_XML:
        raise DocumentError(shown_as, _TOO_LARGE)
    for name in names:
        xml = archive.read(name).replace(b"\0", b"")  # UTF-16
        merged += sum(map(_size, _MERGED.findall(xml)))
        lacks_values = lacks_values or bool(_FORMULA_ALONE.search(xml))
    if merged > _MOST_MERGED or len(names) > _MOST_SHEETS:
        raise DocumentError(shown_as, _TOO_LARGE)
    return lacks_values


def _size(reference: bytes) -> int:
    """How many places a merged cell covers."""
    match = _AREA.fullmatch(reference.decode("ascii", "replace"))
    if not match or not match[3]:
        return 1
    wide = abs(_column(match[3]) - _column(match[1])) + 1
    return wide * (abs(int(match[4]) - int(match[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _load(data: bytes, shown_as: str, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that only matter to a spreadsheet
            return load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except _FAULTS:
        raise DocumentError(shown_as, _DAMAGED) from None


def _extract(workbook: Workbook, formulas: Workbook | None, shown_as: str) -> Extract:
    tables = Tables()
    notes: list[str] = []
    elements: list[Element] = []
    for worksheet in workbook.worksheets:
        name = " ".join(worksheet.title.split())
        if worksheet.sheet_state != "visible":
            if any(_value(cell) for cell in _cells(worksheet)):
                notes.append(f"sheet '{name}' is hidden and was left out. Show it if it matters.")
            continue
        sheet = _Reader(worksheet, notes).sheet()
        if formulas:
            notes += _without_value(worksheet, formulas[worksheet.title])
        found = list(sheet_elements(sheet, tables))
        if found and not _UNNAMED.fullmatch(name):
            elements.append(Element(name, Role.HEADING, 1))
        elements += found
    title = " ".join(str(workbook.properties.title or "").split()) or _titled(elements)
    return Extract(tuple(elements), title, notes=(*notes, *tables.notes))


def _titled(elements: Sequence[Element]) -> str:
    """The line at the top of the first sheet, where it says what the sheet's name says in short."""
    if len(elements) < 2 or elements[1].cell or elements[0].role is not Role.HEADING:
        return ""
    name, line = (element.text for element in elements[:2])
    return line if content_stems(name) & content_stems(line) else ""


class _Reader:
    """Reads what is to be seen of one sheet; says what is not."""

    def __init__(self, worksheet: Worksheet, notes: list[str]) -> None:
        self._worksheet, self._notes = worksheet, notes
        self._name = " ".join(worksheet.title.split())
        rows = worksheet.row_dimensions
        self._rows = frozenset(number for number, row in rows.items() if row.hidden)
        self._columns = frozenset(
            number
            for column in worksheet.column_dimensions.values()
            if column.hidden
            for number in range(column.min or 1, (column.max or 0) + 1)
        )

    def sheet(self) -> Sheet:
        """The texts and the merged cells that are to be seen."""
        texts: dict[Place, str] = {}
        unseen: set[str] = set()
        broken: list[str] = []
        remarks = False
        for cell in _cells(self._worksheet):
            remarks = remarks or cell.comment is not None
            value = _value(cell)
            if not value:
                continue
            if cell.row in self._rows or cell.column in self._columns:
                hides = cell.column in self._columns
                unseen.add(f"column {cell.column_letter}" if hides else f"row {cell.row}")
            elif cell.data_type == "e":
                broken.append(cell.coordinate)
            else:
                texts[cell.row, cell.column] = value
        self._say(unseen, "hidden and left out. Show what matters.")
        self._say(broken, "an error of a formula, and read as blank. Correct what matters.")
        if remarks:
            self._notes.append(f"sheet '{self._name}': the comments on its cells were not read.")
        return Sheet(self._name, texts, dict(self._merged(texts)), (self._rows, self._columns))

    def _say(self, places: Iterable[str], what: str) -> None:
        if places:
            self._notes.append(f"sheet '{self._name}': {_listed(places)}: {what}")

    def _merged(self, texts: dict[Place, str]) -> Iterator[tuple[Place, Joined]]:
        """The places that a merged cell covers beside its first."""
        for area in self._worksheet.merged_cells.ranges:
            if (area.min_row, area.min_col) not in texts:
                continue
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    if (row, column) != (area.min_row, area.min_col):
                        yield (row, column), Joined.LEFT if column > area.min_col else Joined.ABOVE


def _cells(worksheet: Worksheet) -> Iterator[Cell]:
    """The cells that the file has, from the top: its empty reaches hold none."""
    for _, cell in sorted(worksheet._cells.items()):
        if not isinstance(cell, MergedCell):
            yield cell


def _value(cell: Cell) -> str:
    return shown(cell.value, cell.number_format)


def _without_value(worksheet: Worksheet, formulas: Worksheet) -> Iterator[str]:
    """A note on the formulas of a sheet that Excel has not computed."""
    names = [
        cell.coordinate
        for cell in _cells(formulas)
        if cell.data_type == "f" and worksheet[cell.coordinate].value is None
    ]
    if names:
        name = " ".join(worksheet.title.split())
        yield (
            f"sheet '{name}': {_listed(names)}: a formula without a result, and read as blank. "
            "Open the file in Excel and save it, so that it is computed."
        )


def _listed(places: Iterable[str]) -> str:
    ordered = sorted(places, key=lambda place: (len(place), place))
    more = " and others" if len(ordered) > _MOST_NAMED else ""
    return ", ".join(ordered[:_MOST_NAMED]) + more
