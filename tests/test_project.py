"""The files around the code say what the code says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from bot.config import groups

REPOSITORY = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
PINS = re.findall(
    r"^([\w.-]+)==\S+$", (REPOSITORY / "constraints.txt").read_text(encoding="utf-8"), re.M
)


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def documented_keys() -> dict[str, bool]:
    """Key with its dot -> whether a comment stands above it, in the config.yaml of the project."""
    found, group, explained = {}, "", False
    for line in text_of("config.yaml").splitlines():
        if key := re.match(r"(\w+):$", line):
            group = key[1]
        elif key := re.match(r"  (?:# )?([a-z_]+):(?: |$)", line):
            found[f"{group}.{key[1]}"] = explained
        explained = line.strip().startswith("#")
    return found


def test_every_key_is_in_config_yaml_under_a_comment_and_no_other_is():
    keys = [f"{group}.{key.name}" for group, kind in groups().items() for key in fields(kind)]
    assert len(keys) > 10
    assert documented_keys() == dict.fromkeys(keys, True)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_of_a_document_is_in_the_makefile(document):
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), re.M))
    code = re.findall(r"`[^`]+`|^    .*$", text_of(document).replace("```", "`"), re.M)
    commands = set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join(code)))
    assert commands
    assert commands <= targets


def test_every_command_of_the_makefile_is_listed_by_help():
    makefile = text_of("Makefile")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.M)[0].split()
    assert sorted(phony) == sorted(re.findall(r"^([a-z]+):.*## ", makefile, re.M))


def test_the_version_is_the_one_on_top_of_the_changelog():
    assert (
        re.search(r"^## \[(\d+\.\d+\.\d+)\]", text_of("CHANGELOG.md"), re.M)[1]
        == PROJECT["project"]["version"]
    )


def test_the_licence_is_there_and_is_the_one_that_is_named():
    assert PROJECT["project"]["license"] == "MIT"
    assert text_of("LICENSE").startswith("MIT License\n\nCopyright (c) 2026")


def test_every_requirement_is_pinned_and_torch_stands_first():
    project = PROJECT["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert PINS[0] == "torch"
    assert {plain(name) for name in required} <= {plain(name) for name in PINS}


def test_every_requirement_has_its_reason_in_the_decisions():
    decisions = text_of("docs/decisions.md").lower()
    required = PROJECT["project"]["dependencies"]
    assert [name for name in required if f"| {plain(name)} " not in decisions] == []


def plain(requirement: str) -> str:
    """Name of a requirement, as package indexes compare it."""
    return re.split(r"[<>=!~;\[ ]", requirement)[0].lower().replace("_", "-")


def test_no_file_names_a_computer_or_a_folder_of_one():
    files = [*REPOSITORY.glob("*.*"), *(REPOSITORY / "docs").rglob("*.md"), REPOSITORY / "Makefile"]
    assert len(files) > 5
    pattern = re.compile(r"(?<![\w.])/(?:root|work|opt|home/(?!ana/))\b")
    assert [file.name for file in files if file.is_file() and pattern.search(text_of(file))] == []
