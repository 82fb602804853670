import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import time
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.core.errors import StorageError
from bot.core.reminders.values import Consent, Nation, Weekly
from bot.storage import migrating, tables
from bot.storage.database import open_database
from bot.storage.register import open_register
from tests.storage import writers
from tests.storage.conftest import BOTH
from tests.storage.sample import ACTIONS, CHAT, FERRY, ISLA, MORAG, PLAN, WEIR, fill, half, said
from tests.storage.server import PASSWORD

OLD = Path(__file__).parent / "old"
ON_POSTGRESQL = pytest.mark.parametrize("url", BOTH[1:], indirect=True)


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "register.db"


def open_and_close(url: str) -> None:
    open_register(url).close()


# --- opening -------------------------------------------------------------------------------------


def test_a_new_database_is_made_with_its_folder(tmp_path):
    with open_register(f"sqlite:///{tmp_path}/a/b/register.db") as register:
        assert (register.plans(), register.updates(), register.audit()) == ((), (), ())
        assert register.verify_audit() is None


def test_a_folder_with_a_percent_sign_or_a_question_mark_in_its_name_is_no_matter(tmp_path):
    with open_register(f"sqlite:///{tmp_path}/50%25 ü/register.db") as register:
        fill(register)


def test_an_sqlite_database_is_durable_and_holds_to_its_references(file):
    engine = open_database(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    engine.dispose()
    assert found == ["wal", 2, 1]


def test_opening_a_database_that_is_up_to_date_does_not_load_alembic(file):
    open_and_close(f"sqlite:///{file}")
    code = (
        "import sys; from bot.storage.register import open_register;"
        f"open_register('sqlite:///{file}').close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=writers.REPOSITORY, capture_output=True, check=True
    )
    assert done.stdout == b"False\n"


def test_many_processes_may_open_a_new_database_at_the_same_moment(url):
    told = [[f"delete {number}"] for number in range(8)]  # needs no plan, and writes
    assert [len(lines) for lines in writers.at_once(url, *told)] == [1] * 8
    with open_register(url) as register:
        assert len(register.audit()) == 8
        assert register.verify_audit() is None


def test_a_register_is_closed_with_its_block_and_its_log_is_gone(tmp_path):
    with open_register(f"sqlite:///{tmp_path}/register.db") as register:
        fill(register)
    assert os.listdir(tmp_path) == ["register.db"]


def test_a_program_is_served_also_after_the_server_cut_its_connections(url, register):
    if url.startswith("postgresql"):
        with psycopg.connect(url) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    assert register.plans() == (PLAN,)


# --- versions ------------------------------------------------------------------------------------


def test_the_migrations_lead_to_the_tables_that_the_program_uses(url):
    engine = open_database(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


def test_the_program_knows_each_version_that_there_is():
    script = ScriptDirectory(str(Path(migrating.__file__).with_name("migrations")))
    assert script.get_heads() == [migrating.LATEST]
    assert {one.revision for one in script.walk_revisions()} == {
        migrating.LATEST,
        *migrating.EARLIER,
    }


def old_database(url: str, version: str) -> None:
    """Make a database as a program of that version left it."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir()
        connection = sqlite3.connect(path)
        connection.executescript((OLD / f"{version}.sqlite.sql").read_text())
        connection.close()
    else:
        with psycopg.connect(url) as server:
            server.execute((OLD / f"{version}.postgresql.sql").read_text())


@pytest.mark.parametrize("version", sorted({path.name[:4] for path in OLD.iterdir()}))
def test_a_database_of_each_version_is_read_and_written(url, version):
    old_database(url, version)
    with open_register(url) as register:
        assert (register.plans(), register.objectives()) == ((PLAN,), (WEIR, FERRY))
        assert register.actions() == ACTIONS
        assert [one.change.percent for one in register.updates()] == [60]
        assert [one.change.percent for one in register.updates(ended=True)] == [50, 60]
        assert register.updates()[0].said.by == ISLA
        (waiting,) = register.waiting()
        assert register.log(waiting.said, [half("GW2")], closes=waiting.id).updates
        assert register.log(said("half way", "1"), [half()]).repeated
        assert register.wordings("GW1")[0].by == MORAG
        assert register.verify_audit() is None


def test_the_reminders_members_and_moves_of_an_old_database_are_read(url):
    old_database(url, "0003")
    with open_register(url) as register:
        (reminder,) = register.reminders.reminders()
        assert (reminder.chat, reminder.nation, reminder.by) == (CHAT, Nation.SCOTLAND, MORAG)
        assert reminder.rule == Weekly(0, time(9, 30))
        assert [one.why for one in reminder.quiet] == ["recess"]
        assert register.reminders.delivery_of(CHAT, "9").actions == ("GW1",)
        assert register.reminders.consents() == (Consent(ISLA, mention=True),)
        assert [one.action for one in register.snoozes()] == ["GW2"]
        assert register.members.members() == (ISLA,)
        assert register.members.moved("chat:loch") == "chat:ben"
        assert [chat for chat, _ in register.members.paused()] == ["chat:ben"]


def test_every_version_has_a_database_that_is_read():
    kept = {path.name for path in OLD.iterdir()}
    assert kept == {
        f"{version}.{kind}.sql"
        for version in {migrating.LATEST, *migrating.EARLIER}
        for kind in ("sqlite", "postgresql")
    }


def change(url: str, statement: str) -> None:
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(url):
    change(url, "UPDATE alembic_version SET version_num = '0999'")
    for _ in range(2):
        with pytest.raises(StorageError, match=r"newer compactbot .*0999.* Install the newer"):
            open_and_close(url)


def test_a_database_of_another_program_is_refused_and_left_alone(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE notes (words)")
    with pytest.raises(StorageError, match=r"another program. Set database\.url"):
        open_and_close(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("notes",)]


def test_a_migration_that_was_interrupted_is_begun_anew(file, monkeypatch):
    def fail(connection):
        upgrade(connection)
        raise KeyboardInterrupt

    upgrade = migrating._upgrade
    monkeypatch.setattr(migrating, "_upgrade", fail)
    with pytest.raises(KeyboardInterrupt):
        open_and_close(f"sqlite:///{file}")
    monkeypatch.undo()
    with open_register(f"sqlite:///{file}") as register:
        fill(register)


# --- what can be wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "",
        "register.db",
        "mysql://user@server/name",
        "postgresql+asyncpg://user@server/name",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory&uri=true",
        "postgresql://user:secret@server:port/name",
    ],
)
def test_a_url_of_another_form_is_refused_with_the_forms_that_there_are(url):
    with pytest.raises(StorageError, match=r"database\.url in config\.yaml must be like") as told:
        open_register(url)
    assert "secret" not in str(told.value)


def test_a_folder_is_no_database(tmp_path):
    with pytest.raises(StorageError, match="is a folder"):
        open_register(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database_is_refused_and_left_alone(file):
    file.write_bytes(b"These are the minutes of the ferry group.\n" * 100)
    before = file.read_bytes()
    with pytest.raises(StorageError, match=r"is not a database\. Set database\.url"):
        open_register(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_damaged_database_is_refused_with_what_to_do(file):
    with open_register(f"sqlite:///{file}") as register:
        fill(register)
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * len(data[4096:])
    file.write_bytes(data)
    with pytest.raises(StorageError, match=r"is damaged\. Restore a backup"):
        open_register(f"sqlite:///{file}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"cannot be made .* set database\.url"):
        open_register(f"sqlite:///{tmp_path}/file/register.db")


@pytest.mark.parametrize("there", [True, False], ids=["with a database", "empty"])
def test_a_folder_without_the_right_to_write_is_named(tmp_path, there):
    folder = tmp_path / "state"
    folder.mkdir()
    if there:
        open_and_close(f"sqlite:///{folder}/register.db")
        (folder / "register.db").chmod(0o400)
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        with pytest.raises(StorageError, match=r"Give this user the right .* database\.url"):
            open_register(f"sqlite:///{folder}/register.db")
    finally:
        folder.chmod(0o700)


def test_a_register_that_another_program_holds_is_busy_and_nothing_was_logged(url):
    with open_register(url, patience=0.2) as register:
        fill(register)
        with held(url), pytest.raises(StorageError, match=r"(busy|in use).*Try again"):
            register.log(said("half way", "1"), [half()])
        assert register.outcome(CHAT, "1") is None
        assert not register.log(said("half way", "1"), [half()]).repeated


def held(url: str):
    """Another program that writes, and does not end."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.execute("BEGIN IMMEDIATE")
        return closing(connection)
    server = psycopg.connect(url)
    server.execute("SELECT pg_advisory_xact_lock(7411004)")
    return closing(server)


def test_one_may_read_while_another_program_writes(url, register):
    with held(url):
        assert register.plans() == (PLAN,)


@ON_POSTGRESQL
def test_a_server_that_refuses_says_what_to_mend_and_no_password(url):
    for wrong, complaint in (
        (url.replace(PASSWORD, "not-the-word"), "password authentication failed"),
        (f"{url}_absent", "does not exist"),
        (f"postgresql://compactbot:{PASSWORD}@127.0.0.1:1/x", "refused"),
    ):
        with pytest.raises(StorageError, match=complaint) as told:
            open_register(wrong)
        said_ = str(told.value)
        assert "database.url in config.yaml" in said_
        assert "not-the-word" not in said_
        assert PASSWORD not in said_
        assert told.value.__cause__ is None


@ON_POSTGRESQL
def test_a_user_without_rights_is_told_so(url):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE visitor LOGIN PASSWORD 'visit'")
    visiting = url.replace(f"compactbot:{PASSWORD}", "visitor:visit")
    with pytest.raises(StorageError, match="does not give this user the rights"):
        open_register(visiting)


def test_what_goes_wrong_shows_no_statement_and_no_words_of_people(url, register):
    change(url, "DROP TABLE inbox")
    with pytest.raises(StorageError, match="cannot be used") as told:
        register.log(said("a private matter", "1"), [half()])
    assert "private" not in str(told.value)
    assert "SELECT" not in str(told.value)
