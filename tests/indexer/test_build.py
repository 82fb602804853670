import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer import store
from indexer.changes import Change
from indexer.embedder import open_embedder
from indexer.embedding.models import BUNDLED
from indexer.errors import IndexDamaged, IndexerError, IndexLocked, IndexUnwritable
from indexer.generation import MANIFEST, PASSAGES, VECTORS
from indexer.report import Skipped, Watcher
from indexer.search import Searcher
from indexer.sources import Source
from indexer.vectors import Vectors, VectorSet
from tests.indexer.glenmore import BUSES, GRANTS, HALLS, Desk, query

REPOSITORY = Path(__file__).parents[2]
ALL = {"grants_md": GRANTS, "buses_md": BUSES, "halls_txt": HALLS}
FIRST_VECTORS = VECTORS.format(0)
PAID = "When are small grants paid?"


# --- what a build does ---------------------------------------------------------------------------


def test_a_build_counts_what_it_did(desk):
    desk.put(**ALL, empty_md="")
    report = desk.build()
    assert (report.documents, report.passages) == (3, 4)
    # A vector for each passage with its context, and one for each sentence: 2 + 1, 2, 2.
    assert (report.embedded, report.reused, report.removed) == (4 + 7, 0, 0)
    assert [skipped.path for skipped in report.skipped] == ["docs/empty.md"]
    assert 0 < report.seconds < 30
    manifest = desk.open().manifest
    assert (manifest.documents, manifest.passages, manifest.vectors) == (3, 4, 11)
    assert (manifest.sources, manifest.built_at[-6:]) == ((str(desk.docs),), "+00:00")


def test_progress_is_told_up_to_the_last_vector(desk):
    desk.put(**ALL)
    told: list[tuple[int, int]] = []
    report = desk.build(watcher=Watcher(progress=lambda *both: told.append(both)))
    assert told[-1] == (report.embedded, report.embedded)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_what_has_not_changed_is_not_embedded_again(desk):
    desk.put(**ALL)
    first = desk.build()
    told: list[tuple[int, int]] = []
    second = desk.build(watcher=Watcher(progress=lambda *both: told.append(both)))
    assert (second.embedded, second.reused, told) == (0, first.embedded, [])
    desk.put(grants_md=GRANTS.replace("six winters", "seven winters"))
    assert desk.build().embedded == 2  # the passage and its sentence


def test_the_vectors_that_were_kept_are_those_that_embedding_gives(desk):
    desk.put(grants_md=GRANTS)
    desk.build()
    desk.put(**ALL)
    desk.build()
    kept = store.open_current(desk.index).vectors
    shutil.rmtree(desk.index / "generations")
    assert desk.build().reused == 0
    fresh = store.open_current(desk.index).vectors
    assert set(kept.ids()) == set(fresh.ids())
    cosines = (kept.get(fresh.ids()) * fresh.get(fresh.ids())).sum(axis=1)
    assert cosines.min() > 0.99999


def test_a_renamed_file_keeps_its_vectors(desk):
    desk.put(**ALL)
    desk.build()
    (desk.docs / "grants.md").rename(desk.docs / "grants-2031.md")
    report = desk.build()
    assert (report.documents, report.embedded, report.removed) == (3, 0, 1)
    assert desk.ask(PAID)[0].document.path == "docs/grants-2031.md"


def test_a_removed_document_is_not_found_any_more(desk):
    desk.put(**ALL)
    desk.build()
    desk.remove("grants.md")
    report = desk.build()
    assert (report.documents, report.removed) == (2, 1)
    assert {hit.document.name for hit in desk.ask(PAID)} == {"buses.md", "halls.txt"}


def test_the_same_text_in_two_documents_is_embedded_once_and_found_in_both(desk):
    desk.put(one_md=GRANTS)
    alone = desk.build()
    desk.put(two_md=GRANTS + "\n")
    both = desk.build()
    assert (both.documents, both.passages, both.embedded) == (2, 2 * alone.passages, 0)
    assert [hit.document.name for hit in desk.ask(PAID)[:2]] == ["one.md", "two.md"]


def test_a_file_that_two_sources_name_is_read_once(desk):
    desk.put(grants_md=GRANTS)
    report = desk.build(Source(desk.docs / "grants.md", "grants.md"), Source(desk.docs, "again"))
    assert (report.documents, report.skipped) == (1, ())


def test_an_index_of_another_model_is_embedded_anew(desk):
    desk.put(**ALL)
    first = desk.build()
    ours = store.open_current(desk.index)
    ids = ours.vectors.ids()
    entries = [one for _, one in sorted(ours.entries(range(1, 5)).items())]
    other = replace(ours.manifest, model="another", model_digest="0" * 64, files={})
    nonsense = Vectors.build(ids, np.eye(len(ids), ours.manifest.dim, dtype=np.float32))
    change = Change((), list(ours.documents().values()), entries, list(ours.files().values()))
    store.write(desk.index, store.Basis(None, VectorSet(nonsense.dim, ())), change, nonsense, other)
    report = desk.build()
    assert (report.embedded, report.reused) == (first.embedded, 0)
    now = store.open_current(desk.index)
    assert now.manifest.model == "all-MiniLM-L6-v2"
    np.testing.assert_allclose(now.vectors.get(ids), ours.vectors.get(ids), atol=1e-5)


def test_an_index_of_another_version_is_built_anew(desk):
    desk.put(**ALL)
    before = desk.build()
    path = generation(desk) / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 0}))
    with pytest.raises(IndexDamaged, match="another version"):
        desk.open()
    after = desk.build()
    assert (after.embedded, after.reused) == (before.embedded, 0)
    assert desk.names == {"grants.md", "buses.md", "halls.txt"}


# --- the index in use ----------------------------------------------------------------------------


def test_who_reads_the_old_index_goes_on_and_who_comes_next_sees_the_new_one(desk):
    desk.put(grants_md=GRANTS)
    desk.build()
    early = desk.open()
    desk.remove("grants.md")
    desk.put(buses_md=BUSES, halls_txt=HALLS)
    for _ in range(3):
        desk.build()
    assert [document.name for document in early.documents] == ["grants.md"]
    assert early.section(early.headings()[0][1])[0].text.startswith("The Glenmore office pays")
    assert desk.names == {"buses.md", "halls.txt"}


def test_a_build_that_is_killed_leaves_an_index_and_the_next_one_works(desk):
    desk.put(grants_md=GRANTS)
    desk.build()
    run = [sys.executable, "-m", "tests.indexer.killed_build", desk.docs, desk.index]
    killed, held = [], "grants.md"
    embedder = open_embedder(BUNDLED, desk.open().manifest.model_digest, desk.index / "models")
    with subprocess.Popen(
        run, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as builds:
        for moment in range(50):
            new = f"note{moment}.md"
            shutil.rmtree(desk.docs)
            desk.docs.mkdir()
            desk.put(**{new.replace(".", "_"): GRANTS.replace("six", f"{moment + 2}")})
            builds.stdin.write(f"{moment}\n")
            builds.stdin.flush()
            ended_by = int(builds.stdout.readline())
            # The index is whole, be it the old one or the new one.
            hits = Searcher(store.open_current(desk.index), embedder).search(query(PAID))
            assert hits[0].passage.text.startswith("The Glenmore office pays")
            (name,) = {hit.document.name for hit in hits}
            assert name in (held, new)
            held = name
            if not ended_by:
                break
            killed.append(signal.Signals(ended_by))
        builds.stdin.close()
    assert len(killed) >= 10
    assert set(killed) == {signal.SIGKILL}
    assert held == new
    desk.build()
    assert not list(desk.index.glob("generations/aside-*"))


def test_two_builds_at_once_end_in_one_index_and_one_sentence(desk):
    desk.put(**ALL)
    refused: list[str] = []

    def build_too(*_: int) -> None:
        with pytest.raises(IndexLocked) as caught:
            desk.build()
        refused.append(str(caught.value))

    assert desk.build(watcher=Watcher(progress=build_too)).documents == 3
    assert set(refused) == {
        "another compactbot is building this index just now. Try again when it is done."
    }
    assert desk.build().reused == 11


@pytest.fixture(scope="module")
def built(tmp_path_factory, models) -> Path:
    """A finished index of ALL, to be copied."""
    desk = Desk.make(tmp_path_factory.mktemp("built"), models)
    desk.put(**ALL)
    desk.build()
    (desk.index / "models").unlink()
    return desk.index


def generation(desk) -> Path:
    return desk.index / "generations" / store.current_name(desk.index)


@pytest.mark.parametrize("name", ["current", MANIFEST, PASSAGES, FIRST_VECTORS])
@pytest.mark.parametrize("damage", ["flipped", "cut"])
def test_a_damaged_index_is_noticed_and_the_next_build_repairs_it(desk, built, name, damage):
    desk.put(**ALL)
    shutil.copytree(built, desk.index, dirs_exist_ok=True, symlinks=True)
    path = desk.index / name if name == "current" else generation(desk) / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x80
    path.write_bytes(data if damage == "flipped" else data[: len(data) // 2])
    with pytest.raises(IndexerError, match="'compactbot index'"):
        desk.open()
    assert desk.build().documents == 3
    assert desk.ask(PAID)[0].document.name == "grants.md"


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/compactbot"])
def test_an_index_folder_that_cannot_be_written_is_named(desk, place):
    desk.put(grants_md=GRANTS)
    (desk.index / "file").write_text("not a folder")
    with pytest.raises(IndexUnwritable, match=r"the index folder .* cannot be written"):
        replace(desk, index=desk.index / place).build()


# --- what is read and what is not ----------------------------------------------------------------


NO_YAML = r"line [34]: this is not .*YAML"
FAULTS = {  # what is in the file, and how the reason begins, as a pattern
    "binary_txt": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\2\3" * 40,
        "this is not a text file. Save it",
    ),
    "blank_txt": (" \n\t\n", "the file is empty. Put the text in, or remove the file."),
    "empty_md": ("", "the file is empty. Put the text in, or remove the file."),
    "ending_md": ("---\ntitle: A\n\nT.\n", "line 1: the front matter has no closing '---' line."),
    "heading_md": (
        "# Only a heading\n",
        "no text was found in it. Check that it is the right file.",
    ),
    "key_md": ("---\ntitle: A\nyaer: 2031\n---\nT.\n", "line 3: unknown key 'yaer'. Did you mean"),
    "quote_md": ('---\ntitle: A\nyear: "20\n---\nT.\n', NO_YAML),
    "records_yaml": ("- one\n- two\n", "expected 'title:', 'kind:' and records. "),
    "title_md": ("---\narea: Glenmore\n---\n\nText.\n", "line 2: 'title' is missing. "),
    "word_docx": (b"PK\3\4", "this Word document is damaged or cut short. Get a whole copy "),
    "word_pages": ("Text.", "no reader for this kind of file. Save it as a Word document "),
    "yaml_yaml": ("title: A\nkind: [\n", NO_YAML),
}


def test_a_file_that_cannot_be_read_is_skipped_with_the_line_and_the_reason(desk):
    desk.put(**ALL, **{name: content for name, (content, _) in FAULTS.items()})
    skipped = desk.build().skipped
    assert [one.path for one in skipped] == [f"docs/{name.replace('_', '.')}" for name in FAULTS]
    for one, (_, reason) in zip(skipped, FAULTS.values(), strict=True):
        assert re.match(reason, one.reason)
    assert desk.names == {"grants.md", "buses.md", "halls.txt"}


def test_a_file_that_is_too_large_is_skipped(desk):
    desk.put(halls_txt=HALLS, long_txt="Glenmore. " * 40_000)
    report = desk.build(max_bytes=300_000)
    said = "larger than 0.3 MB. Split it, or raise knowledge.max_file_mb."
    assert report.skipped == (Skipped("docs/long.txt", said),)
    assert desk.names == {"halls.txt"}


def test_files_that_are_not_there_are_skipped(desk):
    desk.put(halls_txt=HALLS)
    (desk.docs / "link.md").symlink_to("moved-away.md")
    report = desk.build(Source(desk.docs / "gone.md", "gone.md"))
    assert [skipped.path for skipped in report.skipped] == ["docs/link.md", "gone.md"]
    said = "there is no such file. Check its name, and knowledge.paths in config.yaml."
    assert {skipped.reason for skipped in report.skipped} == {said}
    assert desk.names == {"halls.txt"}


def test_a_file_that_the_system_will_not_read_is_skipped(desk):
    unreadable = Path("/proc/self/mem")  # also for root
    if not unreadable.exists():
        pytest.skip("needs /proc")
    desk.put(halls_txt=HALLS)
    said = "cannot be opened (Input/output error). Check its rights."
    assert desk.build(Source(unreadable, "locked")).skipped == (Skipped("locked", said),)
    assert desk.names == {"halls.txt"}


def test_files_and_folders_without_the_right_to_read_are_skipped(desk):
    desk.put(halls_txt=HALLS, locked_txt=HALLS)
    (desk.docs / "closed").mkdir()
    (desk.docs / "locked.txt").chmod(0)
    (desk.docs / "closed").chmod(0)
    if os.access(desk.docs / "closed", os.R_OK):
        pytest.skip("this user may read everything")
    try:
        report = desk.build()
    finally:
        (desk.docs / "closed").chmod(0o700)
    assert [(skipped.path, skipped.reason) for skipped in report.skipped] == [
        ("docs/closed", "this folder cannot be opened. Check its rights."),
        ("docs/locked.txt", "cannot be opened (Permission denied). Check its rights."),
    ]


def test_what_is_neither_a_file_nor_a_folder_is_skipped_and_not_waited_for(desk):
    desk.put(halls_txt=HALLS)
    os.mkfifo(desk.docs / "pipe.txt")
    said = "this is neither a file nor a folder. Name another."
    assert desk.build().skipped == (Skipped("docs/pipe.txt", said),)


def test_readmes_glossaries_and_hidden_files_are_passed_over_in_silence(desk):
    for folder in (".git", "~old", "more/.cache"):
        (desk.docs / folder).mkdir(parents=True)
        (desk.docs / folder / "a.md").write_text(GRANTS)
    for name in ("README.md", "ReadMe.md", "glossary.yaml", "places.yaml", ".a.md", "~$a.md"):
        (desk.docs / name).write_text("---\nbroken")
    (desk.docs / "more" / "halls.txt").write_text(HALLS)
    report = desk.build()
    assert (report.documents, report.skipped) == (1, ())
    assert desk.open().documents[0].path == "docs/more/halls.txt"


def test_links_that_lead_in_a_circle_end(desk):
    desk.put(halls_txt=HALLS)
    (desk.docs / "inside").mkdir()
    (desk.docs / "inside" / "up").symlink_to(desk.docs)
    (desk.docs / "self.md").symlink_to("self.md")
    report = desk.build(Source(desk.docs / "self.md", "self.md"))
    assert report.documents == 1
    assert [skipped.path for skipped in report.skipped] == ["docs/self.md"]


def test_a_name_that_is_no_text_is_shown_as_well_as_it_can_be(desk):
    try:
        Path(os.fsdecode(os.fsencode(desk.docs) + b"/caf\xe9.txt")).write_text(HALLS)
    except OSError:
        pytest.skip("this file system takes no such names")
    assert desk.build().documents == 1
    (found,) = desk.open().documents
    assert (found.name, found.path) == ("caf\ufffd.txt", "docs/caf\ufffd.txt")


def test_documents_come_in_the_order_of_the_sources_and_by_name(desk, tmp_path):
    desk.put(b_txt=HALLS, a_md=GRANTS)
    (desk.docs / "z").mkdir()
    (desk.docs / "z" / "0.txt").write_text("Written last. It stands here.")
    (tmp_path / "own.md").write_text(BUSES)
    desk.build(Source(tmp_path / "own.md", "own.md"))
    paths = [document.path for document in desk.open().documents]
    assert paths == ["docs/a.md", "docs/b.txt", "docs/z/0.txt", "own.md"]


def test_without_any_readable_document_the_old_index_stays(desk):
    desk.put(grants_md=GRANTS)
    desk.build()
    desk.put(grants_md="")
    with pytest.raises(IndexerError) as caught:
        desk.build()
    assert str(caught.value) == (
        "no document could be read. "
        "docs/grants.md: the file is empty. Put the text in, or remove the file."
    )
    assert desk.names == {"grants.md"}


def test_an_empty_folder_is_said_to_be_one(desk):
    with pytest.raises(IndexerError, match=r"no documents in docs\. Put a Word document "):
        desk.build()
    assert not (desk.index / "current").exists()
