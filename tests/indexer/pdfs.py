"""PDFs as different programs write them, made with reportlab for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Table,
    TableStyle,
)

_STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", parent=_STYLES["BodyText"], fontSize=11, leading=13.5, spaceAfter=6)
HANGING = ParagraphStyle("hanging", parent=BODY, leftIndent=36, firstLineIndent=-36)
TITLE = ParagraphStyle("title", parent=_STYLES["Title"], fontSize=24, leading=28)
HEADINGS = tuple(
    ParagraphStyle(f"h{i}", parent=_STYLES["Heading1"], fontSize=size, leading=size * 1.2)
    for i, size in enumerate((17, 14, 12), 1)
)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=11, spaceAfter=0)
RULED = TableStyle(
    [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
)


def width(text: str) -> float:
    """How wide a text is in the Pen's usual font."""
    return stringWidth(text, "Helvetica", 11)


def para(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(text, style)


def heading(text: str, depth: int = 1) -> Paragraph:
    return Paragraph(text, HEADINGS[depth - 1])


def bullets(*texts: str) -> ListFlowable:
    items = [ListItem(para(text), leftIndent=24) for text in texts]
    return ListFlowable(items, bulletType="bullet", start="•", leftIndent=24)


def table(rows: Sequence[Sequence[str]], *more: tuple[Any, ...], widths: Any = None) -> Table:
    """A ruled table whose cells wrap; its first row is repeated on each page."""
    cells = [[para(text, CELL) for text in row] for row in rows]
    made = Table(cells, colWidths=widths, repeatRows=1, splitInRow=1)
    made.setStyle(TableStyle([*RULED.getCommands(), *more]))
    return made


def report(
    story: Iterable[Any],
    on_page: Callable[[Canvas, Any], None] = lambda canvas, document: None,
    **settings: Any,
) -> bytes:
    """A report of flowing text."""
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=settings.pop("pagesize", A4), **settings)
    document.build([*story], onFirstPage=on_page, onLaterPages=on_page)
    return out.getvalue()


def two_columns(story: Iterable[Any], across: float = 0, head: Any = None) -> bytes:
    """Text in two columns, below something that runs across both of them."""
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4)
    width, height = (A4[0] - 130) / 2, A4[1] - 140 - across
    frames = [Frame(50 + i * (width + 30), 70, width, height, id=str(i)) for i in (0, 1)]
    if across:
        frames.insert(0, Frame(50, 70 + height, A4[0] - 100, across, id="across"))
    document.addPageTemplates(PageTemplate(frames=frames))
    document.build([*([head] if head else []), *story])
    return out.getvalue()


@dataclass
class Pen:
    """Puts words on pages one at a time, as word processors do when they save a PDF."""

    settings: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=A4, **self.settings)

    def line(
        self,
        text: str,
        x: float = 72,
        y: float = 720,
        *,
        font: str = "Helvetica",
        size: float = 11,
        by: str = "word",
    ) -> None:
        """A line of text; ``by``: word by word, glyph by glyph, or from the end."""
        pieces: list[tuple[str, float]] = []
        at = x
        for word in text.split(" "):
            for piece in word if by == "glyph" else (word,):
                pieces.append((piece, at))
                at += stringWidth(piece, font, size)
            at += stringWidth(" ", font, size)
        for piece, left in reversed(pieces) if by == "backwards" else pieces:
            self.canvas.setFont(font, size)
            self.canvas.drawString(left, y, piece)

    def lines(self, texts: Iterable[str], x: float = 72, y: float = 720, **look: Any) -> float:
        """Lines below each other; gives the height of the next one."""
        step = look.pop("step", 14.0)
        for text in texts:
            self.line(text, x, y, **look)
            y -= step
        return y

    def page(self) -> None:
        self.canvas.showPage()

    def done(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()
