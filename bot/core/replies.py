"""All wording that users read, and how an answer becomes a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.types import (
    Answer,
    Block,
    Bullets,
    Button,
    Citation,
    Quote,
    Reply,
    Text,
    Verdict,
)
from indexer.glossary import Acronym
from indexer.types import Document

OUT_OF_FORCE = ("superseded", "withdrawn")  # said of a document when nobody knows by what
MOST_TITLE, MOST_HEADING, MOST_BEFORE = 70, 60, 120
MORE = Button("Show more", "more")
NEAREST = Button("Show the nearest passages", "more")

SILENT = "The documents I hold do not say."
EMPTY = "I got an empty message. Type a question, or 'help' to see what I can do."
TOO_LONG = (
    "That message is too long for one question. Ask in up to {most} characters, one question at a"
    " time."
)
UNCOVERED = "None of the documents I hold is about {}."
CHANGED = "The documents have changed since I answered. Ask your question again."
NOTHING_MORE = "There is nothing more to show. Ask a question first, or ask it in other words."
NO_PRINCIPLES = "The documents I hold name no principles yet."
WELCOME = "You are welcome."
HELLO = "Hello. Ask me what the compact says, for example: what does it say about funding cuts?"
HELP = (
    "what does the compact say about late payment? - any question, in your own words",
    "and Calderdale? - a follow-up keeps the thread of your last question",
    "tell me about Thurrock - a case study, principle or section by its name",
    "principle of the week - one to share with the team",
    "more - more quotes for your last question; about - the documents I hold",
    "update: the newsletter is half done, out by 12 March - log progress, in your own words",
    "actions, my actions, overdue actions, actions about training - what is to be done",
    "action SA5 - one action and its story; history SA5 - all that was ever said of it",
    "done SA5, block SA5: no money, due SA5 31 March - say one thing of one action",
    "undo; i meant 70% - take back your last update, or correct it",
    "report, gaps - the board's report; what is missing in the plan",
    "inbox - what waits until you say which action it is about",
    "reminders, remind weekly monday 9:30 here - what I send by myself; officers set it up",
    "snooze SA5 until 12 January because … - leave an action out of reminders; wake SA5",
    "remind me, mention me - your own actions directly, and by name; 'stop' takes it back",
    "status, my data, forget me - how I am; what I hold on you; erase it",
)


def of_answer(answer: Answer, contact: str = "", acronym: Acronym | None = None) -> Reply:
    """The reply to a question: one lead line, then quotes with citations, then what is related.

    An acronym that was asked for is spelt out first, from the glossary.
    """
    blocks: list[Block] = [Text(_spelt_out(acronym))] if acronym else []
    if answer.verdict is Verdict.SILENT:
        return _silence(answer, contact, blocks)
    blocks.append(Text(_lead(answer)))
    if answer.question.unknown_areas:
        blocks.append(Text(UNCOVERED.format(" or ".join(answer.question.unknown_areas))))
    blocks += quotes(answer.citations)
    if answer.related:
        blocks.append(Text("See also: " + "; ".join(answer.related) + "."))
    return Reply(tuple(blocks), (MORE,) if answer.more else (), answer)


def _spelt_out(acronym: Acronym) -> str:
    note = f": {acronym.note}" if acronym.note else ""
    return f"{acronym.short} stands for {' or '.join(acronym.long)}{note} (from the glossary)."


def _silence(answer: Answer, contact: str, blocks: list[Block]) -> Reply:
    blocks.append(Text(answer.reason or SILENT))
    if contact:
        blocks.append(Text(f"You could ask {contact}."))
    return Reply(tuple(blocks), (NEAREST,) if answer.more else (), answer)


def _lead(answer: Answer) -> str:
    titles = {citation.summary_of or citation.document_id for citation in answer.citations}
    if answer.verdict is Verdict.CAUTION:
        return "I am not sure that this answers you. The nearest I found:"
    if answer.question.compares and len(titles) > 1:
        return "Side by side:"
    return "Found in 1 document:" if len(titles) == 1 else f"Found in {len(titles)} documents:"


def quotes(citations: Sequence[Citation]) -> list[Quote]:
    """Quotes with their source lines, in order."""
    return [Quote(plain(c.quote), source_line(c), before_line(c)) for c in citations]


def plain(text: str) -> str:
    """The words as people read them: emphasis marks of Markdown and tick boxes spelt out."""
    text = re.sub(r"\*\*(\S[^*]*)\*\*", r"\1", text)
    return text.replace("☒", "[yes]").replace("☐", "[no]")


def before_line(citation: Citation) -> str:
    """What a reader must know before the quote: its row and column, or the list's lead-in."""
    if citation.row:
        column = f"{citation.column}: " if citation.column else ""
        return f"{column}{shortened(citation.row, MOST_BEFORE)}"
    if citation.lead:
        return _end_of(citation.lead, MOST_BEFORE)
    return citation.column if citation.column not in ("", "Action") else ""


def source_line(citation: Citation) -> str:
    """Where the words stand, in one line that can be pasted under the quote."""
    if citation.summary_of:
        parts = [f"a summary in our words of {shortened(citation.summary_of, MOST_TITLE)}"]
        parts += [citation.where] if citation.where else []
    else:
        parts = [shortened(citation.title, MOST_TITLE)]
        parts += [shortened(heading, MOST_HEADING) for heading in citation.headings[-1:]]
    if citation.edition and citation.edition not in parts[0]:
        parts[0] += f" ({citation.edition})"
    if citation.paragraph:
        parts.append(f"paragraph {citation.paragraph}")
    if citation.page:
        parts.append(f"page {citation.page}")
    if citation.superseded_by:
        parts.append(superseded(citation.superseded_by))
    return ", ".join(parts)


def superseded(by: str) -> str:
    """That a document is out of force, and what took its place where that is known."""
    return by if by.lower() in OUT_OF_FORCE else f"superseded by {shortened(by, MOST_TITLE)}"


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, cut between words with an ellipsis."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def _end_of(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return "…" + text[-most:].split(" ", 1)[-1]


def of_more(citations: Sequence[Citation], changed: bool = False) -> Reply:
    """Further passages for the last question, or why there are none."""
    if not citations:
        return Reply((Text(CHANGED if changed else NOTHING_MORE),))
    return Reply((Text("Further passages, which may or may not answer you:"), *quotes(citations)))


def of_context(found: Sequence[tuple[Document, str]]) -> Reply:
    """What stands around quotes, each with its document, or that the documents have changed."""
    if not found:
        return Reply((Text(CHANGED),))
    quoted = [Quote(plain(text), _dated(document)) for document, text in found]
    return Reply((Text("In its context:"), *quoted))


def _dated(document: Document) -> str:
    edition = document.edition if document.edition not in document.title else ""
    parts = [f"{document.title} ({edition})" if edition else document.title]
    parts += [superseded(document.superseded_by)] if document.superseded_by else []
    return ", ".join(parts)


def of_documents(documents: Sequence[Document], built_at: str) -> Reply:
    """What documents there are, and of what date."""
    count = len(documents)
    noun = "document" if count == 1 else "documents"
    lines = []
    for document in documents:
        area = f"{document.area}: " if document.area not in document.title else ""
        dated = document.edition and document.edition not in document.title
        edition = f" ({document.edition})" if dated else ""
        summary = f", our summary of {document.origin.title}" if document.origin else ""
        old = f", {superseded(document.superseded_by)}" if document.superseded_by else ""
        lines.append(f"{area}{document.title}{edition}{summary}{old}")
    lead = Text(f"I hold {count} {noun}, read on {built_at[:10]}:")
    return Reply((lead, Bullets(tuple(sorted(lines)))))


def of_help() -> Reply:
    """What the assistant can do, with an example of each."""
    return Reply(
        (Text("I answer from the partnership's own documents, word for word. Try:"), Bullets(HELP))
    )


def of_principle(citation: Citation) -> Reply:
    """The principle of the week."""
    name = citation.headings[-1] if citation.headings else citation.title
    return Reply((Text(f"Principle of the week: {name}"), *quotes((citation,))))
