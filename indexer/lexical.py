"""Words -> passages by BM25: the lexical half of the search, over SQLite's FTS5.

Words are stemmed before they go in, so that FTS5 compares stems. Shapes that people ask for by
name (a telephone number, a date, money) go in as words of their own.
BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009); FTS5 uses k1 = 1.2 and
b = 0.75.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.types import Passage
from indexer.words import STOPWORDS, stem, words

SCHEMA = """
CREATE VIRTUAL TABLE lexical USING fts5(body, context, tokenize = "unicode61");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(lexical, 'row');
CREATE TABLE words (word TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID;
"""
BODY_WEIGHT, CONTEXT_WEIGHT = 1.0, 0.5
_K1 = 1.2

_SHAPES = {
    "xphone": re.compile(r"(?:\+44|\b0)[\d\s()-]{8,}\d"),
    "xemail": re.compile(r"[\w.+-]+@[\w-]+\.\w"),
    "xlink": re.compile(r"https?://|www\.\w"),
    "xmoney": re.compile(r"[£€$]\s?\d"),
    "xpercent": re.compile(r"\d\s?(?:%|per cent|percent)"),
    "xdate": re.compile(
        r"\b(?:19|20)\d\d\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w* \d", re.I
    ),
}
_SPECIAL = str.maketrans({"£": "gbp", "€": "eur", "$": "usd", "%": "pct", ".": "dot", "'": ""})


def shapes(text: str) -> list[str]:
    """The names of the shapes in a text: xphone, xemail, xlink, xmoney, xpercent, xdate."""
    return [name for name, pattern in _SHAPES.items() if pattern.search(text)]


def token(word: str) -> str:
    """The form under which a folded word, or the name of a shape, is indexed."""
    return stem(word).translate(_SPECIAL)


def tokens(text: str) -> list[str]:
    """The indexed forms of a text's words, in order, function words left out."""
    return [token(word) for word in words(text) if word not in STOPWORDS]


def add(connection: sqlite3.Connection, rows: Iterable[tuple[int, Passage]]) -> None:
    """Index passages under their row numbers, and count the words of the corpus."""
    counts: Counter[str] = Counter()
    for row, passage in rows:
        body = " ".join([*tokens(passage.text), *shapes(passage.text)])
        context = " ".join(tokens(passage.context))
        connection.execute(
            "INSERT INTO lexical (rowid, body, context) VALUES (?, ?, ?)", (row, body, context)
        )
        counts.update(set(words(f"{passage.text} {passage.context}")))
    connection.executemany(
        "INSERT INTO words VALUES (?, ?)"
        " ON CONFLICT (word) DO UPDATE SET passages = passages + excluded.passages",
        sorted(counts.items()),
    )


def remove(connection: sqlite3.Connection, rows: Iterable[tuple[int, Passage]]) -> None:
    """Take passages out again."""
    counts: Counter[str] = Counter()
    for row, passage in rows:
        connection.execute("DELETE FROM lexical WHERE rowid = ?", (row,))
        counts.update(set(words(f"{passage.text} {passage.context}")))
    connection.executemany(
        "UPDATE words SET passages = passages - ? WHERE word = ?",
        ((count, word) for word, count in counts.items()),
    )
    connection.execute("DELETE FROM words WHERE passages = 0")


def search(
    connection: sqlite3.Connection,
    terms: Sequence[tuple[str, float]],
    where: tuple[str, Sequence[str]],
    limit: int,
) -> dict[int, float]:
    """Row numbers and BM25 scores (higher is better) of the best passages for weighted terms.

    ``terms`` are folded words, phrases or shapes with their weights; ``where`` is a condition on
    the table ``passages`` with its values (empty: all of them).
    """
    scores: dict[int, float] = {}
    condition, values = where
    # Without the + SQLite would look for the words once for each row that meets the condition.
    among = f" AND +rowid IN (SELECT row FROM passages WHERE {condition})" if condition else ""
    by_weight: dict[float, list[str]] = {}
    for term, weight in terms:
        by_weight.setdefault(weight, []).append(_match(term))
    for weight, matches in by_weight.items():
        expression = " OR ".join(sorted(set(filter(None, matches))))
        if not expression:
            continue
        found = connection.execute(
            f"SELECT rowid, bm25(lexical, {BODY_WEIGHT}, {CONTEXT_WEIGHT}) AS score"
            f" FROM lexical WHERE lexical MATCH ?{among} ORDER BY score LIMIT ?",
            (expression, *values, limit),
        )
        for row, score in found:
            scores[row] = scores.get(row, 0.0) - weight * score
    return scores


def _match(term: str) -> str:
    """A term as an FTS5 expression: a phrase of its indexed words, quoted."""
    parts = [term] if term in _SHAPES else [token(word) for word in words(term)]
    return f'"{" ".join(parts)}"' if parts else ""


def frequency(connection: sqlite3.Connection, word: str) -> int:
    """How many passages hold a word, in any inflection."""
    found = connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (token(word),))
    row = found.fetchone()
    return int(row[0]) if row else 0


def complete_score(connection: sqlite3.Connection, terms: Sequence[tuple[str, float]]) -> float:
    """The highest BM25 score that the terms of weight 1 can give.

    Terms that no passage holds count too: they are what a complete answer would have to say.
    """
    (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    score = 0.0
    for term, weight in terms:
        if weight == 1.0:
            held = frequency(connection, term)
            inverse = math.log((passages - held + 0.5) / (held + 0.5))
            score += max(inverse, 1e-6) * (_K1 + 1)
    return score


def known_words(connection: sqlite3.Connection, first: str, length: int) -> list[tuple[str, int]]:
    """Words of the corpus that begin with a letter and are about as long, with their counts."""
    found = connection.execute(
        "SELECT word, passages FROM words WHERE word >= ? AND word < ?"
        " AND length(word) BETWEEN ? AND ?",
        (first, first + "\U0010ffff", length - 2, length + 2),
    )
    return [(str(word), int(count)) for word, count in found]
