"""What a school said about the columns of its lists is that school's own, on both lines."""

import psycopg
import pytest
from django.db import connection

from deelgenoot.access.rows import acting_as
from deelgenoot.exchange.models import ColumnTold
from tests.cast import Cast

SAID = (
    "INSERT INTO exchange_columntold (id, school_id, header, whose, tells, nth, noted_by,"
    " noted_at) SELECT gen_random_uuid(), {}, 'contact via', 'adult', 'mail', 0,"
    " gen_random_uuid(), now()"
)
SCHOOLS = "SELECT id FROM organisations_school WHERE name {} 'De Regenboog' LIMIT 1"


@pytest.fixture
def said(copy):
    """One column that De Regenboog told of."""
    copy.change(SAID.format(f"({SCHOOLS.format('=')})"))
    with copy.working_as("app"):
        yield copy


def by_both_lines(copy, actor):
    """How many rows someone sees: through the policy alone, and in the bare table as the web."""
    with copy.working_as("owner"), acting_as(actor):
        policy = ColumnTold.objects.seen_by(actor).count()
    with copy.working_as("app"), acting_as(actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_columntold")
        return policy, cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("who", "seen"),
    [("ria", 1), ("anna", 0), ("kees", 0), ("joris", 0), ("ellen", 0), ("samira", 0)],
)
def test_only_an_administrator_of_that_school_sees_them(said, who, seen):
    assert by_both_lines(said, getattr(Cast(), who)) == (seen, seen)


def test_an_administrator_of_another_school_sees_and_writes_their_own_only(said):
    joris = Cast().joris
    said.change(
        "UPDATE organisations_appointment SET function = 'administrator' WHERE person_id = %s",
        joris.person_id,
    )
    assert by_both_lines(said, joris) == (0, 0)
    with acting_as(joris), connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_columntold SET tells = 'phone'")
        assert cursor.rowcount == 0
    ours = said.rows(SCHOOLS.format("="))[0][0]
    with (
        pytest.raises(Exception, match="row-level security") as trouble,
        acting_as(joris),
        connection.cursor() as cursor,
    ):
        cursor.execute(SAID.format("%s"), [ours])
    assert isinstance(trouble.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_newcomer_sees_none_not_even_as_an_administrator(said):
    said.change("UPDATE people_person SET proven_at = NULL WHERE first = 'Samira'")
    said.change(
        "UPDATE organisations_appointment SET person_id = (SELECT id FROM people_person"
        " WHERE first = 'Samira') WHERE function = 'administrator' AND person_id ="
        " (SELECT id FROM people_person WHERE first = 'Ria')"
    )
    assert by_both_lines(said, Cast().samira)[1] == 0
