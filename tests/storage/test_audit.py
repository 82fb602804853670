import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.core.errors import StorageError
from bot.core.register import AuditFault, ReportRun, Wording
from bot.storage import audit
from bot.storage.database import open_database
from tests.storage.conftest import BOTH
from tests.storage.sample import CHAT, ISLA, MONDAY, MORAG, UNCLEAR, after, half, said

UNPROTECT = {
    "sqlite": ["DROP TRIGGER audit_keeps_rows", "DROP TRIGGER audit_loses_no_row"],
    "postgresql": ["ALTER TABLE audit DISABLE TRIGGER ALL"],
}


@pytest.fixture
def engine(url, register):
    """The database of a register whose trail has six rows, without the program between."""
    for number in range(5):
        register.log(said("half way", str(number), at=after(number)), [half()])
    engine = open_database(url)
    yield engine
    engine.dispose()


def run(engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def tamper(engine, *statements: str) -> None:
    run(engine, *UNPROTECT[engine.dialect.name], *statements)


# --- what stands in it ---------------------------------------------------------------------------


def test_each_row_carries_the_hash_of_itself_and_of_the_row_before(register):
    register.log(said("half way", "1"), [half()])
    first, second = register.audit()
    assert (first.number, first.before) == (1, audit.START)
    assert (second.number, second.before) == (2, first.hash)
    assert second.hash == audit.digest(second)
    assert register.verify_audit() is None


def test_the_trail_tells_who_did_what_to_what_and_when(register):
    register.log(said("half way", "1", at=after(1)), [half()])
    logged = register.audit()[-1]
    assert (logged.by, logged.at, logged.what, logged.subject) == (
        ISLA.id,
        after(1),
        "logged",
        "U1",
    )
    assert json.loads(logged.detail) == {
        "version": 1,
        "action": "GW1",
        "status": "in_progress",
        "percent": 50,
        "due": None,
        "lead": None,
    }


def test_all_that_changes_the_register_stands_in_the_trail(register):
    register.log(said("half way", "1"), [half()])
    register.revise(said("60 %", "1", at=after(1)), [half()], ISLA)
    register.withdraw(["U1"], MORAG, after(2))
    first = register.wait(said("unclear", "2"), [UNCLEAR]).waiting
    register.log(first.said, [half()], closes=first.id)
    second = register.wait(said("unclear", "3"), [UNCLEAR]).waiting
    register.dismiss(second.id, MORAG, after(3))
    register.delete(CHAT, "2", ISLA, after(4))
    register.reword("GW1", Wording("Mend it"), MORAG, after(5))
    register.add_action("GW", "GW-1", Wording("Plant"), MORAG, after(6))
    register.set_plan_of(CHAT, "GW", MORAG, after(7))
    register.record_report(
        ReportRun((), MONDAY.date(), MONDAY.date(), after(8), MORAG),
    )
    assert [(entry.what, entry.subject) for entry in register.audit()] == [
        ("imported", "GW"),
        ("logged", "U1"),
        ("edited", f"{CHAT}/1"),
        ("revised", "U1"),
        ("withdrew", "U1"),
        ("queued", "W1"),
        ("logged", "U2"),
        ("settled", "W1"),
        ("queued", "W2"),
        ("dismissed", "W2"),
        ("deleted", f"{CHAT}/2"),
        ("withdrew", "U2"),
        ("reworded", "GW1"),
        ("added", "GW4"),
        ("assigned", CHAT),
        ("reported", "R1"),
    ]
    assert register.verify_audit() is None


def test_the_words_and_names_of_people_do_not_stand_in_the_trail(register):
    register.log(said("the ladder is half way", "1"), [half()])
    rows = repr(register.audit())
    for words in ("half way", "ladder", ISLA.name, MORAG.name):
        assert words not in rows


# --- what was done to it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET by = 'x' WHERE number = 3",
        "DELETE FROM audit WHERE number = 6",
        "DELETE FROM audit",
    ],
)
def test_the_database_itself_refuses_to_change_a_row_or_to_delete_one(engine, register, statement):
    before = register.audit()
    with pytest.raises(DBAPIError, match="rows of the audit trail are never"):
        run(engine, statement)
    assert register.audit() == before


@pytest.mark.parametrize("url", BOTH[1:], indirect=True)  # SQLite has no TRUNCATE
def test_postgresql_refuses_to_empty_the_trail(engine):
    with pytest.raises(DBAPIError, match="rows of the audit trail are never"):
        run(engine, "TRUNCATE audit")


@pytest.mark.parametrize(
    "column", ["by", "what", "subject", "detail", "before", "hash", "at", "number"]
)
def test_an_altered_row_is_found_whatever_was_altered(engine, register, column):
    value = {"at": "'2031-03-03 09:30:00+00'", "number": "33"}.get(column, "'x'")
    if engine.dialect.name == "sqlite":
        value = value.replace("+00", ".000000")
    tamper(engine, f"UPDATE audit SET {column} = {value} WHERE number = 3")
    fault = register.verify_audit()
    assert fault.number == 3
    assert fault.what.startswith("row 3 of the audit trail")


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_row_is_found(engine, register, number):
    tamper(engine, f"DELETE FROM audit WHERE number = {number}")
    assert register.verify_audit() == AuditFault(number, f"row {number} of the audit trail is gone")


def test_a_removed_row_is_found_though_the_later_ones_were_moved_up(engine, register):
    tamper(
        engine,
        "DELETE FROM audit WHERE number = 3",
        *(
            f"UPDATE audit SET number = {number} WHERE number = {number + 1}"
            for number in (3, 4, 5)
        ),
    )
    assert register.verify_audit() == AuditFault(
        3, "row 3 of the audit trail does not follow the one before it"
    )


@pytest.mark.parametrize("kept", [0, 1, 5])
def test_an_end_that_was_cut_off_is_found(engine, register, kept):
    tamper(engine, f"DELETE FROM audit WHERE number > {kept}")
    assert register.verify_audit() == AuditFault(
        kept + 1, "the audit trail ends before row 6, its last one"
    )


def test_a_row_that_was_put_in_is_found_though_its_hash_is_right(engine, register):
    last = register.audit()[-1]
    with engine.begin() as connection:
        deed = audit.Deed("logged", "U9", {})
        audit.append(connection, ISLA, MONDAY, [deed])
        connection.execute(
            text("UPDATE audit_head SET number = 6, hash = :hash"), {"hash": last.hash}
        )
    assert register.verify_audit() == AuditFault(7, "row 7 of the audit trail was put in")


def test_a_last_row_that_was_exchanged_is_found_though_its_hash_is_right(engine, register):
    last = register.audit()[-1]
    tamper(
        engine,
        "DELETE FROM audit WHERE number = 6",
        f"UPDATE audit_head SET number = 5, hash = '{last.before}'",
    )
    with engine.begin() as connection:
        audit.append(connection, ISLA, MONDAY, [audit.Deed("logged", "U9", {})])
        connection.execute(text("UPDATE audit_head SET hash = :hash"), {"hash": last.hash})
    assert register.verify_audit() == AuditFault(
        6, "the last row of the audit trail is not the one written last"
    )


def test_a_trail_without_its_head_is_found_and_nothing_more_is_written(engine, register):
    tamper(engine, "DELETE FROM audit_head")
    assert register.verify_audit() == AuditFault(6, "the head of the audit trail is gone")
    with pytest.raises(StorageError, match="Restore a backup"):
        register.log(said("half way", "9"), [half()])
    assert register.outcome(CHAT, "9") is None
