"""`deelgenoot check`: one line per thing, and 1 when something is not as it must be."""

import os
import subprocess
import sys

import psycopg
import pytest

from deelgenoot.access.roles import APP, JOBS, OWNER
from deelgenoot.audit.seals import last_seals
from deelgenoot.audit.tests.books import seal_all, write
from deelgenoot.config.checking import guarded_tables, look_around, require_sound_roles
from deelgenoot.config.roles import WrongRoles


@pytest.fixture
def house(copy, monkeypatch):
    """The house as its own processes see it."""
    for name, value in copy.database.environment().items():
        monkeypatch.setenv(name, value)
    return copy


def check(house, *options):
    return subprocess.run(
        [sys.executable, "-m", "deelgenoot.config.cli", "check", *options],
        env={**os.environ, **house.environment()},
        capture_output=True,
        text=True,
        check=False,
    )


def wrong(**asked):
    found = look_around(**{"audit": False, "seal": "", **asked})
    return [trouble for _about, troubles in found for trouble in troubles]


def test_a_house_as_it_must_be_has_one_line_per_thing(house):
    write(house, "look")
    seal_all(house)
    ran = check(house, "--audit", "--seal", last_seals()[0].hash)
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("right  ") for line in lines), ran.stdout


def test_a_changed_line_makes_the_command_fail_and_say_so(house):
    write(house, "look")
    seal_all(house)
    house.change("UPDATE audit_line SET did = 'nothing'")
    ran = check(house, "--audit")
    assert ran.returncode == 1
    assert "wrong  every seal of the audit book is whole" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr
    assert check(house).returncode == 0  # without --audit the book is not read


def test_a_seal_that_is_not_in_the_chain_is_told(house):
    assert wrong(seal="0" * 64) == [
        "The seal that was kept outside the database is not in the book."
    ]


@pytest.mark.parametrize("table", ["circles_entry", "people_mailbox", "post_letter"])
def test_a_table_without_its_guard_is_told(house, table):
    assert table in guarded_tables()
    house.change(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    assert wrong() == [
        f"Row security does not hold for {role} on {table}." for role in (APP, JOBS)
    ]


def test_a_web_that_owns_a_table_passes_by_its_guard_and_is_told(house):
    house.change(f"ALTER TABLE circles_entry OWNER TO {APP}")
    said = wrong()
    assert "The role of the web owns tables: row security would not hold." in said
    assert f"Row security does not hold for {APP} on circles_entry." in said
    with pytest.raises(WrongRoles, match="owns tables"):
        require_sound_roles()


def test_serving_as_the_owner_or_a_superuser_is_refused(house, monkeypatch):
    require_sound_roles()
    for url in ("DATABASE_OWNER_URL", "SUPERUSER"):
        facts = house.database.superuser if url == "SUPERUSER" else house.database.params("owner")
        there = psycopg.conninfo.make_conninfo(**{**facts, "dbname": house.database.name})
        monkeypatch.setenv("DATABASE_URL", there)
        with pytest.raises(WrongRoles, match="row security would not hold"):
            require_sound_roles()


@pytest.mark.parametrize("right", ["SELECT", "UPDATE", "DELETE"])
def test_a_right_too_many_on_the_book_is_told(house, right):
    house.change(f"GRANT {right} ON audit_line TO {APP}")
    assert wrong() == [f"{APP} has the right to {right} on the audit book."]


def test_a_place_in_a_circle_without_a_ground_is_told(house):
    house.change("DELETE FROM circles_membership WHERE capacity = 'coordinator'")
    house.change(
        "UPDATE circles_membership SET basis = gen_random_uuid() WHERE id = (SELECT id FROM"
        " circles_membership WHERE capacity = 'parent' ORDER BY id LIMIT 1)"
    )
    said = " ".join(wrong())
    assert "stands without a basis" in said
    assert "is missing or differs" in said


def test_a_place_made_wider_than_its_ground_is_told(house):
    assert wrong() == []
    house.change(
        "UPDATE circles_membership SET until = NULL, reads = '{learning}'"
        " WHERE capacity = 'class_teacher'"
    )
    assert any("differs" in trouble for trouble in wrong())


def test_a_database_without_our_roles_is_told_in_one_sentence(house, tmp_path):
    house.environment()
    nowhere = {"DATABASE_URL": f"postgresql:///x?host={tmp_path}"}
    ran = subprocess.run(
        [sys.executable, "-m", "deelgenoot.config.cli", "check"],
        env={**os.environ, **house.environment(), **nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("deelgenoot: The database says: ")
    assert len(ran.stderr.strip().splitlines()) == 1
    assert OWNER not in ran.stderr


def test_only_the_worker_may_ask_for_places_without_a_basis(app_role, jobs_role):
    question = "SELECT * FROM deelgenoot_underived_memberships()"
    assert jobs_role.execute(question).fetchall() == []
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_role.execute(question)
