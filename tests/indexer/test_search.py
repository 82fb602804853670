import random
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import numpy as np
import pytest

from indexer import store
from indexer.errors import IndexMissing, ModelError
from indexer.search import CANDIDATES, Searcher
from tests.fakes import WordEmbedder
from tests.indexer.glenmore import BUSES, GRANTS, HALLS, Desk, document, paragraphs, query

SUMMARY = """---
title: What the Grants Note says
area: Glenmore
source:
  title: {title}
  file: {file}
---

## Paying

Money for small groups comes early in May.
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory, models) -> Searcher:
    desk = Desk.make(tmp_path_factory.mktemp("desk"), models)
    desk.put(grants_md=GRANTS, buses_md=BUSES, halls_txt=HALLS)
    desk.build()
    return desk.open()


def many(shelf, lines: int = 2 * CANDIDATES) -> Searcher:
    """An index of two documents with more passages than are looked at for one question."""
    nouns = "weir mill barn loch glen croft quay ferry kirk moor".split()
    chance = random.Random(7)
    made = [
        document(
            f"{area}.txt", "\n".join(" ".join(chance.choices(nouns, k=4)) for _ in range(lines)),
            area=area,
        )
        for area in ("Glenmore", "Strathlarig")
    ]  # fmt: skip
    shelf.write(made, [passage for one in made for passage in paragraphs(one)])
    return shelf.searcher()


# --- hits ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "name", "begins"),
    [
        ("When are small grants paid?", "grants.md", "The Glenmore office pays"),
        ("How long are receipts kept?", "grants.md", "Each group keeps its receipts"),
        ("Who gives people a lift to the doctor?", "buses.md", "Volunteer drivers"),
        ("Where do I get what opens the hall door?", "halls.txt", "A hall is let"),
    ],
    ids=["same words", "inflections", "other words", "hardly a word"],
)
def test_what_was_asked_is_found_by_words_and_by_meaning(searcher, question, name, begins):
    best = searcher.search(query(question))[0]
    assert best.document.name == name
    assert best.passage.text.startswith(begins)


def test_hits_are_ranked_and_their_quotes_stand_where_they_say(searcher):
    hits = searcher.search(query("grants receipts minibus keys"))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.id for hit in hits}) == len(hits) == 4
    for hit in hits:
        passage, text = hit.passage, hit.document.text
        assert text[passage.start : passage.end] == passage.text
        assert passage.document == hit.document.id
        assert all(passage.start <= a < b <= passage.end for a, b in passage.sentences)
        assert " ".join(text[a:b] for a, b in passage.sentences) == passage.text


def test_the_scores_of_a_hit_are_what_they_say(searcher):
    for hit in searcher.search(query("When are small grants paid?")):
        assert len(hit.cosines) == len(hit.passage.sentences)
        assert hit.sentence == max(hit.cosines)
        assert -1 <= hit.dense <= 1
        assert 0 <= hit.lexical <= 1


def test_at_most_the_limit_is_found(searcher):
    question = "When are small grants paid?"
    everything = searcher.search(query(question))
    assert [len(searcher.search(query(question, limit=n))) for n in (0, 1, 3, 99)] == [0, 1, 3, 4]
    assert searcher.search(query(question, limit=2)) == everything[:2]


def test_of_equal_hits_the_earlier_stands_first(shelf):
    shelf.fill(*["The ferry sails at dawn."] * 3, title="Timetable")
    hits = shelf.searcher().search(query("ferry dawn"))
    assert [hit.document.name for hit in hits] == ["0.txt", "1.txt", "2.txt"]
    assert len({hit.score for hit in hits}) == 1


@pytest.mark.parametrize(
    "question",
    [
        "", " \n", "😀", '"grants" OR * NEAR(keys)', "\0", "\ud83d", "grants'; DROP TABLE passages",
        "word " * 10_000,
    ],
    ids=["empty", "blank", "emoji", "operators", "control", "half a character", "sql", "long"],
)  # fmt: skip
def test_any_question_is_answered_with_hits(searcher, question):
    assert len(searcher.search(query(question))) == 4


def test_ten_thousand_different_words_are_searched(searcher):
    words = [
        "".join(parts) for parts in product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou", "xz")
    ]
    assert len(set(words)) == 7200
    assert (
        len(searcher.search(query(f"{' '.join([*words, *(w * 2 for w in words)])} minibus"))) == 4
    )


# --- what is left out ----------------------------------------------------------------------------


def test_areas_and_documents_leave_out_all_others(searcher):
    question = "When are small grants paid?"
    by_name = {document.name: document.id for document in searcher.documents}

    def found(**only: tuple[str, ...]) -> set[str]:
        return {hit.document.name for hit in searcher.search(query(question, **only))}

    assert searcher.areas == {"Glenmore", "Strathlarig"}
    assert found(areas=("Strathlarig",)) == {"buses.md"}
    assert found(areas=("Glenmore", "Strathlarig")) == {"grants.md", "buses.md"}
    assert found(documents=(by_name["halls.txt"],)) == {"halls.txt"}
    assert found(areas=("Glenmore",), documents=(by_name["buses.md"],)) == set()
    assert found(areas=("Nowhere",)) == found(documents=("none",)) == set()


def test_in_a_large_area_the_nearest_of_it_are_found(shelf):
    searcher = many(shelf)
    asked = query("weir mill barn ferry", areas=("Glenmore",), limit=10_000)
    hits = searcher.search(asked)
    assert {hit.passage.area for hit in hits} == {"Glenmore"}
    generation = store.open_current(shelf.folder)
    own = generation.vectors_where("area = ?", ("Glenmore",))
    cosines = generation.vectors.get([i for _, i in own]) @ WordEmbedder().embed([asked.text])[0]
    assert len(own) > len(hits) >= CANDIDATES
    assert max(hit.dense for hit in hits) == pytest.approx(float(cosines.max()), abs=1e-6)
    least = np.sort(cosines)[-CANDIDATES]
    nearest = [hit for hit in hits if hit.dense >= least - 1e-6]
    assert len(nearest) >= CANDIDATES


def test_an_area_changes_which_hits_there_are_and_not_their_scores(shelf):
    searcher = many(shelf)
    everywhere = {h.passage.id: h for h in searcher.search(query("weir mill", limit=10_000))}
    within = searcher.search(query("weir mill", areas=("Strathlarig",), limit=10_000))
    both = [hit for hit in within if hit.passage.id in everywhere]
    assert len(both) > 20
    for hit in both:
        assert hit.dense == pytest.approx(everywhere[hit.passage.id].dense, abs=1e-6)


@pytest.mark.parametrize(
    ("title", "file"),
    [("Glenmore Grants Note", ""), ("The glenmore  grants note", "other.pdf"), ("A", "grants.md")],
    ids=["by title", "by title, loosely", "by file"],
)
def test_a_summary_is_set_aside_while_its_original_is_indexed(desk, title, file):
    desk.put(summary_md=SUMMARY.format(title=title, file=file), buses_md=BUSES)
    desk.build()
    assert desk.names == {"buses.md", "summary.md"}
    desk.put(grants_md=GRANTS)
    desk.build()
    searcher = desk.open()
    assert {document.name for document in searcher.documents} == {"buses.md", "grants.md"}
    for only in ({}, {"areas": ("Glenmore",)}):
        hits = searcher.search(query("money for small groups in May", **only))
        assert "summary.md" not in {hit.document.name for hit in hits}
    assert "Paying" not in {heading for heading, _ in searcher.headings()}
    desk.remove("grants.md")
    desk.build()
    assert desk.ask("money for small groups in May")[0].document.name == "summary.md"


def test_a_summary_is_not_the_original_of_another(desk):
    desk.put(
        one_md=SUMMARY.format(title="Nowhere", file=""),
        two_md=SUMMARY.format(title="What the Grants Note says", file="one.md"),
    )
    desk.build()
    assert desk.names == {"one.md", "two.md"}


# --- sections, headings, spelling ----------------------------------------------------------------


def test_a_section_and_its_heading_are_given_in_reading_order(searcher):
    headings = searcher.headings()
    assert [heading for heading, _ in headings] == [
        "Village buses",
        "Paying grants",
        "Keeping accounts",
        "Using the village halls",
    ]
    for _, first in headings:
        assert searcher.section(first)[0] == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("minibsu", "minibus"),
        ("recepits", "receipts"),
        ("tresurer", "treasurer"),
        ("neighborhood", "neighbourhood"),
    ],
)
def test_a_typing_mistake_is_mended(searcher, typed, meant):
    assert searcher.corrected(typed) == meant


@pytest.mark.parametrize(
    "word",
    ["grants", "granting", "halls", "keep", "bus", "teh", "rents", "ballet", "b4", "", "2031"],
)
def test_words_that_may_well_be_meant_are_left_alone(searcher, word):
    assert searcher.corrected(word) == word


def test_a_word_that_is_like_none_is_left_alone(searcher):
    assert searcher.corrected("xylofoonist") == "xylofoonist"


def test_how_often_a_word_stands_is_counted_in_passages(searcher):
    assert [searcher.frequency(word) for word in ("grants", "halls", "minibus", "otter")] == [
        2, 1, 1, 0,
    ]  # fmt: skip


# --- one searcher for all ------------------------------------------------------------------------


def test_sixteen_threads_at_once_get_the_answers_that_one_gets(searcher):
    asked = [
        query(question, areas=areas)
        for question in ("grants in May", "receipts", "a lift to the surgery", "who has the keys")
        for areas in ((), ("Glenmore",), ("Strathlarig",))
    ]
    alone = [(searcher.search(one), searcher.corrected("minibsu")) for one in asked]

    def ask_all(turn: int) -> list:
        order = asked[turn % 12 :] + asked[: turn % 12]
        found = [(searcher.search(one), searcher.corrected("minibsu")) for one in order]
        return found[12 - turn % 12 :] + found[: 12 - turn % 12]

    with ThreadPoolExecutor(16) as pool:
        for found in pool.map(ask_all, range(32)):
            assert [[hit.passage for hit in hits] for hits, _ in found] == [
                [hit.passage for hit in hits] for hits, _ in alone
            ]
            assert found == alone


def test_the_index_says_what_it_holds(searcher):
    assert (searcher.size, searcher.manifest.documents) == (4, 3)
    assert searcher.built_at == searcher.manifest.built_at


def test_without_an_index_or_its_model_there_is_no_searcher(desk):
    with pytest.raises(IndexMissing, match="Build it with 'compactbot index'"):
        desk.open()
    desk.put(grants_md=GRANTS)
    desk.build()
    (desk.index / "models").unlink()
    with pytest.raises(ModelError, match="Run 'compactbot index'"):
        desk.open()
