from dataclasses import replace

import pytest

from bot.core.answers.select import candidates, choose, cite, verified, whole
from bot.core.types import Question
from indexer.passages import cut
from indexer.types import Form, Hit
from tests.core.talking import reading

QUESTION = Question("Who feeds the lamb?", "Who feeds the lamb?", words=("feeds", "lamb"))
FIRST = "The shepherd of the glen counts the flock at dawn and once more when the sun goes down."
SECOND = "The lamb is fed by the farmer's daughter, who carries warm milk to it every other hour."
THIRD = "She writes the amount of milk into a book that hangs on a nail beside the stable door."
FOURTH = "In the autumn the book is read aloud, and everyone who helped gets a scarf of new wool."
PROSE = f"{FIRST} {SECOND} {THIRD} {FOURTH}"


def hits(text: str, scores: tuple[float, ...] = (), name: str = "farm.md") -> list[Hit]:
    """A hit for each passage of a Markdown text; the sentence with a lamb in it is nearest."""
    read = reading(text, name)
    made = []
    for place, passage in enumerate(cut(read.document, read.sections)):
        score = scores[place] if place < len(scores) else 0.5
        near = tuple(
            0.9 if "lamb" in read.document.text[start:end] else 0.1
            for start, end in passage.sentences
        )
        made.append(Hit(passage, read.document, score, score, max(near), score, near))
    return made


def chosen(found: list[Hit], quotes: int = 3, characters: int = 900) -> list[str]:
    ranked = candidates(found, QUESTION)
    return [candidate.text for candidate in choose(ranked, QUESTION, quotes, characters)]


def test_the_best_come_first_and_no_more_than_wanted():
    text = (
        "# Farm\n\nThe lamb sleeps in hay.\n\nRain fell all day long.\n\nThe lamb eats the hay.\n"
    )
    found = hits(text, (0.5, 0.1, 0.9))
    assert chosen(found) == [
        "The lamb eats the hay.",
        "The lamb sleeps in hay.",
        "Rain fell all day long.",
    ]
    assert chosen(found, quotes=1) == ["The lamb eats the hay."]


def test_nothing_found_is_nothing_chosen():
    assert chosen([]) == []


def test_the_first_is_kept_whole_whatever_its_length():
    assert chosen(hits(f"# Farm\n\n{PROSE}\n"), characters=10) == [PROSE]


def test_a_later_quote_is_cut_to_its_best_sentences_within_what_is_left():
    short = "Who feeds the lamb is written on the door."
    text = f"# Farm\n\n{short}\n\n{PROSE}\n"
    first, second = chosen(hits(text, (0.9, 0.5)), 3, 250)
    assert first == short
    assert SECOND in second
    assert len(second) <= 250 - len(first)
    assert second.startswith(("The", "She"))
    assert second.endswith(".")


def test_a_quote_that_leans_on_the_sentence_before_it_has_that_sentence_too():
    daughter = "The farmer's daughter carries warm milk to the stable each and every other hour."
    leaning = (
        "She feeds the lamb with it, and then she sings until the whole flock is asleep again."
    )
    text = f"# Farm\n\nThe lamb is fed.\n\n{FOURTH} {daughter} {leaning}\n"
    _, second = chosen(hits(text, (0.9, 0.5)), 3, 200)
    assert second == f"{daughter} {leaning}"


def test_what_cannot_be_cut_to_what_is_left_is_passed_over():
    text = f"# Farm\n\nThe lamb is fed.\n\n{SECOND} {THIRD}\n\nThe lamb likes the milk.\n"
    assert chosen(hits(text, (0.9, 0.8, 0.7)), 3, 100) == [
        "The lamb is fed.",
        "The lamb likes the milk.",
    ]


def test_a_list_is_quoted_whole_or_not_at_all():
    items = "\n".join(f"- bottle number {i} of the milk that the lamb drinks" for i in range(6))
    text = f"# Farm\n\nThe lamb is fed.\n\nIt drinks:\n\n{items}\n"
    assert chosen(hits(text, (0.9, 0.8)), 3, 200) == ["The lamb is fed."]
    assert chosen(hits(text, (0.9, 0.8)), 3, 900)[1].endswith(
        "number 5 of the milk that the lamb drinks"
    )


def test_an_item_is_not_quoted_beside_the_list_that_holds_it():
    items = "\n".join(
        f"- the lamb number {i} gets a bottle of the warm milk that was left over on the day before"
        for i in range(8)
    )
    found = hits(f"# Farm\n\nEvery morning:\n\n{items}\n", (0.9,))
    assert {hit.passage.form for hit in found} == {Form.LIST, Form.ITEM}
    texts = chosen(found, 10, 5000)
    assert len(texts) == 1


def test_the_same_words_in_two_documents_are_quoted_once():
    same = hits(f"# Farm\n\n{SECOND}\n") + hits(f"# Copy\n\n{SECOND}\n", name="copy.md")
    assert chosen(same) == [SECOND]


def test_two_passages_of_one_document_that_do_not_overlap_are_both_quoted():
    assert len(chosen(hits(f"# Farm\n\n{FIRST}\n\n{SECOND}\n"))) == 2


def test_a_citation_has_the_exact_words_and_where_they_stand():
    found = hits("# Farm\n\n## Lambs\n\n**Milk** is warm.\n\n" + SECOND + "\n", (0.5, 0.9))
    (candidate, *_) = candidates(found, QUESTION)
    citation = cite(candidate)
    document = candidate.hit.document
    assert document.text[citation.start : citation.end] == citation.quote == SECOND
    assert citation.document == "farm.md"
    assert citation.document_id == document.id
    assert citation.headings == ("Farm", "Lambs")
    assert verified(citation, document)


@pytest.mark.parametrize(
    "change",
    [
        {"quote": SECOND.replace("daughter", "son")},
        {"quote": SECOND + " "},
        {"start": 0},
        {"end": 10_000},
        {"start": -5, "end": -1},
    ],
)
def test_words_that_differ_from_the_document_are_not_verified(change):
    (hit,) = hits(f"# Farm\n\n{SECOND}\n")
    citation = whole(hit.passage, hit.document)
    assert verified(citation, hit.document)
    assert not verified(replace(citation, **change), hit.document)


def test_the_lead_in_of_an_item_and_the_row_of_a_cell_come_along():
    items = "\n".join(
        f"- the lamb number {i} gets a bottle of the warm milk that was left over on the day before"
        for i in range(8)
    )
    item = next(
        hit.passage
        for hit in hits(f"# Farm\n\nEvery morning:\n\n{items}\n")
        if hit.passage.form is Form.ITEM
    )
    document = reading(f"# Farm\n\nEvery morning:\n\n{items}\n", "farm.md").document
    assert whole(item, document).lead == "Every morning:"

    table = "# Farm\n\n| Task | Lead | When |\n|---|---|---|\n| Feed the lamb | Mary | at noon |\n"
    cells = {hit.passage.text: whole(hit.passage, hit.document) for hit in hits(table)}
    assert (cells["Mary"].row, cells["Mary"].column) == ("Feed the lamb", "Lead")
    assert (cells["at noon"].row, cells["at noon"].column) == ("Feed the lamb", "When")
    assert cells["Feed the lamb"].row == ""


def test_of_two_documents_that_say_the_same_the_one_in_force_comes_first():
    (old,), (new,) = hits("The lamb drinks milk.", (0.52,)), hits("The lamb drinks tea.", (0.5,))
    old = replace(old, document=replace(old.document, superseded_by="The Farm Charter"))
    assert chosen([old, new])[0] == "The lamb drinks tea."
    named = replace(QUESTION, documents=(old.document.id,))
    assert candidates([old, new], named)[0].text == "The lamb drinks milk."
    assert cite(candidates([old], named)[0]).superseded_by == "The Farm Charter"


def test_a_quote_is_on_the_page_where_it_begins():
    (hit,) = hits(PROSE)
    turned = replace(hit.document, pages=((0, 3), (PROSE.index(THIRD), 4)))
    (candidate,) = candidates([replace(hit, document=turned)], QUESTION)
    assert cite(candidate).page == 3
    later = replace(candidate, start=PROSE.index(FOURTH))
    assert cite(later).page == 4
    assert cite(replace(candidate, hit=hit)).page is None
