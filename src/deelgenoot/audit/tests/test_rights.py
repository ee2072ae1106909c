"""The book is only added to: nobody who serves or works can read, change or remove at will."""

import psycopg
import pytest

from deelgenoot.audit.tests.books import BOARD, WRITE, write

READ = "SELECT 1 FROM audit_line"
CHANGE = "UPDATE audit_line SET did = 'nothing'"
REMOVE = "DELETE FROM audit_line"
EMPTY = "TRUNCATE audit_line"
SEALS = "UPDATE audit_seal SET hash = ''"
UNSEAL = "DELETE FROM audit_seal"


@pytest.mark.parametrize(
    "statement",
    [
        READ,
        CHANGE,
        REMOVE,
        EMPTY,
        SEALS,
        UNSEAL,
        "SELECT 1 FROM audit_seal",
        "ALTER TABLE audit_line DISABLE TRIGGER ALL",
        "DROP TABLE audit_line",
    ],
)
def test_the_web_writes_lines_and_can_do_nothing_else(copy, statement):
    write(copy, "look")
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        copy.database.connect("app") as web,
    ):
        web.execute(statement)


@pytest.mark.parametrize("statement", [CHANGE, REMOVE, EMPTY, SEALS, UNSEAL])
def test_the_worker_reads_and_seals_and_can_change_nothing(copy, statement):
    with copy.database.connect("jobs") as worker:
        worker.execute(WRITE, [BOARD, "seal"])
        assert worker.execute(READ).fetchall()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            worker.execute(statement)
