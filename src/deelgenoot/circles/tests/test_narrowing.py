"""A school lets a role read less, at once and for everyone; never more."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.narrowing import narrow_reach
from deelgenoot.circles.models import Entry, SchoolReach
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.narrowing import reach_at
from deelgenoot.circles.rules import a_school_never_widens, nothing_is_overwritten_unseen
from deelgenoot.circles.terms import Capacity, Topic
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import School

OTHERS = (
    "anna",
    "fatma",
    "fatma_at_home",
    "kees",
    "samira",
    "youssef",
    "joris",
    "ellen",
    "hassan",
    "stranger",
)
ALL = frozenset(Topic.values)


def school_of(cast):
    with acting_as(cast.ria):
        return School.objects.seen_by(cast.ria).get()


def narrow(cast, topics, *, capacity="coordinator", seen=None, who=None):
    actor = who or cast.ria
    return narrow_reach(actor, school_of(cast), capacity=capacity, topics=topics, seen=seen)


def reads(actor, circle):
    with acting_as(actor):
        rows = Entry.objects.seen_by(actor).filter(circle=circle)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM circles_entry WHERE circle_id = %s", [circle.pk])
            (bare,) = cursor.fetchone()
        assert rows.count() == bare
        return bare


def test_what_is_taken_away_is_gone_at_once_and_comes_back_at_once(cast):
    noor = cast.noor
    before = reads(cast.kees, noor)
    assert before
    row = narrow(cast, ALL - {"wellbeing"})
    assert reads(cast.kees, noor) == 0
    assert reads(cast.samira, noor) == before
    assert reads(cast.anna, noor) == before
    with acting_as(cast.kees):
        assert find_circle(cast.kees, noor.pk)
    narrow(cast, ALL, seen=row.pk)
    assert reads(cast.kees, noor) == before


def test_a_role_never_reads_more_than_everywhere(cast):
    with pytest.raises(Refused) as refused:
        narrow(cast, ALL, capacity="subject_teacher")
    assert refused.value.broken == (a_school_never_widens,)
    with acting_as(cast.ria):  # past the rule: a row that says more gives nothing more
        SchoolReach.objects.create(
            school=school_of(cast),
            capacity=Capacity.SUBJECT_TEACHER,
            reads=sorted(ALL),
            since=cast.ria.now,
            noted_by=cast.ria.person_id,
        )
        lines = {line.capacity: line.left for line in reach_at(cast.ria, school_of(cast))}
    assert lines[Capacity.SUBJECT_TEACHER] == {"learning", "behaviour"}


def test_two_administrators_at_once_do_not_undo_each_other_unseen(cast):
    narrow(cast, ALL - {"health"})
    with pytest.raises(Refused) as refused:
        narrow(cast, ALL - {"home"})
    assert refused.value.broken == (nothing_is_overwritten_unseen,)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_narrows_nor_gives_back(cast, name):
    actor, row = cast.everyone[name], narrow(cast, ALL - {"wellbeing"})
    with pytest.raises(PermissionDenied):
        narrow(cast, ALL, seen=row.pk, who=actor)
    with acting_as(actor):
        assert not SchoolReach.objects.seen_by(actor).exists()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE circles_schoolreach SET until = now()")
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            SchoolReach.objects.create(
                school=school_of(cast),
                capacity=Capacity.CLASS_TEACHER,
                reads=[],
                since=actor.now,
                noted_by=actor.persons[0],
            )


def test_the_page_says_plainly_who_reads_what_and_keeps_a_change(cast, signed_in_as):
    ria, page = signed_in_as("ria"), "/beheer/wie-leest-wat/"
    assert "Weggehaald" not in ria.get(page).content.decode()
    answer = ria.post(f"{page}coordinator/", {"topics": ["learning", "wellbeing"], "seen": ""})
    assert answer.status_code == 302
    told = ria.get(page).content.decode()
    gone = "Omgaan met anderen · Gezondheid · Thuis · Naar school gaan"
    assert f"Weggehaald op deze school: {gone}" in told
    again = ria.post(f"{page}coordinator/", {"topics": ["learning"], "seen": ""})
    assert "Iemand anders" in again.content.decode()
    assert ria.get(f"{page}parent/").status_code == 404
    for name in ("anna", "kees", "samira"):
        assert signed_in_as(name).get(page).status_code == 404
        assert signed_in_as(name).get(f"{page}coordinator/").status_code == 404
