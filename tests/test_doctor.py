"""compactbot doctor: all well, or what is wrong and what to do about it."""

from __future__ import annotations

import pytest

from bot.core.reminders.values import DeliveryState
from bot.storage.register import open_register
from tests.program import CONFIG, Program
from tests.storage.due import WEEKLY, delivery
from tests.storage.sample import MONDAY

pytestmark = pytest.mark.model

CHECKS = [
    "configuration",
    "glossary",
    "places",
    "documents",
    "state folder",
    "action register",
    "reminders",
    "embedding model",
    "index",
    "index against files",
    "prepared model",
]


@pytest.fixture
def well(unindexed: Program) -> Program:
    """The program with an index of its own papers, all well until a test changes something."""
    assert unindexed("index").code == 0
    return unindexed


def fault(program: Program, name: str) -> tuple[str, str]:
    """Detail and fix of the one check that is not ok. Fails if that is another."""
    done = program("doctor", "--json")
    assert (done.code, done.err) == (1, "")
    wrong = [check for check in done.json()["checks"] if not check["ok"]]
    assert [check["name"] for check in wrong] == [name]
    assert wrong[0]["fix"]
    return wrong[0]["detail"], wrong[0]["fix"]


def test_where_all_is_well_every_check_says_what_it_saw(indexed):
    done = indexed("doctor", "--json")
    checks = done.json()["checks"]
    assert (done.code, done.err) == (0, "")
    assert [check["name"] for check in checks] == CHECKS
    assert all(check.keys() == {"name", "ok", "detail", "fix"} for check in checks)
    assert all(check["ok"] is True and check["detail"] and not check["fix"] for check in checks)


def test_for_people_it_is_one_line_for_each_check(indexed):
    done = indexed("doctor")
    assert (done.code, done.err) == (0, "")
    assert [line[:9] for line in done.out.splitlines()] == ["ok       "] * len(CHECKS)
    assert "documents: 3 files in papers\n" in done.out


def test_a_fault_stands_above_what_to_do_about_it(copied):
    copied.paper("config.yaml", f"{CONFIG}  home: Strathbeg\nsearch:\n  model: another\n")
    done = copied("doctor")
    assert done.code == 1
    assert "PROBLEM  embedding model: The embedding model 'another' is not on this" in done.out
    assert "\n         What to do: set search.model as it says\n" in done.out


def test_without_an_index_it_is_one_fault_and_the_fix_is_to_build_it(unindexed):
    detail, fix = fault(unindexed, "index")
    assert detail.startswith("there is no index yet.")
    assert fix == "run: compactbot index"


def test_a_damaged_index_is_one_fault(copied):
    (path,) = (copied.folder / "state/index/generations").rglob("passages.sqlite")
    path.write_bytes(path.read_bytes()[:-1])
    assert fault(copied, "index")[1] == "run: compactbot index"


def test_a_model_that_has_changed_by_one_bit_is_seen(copied):
    (path,) = (copied.folder / "state/index/models").rglob("tokenizer.json")
    data = bytearray(path.read_bytes())
    data[-10] ^= 1
    path.unlink()  # it is a link to the one that other tests use
    path.write_bytes(data)
    detail, fix = fault(copied, "prepared model")
    assert "the contents of tokenizer.json have changed" in detail
    assert fix == "run: compactbot index"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda papers: (papers / "new.txt").write_text("A ferry to Glenmore."), "1 came new"),
        (lambda papers: (papers / "ferry.txt").write_text("No ferry."), "1 file changed"),
        (lambda papers: (papers / "ferry.txt").unlink(), "1 went"),
    ],
    ids=["new", "changed", "gone"],
)
def test_papers_that_changed_since_the_build_are_counted(well, change, says):
    change(well.folder / "papers")
    detail, fix = fault(well, "index against files")
    assert says in detail
    assert fix == "run: compactbot index"


def test_a_folder_that_came_new_to_the_configuration_is_named(well):
    well.paper("apart/boats.txt", "Boats on Loch Glenmore.")
    well.paper("config.yaml", CONFIG.replace("[papers]", "[papers, apart]"))
    assert "it was built without apart" in fault(well, "index against files")[0]


def test_files_that_the_build_skipped_and_paths_named_on_purpose_are_no_fault(well):
    well.paper("apart/boats.txt", "Boats on Loch Glenmore.")
    well.paper("apart/boats.pages", "Boats.")
    assert well("index", "apart").code == 1
    done = well("doctor")
    assert done.code == 0
    assert "up to date; built of apart, which knowledge.paths does not name" in done.out


@pytest.mark.parametrize(
    ("config", "name", "says"),
    [
        ("places: gone.yaml", "places", "gone.yaml: cannot be opened"),
        ("places: config.yaml", "places", "line 1: unknown key 'knowledge'"),
        ("places: places.yaml\n  glossary: places.yaml", "glossary", "unknown key 'areas'"),
        ("paths: [papers, gone]", "documents", "gone: there is no file or folder"),
        ("paths: [hollow]", "documents", "there is no file in hollow"),
    ],
    ids=["no places", "other places", "other glossary", "no folder", "no papers"],
)
def test_what_the_configuration_names_wrongly_is_one_fault(copied, config, name, says):
    (copied.folder / "hollow").mkdir()
    given = config if "paths" in config else f"paths: [papers]\n  {config}"
    copied.paper("config.yaml", f"knowledge:\n  {given}\n")
    assert says in fault(copied, name)[0]


def test_a_state_folder_that_is_a_file_is_a_fault(unindexed):
    unindexed.paper("config.yaml", f"{CONFIG}state:\n  folder: places.yaml\n")
    done = unindexed("doctor", "--json")
    wrong = {check["name"]: check for check in done.json()["checks"] if not check["ok"]}
    assert done.code == 1
    assert wrong.keys() == {"state folder", "index"}
    assert wrong["state folder"]["detail"].endswith("places.yaml cannot be written")


def test_a_reminder_that_cannot_be_read_is_named(well):
    with (well.folder / "config.yaml").open("a") as file:
        file.write('reminders:\n  send: ["slack:C024BE91L on wensleyday"]\n')
    detail, fix = fault(well, "reminders")
    assert "wensleyday" in detail
    assert "reminders.send" in fix


def test_a_sending_that_did_not_surely_arrive_is_named(well):
    with open_register(f"sqlite:///{well.folder}/state/register.db") as register:
        kept = register.reminders.add(WEEKLY, MONDAY)
        (claimed,) = register.reminders.claim([delivery(reminder=kept.id)])
        register.reminders.mark(claimed.id, DeliveryState.UNKNOWN, MONDAY)
    detail, fix = fault(well, "reminders")
    assert claimed.id in detail
    assert "deliveries" in fix
