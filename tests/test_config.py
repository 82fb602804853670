"""config.yaml -> Config: what is read, and what is said when it cannot be."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

import bot
from bot.config import Config, groups, load_config
from bot.core.errors import BotError, ConfigError

KNOWLEDGE = Path(bot.__file__).parents[1] / "knowledge"


@pytest.fixture
def load(tmp_path):
    """Text of a config.yaml -> Config."""

    def read(text: str | bytes) -> Config:
        file = tmp_path / "config.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_config(file)

    return read


@pytest.fixture
def fault(load, tmp_path):
    """Text of a config.yaml -> what is said about it, with the file named as in its folder."""

    def read(text: str | bytes) -> str:
        with pytest.raises(ConfigError) as caught:
            load(text)
        return str(caught.value).replace(f"{tmp_path}/", "")

    return read


@pytest.mark.parametrize(
    "text",
    ["", "# only this\n", "null\n", "---\n", "knowledge:\n", "answers:\n  quotes:\n", "\ufeff"],
    ids=["empty", "comment", "null", "dashes", "empty group", "empty key", "byte order mark"],
)
def test_what_is_empty_has_its_default(load, tmp_path, text):
    config = load(text)
    assert config.knowledge.paths == (tmp_path / "knowledge",)
    assert config.knowledge.glossary == KNOWLEDGE / "glossary.yaml"
    assert config.knowledge.places == KNOWLEDGE / "places.yaml"
    assert config.knowledge.max_file_mb == 50
    assert config.state.folder == tmp_path / "state"
    assert config.database.url == ""
    assert (config.assistant.home, config.assistant.contact) == ("", "")
    assert config.search.model == "all-MiniLM-L6-v2"
    assert (config.answers.quotes, config.answers.characters) == (3, 1200)
    assert config.slack.api_url == "https://slack.com/api/"
    assert config.telegram.api_url == "https://api.telegram.org"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("knowledge: {max_file_mb: 1}", 1),
        ("database: {url: 'sqlite:////srv/a.db'}", "sqlite:////srv/a.db"),
        ("database: {url: 'postgresql://me@db/x'}", "postgresql://me@db/x"),
        ("database: {url: 'postgresql+psycopg://me@db/x'}", "postgresql+psycopg://me@db/x"),
        ("assistant: {home: ' Midlothian '}", "Midlothian"),
        ("assistant: {contact: '0131 555 0101'}", "0131 555 0101"),
        ("search: {model: intfloat/e5-small-v2}", "intfloat/e5-small-v2"),
        ("answers: {quotes: 10}", 10),
        ("answers: {characters: 300}", 300),
        ("slack: {api_url: 'http://127.0.0.1:8080/api/'}", "http://127.0.0.1:8080/api/"),
        ("telegram: {api_url: 'http://[::1]:8081'}", "http://[::1]:8081"),
    ],
)
def test_a_value_that_is_given_is_taken(load, line, expected):
    group, key = line.replace("{", "").split(":")[:2]
    assert getattr(getattr(load(line), group), key.strip()) == expected


def test_relative_paths_count_from_the_folder_of_the_file(load, tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    config = load(
        "knowledge: {paths: [ours, ../theirs/a.md], glossary: g.yaml}\nstate: {folder: s}"
    )
    assert config.knowledge.paths == (tmp_path / "ours", tmp_path.parent / "theirs" / "a.md")
    assert config.knowledge.glossary == tmp_path / "g.yaml"
    assert config.state.folder == tmp_path / "s"


def test_absolute_paths_stay_and_a_tilde_is_the_home_folder(load, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "ana"))
    config = load("knowledge: {paths: [/srv/documents, ~/minutes]}")
    assert config.knowledge.paths == (Path("/srv/documents"), tmp_path / "ana" / "minutes")


def test_a_folder_that_is_named_twice_is_read_once(load, tmp_path):
    assert load("knowledge: {paths: [a, ./a, b/../a]}").knowledge.paths == (tmp_path / "a",)


def test_a_model_that_is_a_folder_beside_the_file_is_that_folder(load, tmp_path):
    (tmp_path / "models" / "ours").mkdir(parents=True)
    assert load("search: {model: models/ours}").search.model == str(tmp_path / "models" / "ours")


def test_the_file_that_comes_with_the_project_holds_the_defaults(load, tmp_path):
    shipped = load((KNOWLEDGE.parent / "config.yaml").read_text(encoding="utf-8"))
    assert shipped == load("")


UNKNOWN = [
    (
        "nearest key of the group",
        "knowledge:\n  path: [a]\n",
        "line 2: unknown key 'knowledge.path'. Did you mean 'knowledge.paths'?",
    ),
    (
        "nearest group, by its first key",
        "\n\nknowlege:\n  path: [a]\n",
        "line 3: unknown key 'knowlege.path'. Did you mean 'knowledge.paths'?",
    ),
    ("nearest group", "anwsers:\n", "line 1: unknown key 'anwsers'. Did you mean 'answers'?"),
    (
        "nothing near in the group",
        "answers:\n  colour: red\n",
        "line 2: unknown key 'answers.colour'. Below 'answers' stand 'quotes' and 'characters'.",
    ),
    (
        "nothing near at all",
        "zzz: 1\n",
        "line 1: unknown key 'zzz'. The groups of keys are 'knowledge', 'state', 'database', "
        "'assistant', 'search', 'answers', 'report', 'reminders', 'slack' and 'telegram'.",
    ),
    (
        "typed with its dot",
        "state.folder: here\n",
        "line 1: write 'state.folder' in two lines: 'state:', and below it, indented, 'folder:'.",
    ),
    ("a number", "5: 6\n", "line 1: unknown key '5'. The groups of keys are 'knowledge',"),
    ("a merge", "answers:\n  <<: {quotes: 3}\n", "line 2: unknown key 'answers.<<'."),
]


@pytest.mark.parametrize(
    ("text", "said"), [case[1:] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN]
)
def test_an_unknown_key_names_its_line_and_the_nearest_key(fault, text, said):
    assert fault(text).startswith(f"config.yaml, {said}")


WRONG = [
    ("knowledge:\n  paths: ours\n", "line 2", "'ours'", "paths: [knowledge, our-documents]"),
    ("knowledge:\n  paths: []\n", "line 2", "an empty list", "one or more"),
    ("knowledge:\n  paths: [1]\n", "line 2", "a list", "names of folders and files"),
    ("knowledge:\n  paths: [~no_such_person/a]\n", "line 2", "a list", "names of folders"),
    ("knowledge:\n  glossary: [a]\n", "line 2", "a list", "glossary: knowledge/glossary.yaml"),
    ("knowledge:\n  places: ''\n", "line 2", "empty", "places: knowledge/places.yaml"),
    ("knowledge:\n  max_file_mb: 0\n", "line 2", "'0'", "a whole number from 1 to 10000"),
    ("state:\n  folder: {a: b}\n", "line 2", "a group of keys", "folder: state"),
    ('state:\n  folder: "a\\0"\n', "line 2", "'a?'", "the name of a folder"),
    ("database:\n  url: mysql://db/x\n", "line 2", "'mysql://db/x'", "sqlite:///"),
    ("database:\n  url: 'sqlite:///'\n", "line 2", "'sqlite:///'", "sqlite:///"),
    ("assistant:\n  contact: 01315550101\n", "line 2", "'01315550101'", "in quotation marks"),
    ("assistant:\n  home: no\n", "line 2", "'no'", 'home: "Midlothian"'),
    ("search:\n  model: ''\n", "line 2", "empty", "model: all-MiniLM-L6-v2"),
    ("answers:\n\n  quotes: three\n", "line 3", "'three'", "a whole number from 1 to 10."),
    ("answers:\n  quotes: 11\n", "line 2", "'11'", "quotes: 3"),
    ("answers:\n  quotes: 0\n", "line 2", "'0'", "quotes: 3"),
    ("answers:\n  quotes: 2.5\n", "line 2", "'2.5'", "quotes: 3"),
    ("answers:\n  quotes: yes\n", "line 2", "'yes'", "quotes: 3"),
    ("answers:\n  characters: 299\n", "line 2", "'299'", "from 300 to 4000"),
    ("answers:\n  characters: 4001\n", "line 2", "'4001'", "characters: 1200"),
    ("slack:\n  api_url: slack.com\n", "line 2", "'slack.com'", "https://slack.com/api/"),
    ("slack:\n  api_url: ftp://slack.com\n", "line 2", "'ftp://slack.com'", "begins with https://"),
    ("slack:\n  api_url: 'https://'\n", "line 2", "'https://'", "begins with https://"),
    ("slack:\n  api_url: http://a:99999\n", "line 2", "'http://a:99999'", "begins with https://"),
    ("telegram:\n  api_url: http://a b\n", "line 2", "'http://a b'", "https://api.telegram.org"),
]


@pytest.mark.parametrize(("text", "line", "found", "help_text"), WRONG)
def test_a_wrong_value_names_line_key_what_it_is_and_what_to_type(
    fault, text, line, found, help_text
):
    said = fault(text)
    group, key = text.split(":")[0], text.split(":")[1].strip()
    assert said.startswith(f"config.yaml, {line}: '{group}.{key}' is {found}")
    assert "; it must be " in said
    assert f"For example: {key}: " in said
    assert help_text in said


MALFORMED = [
    ("a tab", "answers:\n\tquotes: 3\n", "line 2: this is not YAML", "not with a tab"),
    ("a colon in text", "assistant:\n  contact: Ana: me\n", "line 2: this is not", "a colon in it"),
    ("no colon", "answers\n  quotes: 3\n", "line 2: this is not YAML", "each key has its colon"),
    ("a sign", "assistant:\n  home: @here\n", "line 2: this is not YAML", "quotation marks"),
    (
        "an open quotation",
        'state:\n  folder: "a\n\n\n',
        "line 2: this is not",
        "missing at its end",
    ),
    ("an open list", "knowledge:\n  paths: [a\nstate:\n", "line 2: this is not", "square bracket"),
    ("indented too little", "answers:\n  quotes: 3\n characters: 4\n", "line 3", "neighbours"),
    ("two documents", "---\nstate:\n---\nstate:\n", "line 3", "three dashes"),
    ("an undefined alias", "answers: *them\n", "line 1: this is not YAML", "undefined alias"),
    ("an object", "state:\n  folder: !!python/name:os.system\n", "line 2", "constructor"),
    ("a list that holds itself", "knowledge:\n  paths: &x [*x]\n", "line 2", "recursive"),
    ("no such day", "assistant:\n  home: 2026-02-30\n", "line 2: '2026-02-30'", "quotation marks"),
    ("a control character", "state:\n  folder: a\x07\n", "line 2: there is a character", "Delete"),
    ("a list of keys", "- answers\n", "line 1: the keys must stand in groups", "'knowledge'"),
    ("a word", "hello\n", "line 1: the keys must stand in groups", "'telegram'"),
    (
        "a group that is text",
        "answers: three\n",
        "line 1: 'answers' has keys below it",
        "'quotes:'",
    ),
    ("a key that is a list", "? [a, b]\n: 3\n", "line 1: a key is one word", "a list"),
    ("another encoding", "state:\n  folder: caf\xe9\n".encode("latin-1"), "line 2", "UTF-8"),
    ("sixteen bits", "state:\n".encode("utf-16"), "line 1: this is not UTF-8 text", "UTF-8"),
]


@pytest.mark.parametrize(
    ("text", "where", "help_text"), [case[1:] for case in MALFORMED], ids=[c[0] for c in MALFORMED]
)
def test_a_malformed_file_names_its_line_and_what_mends_it(fault, text, where, help_text):
    said = fault(text)
    assert said.startswith(f"config.yaml, {where}")
    assert help_text in said


def test_a_key_that_stands_twice_is_refused(fault):
    said = fault("answers:\n  quotes: 3\n  quotes: 4\n")
    assert said == "config.yaml, line 3: 'answers.quotes' stands on line 2 already. Keep one."
    said = fault("answers:\n  quotes: 3\nstate:\nanswers:\n  characters: 400\n")
    assert said == "config.yaml, line 4: 'answers' stands on line 1 already. Keep one."


def test_a_file_that_is_not_there_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as caught:
        load_config(Path("config.yaml"))
    assert str(caught.value) == (
        "no config.yaml here. Run the command in the project folder or name one with --config FILE."
    )
    with pytest.raises(ConfigError, match=f"no other.yaml in {tmp_path}. Run the command"):
        load_config(tmp_path / "other.yaml")


def test_a_folder_in_place_of_the_file_is_said_to_be_unreadable(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot be read \(Is a directory\)"):
        load_config(tmp_path)


def test_a_password_is_neither_shown_nor_repeated(load, fault):
    assert "hidden" not in repr(load("database: {url: 'postgresql://me:hidden@db/x'}"))
    assert "hidden" not in fault("database:\n  url: mysql://me:hidden@db/x\n")


def test_a_long_value_is_shortened_where_it_is_repeated(fault):
    assert f"'{'x' * 60}...'" in fault(f"answers:\n  quotes: {'x' * 5000}\n")


def test_the_error_keeps_file_and_line_for_programs(load, tmp_path):
    with pytest.raises(BotError) as caught:
        load("state:\nzzz: 1\n")
    assert isinstance(caught.value, ConfigError)
    assert (caught.value.path, caught.value.line) == (str(tmp_path / "config.yaml"), 2)


def test_every_field_of_the_schema_can_be_read_and_explained():
    seen = 0
    for kind in groups().values():
        for key in fields(kind):
            form = key.metadata["form"]
            form.read(key.metadata["default"], Path("/somewhere"))
            assert form.expected
            assert form.example
            seen += 1
    assert seen == 42
