"""An adult may have children at two schools; each school keeps its own child's papers only."""

import pytest
from django.db import connection

from deelgenoot.access.rows import acting_as
from deelgenoot.organisations.models import Enrolment, School
from deelgenoot.people.models import Custody
from deelgenoot.people.terms import CustodyKind


@pytest.fixture
def elsewhere(cast):
    """Samira has a second child, who moves to another school of the same board."""
    ria, pupil = cast.ria, cast.emre.pupil_id
    with acting_as(ria):
        row = Custody.objects.create(
            child_id=pupil,
            adult_id=cast.samira.person_id,
            kind=CustodyKind.CUSTODY,
            since=ria.now,
            noted_by=ria.person_id,
        )
        assert Custody.objects.seen_by(ria).filter(pk=row.pk).exists()
        enrolment = Enrolment.objects.seen_by(ria).select_related("school").get(pupil=pupil)
        other = School.objects.create(
            board_id=enrolment.school.board_id, name="De Wilg", brin="99ZZ"
        )
        Enrolment.objects.seen_by(ria).filter(pk=enrolment.pk).update(school=other)
    return row


def found_in_database(row):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_custody WHERE id = %s", [row.pk])
        return cursor.fetchone() == (1,)


def test_who_keeps_one_child_does_not_see_custody_of_a_child_elsewhere(cast, elsewhere):
    mother = cast.samira.person_id
    with acting_as(cast.ria):
        rows = Custody.objects.seen_by(cast.ria).filter(adult=mother)
        assert list(rows.values_list("child", flat=True)) == [cast.noor.pupil_id]
        assert not found_in_database(elsewhere)


def test_the_adult_sees_both_and_a_stranger_neither(cast, elsewhere):
    with acting_as(cast.samira):
        assert Custody.objects.seen_by(cast.samira).count() == 2
        assert found_in_database(elsewhere)
    with acting_as(cast.stranger):
        assert not Custody.objects.seen_by(cast.stranger).exists()
        assert not found_in_database(elsewhere)
