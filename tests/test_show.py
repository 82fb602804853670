"""``compactbot show`` and ``compactbot watch``, as an officer uses them."""

import yaml

from tests.program import PAPERS

PLAN = """\
# Glenmore Plan

1.1 The plan runs for three years.

- Open a hall
- Mow the green

| Action | Owner | By when |
|---|---|---|
| Open the north hall | Forum | |
| Mow the village green twice | | June |
"""


def test_show_prints_the_structure_and_every_passage(unindexed):
    unindexed.paper("plan.md", PLAN)
    done = unindexed("show", "plan.md")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Glenmore Plan\n  file: plan.md (Markdown)\n")
    for line in (
        "paragraph 1.1: The plan runs for three years.",
        "a list of 2 items",
        "a table of 2 rows: Action, Owner, By when",
        "[cell, row 2, By when] June",
        "  - file: plan.md",
    ):
        assert line in done.out


def test_show_as_json_holds_exact_offsets(unindexed):
    unindexed.paper("plan.md", PLAN)
    shown = unindexed("show", "plan.md", "--json").json()
    assert (shown["title"], shown["format"]) == ("Glenmore Plan", "Markdown")
    texts = [block["text"] for section in shown["sections"] for block in section["blocks"]]
    assert "Mow the village green twice" in texts
    assert all(p["end"] - p["start"] == len(p["text"]) for p in shown["passages"])


def test_show_finds_an_indexed_document_by_its_name_and_by_its_title(indexed):
    by_name = indexed("show", "ferry.txt").out
    title = by_name.partition("\n")[0]
    assert by_name
    assert indexed("show", title.upper()).out == by_name


def test_show_full_prints_passages_whole(unindexed):
    sentence = "The ferry of Glenmore carries bicycles on Sundays, " * 3 + "and dogs on Mondays."
    unindexed.paper("boats.txt", sentence)
    assert sentence not in unindexed("show", "boats.txt").out
    assert sentence in unindexed("show", "boats.txt", "--full").out


def test_show_of_what_there_is_not_says_what_comes_near(indexed):
    complaint = indexed("show", "fery.txt").complaint()
    assert "there is no such file, nor a document of that name. Did you mean 'papers/" in complaint


def test_show_without_an_index_says_so(unindexed):
    complaint = unindexed("show", "fery.txt").complaint()
    assert "there is no such file, and there is no index yet." in complaint


def test_the_stub_that_show_prints_can_be_pasted_and_then_wins(copied):
    shown = copied("show", "papers/ferry.txt").out
    stub = yaml.safe_load(shown[shown.index("documents:\n") :])
    stub["documents"][0] |= {"title": "The Boat Rules", "superseded_by": "grants.md"}
    copied("index")
    copied.paper("papers/documents.yaml", yaml.safe_dump(stub))
    assert copied("index", "--json").json()["read"] == 1
    assert copied("show", "the boat rules").out.startswith("The Boat Rules\n")
    said = copied("ask", "Which rules has the ferry?").out
    assert "superseded by" in said or "The Boat Rules" not in said


def test_watch_builds_at_once_and_again_with_each_change_until_it_is_stopped(copied):
    with copied.terminal("watch") as terminal:
        terminal.shows(f"Indexed {len(PAPERS)} documents")
        copied.paper("papers/boats.txt", "Boats on Loch Glenmore carry two life belts each.")
        terminal.shows(f"Indexed {len(PAPERS) + 1} documents")
        copied.paper("papers/broken.docx", b"PK\3\4 this is no archive")
        terminal.shows("Skipped papers/broken.docx: this Word document is damaged")
        terminal.interrupt()
        assert terminal.ends() == 130
    assert "two life belts" in copied("ask", "How many life belts do boats carry?").out


def test_a_chat_that_is_open_answers_from_the_next_index(copied):
    question = "How many life belts do boats carry?"
    with copied.terminal("chat") as terminal:
        terminal.shows("you>")
        terminal.types(f"{question}\n")
        assert "two life belts" not in terminal.shows("you>")
        copied.paper("papers/boats.txt", "Boats on Loch Glenmore carry two life belts each.")
        assert copied("index").code == 0
        terminal.types(f"{question}\n")
        terminal.shows("two life belts")
