"""What every reader gives back."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.schema import About
from indexer.types import Element


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader took out of a file.

    ``title`` is what the file marks as its title, if it does, and ``date`` when it says it was
    published; ``about`` is set where the file describes itself in full (front matter). ``notes``
    are sentences about what could not be read, each with its place.
    """

    elements: tuple[Element, ...]
    title: str = ""
    about: About | None = None
    notes: tuple[str, ...] = ()
    date: str = ""
