"""The content that is shipped: it can be read, is complete, and is described as it is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from indexer import reference, schema
from indexer.errors import DocumentError
from indexer.passages import cut
from indexer.places import Places
from indexer.readers import Reading, read, records
from indexer.readers.formats import SUFFIXES
from indexer.reference import load_glossary, load_places
from indexer.sources import IGNORED_NAMES
from indexer.types import Kind, Passage

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
FILES = sorted(
    path
    for path in KNOWLEDGE.rglob("*")
    if path.suffix in SUFFIXES and path.name.lower() not in IGNORED_NAMES
)
README = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
GUIDE = README.partition("## The kinds of file, one by one")[2]
GUIDE = GUIDE.partition("## When something is wrong")[0]
PARTS = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", GUIDE, re.M | re.S))

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


@pytest.fixture(scope="session")
def places() -> Places:
    return load_places(KNOWLEDGE / "places.yaml")


@pytest.fixture(scope="session")
def readings(places) -> dict[Path, Reading]:
    return {path: read_file(path, places) for path in FILES}


def read_file(path: Path, places: Places) -> Reading:
    return read(path.relative_to(KNOWLEDGE.parent).as_posix(), path.read_bytes(), places)


def passages(reading: Reading) -> list[Passage]:
    return cut(reading.document, reading.sections)


def load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plan(name: str) -> list[dict[str, Any]]:
    return load(KNOWLEDGE / "action_plans" / name)["objectives"]


# --- every file ----------------------------------------------------------------------------------


def test_there_are_files_of_each_kind():
    folders = Counter(path.parent.name for path in FILES)
    assert folders == {"action_plans": 3, "case_studies": 12, "compacts": 5, "principles": 3}


@each_file
def test_a_file_is_read_without_error(path, readings):
    reading = readings[path]
    assert reading.document.title
    assert reading.sections
    assert passages(reading)


@each_file
def test_each_passage_has_the_words_of_its_document(path, readings):
    text = readings[path].document.text
    for passage in passages(readings[path]):
        assert text[passage.start : passage.end] == passage.text != ""


@each_file
def test_a_summary_names_its_source(path, readings):
    origin = readings[path].document.origin
    assert origin is not None
    assert origin.title
    assert re.fullmatch(r"[\w-]+\.txt", origin.file)


@each_file
def test_a_file_says_what_kind_it_is_and_that_fits_its_folder(path, readings):
    kinds = {
        "action_plans": {Kind.ACTION_PLAN},
        "case_studies": {Kind.CASE_STUDY},
        "compacts": {Kind.COMPACT, Kind.IMPROVEMENT_PLAN, Kind.GUIDANCE},
        "principles": {Kind.PRINCIPLES},
    }
    assert readings[path].document.kind in kinds[path.parent.name]


@each_file
def test_an_area_is_spelt_as_in_the_list_of_places(path, readings, places):
    area = readings[path].document.area
    assert area in {known.name for known in places.areas} | {"England"}


@each_file
def test_a_summary_says_where_its_content_stands_in_the_original(path, readings):
    without = [p.text for p in passages(readings[path]) if not p.where]
    assert without == []


def test_a_source_has_one_title(readings):
    named = {(r.document.origin.file, r.document.origin.title) for r in readings.values()}
    assert len(named) == len({file for file, _ in named})


@pytest.mark.shared
def test_each_source_is_among_the_documents(readings, shared):
    held = {path.name for path in (shared / "documents").iterdir()}
    assert {reading.document.origin.file for reading in readings.values()} == held


# --- what there is of each kind ------------------------------------------------------------------


def test_there_are_twelve_case_studies_under_seven_themes(readings):
    cases = [r.document for r in readings.values() if r.document.kind is Kind.CASE_STUDY]
    assert len(cases) == len({case.area for case in cases}) == 12
    assert len({case.theme for case in cases}) == 7


def test_each_case_study_says_what_happened_and_what_came_of_it(readings):
    for reading in readings.values():
        if reading.document.kind is Kind.CASE_STUDY:
            headings = [section.headings[-1] for section in reading.sections]
            assert headings[:2] == ["What happened", "What came of it"]


def test_figures_of_a_case_study_stand_in_its_text(readings):
    for path, reading in readings.items():
        if reading.document.kind is Kind.CASE_STUDY:
            front = path.read_text(encoding="utf-8").split("---\n")[1]
            for figure in yaml.safe_load(front)["figures"]:
                numbers = re.findall(r"\d[\d,.]*", figure["value"])
                missing = [n for n in numbers if n not in reading.document.text]
                assert missing == [], (path.name, figure)


def test_the_south_ayrshire_plan_leaves_timescale_and_lead_blank():
    objectives = plan("south-ayrshire.yaml")
    actions = [action for objective in objectives for action in objective["actions"]]
    assert (len(objectives), len(actions)) == (7, 27)
    assert {action["timescale"] for action in actions} == {""}
    assert {action["lead"] for action in actions} == {""}


def test_the_edinburgh_plan_reports_progress_and_what_comes_next():
    objectives = plan("edinburgh-partnership.yaml")
    actions = [action for objective in objectives for action in objective["actions"]]
    assert (len(objectives), len(actions)) == (3, 9)
    assert all(action["progress"] for action in actions)
    assert all(action["future_reporting"] for action in actions)


def test_the_midlothian_plan_has_parts_below_some_actions():
    actions = [action for objective in plan("midlothian.yaml") for action in objective["actions"]]
    assert len(actions) == 17
    assert sum(len(action.get("actions", ())) for action in actions) == 3


def test_a_blank_cell_of_a_plan_is_no_passage_but_is_known_to_be_blank(readings):
    path = KNOWLEDGE / "action_plans" / "south-ayrshire.yaml"
    found = passages(readings[path])
    assert len(found) == 27
    assert all({"Timescale", "Lead"} <= set(passage.cell.blanks) for passage in found)


def ids(node: Any) -> list[str]:
    """Each id in a YAML structure."""
    if isinstance(node, dict):
        own = [node["id"]] if "id" in node else []
        return own + [identity for value in node.values() for identity in ids(value)]
    if isinstance(node, list):
        return [identity for value in node for identity in ids(value)]
    return []


@pytest.mark.parametrize(("folder", "least"), [("principles", 30), ("action_plans", 56)])
def test_no_id_stands_twice_in_any_file(folder, least):
    found = Counter(i for path in sorted((KNOWLEDGE / folder).iterdir()) for i in ids(load(path)))
    assert len(found) >= least
    assert [identity for identity, count in found.items() if count > 1] == []


def test_an_id_begins_with_the_name_of_its_area():
    for path in sorted(KNOWLEDGE.glob("*/*.yaml")):
        area = load(path)["area"].lower().replace(" ", "-")
        assert all(identity.startswith(f"{area}-") for identity in ids(load(path)))


# --- glossary and places -------------------------------------------------------------------------


def test_the_glossary_knows_the_sector_s_short_forms():
    glossary = load_glossary(KNOWLEDGE / "glossary.yaml")
    assert len(glossary.acronyms) > 50
    assert len(glossary.everyday) > 50
    assert "third sector interface" in glossary.acronym("tsi").long
    assert ("third sector interface", 0.8) in glossary.expansions("What does the TSI do?")


def test_no_short_form_and_no_everyday_word_stands_twice():
    glossary = load(KNOWLEDGE / "glossary.yaml")
    for key, name in (("acronyms", "short"), ("words", "say")):
        counts = Counter(entry[name].lower() for entry in glossary[key])
        assert [word for word, count in counts.items() if count > 1] == []


def test_the_places_have_all_scottish_councils_and_each_name_once(places):
    areas = load(KNOWLEDGE / "places.yaml")["areas"]
    names = Counter(
        name.lower() for area in areas for name in (area["name"], *area.get("also", ()))
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert len([area for area in areas if area["nation"] == "Scotland"]) >= 32
    assert places.find("Leith and Dalkeith") == [("leith", "Edinburgh"), ("dalkeith", "Midlothian")]


# --- the guide of the folder ---------------------------------------------------------------------


def examples() -> dict[str, str]:
    """The guide's examples by the heading that they stand under."""
    return {
        heading: re.search(r"^```\w+\n(.*?)^```", text, re.M | re.S).group(1)
        for heading, text in PARTS.items()
    }


DOCUMENTS = [heading for heading in examples() if "`" in heading and "/" in heading]


def test_the_guide_has_an_example_of_each_kind():
    assert len(DOCUMENTS) == 4
    assert len(examples()) == 6


@pytest.mark.parametrize("heading", DOCUMENTS)
def test_an_example_of_the_guide_is_read_without_error(heading, places):
    name = "glenmore" + Path(re.search(r"`(.+)`", heading).group(1)).suffix
    reading = read(name, examples()[heading].encode(), places)
    assert "Glenmore" in reading.document.title
    assert reading.document.area == "Glenmore"
    assert reading.document.origin.file.endswith(".txt")
    assert "Glenmore" in reading.document.text


@pytest.mark.parametrize("heading", DOCUMENTS)
def test_a_misspelt_key_in_an_example_is_named(heading, places):
    name = "glenmore" + Path(re.search(r"`(.+)`", heading).group(1)).suffix
    text = examples()[heading].replace("area: Glenmore", "aera: Glenmore", 1)
    with pytest.raises(DocumentError, match=r"unknown key 'aera'.*Did you mean 'area'"):
        read(name, text.encode(), places)


def test_the_examples_of_glossary_and_places_are_read_without_error(tmp_path):
    (tmp_path / "glossary.yaml").write_text(examples()["Glossary: `glossary.yaml`"])
    (tmp_path / "places.yaml").write_text(examples()["Places: `places.yaml`"])
    glossary = load_glossary(tmp_path / "glossary.yaml")
    assert glossary.expansions("GVF") == [("Glenmore Voluntary Forum", 0.8)]
    assert load_places(tmp_path / "places.yaml").find("Glenmore Bay") == [
        ("glenmore bay", "Glenmore")
    ]


def listed_keys(heading: str) -> set[str]:
    """The keys in the first column of the table below a heading of the guide."""
    rows = re.findall(r"^\| (`[^|]+) \|", PARTS[heading], re.M)
    return {key for row in rows for key in re.findall(r"`(\w+)`", row.partition("(")[0])}


COMMON = schema.SAID_KEYS | {"figures", "title", "file"}
SCHEMAS = {
    "Compacts: `compacts/*.md`": COMMON,
    "Case studies: `case_studies/*.md`": COMMON | {"value", "what"},
    "Principles and commitments: `principles/*.yaml`": (
        COMMON | {"records"} | records._RECORD_KEYS
    ),
    "Action plans: `action_plans/*.yaml`": (
        COMMON | {"objectives"} | records._OBJECTIVE_KEYS | records._ACTION_KEYS
    ),
    "Glossary: `glossary.yaml`": reference._ACRONYM_KEYS | reference._WORD_KEYS,
    "Places: `places.yaml`": reference._AREA_KEYS,
}


@pytest.mark.parametrize("heading", SCHEMAS)
def test_every_key_that_the_guide_lists_is_in_the_schema(heading):
    listed = listed_keys(heading)
    assert len(listed) >= 4
    assert listed - SCHEMAS[heading] == set()


def test_every_key_of_the_schema_is_listed_in_the_guide():
    listed = set().union(*(listed_keys(heading) for heading in SCHEMAS))
    assert set().union(*SCHEMAS.values()) - listed - {"file"} == set()


def test_every_kind_and_type_that_the_guide_names_is_known():
    kinds = re.search(r"\| `kind` \| no \| (.*?);", GUIDE).group(1)
    assert set(re.findall(r"`(\w+)`", kinds)) <= set(Kind)
    types = re.search(r"\| `type` \| yes \| (.*?) \|", GUIDE).group(1)
    assert set(re.findall(r"`(\w+)`", types)) == set(records._RECORD_TYPES)


def test_the_guide_lists_the_folders_and_files_that_there_are():
    table = README[README.index("| folder or file |") : README.index("A `.md` file is")]
    listed = {name.rstrip("/") for name in re.findall(r"^\| `([\w./]+)` \|", table, re.M)}
    shipped = {path.name for path in KNOWLEDGE.iterdir() if not path.name.startswith(("_", "."))}
    assert listed == shipped - {"README.md"}
