"""The assistant over a real database, with the plan of Glenmore and its papers to quote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.register import SqlRegister, open_register
from tests.conversations.script import PLAN
from tests.core.talking import Talk, desk_with, reading, with_plan
from tests.fakes import FakeSearch, WordEmbedder

PRINCIPLES = """# Glenmore Compact

## Principles

### Early word

We say things early.

### Plain words

We write as we speak.
"""
STUDY = """---
title: "The ferry of {0}: painted in a week"
kind: case_study
area: {0}
---

# The ferry of {0}

## What happened

All of {0} came with a brush.

## What came of it

It shines.
"""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[SqlRegister]:
    """A register with the plan of Glenmore, on which nobody has reported."""
    with open_register(f"sqlite:///{tmp_path}/register.db") as register:
        with_plan(register, PLAN)
        yield register


@pytest.fixture
def search() -> FakeSearch:
    """Two principles and three case studies."""
    studies = [
        reading(STUDY.format(area), f"{area}.md") for area in ("Dunross", "Oakhaven", "Farloch")
    ]
    return FakeSearch.of([reading(PRINCIPLES, "compact.md"), *studies])


@pytest.fixture
def talk(register: SqlRegister, search: FakeSearch) -> Talk:
    """An assistant that keeps reminders; it compares texts word by word."""
    return Talk(search, desk=desk_with(register, WordEmbedder(), reminders=register.reminders))
