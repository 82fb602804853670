import dataclasses
import json
import os
import resource
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from indexer import store
from indexer.changes import Change
from indexer.errors import IndexDamaged, IndexLocked, IndexMissing, IndexUnwritable
from indexer.generation import MANIFEST, PASSAGES, VECTORS, Generation
from indexer.rows import as_json
from indexer.types import Cell, Form, Kind, Origin
from indexer.vectors import VectorSet
from tests.indexer.glenmore import Shelf, document, entry, paragraphs

FIRST_VECTORS = VECTORS.format(0)
OTTERS = "Otters live by the Glenmore weir.\nThe weir was built by three farmers."
AGAIN = "Run 'compactbot index' to build it again."


def files_of(shelf: Shelf) -> dict[str, Path]:
    generation = shelf.folder / "generations" / store.current_name(shelf.folder)
    names = (MANIFEST, PASSAGES, FIRST_VECTORS)
    return {"current": shelf.folder / "current"} | {name: generation / name for name in names}


def generations(shelf: Shelf) -> set[str]:
    return {path.name for path in (shelf.folder / "generations").iterdir()}


def texts(generation: Generation) -> list[str]:
    return [document.text for document in generation.documents().values()]


# --- what goes in comes out ----------------------------------------------------------------------


def test_documents_and_passages_come_out_as_they_went_in(shelf):
    summary = document(
        "weir.md", "Ünïcödé – the weir", kind=Kind.CASE_STUDY, area="Glenmore", edition="2031",
        theme="water", origin=Origin("The Weir Book", "weir.pdf"),
    )  # fmt: skip
    rich = dataclasses.replace(
        paragraphs(summary)[0], form=Form.CELL, headings=("One", "“Two”"), number="1.11",
        where="page 4", lead=(0, 3), cell=Cell(2, "Lead", "Mend it", "Water", ("Timescale",)),
    )  # fmt: skip
    plain = document("plain.txt", OTTERS)
    passages = [rich, *paragraphs(plain)]
    shelf.write([summary, plain], passages)
    found = store.open_current(shelf.folder)
    assert list(found.documents().values()) == [summary, plain]
    assert found.entries([1, 2, 3]) == {row: entry(p) for row, p in enumerate(passages, 1)}
    assert found.rows_where("headings = ?", (as_json(("One", "“Two”")),)) == [1]


def test_a_passage_is_found_by_each_of_its_vectors(shelf):
    generation = shelf.fill(OTTERS)
    owned = generation.vectors_of([1, 2])
    assert owned == {
        row: (one.vector, *one.sentence_vectors) for row, one in generation.entries([1, 2]).items()
    }
    assert [generation.rows_of_vectors([i]) for i in owned[1]] == [{1}, {1}]
    assert generation.vectors_where("row = ?", (2,)) == [(2, owned[2][0])]


def test_a_sentence_that_stands_twice_leads_to_both_passages(shelf):
    generation = shelf.fill("Keep the gate shut.", "Keep the gate shut.")
    assert generation.manifest.vectors == 3
    assert generation.rows_of_vectors([generation.vectors_of([1])[1][1]]) == {1, 2}


def test_no_vector_is_lost(shelf):
    generation = shelf.fill(*(f"Line {n}.\nOther line {n}.\nSame line." for n in range(50)))
    rows = generation.connection.execute("SELECT DISTINCT vector FROM vector_rows").fetchall()
    assert {vector for (vector,) in rows} == set(generation.vectors.ids().tolist())
    assert len(rows) == len(generation.vectors) == generation.manifest.vectors == 251


def test_more_rows_may_be_asked_for_than_sqlite_takes_at_once(shelf):
    generation = shelf.fill("\n".join(f"Line {n}." for n in range(1200)))
    assert len(generation.entries(range(1, 300_000))) == 1200
    assert len(generation.rows_of_vectors(generation.vectors.ids().tolist() * 100)) == 1200


# --- swapped in whole ----------------------------------------------------------------------------


def test_an_open_index_outlives_builds_also_in_threads_that_come_later(shelf):
    shelf.fill(OTTERS)
    early = store.open_current(shelf.folder)
    for number in range(3):
        shelf.fill(f"Version {number}.")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(texts, early).result() == [OTTERS]
    assert texts(store.open_current(shelf.folder)) == ["Version 2."]


def test_old_generations_that_nobody_reads_are_removed(shelf):
    reader = shelf.fill("Version 0.")
    held = reader.folder.name
    for number in range(1, 4):
        last = shelf.fill(f"Version {number}.").folder.name
    assert held in generations(shelf)
    del reader
    shelf.fill("Version 4.")
    assert generations(shelf) == {last, store.current_name(shelf.folder)}


def test_what_a_killed_build_left_is_removed(shelf):
    left = shelf.folder / "generations" / "aside-1"
    left.mkdir(parents=True)
    (left / PASSAGES).write_text("half")
    (shelf.folder / "current.new").write_text("half")
    shelf.fill(OTTERS)
    assert generations(shelf) == {store.current_name(shelf.folder)}


def test_the_same_content_written_again_does_not_disturb_who_reads_it(shelf):
    read = shelf.fill(OTTERS)
    inode = (read.folder / PASSAGES).stat().st_ino
    entries = [one for _, one in sorted(read.entries([1, 2]).items())]
    about = dataclasses.replace(read.manifest, files={})
    change = Change((), list(read.documents().values()), entries, list(read.files().values()))
    (vectors,) = read.vectors.parts
    nothing = store.Basis(None, VectorSet(vectors.dim, ()))
    again = store.write(shelf.folder, nothing, change, vectors, about)
    assert again.folder == read.folder
    assert (again.folder / PASSAGES).stat().st_ino == inode


# --- what can be wrong ---------------------------------------------------------------------------


def test_where_there_is_no_index_it_is_said_how_to_build_one(tmp_path):
    for folder in (tmp_path, tmp_path / "absent", Path(__file__)):
        with pytest.raises(IndexMissing, match="Build it with 'compactbot index'"):
            store.open_current(folder)


@pytest.mark.parametrize("name", ["current", MANIFEST])
def test_each_flipped_bit_is_noticed(shelf, name):
    shelf.fill(OTTERS)
    path = files_of(shelf)[name]
    sound = path.read_bytes()
    for place in range(len(sound)):
        path.write_bytes(flipped(sound, place, bit=place % 8))
        with pytest.raises(IndexDamaged, match="Run 'compactbot index'"):
            store.open_current(shelf.folder)
    path.write_bytes(sound)
    assert texts(store.open_current(shelf.folder)) == [OTTERS]


@pytest.mark.parametrize("name", [PASSAGES, FIRST_VECTORS])
def test_a_flipped_bit_in_a_large_file_is_noticed(shelf, name):
    shelf.fill(OTTERS)
    path = files_of(shelf)[name]
    sound = path.read_bytes()
    for place in range(0, len(sound), len(sound) // 20):
        path.write_bytes(flipped(sound, place, bit=3))
        with pytest.raises(IndexDamaged, match=f"{name} is damaged. {AGAIN}"):
            store.open_current(shelf.folder)


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


@pytest.mark.parametrize("name", ["current", MANIFEST, PASSAGES, FIRST_VECTORS])
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.9], ids=["all gone", "half", "tail gone"])
def test_a_file_that_was_cut_short_is_noticed(shelf, name, kept):
    shelf.fill(OTTERS)
    path = files_of(shelf)[name]
    data = path.read_bytes()
    path.write_bytes(data[: int(kept * len(data))])
    with pytest.raises((IndexDamaged, IndexMissing), match="'compactbot index'"):
        store.open_current(shelf.folder)


@pytest.mark.parametrize("name", [MANIFEST, PASSAGES, FIRST_VECTORS])
def test_a_file_that_is_gone_is_noticed(shelf, name):
    shelf.fill(OTTERS)
    files_of(shelf)[name].unlink()
    with pytest.raises(IndexDamaged, match=AGAIN):
        store.open_current(shelf.folder)


def test_an_index_of_another_version_is_not_read(shelf):
    shelf.fill(OTTERS)
    path = files_of(shelf)[MANIFEST]
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 0}))
    with pytest.raises(IndexDamaged, match=f"from another version of compactbot. {AGAIN}"):
        store.open_current(shelf.folder)


def test_a_second_build_at_the_same_time_is_refused_with_a_sentence(shelf):
    with (
        store.locked(shelf.folder),
        pytest.raises(IndexLocked, match="another compactbot is build"),
    ):
        shelf.fill(OTTERS)
    shelf.fill(OTTERS)


def test_the_lock_is_free_again_after_a_failure(shelf):
    with pytest.raises(ZeroDivisionError), store.locked(shelf.folder):
        raise ZeroDivisionError
    shelf.fill(OTTERS)


@pytest.mark.parametrize("below", ["", "more/below"], ids=["is a file", "is below a file"])
def test_an_index_folder_that_is_no_folder_is_unwritable(tmp_path, below):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(IndexUnwritable, match=r"set state\.folder in config\.yaml"):
        Shelf(tmp_path / "file" / below).fill(OTTERS)


def test_an_index_folder_without_the_right_to_write_is_unwritable(shelf):
    shelf.fill(OTTERS)
    shelf.folder.chmod(0o500)
    if os.access(shelf.folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    try:
        with pytest.raises(IndexUnwritable, match="Permission denied"):
            shelf.fill("New.")
        assert texts(store.open_current(shelf.folder)) == [OTTERS]
    finally:
        shelf.folder.chmod(0o700)


@pytest.fixture
def no_room():
    """No file may be longer than 256 kB, as on a disk that is full."""
    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize(
    ("lines", "dim", "said"),
    [(3000, 64, "disk"), (20, 4096, "vectors")],
    ids=["passages", "vectors"],
)
def test_a_full_disk_is_said_so_and_the_old_index_stays(shelf, lines, dim, said, no_room):
    shelf.fill(OTTERS)
    shelf.embedder.dim = dim
    with pytest.raises(IndexUnwritable, match=f"cannot be written .*{said}"):
        shelf.fill("\n".join(f"Line {n}." for n in range(lines)))
    assert texts(store.open_current(shelf.folder)) == [OTTERS]
    assert generations(shelf) == {store.current_name(shelf.folder)}


def test_an_index_is_moved_and_copied_as_a_whole(shelf, tmp_path):
    shelf.fill(OTTERS)
    shutil.copytree(shelf.folder, tmp_path / "elsewhere")
    shutil.rmtree(shelf.folder)
    moved = store.open_current(tmp_path / "elsewhere")
    assert texts(moved) == [OTTERS]
    assert np.isfinite(moved.vectors.get(moved.vectors.ids())).all()
