"""Documents as a person has them in mind, before they are written in any format.

``draft`` makes one by chance; all its words are made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, groupby, repeat


@dataclass(frozen=True)
class Heading:
    """A heading with its number, if it has one; level 1 is the outermost below the title."""

    text: str
    level: int = 1
    number: str = ""

    @property
    def whole(self) -> str:
        """The heading as people read it."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``bold`` are words of it, ``note`` is the footnote at its end."""

    text: str
    number: str = ""
    bold: str = ""
    note: str = ""


@dataclass(frozen=True)
class Item:
    """An item of a list; the paragraph before the list is its lead-in."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Table:
    """A table whose first column holds the theme of each row; an empty text is a blank."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_written(self) -> Iterator[tuple[str, ...]]:
        """The rows with each theme only where it begins."""
        before = ""
        for theme, *rest in self.rows:
            yield ("" if theme == before else theme, *rest)
            before = theme

    def by_theme(self) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        """Each theme with the rows below it, without their first column."""
        for theme, rows in groupby(self.rows, key=lambda row: row[0]):
            yield theme, [row[1:] for row in rows]


Part = Heading | Paragraph | Item | Table


@dataclass(frozen=True)
class Draft:
    """A document: its title, and what stands below it."""

    title: str
    parts: tuple[Part, ...]

    @property
    def tables(self) -> list[Table]:
        return [part for part in self.parts if isinstance(part, Table)]

    def notes(self) -> list[str]:
        """The footnotes in order; each has its place in this list, from 1, as its sign."""
        return [p.note for p in self.parts if isinstance(p, Paragraph) and p.note]


_PLACES = ("Glenmore", "Kinlarig", "Glenmore and Kinlarig", "Kirkton of Glenmore")
_TITLES = ("Compact", "Compact Agreement 2031-2034", "Partnership Agreement", "Compact Action Plan")
_HEADINGS = """Purpose of the compact|Working together|Funding and support|Shared values
Volunteering in the glen|Meetings and minutes|Consultation|When things go wrong|Equal access
Reviewing the agreement|Learning from each other|Rural transport|Premises and halls|Young people
Who signs|Looking after carers|Digital skills|Clear communication|Health and wellbeing
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
_SUBJECTS = """the council|local groups|the Glenmore Forum|all trustees|the steering group
Kinlarig Village Hall|the interface|each community council|the health board|our secretariat
volunteers of all ages|both partners|Cllr. Maclarig|the treasurer|the “Open Doors” project
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
_VERBS = """will review|should publish|may fund|must consult on|can share|agree on|have reported on
are going to plan|record and discuss|promote|will pay for|protect|set out|want to measure
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
_OBJECTS = """small grants of up to £5,000|rural transport (e.g. buses)|the annual budget
shared premises|complaints|a register of interests|people’s equal access|staff time
three-year funding|the newsletter – on paper too|procurement rules|1.5 million hours of help
the village hall’s roof|data about need & demand|a well-known, long-term pledge|the third of gifts
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
_TAILS = """every quarter|before the spring|in good time|within 20 working days|at no cost
with one voice|across the glen|in plain language|by 31 March 2032|where this is possible
each year|for five years|without delay|in writing|as “critical friends”|at 7.30 pm|on request
""".replace("\n", "|").strip("|").split("|")  # fmt: skip
_THEMES = ("Funding", "Volunteering", "Communication", "Health and wellbeing", "Rural life")
_WHEN = ("March 2032", "By end of 2033", "Ongoing", "Q2 2032/33", "Spring 2032, then yearly")
_WHO = ("Glenmore Council", "Kinlarig Interface", "Ann Bell", "All partners", "Forum / council")
_LEADS = """Partners have agreed to:|The steering group will:|These are the main promises:
In its first year the forum aims to:|What this means in practice:
""".replace("\n", "|").strip("|").split("|")  # fmt: skip


def draft(chance: random.Random, sections: int = 3) -> Draft:
    """A document with this many sections, a table among them.

    Its paragraphs are numbered, or its subsections, or nothing.
    """
    titles = iter(chance.sample(_HEADINGS, len(_HEADINGS)) * (1 + sections // 8))
    numbering = chance.choice(("paragraphs", "headings", ""))
    with_table = chance.randint(1, sections)
    parts: list[Part] = [Paragraph(_prose(chance, 2))] if chance.random() < 0.5 else []
    for at in range(1, sections + 1):
        number = str(at) if numbering else ""
        own = _counted(number) if numbering == "paragraphs" else repeat("")
        parts.append(Heading(next(titles), number=number))
        parts += _body(chance, own)
        if at == with_table:
            parts += [
                Paragraph(_prose(chance, 1), next(own)),
                _table(chance, chance.randint(1, 3), 3),
            ]
        if chance.random() < 0.6:
            below = f"{number}.1" if numbering == "headings" else ""
            parts.append(Heading(next(titles), 2, below))
            parts += _body(chance, _counted(below) if below else own)
    return Draft(_title(chance), tuple(parts))


def _counted(above: str) -> Iterator[str]:
    return (f"{above}.{at}" for at in count(1))


def _body(chance: random.Random, numbers: Iterator[str]) -> Iterator[Part]:
    """Paragraphs, one of them perhaps with a list."""
    listed = chance.randrange(4)
    for at in range(chance.choice((1, 2, 3, 3, 5))):
        if at == listed:
            yield Paragraph(chance.choice(_LEADS), next(numbers))
            yield from _items(chance)
        else:
            text = _prose(chance, chance.randint(1, 5))
            bold = chance.choice(text.split(" ")[:-1]) if chance.random() < 0.3 else ""
            note = _sentence(chance) if chance.random() < 0.15 else ""
            yield Paragraph(text, next(numbers), bold.strip("“”().,"), note)


def _items(chance: random.Random) -> Iterator[Item]:
    last = chance.randint(2, 4)
    for at in range(1, last + 1):
        if chance.random() < 0.3:
            yield Item(f"{chance.choice(_VERBS)} {chance.choice(_OBJECTS)}:")
            for _ in range(chance.randint(1, 3)):
                yield Item(f"{chance.choice(_TAILS)}, {chance.choice(_TAILS)}", 1)
        else:
            said = f"{chance.choice(_VERBS)} {chance.choice(_OBJECTS)} {chance.choice(_TAILS)}"
            yield Item(f"{said}{'.' if at == last else ';'}")


def plan(chance: random.Random, rows: int) -> Draft:
    """An action plan: a table of about this many rows and nothing else."""
    return Draft(_title(chance), (_table(chance, len(_THEMES), -(-2 * rows // len(_THEMES))),))


def _title(chance: random.Random) -> str:
    return f"{chance.choice(_PLACES)} {chance.choice(_TITLES)}"


def _table(chance: random.Random, themes: int, most: int) -> Table:
    """Up to ``most`` rows for each theme; the first row has no blank."""
    rows: list[tuple[str, ...]] = []
    for theme in chance.sample(_THEMES, themes):
        for _ in range(chance.randint(1, most)):
            when, who = (
                text if not rows or chance.random() < 0.8 else ""
                for text in (chance.choice(_WHEN), chance.choice(_WHO))
            )
            action = _prose(chance, chance.choice((1, 1, 3)))
            rows.append((theme, action, when, who))
    return Table(("Theme", "Action", "Timescale", "Lead"), tuple(rows))


def _prose(chance: random.Random, sentences: int) -> str:
    return " ".join(_sentence(chance) for _ in range(sentences))


def _sentence(chance: random.Random) -> str:
    said = " ".join(chance.choice(words) for words in (_SUBJECTS, _VERBS, _OBJECTS, _TAILS))
    return f"{said[0].upper()}{said[1:]}."
