"""Scopes over a real register, and what is kept of vectors."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.core.register import Change, Objective, Person, PlanDiff, PlanStep, Said, Step
from bot.core.updates.proposals import propose
from bot.core.updates.scopes import Scopes
from bot.storage.register import open_register
from indexer.embedder import prepare_embedder
from indexer.embedding.models import BUNDLED
from indexer.meaning import Meaning
from tests.core.updates.glenmore import ACTIONS, GLENMORE, GLOSSARY, STRATHFINN, TODAY
from tests.fakes import WordEmbedder

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
MORAG = Person("chat:morag", "Morag Tulloch")
TEXTS = ("walking map of the glen", "old smithy", "village hall")


@pytest.fixture
def register(tmp_path):
    with open_register(f"sqlite:///{tmp_path / 'register.db'}") as register:
        for plan in (GLENMORE, STRATHFINN):
            steps = [PlanStep(Step.ADD, None, one) for one in ACTIONS if one.plan == plan.id]
            objective = Objective(f"{plan.id}-1", plan.id, "All", 1)
            register.apply(PlanDiff(plan, True, (objective,), tuple(steps)), MORAG, AT)
        yield register


def scopes(register, home=""):
    return Scopes(register, GLOSSARY, Meaning(WordEmbedder()), home)


def test_the_plan_is_that_of_the_text_before_that_of_the_chat_before_that_at_home(register):
    mine = scopes(register, home="Glenmore")
    assert mine.of("chat:1", TODAY).plan == "GL"
    register.set_plan_of("chat:1", "SF", MORAG, AT)
    assert mine.of("chat:1", TODAY).plan == "SF"
    assert mine.of("chat:1", TODAY, "the map in glenmore is done").plan == "GL"
    assert mine.of("chat:1", TODAY, "glenmore and strathfinn").plan == "SF"
    assert mine.of("chat:1", TODAY, "strathfinns").plan == "SF"
    assert scopes(register).of("chat:2", TODAY).plan == ""


def test_a_finder_is_kept_until_the_register_changes_and_then_knows_the_name_that_was_used(
    register,
):
    mine = scopes(register)
    before = mine.finder(TODAY)
    assert mine.finder(TODAY) is before
    said = Said("blue banger is 60% done", "chat:1", "1", MORAG, AT)
    register.log(said, [Change("GL2", percent=60, note=said.text)])
    after = mine.finder(TODAY)
    assert after is not before
    assert after.scored("blue banger", "blue banger")[0].action.id == "GL2"


def test_two_threads_share_scopes(register):
    mine = scopes(register)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda chat: mine.of(chat, TODAY).finder, ["chat:1", "chat:2"] * 8))
    assert len(set(map(id, found))) == 1


def test_vectors_are_kept_in_the_file_for_the_next_program(tmp_path):
    file = tmp_path / "new" / "meaning.db"
    first, second = WordEmbedder(), WordEmbedder()
    found = Meaning(first, file).cosines("map of the glen", TEXTS)
    assert Meaning(second, file).cosines("map of the glen", TEXTS) == found
    assert second.embedded == ["map of the glen"]
    assert max(found) == found[0]


def spoilt(file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE vectors SET vector = 'no vector'")
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b"no database" * 100),
        lambda file: file.write_bytes(b""),
        spoilt,
        lambda file: (file.unlink(), file.mkdir()),
    ],
)
def test_a_file_that_cannot_be_used_costs_only_time(tmp_path, damage):
    file = tmp_path / "meaning.db"
    whole = Meaning(WordEmbedder(), file).cosines("the glen", TEXTS)
    damage(file)
    assert Meaning(WordEmbedder(), file).cosines("the glen", TEXTS) == whole


def test_two_threads_share_the_vectors_and_half_a_character_does_no_harm(tmp_path):
    meaning = Meaning(WordEmbedder(), tmp_path / "meaning.db")
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: meaning.cosines("glen \ud800", TEXTS), range(16)))
    assert all(one == found[0] for one in found)


def test_a_text_has_no_cosine_with_nothing():
    assert Meaning(WordEmbedder()).cosines("glen", ()) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("message", "action"),
    [
        ("shared bus scheme for local clubs is half way", "GL2"),
        ("older folk get home visits now, all twelve people trained, done", "GL5"),
        ("carers web page with local info, 70% built", "GL7"),
    ],
)
def test_a_paraphrase_is_found_by_its_meaning(register, models, message, action):
    embedder = prepare_embedder(BUNDLED, models, lambda sentence: None)
    mine = Scopes(register, GLOSSARY, Meaning(embedder))
    (found,) = propose(message, mine.of("chat:1", TODAY))
    assert found.matches[0].action == action
