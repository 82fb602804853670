"""The colours of a report, each dark enough on its ground to be read (contrast 7 or more)."""

from __future__ import annotations

from bot.core.reports.rag import Rag

INK, QUIET, NAVY, RULE, BAND = "1A1A1A", "454545", "1F3A5F", "B8C0CC", "EEF2F7"

RAG_COLOURS = {
    Rag.RED: ("7A0C14", "FBE3E4"),
    Rag.AMBER: ("5C3A00", "FFEBC2"),
    Rag.GREEN: ("0B4A1E", "DDF3E2"),
    Rag.COMPLETE: ("12386B", "DCE8F8"),
    Rag.NOT_REPORTED: ("3A3A3A", "E9E9E9"),
}
"""The colour of each word, and of its ground. The word itself is always there."""
