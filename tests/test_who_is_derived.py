"""Who is in a circle because of their work: the database derives it as plain Python says it.

`WORLDS=3000` makes more worlds; a failure names its seed.
"""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import psycopg
import pytest
from django.utils import timezone

from deelgenoot.circles.terms import Capacity, Topic
from deelgenoot.organisations.terms import Function, GroupRole
from tests.database import TestDatabase, copy_of_template

WORLDS = int(os.environ.get("WORLDS", "300"))
NONE: frozenset[str] = frozenset()
ALL = frozenset(Topic.values)
READS = {
    Capacity.CLASS_TEACHER: ALL,
    Capacity.COORDINATOR: ALL,
    Capacity.ATTENTION_OFFICER: ALL,  # but hears what was said for safety alone
    Capacity.SUBJECT_TEACHER: frozenset({"learning", "behaviour"}),
    Capacity.ASSISTANT: NONE,
    Capacity.INTERN: NONE,
    Capacity.SUBSTITUTE: NONE,
    Capacity.EMERGENCY: frozenset({"health"}),
}
WRITES = READS | {Capacity.EMERGENCY: NONE}
EVERYWHERE = {
    Function.COORDINATOR: Capacity.COORDINATOR,
    Function.ATTENTION_OFFICER: Capacity.ATTENTION_OFFICER,
}
"""The functions that are in every circle of the school; no other function is in any."""


class SmallWorld:
    """One school: a few pupils, classes, colleagues and tasks, with every beginning and end."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.dice, self.now = Random(seed), now
        self.rows: dict[str, list[tuple[object, ...]]] = {}
        self._school()
        self._narrows()
        self._work()

    def _id(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def _add(self, table: str, *values: object) -> UUID:
        made = self._id()
        self.rows.setdefault(table, []).append((made, *values))
        return made

    def _times(self) -> tuple[datetime, datetime | None]:
        days = timedelta(days=self.dice.randint(-5, 5))
        ends = timedelta(days=self.dice.randint(-2, 6)) if self.dice.random() < 0.5 else None
        return self.now + days, self.now + days + ends if ends is not None else None

    def _school(self) -> None:
        board = self._add("people_controller", "board", "board")
        brin = f"{self.dice.getrandbits(24):06X}"
        self.school = self._add("organisations_school", board, "school", brin, "", "")
        group = (self.school, "x", "x", "2026", "", False)
        self.groups = [
            self._add("organisations_group", self.school, str(self._id()), *group[2:])
            for _ in range(2)
        ]
        self.board = board
        for _ in range(2):
            pupil = self._add("people_person", board, "family", "x", "", "", None, "")
            key = str(self._id())
            enrolment = self._add(
                "organisations_enrolment", self.school, pupil, key, *self._times()
            )
            self._add("circles_circle", pupil, self.school, board, enrolment, self.now)
            for group_ in self.dice.sample(self.groups, self.dice.randint(0, 2)):
                self._add("organisations_place", enrolment, group_, *self._times())

    def _narrows(self) -> None:
        """What the school leaves a capacity; perhaps it left more before."""
        self.leaves: dict[Capacity, frozenset[str]] = {}
        for capacity in self.dice.sample(list(READS), self.dice.randint(0, 3)):
            topics = self.dice.sample(sorted(ALL), self.dice.randint(0, 6))
            before = (capacity, [], self.now, self.now, self._id())
            self._add("circles_schoolreach", self.school, *before)
            self._add(
                "circles_schoolreach", self.school, capacity, topics, self.now, None, self._id()
            )
            self.leaves[capacity] = frozenset(topics)

    def _work(self) -> None:
        for _ in range(4):
            facts = (self.board, "work", "x", "", "", self.school, "x")
            person = self._add("people_person", *facts)
            function = self.dice.choice(list(Function))
            key = str(self._id())
            appointment = self._add(
                "organisations_appointment", self.school, person, function, key, [],
                *self._times(),
            )  # fmt: skip
            for group in self.dice.sample(self.groups, self.dice.randint(0, 2)):
                role = self.dice.choice(list(GroupRole))
                self._add("organisations_assignment", appointment, group, role, *self._times())
            for circle in self.rows["circles_circle"]:
                if self.dice.random() < 0.4:
                    self._looks(circle, appointment, person)

    def _looks(self, circle: tuple[object, ...], appointment: UUID, person: UUID) -> None:
        """A look in an emergency, perhaps ended sooner."""
        since = self.now + timedelta(hours=self.dice.randint(-30, 30))
        until = since + timedelta(hours=self.dice.randint(1, 24))
        ended = self.dice.choice((None, since, since + timedelta(minutes=9)))
        facts = (circle[1], self.school, appointment, person, person, "x", since, until, ended)
        self._add("circles_emergencylook", self._id(), circle[0], *facts)

    def derives(self) -> Iterator[tuple[object, ...]]:
        """Say in plain Python who is in which circle because of their work."""
        enrolments = {row[0]: row for row in self.rows["organisations_enrolment"]}
        for circle in self.rows["circles_circle"]:
            enrolled = enrolments[circle[4]][4:6]
            for appointment in self.rows["organisations_appointment"]:
                yield from self._in_every(circle[0], appointment, enrolled)
                yield from self._through_class(circle, appointment, enrolled)
                yield from self._in_emergency(circle, appointment, enrolled)

    def _in_every(self, circle, appointment, enrolled):
        capacity = EVERYWHERE.get(Function(appointment[3]))
        if capacity:
            yield from self._place(circle, appointment, capacity, appointment[6:8], enrolled)

    def _in_emergency(self, circle, appointment, enrolled):
        for look in self.rows.get("circles_emergencylook", []):
            if look[2] == circle[0] and look[5] == appointment[0]:
                ends = min(filter(None, look[10:12]))
                times = ((look[9], ends), appointment[6:8], enrolled)
                yield from self._place(circle[0], appointment, Capacity.EMERGENCY, *times)

    def _through_class(self, circle, appointment, enrolled):
        for place in self.rows.get("organisations_place", []):
            for task in self.rows.get("organisations_assignment", []):
                if task[1] == appointment[0] and place[1:3] == (circle[4], task[2]):
                    times = (task[4:6], place[3:5], appointment[6:8], enrolled)
                    yield from self._place(circle[0], appointment, Capacity(task[3]), *times)

    def _place(self, circle, appointment, capacity, *times):
        since = max(begin for begin, _ in times)
        until = min((end for _, end in times if end), default=None)
        if until is None or until > since:
            left = self.leaves.get(capacity, ALL)
            topics = [tuple(sorted(known[capacity] & left)) for known in (READS, WRITES)]
            yield circle, appointment[2], capacity.value, since, until, *topics


COLUMNS = {
    "people_controller": "id, name, kind",
    "organisations_school": "id, board_id, name, brin, dependance, phone",
    "organisations_group": "id, school_id, key, name, year, year_group, combined",
    "circles_schoolreach": "id, school_id, capacity, reads, since, until, noted_by",
    "people_person": "id, controller_id, side, first, rest, language, workplace, workplace_name",
    "organisations_enrolment": "id, school_id, pupil_id, key, since, until",
    "circles_circle": "id, pupil_id, school_id, board_id, enrolment_id, opened_at",
    "organisations_place": "id, enrolment_id, group_id, since, until",
    "organisations_appointment": "id, school_id, person_id, function, key, days, since, until",
    "organisations_assignment": "id, appointment_id, group_id, role, since, until",
    "circles_emergencylook": "id, opening, circle_id, pupil_id, school_id, appointment_id,"
    " person_id, opened_by_id, reason, since, until, ended_at",
}


@pytest.fixture(scope="module")
def worlds_of_work(
    superuser: dict[str, str], test_database: TestDatabase
) -> Iterator[psycopg.Connection]:
    """A database of this file's own."""
    label = test_database.name.rpartition("_")[2]
    with (
        copy_of_template(superuser, f"work_{label}") as database,
        database.connect("owner") as owner,
    ):
        yield owner


def write(owner: psycopg.Connection, world: SmallWorld) -> None:
    for table, columns in COLUMNS.items():
        rows = world.rows.get(table, [])
        marks = ", ".join(["%s"] * len(columns.split(", ")))
        with owner.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def derived(owner: psycopg.Connection, school: UUID) -> list[tuple[object, ...]]:
    rows = owner.execute(
        "SELECT circle_id, person_id, capacity, since, until, reads, writes FROM circles_derived"
        " WHERE organisation = %s",
        [school],
    )
    return [(*row[:5], tuple(sorted(row[5])), tuple(sorted(row[6]))) for row in rows]


def test_work_alone_says_who_of_the_school_is_in_a_circle(worlds_of_work):
    wrong, met = [], set()
    with worlds_of_work.transaction(force_rollback=True):
        for seed in range(WORLDS):
            world = SmallWorld(seed, timezone.now())
            write(worlds_of_work, world)
            said = sorted(map(repr, world.derives()))
            found = sorted(map(repr, derived(worlds_of_work, world.school)))
            met |= {row[2] for row in world.derives()}
            if said != found:
                wrong.append((seed, said, found))
    assert wrong == []
    assert met == set(map(str, READS)), "every capacity at work was met"
