"""What the log says of a broken row: which rule, never what stood in it."""

import logging
import sys
from datetime import date

import pytest
from django.db import DatabaseError, connection

from deelgenoot.config.discreet import LEFT_OUT, DiscreetFormatter, discreet
from deelgenoot.config.settings import LOGGING

WRITE = (
    "DO $$ BEGIN CREATE TEMP TABLE told (street text, town text NOT NULL);"
    " INSERT INTO told VALUES (E'Lindehof 7\\nsecond line', NULL); END $$"
)

HOME = "Lindehof 7"


@pytest.fixture
def written(db):
    """A line of the log about a row that PostgreSQL refused, with its trace."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(WRITE)
    except DatabaseError:
        trouble = sys.exc_info()
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "at %s", (trouble[1],), trouble)
    return DiscreetFormatter("%(levelname)s %(message)s").format(record)


def test_the_row_stays_out_of_message_and_trace(written):
    assert "Lindehof" not in written
    assert "second line" not in written
    assert LEFT_OUT in written


def test_what_broke_and_where_stays(written):
    assert "null value in column" in written
    assert "Traceback (most recent call last)" in written
    assert "test_discreet.py" in written


def logged(deed):
    """What the log says of a deed that fails."""
    with pytest.raises((ValueError, KeyError, AttributeError, DatabaseError)) as caught:
        deed()
    trouble = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "at a page", (), trouble)
    return DiscreetFormatter("%(levelname)s %(message)s").format(record)


def read_a_day():
    date.fromisoformat(HOME)


def read_a_day_and_fail_again():
    try:
        read_a_day()
    except ValueError:
        raise KeyError(HOME) from None


def ask_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::uuid", [HOME])


@pytest.mark.parametrize("deed", [read_a_day, read_a_day_and_fail_again, ask_the_database])
def test_a_value_that_an_exception_quotes_stays_out(db, deed):
    told = logged(deed)
    assert HOME not in told
    assert LEFT_OUT in told
    assert deed.__name__ in told


def test_what_an_exception_says_of_code_stays():
    assert "has no attribute 'nowhere'" in logged(lambda: None.nowhere)


def test_a_line_without_a_row_stays_as_it_was():
    assert discreet("DETAILS of the plan\nand more") == "DETAILS of the plan\nand more"


def test_the_house_logs_discreetly():
    formatter = LOGGING["formatters"]["plain"]["()"]
    assert formatter == f"{DiscreetFormatter.__module__}.{DiscreetFormatter.__name__}"
