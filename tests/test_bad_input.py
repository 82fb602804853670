"""What cannot be used is said in one clear sentence, and leaves nothing half made."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import CONFIG, Program, made_in

pytestmark = pytest.mark.model

QUESTION = "How soon are grants paid in Glenmore?"


@pytest.fixture
def bare(tmp_path) -> Program:
    """The program beside the papers of Glenmore, without a state folder."""
    return made_in(tmp_path / "glenmore")


def has_no_state(program: Program) -> bool:
    return not (program.folder / "state").exists()


# --- the configuration ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["ask", QUESTION], ["doctor", "--json"]])
def test_without_a_configuration_every_command_says_what_to_name(bare, command):
    (bare.folder / "config.yaml").unlink()
    assert bare(*command).complaint() == (
        "compactbot: no config.yaml here. "
        "Run the command in the project folder or name one with --config FILE."
    )
    assert has_no_state(bare)


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ("knowledge:\n  pahts: [papers]\n", "line 2: unknown key 'knowledge.pahts'. Did you mean"),
        ("knowledge:\n  paths: [papers\n", "this is not YAML"),
        ("knowledge:\n\tpaths: [papers]\n", "Indent with spaces, not with a tab."),
    ],
    ids=["key", "bracket", "tab"],
)
def test_a_configuration_that_cannot_be_used_is_refused_with_its_line(bare, config, says):
    bare.paper("config.yaml", config)
    complaint = bare("index").complaint()
    assert complaint.startswith("compactbot: config.yaml, line ")
    assert says in complaint
    assert has_no_state(bare)


@pytest.mark.parametrize("command", [["ask", QUESTION], ["index", "--json"]])
def test_a_folder_of_the_configuration_that_is_not_there_is_named(bare, command):
    bare.paper("config.yaml", "knowledge:\n  paths: [papers, pappers]\n")
    assert (
        bare(*command)
        .complaint()
        .endswith(
            "pappers: there is no file or folder of this name."
            " It is named in knowledge.paths in the configuration."
        )
    )
    assert has_no_state(bare)


def test_a_path_of_the_command_line_that_is_not_there_is_named(bare):
    assert bare("index", "papers", "pappers").complaint() == (
        "compactbot: pappers: there is no file or folder of this name."
        " It is named on the command line."
    )
    assert has_no_state(bare)


def test_an_empty_folder_is_refused_with_what_to_put_there(bare):
    (bare.folder / "empty").mkdir()
    bare.paper("config.yaml", "knowledge:\n  paths: [empty]\n")
    done = bare("ask", QUESTION)
    assert (done.code, done.out) == (2, "")
    assert "compactbot: no documents in empty. Put a Word document " in done.err
    assert not (bare.folder / "state/index/current").exists()


def test_a_model_that_there_is_not_is_refused_with_the_one_to_set(bare):
    bare.paper("config.yaml", f"{CONFIG}search:\n  model: all-MiniLM\n")
    complaint = bare("index").complaint()
    assert "'all-MiniLM' is not on this machine" in complaint
    assert "Set search.model in config.yaml to all-MiniLM-L6-v2 or " in complaint
    assert not (bare.folder / "state/index/current").exists()


def test_another_model_that_there_is_not_leaves_the_index_as_it_was(copied):
    before = copied.state()
    copied.paper("config.yaml", f"{CONFIG}search:\n  model: all-MiniLM\n")
    done = copied("ask", QUESTION)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("The index was made with the model all-MiniLM-L6-v2; ")
    assert copied.state() == before


@pytest.mark.parametrize(
    ("glossary", "says"),
    [
        ("acronyms:\n  - {shrt: GF, long: forum}\n", "line 2: unknown key 'shrt'. Did you mean"),
        (None, "cannot be opened (No such file or directory)."),
    ],
    ids=["key", "not there"],
)
def test_a_glossary_that_cannot_be_read_is_named_before_any_work(bare, glossary, says):
    bare.paper("config.yaml", CONFIG.replace("places:", "glossary: words.yaml\n  places:"))
    if glossary is not None:
        bare.paper("words.yaml", glossary)
    complaint = bare("ask", QUESTION).complaint()
    assert "/words.yaml" in complaint
    assert says in complaint
    assert has_no_state(bare)


# --- documents -----------------------------------------------------------------------------------

RECORDS = """\
title: Values of Glenmore
kind: principles
records:
  - id: trust
    name: Trust
    type: vallue
    statement: Glenmore groups trust each other.
"""
UNREADABLE = {
    "values.yaml": (RECORDS, "line 6: unknown type 'vallue'. Use one of: "),
    "broken.yaml": (RECORDS.replace("    type:", "   type:"), "line 6: this is not "),
    "untitled.md": ("---\narea: Glenmore\n---\n\nFerries.\n", "line 2: 'title' is missing. Add "),
    "open.md": ("---\ntitle: [\n---\n\nFerries.\n", "line "),
    "photo.txt": (bytes(range(256)) * 20, "this is not a text file. Save it as "),
    "empty.txt": ("", "the file is empty. Put the text in, or remove the file."),
    "paper.pages": ("Text.", "no reader for this kind of file. Save it as a Word document "),
}


def test_files_that_cannot_be_read_are_skipped_each_with_its_fault_and_its_line(unindexed):
    for name, (content, _) in UNREADABLE.items():
        unindexed.paper(f"papers/{name}", content)
    unindexed.paper("papers/large.txt", "Glenmore has ferries. " * 50_000)
    unindexed.paper("config.yaml", CONFIG.replace("places:", "max_file_mb: 1\n  places:"))
    done = unindexed("index", "--json")
    row = done.json()
    assert (done.code, done.err, row["documents"]) == (1, "", 3)
    reasons = {fault["path"]: fault["reason"] for fault in row["skipped"]}
    assert reasons.pop("papers/large.txt").startswith("larger than 1 MB. Split it, or raise ")
    assert reasons.keys() == {f"papers/{name}" for name in UNREADABLE}
    for name, (_, says) in UNREADABLE.items():
        assert reasons[f"papers/{name}"].startswith(says)
    again = unindexed("index")
    assert again.code == 1
    assert again.out.startswith("Indexed 3 documents with ")
    assert again.err.count("\nSkipped ") + 1 == len(row["skipped"])
    assert "within 21 days" in unindexed("ask", QUESTION).out


def test_nothing_but_files_that_cannot_be_read_is_refused(bare):
    bare.paper("config.yaml", "knowledge:\n  paths: [apart]\n")
    bare.paper("apart/photo.txt", bytes(range(256)))
    assert "no document could be read. apart/photo.txt: " in bare("index").complaint()


# --- questions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("question", [[], [""], ["  \t\n "]], ids=["none", "empty", "spaces"])
def test_without_a_question_ask_says_how_to_type_one(bare, question):
    assert bare("ask", *question).complaint() == (
        "compactbot: there is no question."
        ' Type one in quotation marks: compactbot ask "who signs the compact?"'
    )
    assert has_no_state(bare)


def test_a_question_of_many_pages_is_refused_with_how_long_it_may_be(bare):
    complaint = bare("ask", "grants and " * 4545).complaint()
    assert "too long for one question. Ask in up to 2,000 characters" in complaint
    assert has_no_state(bare)


def test_a_batch_that_is_not_there_is_named_before_any_work(bare):
    assert bare("ask", "--batch", "asked.jsonl").complaint() == (
        "compactbot: asked.jsonl: cannot be read (No such file or directory)."
    )
    assert has_no_state(bare)


def test_a_question_and_a_batch_at_once_are_refused(bare):
    complaint = bare("ask", QUESTION, "--batch", "-").complaint()
    assert complaint == "compactbot: give a question or --batch, not both."


# --- the state folder ----------------------------------------------------------------------------


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def damaged(program: Program, name: str, damage: Callable[[Path], None]) -> Path:
    """Damage the file of this name in the index; a linked one is copied first."""
    (path,) = (program.folder / "state/index").rglob(name)
    copy = path.with_name("copy")
    shutil.copy2(path, copy)
    copy.replace(path)
    damage(path)
    return path


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("passages.sqlite", flipped),
        ("vectors-0000.faiss", cut),
        ("manifest.json", flipped),
        ("manifest.json", Path.unlink),
        ("current", flipped),
    ],
)
def test_a_damaged_index_is_said_and_built_again_before_the_answer(copied, name, damage):
    damaged(copied, name, damage)
    done = copied("ask", QUESTION)
    said, *rest = done.err.splitlines()
    assert said.startswith("compactbot: the index")
    assert said.endswith("Run 'compactbot index' to build it again. Doing so now.")
    assert len(rest) == 1
    assert done.code == 0
    assert "within 21 days" in done.out


def test_a_damaged_model_is_said_and_prepared_again_unless_another_does_that(copied):
    damaged(copied, "model.onnx", cut)
    before = copied.state()
    with (copied.folder / "state/index/build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = copied("ask", QUESTION)
    assert (done.code, done.out) == (2, "")
    damage, refusal = done.err.splitlines()
    assert ": model.onnx has " in damage
    assert damage.endswith("Run 'compactbot index' to make it again. Doing so now.")
    assert refusal.startswith("compactbot: another compactbot is building this index just now.")
    assert copied.state() == before


@pytest.mark.parametrize(
    ("place", "command"),
    [("state", ["ask", QUESTION]), ("state/index", ["ask", QUESTION]), ("state", ["index"])],
    ids=["asking", "asking, deeper", "building"],
)
def test_a_file_in_the_place_of_the_state_folder_is_said(bare, place, command):
    bare.paper(place, "not a folder")
    done = bare(*command)
    assert (done.code, done.out) == (2, "")
    last = done.err.splitlines()[-1]
    assert last.startswith(f"compactbot: the index folder {bare.folder}/state/index cannot be ")
    assert "set state.folder in config.yaml." in last
    assert (bare.folder / place).read_text() == "not a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_state_folder_without_the_right_to_write_is_said(bare):
    (bare.folder / "state").mkdir(mode=0o500)
    assert "cannot be written (Permission denied)" in bare("index").complaint()


def test_a_build_that_is_killed_leaves_the_old_index_and_no_lock(copied):
    before = copied("ask", QUESTION)
    many = (f"Paper {number} is about ferry {number * 7} of Glenmore.\n" for number in range(250))
    copied.paper("papers/many.txt", "\n".join(many))
    with copied.terminal("index") as terminal:
        terminal.shows("Reading the documents")
        terminal.process.kill()
        assert terminal.ends() == -9
    assert copied("ask", QUESTION) == before
    (copied.folder / "papers/many.txt").unlink()
    assert copied("index").code == 0
    left = [path.name for path in (copied.folder / "state/index/generations").iterdir()]
    assert not [name for name in left if "aside" in name]
