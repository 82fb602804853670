"""An index that follows its files: only what changed is read, and the rest stays as it was."""

import os
import time
from pathlib import Path

import pytest

from indexer import store
from indexer.errors import DocumentError
from indexer.places import Area, Places
from indexer.report import Copy, Skipped
from indexer.search import Searcher
from indexer.sources import read_bytes
from tests.indexer.glenmore import BUSES, GRANTS, HALLS, Desk, query

ALL = {"grants_md": GRANTS, "buses_md": BUSES, "halls_txt": HALLS}
OLD_ENOUGH = time.time_ns() - 10**12


def age(desk: Desk) -> None:
    """Make all files so old that their times are trusted."""
    for path in desk.docs.iterdir():
        os.utime(path, ns=(OLD_ENOUGH, OLD_ENOUGH), follow_symlinks=False)


def found(desk: Desk, question: str) -> list[tuple[str, str, float]]:
    return [(h.document.name, h.passage.text, round(h.score, 6)) for h in desk.ask(question)]


QUESTIONS = ("When are small grants paid?", "Who runs the bus?", "How much is a hall?", "otters")


def test_only_what_changed_is_read(desk):
    desk.put(**ALL)
    age(desk)
    assert desk.build().read == 3
    desk.put(grants_md=GRANTS.replace("six winters", "seven winters"))
    report = desk.build()
    assert (report.read, report.documents, report.removed) == (1, 3, 0)
    assert desk.names == {"grants.md", "buses.md", "halls.txt"}


def test_where_nothing_changed_nothing_is_written(desk):
    desk.put(**ALL)
    desk.build()
    name = store.current_name(desk.index)
    report = desk.build()
    assert (report.read, report.embedded, report.documents) == (0, 0, 3)
    assert store.current_name(desk.index) == name


def test_a_file_whose_time_alone_changed_is_not_read_again(desk):
    desk.put(**ALL)
    age(desk)
    desk.build()
    (desk.docs / "grants.md").touch()
    assert desk.build().read == 0


def test_a_change_that_keeps_size_and_second_is_noticed(desk):
    desk.put(**ALL)
    desk.build()
    stamp = (desk.docs / "halls.txt").stat()
    changed = HALLS.replace("a", "e", 1)
    desk.put(halls_txt=changed)
    os.utime(desk.docs / "halls.txt", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert desk.build().read == 1


def test_a_refreshed_index_answers_as_a_new_one_does(desk, tmp_path, models):
    desk.put(**ALL)
    desk.build()
    desk.put(grants_md=GRANTS.replace("six winters", "seven winters"), otters_txt="Otters swim.")
    desk.remove("buses.md")
    desk.build()
    (tmp_path / "other").mkdir()
    other = Desk.make(tmp_path / "other", models)
    for path in desk.docs.iterdir():
        (other.docs / path.name).write_bytes(path.read_bytes())
    other.build()
    assert desk.names == other.names == {"grants.md", "halls.txt", "otters.txt"}
    for question in QUESTIONS:
        assert found(desk, question) == found(other, question)
    ours, new = desk.open(), other.open()
    assert [d.name for d in ours.documents] == [d.name for d in new.documents]
    for word in ("winter", "otters", "bus", "hall"):
        assert ours.frequency(word) == new.frequency(word)
        assert ours.corrected(word + "s") == new.corrected(word + "s")


def test_what_was_removed_is_corrected_to_no_more(desk):
    desk.put(**ALL, zebra_txt="The zebrafish club meets at noon.")
    desk.build()
    assert desk.open().corrected("zebrafihs") == "zebrafish"
    desk.remove("zebra.txt")
    desk.build()
    assert desk.open().corrected("zebrafihs") == "zebrafihs"


def test_many_refreshes_keep_few_files_and_no_vector_too_many(desk):
    desk.put(**ALL)
    desk.build()
    for number in range(store.MOST_FILES + 3):
        desk.put(diary_txt=f"On day {number} the ferry carried {number} sheep.")
        desk.build()
    manifest = desk.open().manifest
    assert len(manifest.vector_files) <= store.MOST_FILES
    assert manifest.vectors <= store.MOST_UNOWNED * manifest.owned
    assert found(desk, "ferry sheep")[0][1] == f"On day {number} the ferry carried {number} sheep."


def test_other_places_make_all_documents_be_read_again_and_nothing_embedded(desk):
    desk.put(**ALL)
    age(desk)
    desk.build()
    report = desk.build(places=Places.of([Area("Kinlarig")]))
    assert (report.read, report.embedded) == (3, 0)


def test_of_two_identical_files_one_is_indexed_and_both_are_named(desk):
    desk.put(**ALL, copy_md=GRANTS)
    report = desk.build()
    assert (report.documents, report.copies) == (3, (Copy("docs/grants.md", "docs/copy.md"),))
    (held,) = (d for d in desk.open().documents if d.name == "copy.md")
    assert held.copies == ("docs/grants.md",)


def test_when_the_first_of_two_identical_files_goes_the_other_takes_its_place(desk):
    desk.put(**ALL, copy_md=GRANTS)
    desk.build()
    desk.remove("copy.md")
    report = desk.build()
    assert (report.documents, report.embedded, report.copies) == (3, 0, ())
    assert desk.names == {"grants.md", "buses.md", "halls.txt"}
    assert [d.copies for d in desk.open().documents] == [(), (), ()]


def test_a_copy_that_comes_later_is_named_too(desk):
    desk.put(**ALL)
    age(desk)
    desk.build()
    desk.put(second_md=GRANTS)
    report = desk.build()
    assert (report.read, report.copies) == (0, (Copy("docs/second.md", "docs/grants.md"),))
    (held,) = (d for d in desk.open().documents if d.name == "grants.md")
    assert held.copies == ("docs/second.md",)


def test_files_that_a_pattern_names_are_passed_over(desk):
    desk.put(**ALL)
    (desk.docs / "drafts").mkdir()
    (desk.docs / "drafts" / "new.txt").write_text("Text.")
    report = desk.build(ignore=("drafts/", "h*.txt"))
    assert (report.skipped, desk.names) == ((), {"grants.md", "buses.md"})


def test_a_link_that_leads_out_of_the_folder_is_not_followed(desk, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("The alarm code is 4711.")
    desk.put(**ALL)
    (desk.docs / "link.txt").symlink_to(secret)
    (desk.docs / "inside.txt").symlink_to(desk.docs / "grants.md")
    said = "this is a link to a file outside the folder. Put the file itself into the folder."
    assert desk.build().skipped == (Skipped("docs/link.txt", said),)
    assert len(desk.names) == 3


@pytest.mark.parametrize(
    "name", ["our compact.txt", "jam 🍓.txt", "the 'new' \"one\".txt", "ä.txt"]
)
def test_any_name_that_a_file_can_have_is_kept(desk, name):
    (desk.docs / name).write_text("Otters live by the Glenmore weir.")
    assert (desk.build().documents, desk.names) == (1, {name})


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_time():
    growing = Path("/proc/self/status")  # says that it is empty, and holds more when it is read
    if not growing.exists():
        pytest.skip("needs /proc")
    with pytest.raises(DocumentError, match="it changed while it was read"):
        read_bytes(growing, "log.txt", 10_000_000)


def test_a_file_that_vanishes_is_said_to_be_gone(tmp_path):
    with pytest.raises(DocumentError, match="there is no such file"):
        read_bytes(Path(tmp_path / "gone.txt"), "gone.txt", 100)


def test_who_searches_while_the_index_changes_sees_one_index(desk):
    desk.put(**ALL)
    desk.build()
    before: Searcher = desk.open()
    desk.put(grants_md="Nothing is left.")
    desk.build()
    assert before.search(query("When are small grants paid?"))[0].document.name == "grants.md"
    assert "six winters" in before.documents[2].text or "six winters" in before.documents[1].text


# --- what documents.yaml says --------------------------------------------------------------------

SAID = """\
documents:
  - file: grants.md
    title: The Grants Code
    edition: 2nd edition
    superseded_by: halls.txt
"""


def test_what_documents_yaml_says_wins_and_a_change_of_it_counts(desk):
    desk.put(**ALL, documents_yaml=SAID)
    age(desk)
    assert desk.build().skipped == ()
    grants = {d.name: d for d in desk.open().documents}["grants.md"]
    assert (grants.title, grants.edition) == ("The Grants Code", "2nd edition")
    halls = {d.name: d for d in desk.open().documents}["halls.txt"]
    assert grants.superseded_by == halls.title
    desk.put(documents_yaml=SAID.replace("2nd", "3rd"))
    report = desk.build()
    assert report.read == 1
    assert {d.edition for d in desk.open().documents} >= {"3rd edition"}
    desk.remove("documents.yaml")
    assert desk.build().read == 1
    assert "3rd edition" not in {d.edition for d in desk.open().documents}


def test_what_took_the_place_of_a_document_may_be_named_by_any_of_its_files(desk):
    (desk.docs / "new").mkdir()
    (desk.docs / "new/halls.txt").write_text(HALLS)
    desk.put(**ALL, documents_yaml=SAID.replace("by: halls.txt", "by: new/halls.txt"))
    desk.build()
    held = {d.name: d for d in desk.open().documents}
    assert held["halls.txt"].copies == ("docs/new/halls.txt",)
    assert held["grants.md"].superseded_by == held["halls.txt"].title


def test_an_entry_that_names_no_file_is_reported_with_its_line(desk):
    desk.put(**ALL, documents_yaml=SAID.replace("grants.md", "grant.md"))
    said = "line 2: there is no file 'grant.md' beside it. Did you mean 'grants.md'?"
    assert desk.build().skipped == (Skipped("docs/documents.yaml", said),)


def test_a_documents_yaml_that_cannot_be_read_leaves_the_documents_as_they_are(desk):
    desk.put(**ALL, documents_yaml="documents:\n  - fiel: x\n")
    (skipped,) = desk.build().skipped
    assert skipped.path == "docs/documents.yaml"
    assert skipped.reason.startswith("line 2: unknown key 'fiel'. Did you mean 'file'?")
    assert len(desk.names) == 3


def test_the_nearest_documents_yaml_counts_also_for_a_file_named_alone(desk):
    below = desk.docs / "old"
    below.mkdir()
    (below / "notes.txt").write_text("Otters live by the weir.")
    desk.put(documents_yaml="documents:\n  - file: old/notes.txt\n    title: Above\n")
    desk.build()
    assert desk.open().documents[0].title == "Above"
    (below / "documents.yaml").write_text("documents:\n  - file: notes.txt\n    title: Beside\n")
    desk.build()
    assert desk.open().documents[0].title == "Beside"
