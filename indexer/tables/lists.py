"""Tables whose first column names what stands beside it: lists of labels, and cards of actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.tables.columns import Meaning, meaning
from indexer.tables.headings import is_heading
from indexer.tables.records import Named, Plain, Record, labels
from indexer.tables.squares import Square, Squares

_TITLES = (Meaning.ACTION, Meaning.OBJECTIVE)
_NAMES = frozenset(
    "name contact telephone phone tel mobile fax email e-mail address website web postcode venue"
    " organisation organization charity author version title area publisher published date signed"
    " review approved chair secretary treasurer location opening hours meetings members".split()
)
_MOSTLY = 0.6

Pair = tuple[Square, Square]


def listed(rows: Sequence[Squares]) -> list[Record | Plain] | None:
    """The records of a table of labels and what they stand for; None for any other table.

    A card, one for each action, is a record with its labels as headings; else each label is the
    title of its own record.
    """
    paired = [_pairs(row) for row in rows]
    pairs = [pair for row in paired for pair in row]
    named = [label.text for label, _ in pairs if label.text]
    if not named or not all(paired) or any(_heads_columns(row) for row in paired[:1]):
        return None
    if not all(is_heading(label) and len(label.split()) <= len(named) + 5 for label in named):
        return None
    meant = [meaning(label) for label in named]
    known = sum(one is not Meaning.OTHER for one in meant)
    cards = len({*meant} - {Meaning.OTHER}) > 1 and any(one in _TITLES for one in meant)
    if cards and known >= _MOSTLY * len(meant):
        return list(_Cards().records(paired))
    if any(len(row) != 1 for row in paired) or sum(map(_is_label, named)) < _MOSTLY * len(named):
        return None
    return [_labelled(*pair) for pair in pairs]


def _pairs(row: Squares) -> list[Pair]:
    """The cells of a row two by two; one cell alone is a label with nothing."""
    found = list({square.cell: square for square in reversed(row)}.values())[::-1]
    while len(found) > 1 and not found[-1].text and not found[-2].text:
        found = found[:-2]
    return list(zip(found[::2], found[1::2], strict=True)) if len(found) % 2 == 0 else []


def _heads_columns(row: Sequence[Pair]) -> bool:
    """Whether what stands beside the first labels are labels too."""
    return any(_is_label(value.text) for _, value in row)


def _is_label(text: str) -> bool:
    plain = text.rstrip(":").lower()
    return text.endswith(":") or meaning(text) is not Meaning.OTHER or plain in _NAMES


def _labelled(label: Square, value: Square) -> Record:
    title = label.text.rstrip(":")
    blanks = (title,) if title and not value.text else ()
    named = (Named("", labels(label.parts)), Named("", value.parts))
    return Record(tuple(one for one in named if one.parts), title or value.text, blanks=blanks)


@dataclass
class _Cards:
    """Gathers labels and values until the next card begins."""

    theme: str = ""
    _held: list[tuple[str, Square, Square]] = field(default_factory=list)

    def records(self, paired: Sequence[Sequence[Pair]]) -> Iterator[Record | Plain]:
        """The records of the cards, in order; labels that nothing stands beside are text."""
        said = ""
        for label, value in (pair for row in paired for pair in row):
            said = label.text.rstrip(":") or said
            if label.text and self._begins_another(said):
                yield from self._closed()
            self._held.append((said, label, value))
        yield from self._closed()

    def _begins_another(self, said: str) -> bool:
        held = [name for name, _, _ in self._held]
        return said in held and (said == held[0] or meaning(said) in _TITLES)

    def _closed(self) -> Iterator[Record | Plain]:
        held, self._held = self._held, []
        filled = [(said, value) for said, _, value in held if value.text]
        if not any(value.begins for _, value in filled):
            yield from (Plain(label.parts) for _, label, _ in held)
            return
        by_meaning = {meaning(said): value.text for said, value in reversed(filled)}
        self.theme = by_meaning.get(Meaning.THEME, self.theme)
        title = next((by_meaning[one] for one in _TITLES if one in by_meaning), filled[0][1].text)
        given = {said for said, _ in filled}
        yield Record(
            tuple(
                Named(said, labels(value.parts) if _is_theme(said) else value.parts)
                for said, value in filled
                if value.begins
            ),
            title,
            self.theme,
            tuple(dict.fromkeys(said for said, _, _ in held if said not in given)),
            by_meaning.get(Meaning.REFERENCE, ""),
        )


def _is_theme(label: str) -> bool:
    return meaning(label) is Meaning.THEME
