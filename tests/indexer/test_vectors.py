import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import IndexDamaged
from indexer.vectors import Vectors, VectorSet, vector_id

DIM = 8


def unit_rows(rows: int, dim: int = DIM) -> np.ndarray:
    matrix = np.random.default_rng(rows).normal(size=(rows, dim)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def ids_for(rows: int) -> np.ndarray:
    return np.array([vector_id(f"text {row}") for row in range(rows)], dtype=np.int64)


@pytest.fixture
def saved(tmp_path) -> Path:
    path = tmp_path / "vectors.faiss"
    Vectors.build(ids_for(50), unit_rows(50)).save(path)
    return path


def test_the_same_text_has_the_same_id_in_another_process():
    code = "from indexer.vectors import vector_id; print(vector_id('the compact – 2024'))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) == vector_id("the compact – 2024")


@given(st.text(), st.text())
def test_an_id_fits_into_63_bits_and_differs_where_the_text_does(one, other):
    assert 0 <= vector_id(one) < 2**63
    assert (vector_id(one) == vector_id(other)) == (one == other)


@pytest.mark.parametrize("reopened", [False, True], ids=["built", "opened"])
def test_a_search_ranks_exactly_as_the_cosines_do(saved, reopened):
    matrix, ids = unit_rows(50), ids_for(50)
    vectors = Vectors.open(saved) if reopened else Vectors.build(ids, matrix)
    query = unit_rows(51)[50]
    expected = np.argsort(-(matrix @ query))[:10]
    found, scores = vectors.search(query, 10)
    assert found.tolist() == ids[expected].tolist()
    np.testing.assert_allclose(scores, (matrix @ query)[expected], atol=1e-6)
    assert (found.dtype, scores.dtype) == (np.int64, np.float32)
    assert (len(vectors), vectors.dim) == (50, DIM)


def test_a_search_for_more_than_there_are_gives_all_and_no_empty_places():
    vectors = Vectors.build(ids_for(3), unit_rows(3))
    found, scores = vectors.search(unit_rows(3)[0], 100)
    assert sorted(found) == sorted(ids_for(3))
    assert len(scores) == 3


@pytest.mark.parametrize("k", [0, -1])
def test_a_search_for_nothing_finds_nothing(k):
    found, scores = Vectors.build(ids_for(3), unit_rows(3)).search(unit_rows(3)[0], k)
    assert len(found) == len(scores) == 0


def test_vectors_are_given_by_id_in_the_order_asked_for(saved):
    matrix, ids = unit_rows(50), ids_for(50)
    vectors = Vectors.open(saved)
    asked = [7, 3, 3, 49]
    held = VectorSet(vectors.dim, [vectors])
    np.testing.assert_array_equal(held.get([int(ids[row]) for row in asked]), matrix[asked])
    assert held.get([]).shape == (0, DIM)


def test_what_is_given_out_outlives_the_index(saved):
    vectors = Vectors.open(saved)
    matrix = VectorSet(vectors.dim, [vectors]).get(ids_for(50))
    saved.unlink()
    np.testing.assert_array_equal(matrix, unit_rows(50))


def test_an_index_is_searched_from_several_threads(saved):
    vectors, matrix = Vectors.open(saved), unit_rows(50)
    with ThreadPoolExecutor(4) as pool:
        best = list(pool.map(lambda row: int(vectors.search(row, 1)[0][0]), matrix))
    assert best == ids_for(50).tolist()


@pytest.mark.parametrize("rows", [0, 50], ids=["empty", "with vectors"])
def test_an_id_that_is_not_there_is_damage(rows):
    vectors = Vectors.build(ids_for(rows), unit_rows(rows))
    with pytest.raises(IndexDamaged, match="Run 'compactbot index'"):
        VectorSet(vectors.dim, [vectors]).get([vector_id("never embedded")])


def test_an_empty_index_is_saved_and_searched(tmp_path):
    Vectors.build(ids_for(0), np.zeros((0, DIM), dtype=np.float32)).save(tmp_path / "v")
    vectors = Vectors.open(tmp_path / "v")
    assert (len(vectors), vectors.dim) == (0, DIM)
    assert len(vectors.search(unit_rows(1)[0], 5)[0]) == 0


@pytest.mark.parametrize(
    ("ids", "matrix"),
    [
        ([1, 1], unit_rows(2)),
        ([1, 2, 3], unit_rows(2)),
        ([1], unit_rows(1)[0]),
    ],
    ids=["an id twice", "more ids than rows", "one vector"],
)
def test_ids_and_rows_must_fit_each_other(ids, matrix):
    with pytest.raises(ValueError, match="id"):
        Vectors.build(np.array(ids, dtype=np.int64), matrix)


def cut_in_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip_dimension(data: bytes) -> bytes:
    return data[:4] + bytes([data[4] ^ 1]) + data[5:]


def announce_more_rows(data: bytes) -> bytes:
    return data[:8] + struct.pack("<q", 2**40) + data[16:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"hello" * 100,
        lambda data: data[:60],
        cut_in_half,
        lambda data: data[:-8],
        lambda data: data + b"more",
        flip_dimension,
        announce_more_rows,
        lambda data: b"IxF2" + data[4:],
    ],
    ids="empty text head half tail longer dimension rows kind".split(),
)
def test_a_damaged_file_is_refused(saved, damage):
    saved.write_bytes(damage(saved.read_bytes()))
    with pytest.raises(IndexDamaged, match="Run 'compactbot index'"):
        Vectors.open(saved)


def test_a_missing_file_is_damage(tmp_path):
    with pytest.raises(IndexDamaged, match="No such file"):
        Vectors.open(tmp_path / "vectors.faiss")


def test_saving_where_nothing_can_be_written_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match="cannot be written"):
        Vectors.build(ids_for(1), unit_rows(1)).save(tmp_path / "absent" / "vectors.faiss")
