"""Who reads on after the last day: the database derives it as plain Python says it.

`WORLDS=3000` makes more worlds; a failure names its seed.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import psycopg
import pytest
from django.utils import timezone

from deelgenoot.people.rules import birthday
from deelgenoot.people.terms import HAS_A_PLACE, CustodyKind
from deelgenoot.ui.dates import begin_of
from tests.database import TestDatabase, copy_of_template

WORLDS = int(os.environ.get("WORLDS", "300"))
FAR = timedelta(days=10_000)
COLUMNS = {
    "people_controller": "id, name, kind",
    "organisations_school": "id, board_id, name, brin, dependance, phone",
    "people_person": "id, controller_id, side, first, rest, language, born_on, workplace_name",
    "organisations_enrolment": "id, school_id, pupil_id, key, since, until, reads_until",
    "circles_circle": "id, pupil_id, school_id, board_id, enrolment_id, opened_at, closed_at",
    "people_custody": "id, child_id, adult_id, kind, relation, since, until, proof, noted_by",
    "people_courtlimit": "id, child_id, adult_id, kind, decision, since, until, lifted, noted_by",
    "people_keptreach": "id, child_id, adult_id, since, until",
}


class Family:
    """One pupil who leaves or stays, and adults with every tie, limit and yes."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.dice, self.now = Random(seed), now
        self.rows: dict[str, list[tuple[object, ...]]] = {}
        board = self._add("people_controller", "board", "board")
        brin = f"{self.dice.getrandbits(24):06X}"
        school = self._add("organisations_school", board, "school", brin, "", "")
        self.born = self._born()
        self.pupil = self._person(board, self.born)
        self.until = self._day(-5, 5) if self.dice.random() < 0.8 else None
        after = timedelta(days=self.dice.choice((0, 1, 4, 9)))
        self.reads_until = self.until + after if self.until else None
        enrolled = (school, self.pupil, str(self._id()), now - FAR, self.until, self.reads_until)
        enrolment = self._add("organisations_enrolment", *enrolled)
        facts = (self.pupil, school, board, enrolment, now, self.until)
        self.circle = self._add("circles_circle", *facts)
        for _ in range(self.dice.randint(1, 3)):
            self._adult(board)

    def _id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def _add(self, table: str, *values: object) -> UUID:
        made = self._id()
        self.rows.setdefault(table, []).append((made, *values))
        return made

    def _day(self, first: int, last: int) -> datetime:
        return self.now + timedelta(days=self.dice.randint(first, last))

    def _born(self) -> date | None:
        if self.dice.random() < 0.6:
            return None
        turns = (self.now + timedelta(days=self.dice.randint(-6, 12))).date()
        return turns.replace(year=turns.year - 18, day=min(turns.day, 28))

    def _person(self, board: UUID, born: date | None = None) -> UUID:
        return self._add("people_person", board, "family", "x", "", "", born, "")

    def _adult(self, board: UUID) -> None:
        dice, adult = self.dice, self._person(board)
        since = self._day(-9, 9)
        ends = since + timedelta(days=dice.randint(1, 12)) if dice.random() < 0.4 else None
        kind = dice.choice(CustodyKind.values)
        tie = (self.pupil, adult)
        self._add("people_custody", *tie, kind, "", since, ends, "", adult)
        for _ in range(dice.choice((0, 0, 1, 2))):
            begins = self._day(-7, 9)
            stops = begins + timedelta(days=dice.randint(1, 6)) if dice.random() < 0.7 else None
            self._add("people_courtlimit", *tie, "no_contact", "x", begins, stops, "", adult)
        if dice.random() < 0.3:
            self._add("people_keptreach", *tie, self._day(-7, 9), None)

    def reads_on_at(self, moment: datetime) -> set[UUID]:
        """Say in plain Python who reads on: the pupil, and adults nothing keeps away."""
        if self.until is None or not self.until <= moment < self.reads_until:
            return set()
        found = {self.pupil}
        for _id, _child, adult, kind, _relation, since, ends, *_ in self.rows["people_custody"]:
            tied = since < self.until and (ends is None or moment < ends)
            if kind in HAS_A_PLACE and tied and not self._kept_away(adult, moment):
                found.add(adult)
        return found

    def _kept_away(self, adult: UUID, moment: datetime) -> bool:
        limits = self.rows.get("people_courtlimit", [])
        if any(
            row[2] == adult and row[5] <= moment and (row[6] is None or moment < row[6])
            for row in limits
        ):
            return True
        if self.born is None or moment < begin_of(birthday(self.born, 18)):
            return False
        said = self.rows.get("people_keptreach", [])
        return not any(row[2] == adult and row[3] <= moment for row in said)


@pytest.fixture(scope="module")
def families(
    superuser: dict[str, str], test_database: TestDatabase
) -> Iterator[psycopg.Connection]:
    """A database of this file's own."""
    label = test_database.name.rpartition("_")[2]
    with (
        copy_of_template(superuser, f"family_{label}") as database,
        database.connect("owner") as owner,
    ):
        yield owner


def write(owner: psycopg.Connection, family: Family) -> None:
    for table, columns in COLUMNS.items():
        marks = ", ".join(["%s"] * len(columns.split(", ")))
        with owner.cursor() as cursor:
            rows = family.rows.get(table, [])
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def derived(owner: psycopg.Connection, family: Family) -> list[tuple[UUID, datetime, datetime]]:
    """The places from the last day on: whose, from when until when."""
    rows = owner.execute(
        "SELECT person_id, since, until, writes FROM circles_derived WHERE circle_id = %s"
        " AND since >= %s",
        [family.circle, family.until or family.now + FAR],
    ).fetchall()
    assert all(writes == [] for *_, writes in rows), "who reads on does not write"
    return [(person, since, until) for person, since, until, _ in rows]


def test_who_had_a_place_reads_on_as_long_as_nothing_keeps_them_away(families):
    wrong, met = [], set()
    with families.transaction(force_rollback=True):
        for seed in range(WORLDS):
            family = Family(seed, timezone.now())
            write(families, family)
            places = derived(families, family)
            for hours in range(-6 * 24, 15 * 24, 11):
                moment = family.now + timedelta(hours=hours)
                said = family.reads_on_at(moment)
                found = {person for person, since, until in places if since <= moment < until}
                met.add(len(said))
                if said != found:
                    wrong.append((seed, hours, said, found))
    assert wrong == []
    assert {0, 1, 2} <= met


def test_who_looks_the_house_over_finds_a_place_that_reads_on_and_should_not(families):
    """Once all is derived nothing is amiss; a longer end, or words to write, is found."""
    amiss = "SELECT count(*) FROM deelgenoot_underived_memberships() u WHERE u.circle_id = %s"
    with families.transaction(force_rollback=True):
        seeds = (Family(seed, timezone.now()) for seed in range(99))
        family = next(f for f in seeds if f.reads_on_at(f.now))
        write(families, family)
        families.execute("SELECT deelgenoot_renew_memberships(ARRAY[%s::uuid])", [family.circle])
        assert families.execute(amiss, [family.circle]).fetchone() == (0,)
        for change in ("until = until + interval '1 day'", "writes = reads"):
            with families.transaction(force_rollback=True):
                families.execute(
                    f"UPDATE circles_membership SET {change} WHERE circle_id = %s"
                    " AND writes = '{}'",
                    [family.circle],
                )
                assert families.execute(amiss, [family.circle]).fetchone()[0] > 0
        families.execute(
            "UPDATE circles_circle SET closed_at = NULL WHERE id = %s", [family.circle]
        )
        assert families.execute(amiss, [family.circle]).fetchone() == (1,)
