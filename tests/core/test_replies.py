from dataclasses import replace

import pytest

from bot.core import replies
from bot.core.types import Answer, Bullets, Citation, Question, Quote, Text, Verdict
from indexer.types import Document, Origin

QUOTE = Citation(
    quote="The lamb is fed at noon.",
    document="farm.md",
    document_id="f",
    title="Rules of the farm",
    start=0,
    end=24,
    area="Glenmore",
    edition="May 2020",
    headings=("Animals", "Lambs"),
    paragraph="1.11",
)
ASKED = Question("When is the lamb fed?", "When is the lamb fed?")


def shown(citation: Citation) -> Quote:
    (quote,) = replies.quotes([citation])
    return quote


def texts(reply) -> list[str]:
    return [block.text for block in reply.blocks if isinstance(block, Text)]


def test_a_source_line_names_title_edition_heading_and_paragraph():
    assert shown(QUOTE).source == "Rules of the farm (May 2020), Lambs, paragraph 1.11"


def test_what_is_not_known_is_left_out_of_the_source_line():
    bare = replace(QUOTE, edition="", headings=(), paragraph="")
    assert shown(bare).source == "Rules of the farm"


def test_an_edition_that_the_title_names_is_not_said_twice():
    titled = replace(QUOTE, title="Rules of the farm 2020", edition="2020")
    assert shown(titled).source.count("2020") == 1


def test_the_page_is_named_where_there_are_pages():
    assert shown(replace(QUOTE, page=7)).source.endswith("paragraph 1.11, page 7")


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("The Farm Charter 2030", "superseded by The Farm Charter 2030"),
        ("superseded", "superseded"),
    ],
)
def test_a_superseded_document_is_quoted_only_with_that_word(by, said):
    assert shown(replace(QUOTE, superseded_by=by)).source.endswith(f", {said}")
    held = Document("f", "farm.md", "farm.md", "", "", "Rules of the farm", superseded_by=by)
    bullets = replies.of_documents((held,), "2026-11-02T09:30:00+00:00").blocks[1]
    assert bullets == Bullets((f"Rules of the farm, {said}",))


def test_a_summary_is_marked_and_names_its_original_and_the_place_there():
    summary = replace(
        QUOTE, summary_of="The Farm Charter", where="section 2, table 1", edition="", paragraph=""
    )
    line = shown(summary).source
    assert "a summary in our words of The Farm Charter" in line
    assert "section 2, table 1" in line


def test_long_titles_and_headings_are_shortened_between_words():
    long = replace(
        QUOTE, title="Rules of the farm and all its animals " * 9, headings=("Lamb " * 40,)
    )
    line = shown(long).source
    assert len(line) < 220
    assert line.count("…") == 2


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("**Milk** is warm.", "Milk is warm."),
        ("Milk is **very warm** and **white**.", "Milk is very warm and white."),
        ("Fed ☒ washed ☐", "Fed [yes] washed [no]"),
        ("2 * 3 and ** 4", "2 * 3 and ** 4"),
        ("plain", "plain"),
    ],
)
def test_marks_are_spelt_out_for_people(said, read):
    assert shown(replace(QUOTE, quote=said)).text == read


def test_the_citation_keeps_the_exact_words():
    exact = replace(QUOTE, quote="**Milk** ☒")
    answer = Answer(ASKED, Verdict.ANSWERED, citations=(exact,))
    reply = replies.of_answer(answer)
    assert reply.answer.citations[0].quote == "**Milk** ☒"


def test_a_cell_is_shown_with_its_row_and_column():
    cell = replace(QUOTE, quote="Mary", row="Feed the lamb", column="Lead")
    assert shown(cell).before == "Lead: Feed the lamb"


def test_an_action_itself_needs_nothing_before_it():
    assert shown(replace(QUOTE, column="Action")).before == ""


def test_an_item_is_shown_with_the_end_of_its_lead_in():
    assert shown(replace(QUOTE, lead="Every morning:")).before == "Every morning:"
    before = shown(replace(QUOTE, lead=f"{'Long ago ' * 40}every morning:")).before
    assert before.startswith("…")
    assert before.endswith("every morning:")
    assert len(before) <= replies.MOST_BEFORE + 1


def test_the_lead_line_counts_documents():
    other = replace(QUOTE, title="Another book", document_id="o")
    one = Answer(ASKED, Verdict.ANSWERED, citations=(QUOTE, QUOTE))
    two = Answer(ASKED, Verdict.ANSWERED, citations=(QUOTE, other))
    assert texts(replies.of_answer(one))[0] == "Found in 1 document:"
    assert texts(replies.of_answer(two))[0] == "Found in 2 documents:"


def test_two_documents_of_one_title_are_two():
    answer = Answer(ASKED, Verdict.ANSWERED, citations=(QUOTE, replace(QUOTE, document_id="o")))
    assert texts(replies.of_answer(answer))[0] == "Found in 2 documents:"


def test_a_cautious_answer_says_that_it_is_not_sure():
    answer = Answer(ASKED, Verdict.CAUTION, citations=(QUOTE,))
    assert "not sure" in texts(replies.of_answer(answer))[0]


def test_a_comparison_says_so_where_it_quotes_more_than_one_document():
    compares = replace(ASKED, compares=True)
    other = replace(QUOTE, title="Another book", document_id="o")
    both = Answer(compares, Verdict.ANSWERED, citations=(QUOTE, other))
    alone = Answer(compares, Verdict.ANSWERED, citations=(QUOTE,))
    assert texts(replies.of_answer(both))[0] == "Side by side:"
    assert texts(replies.of_answer(alone))[0] == "Found in 1 document:"


def test_what_is_related_stands_in_one_line_below():
    answer = Answer(ASKED, Verdict.ANSWERED, citations=(QUOTE,), related=("case A", "action B"))
    assert texts(replies.of_answer(answer))[-1] == "See also: case A; action B."


def test_a_refusal_has_its_reason_no_quote_and_a_person_to_ask():
    answer = Answer(ASKED, Verdict.SILENT, more=(QUOTE,), reason="No lamb is mentioned.")
    reply = replies.of_answer(answer, "Ana Reid")
    assert texts(reply)[0] == "No lamb is mentioned."
    assert "You could ask Ana Reid." in texts(reply)
    assert not any(isinstance(block, Quote) for block in reply.blocks)
    assert [button.says for button in reply.buttons] == ["more"]


def test_a_refusal_without_anything_near_offers_nothing():
    reply = replies.of_answer(Answer(ASKED, Verdict.SILENT))
    assert texts(reply) == [replies.SILENT]
    assert reply.buttons == ()


def test_more_is_offered_only_where_there_is_more():
    assert replies.of_answer(Answer(ASKED, Verdict.ANSWERED, citations=(QUOTE,))).buttons == ()
    more = Answer(ASKED, Verdict.ANSWERED, citations=(QUOTE,), more=(QUOTE,))
    assert [button.label for button in replies.of_answer(more).buttons] == ["Show more"]


def test_the_documents_are_listed_with_edition_area_and_what_they_sum_up():
    made = [
        Document("1", "a.md", "a.md", "", "x", "Farm rules", area="Glenmore", edition="May 2020"),
        Document("2", "b.md", "b.md", "", "x", "Digest", origin=Origin("The Farm Charter")),
    ]
    reply = replies.of_documents(made, "2026-11-02T09:30:00+00:00")
    assert "2 documents" in texts(reply)[0]
    lines = "\n".join(
        item for block in reply.blocks if isinstance(block, Bullets) for item in block.items
    )
    assert "Farm rules (May 2020)" in lines
    assert "Glenmore" in str(reply.blocks)
    assert "summary of The Farm Charter" in lines


def test_one_document_is_not_called_documents():
    document = Document("1", "a.md", "a.md", "", "x", "Farm rules")
    reply = replies.of_documents([document], "2026-11-02T09:30:00+00:00")
    assert texts(reply)[0].startswith("I hold 1 document,")


def test_a_short_text_is_not_shortened_and_a_long_word_is_still_cut():
    assert replies.shortened("short", 10) == "short"
    assert replies.shortened("one two three", 9) == "one two…"
    assert len(replies.shortened("a" * 100, 10)) <= 11
