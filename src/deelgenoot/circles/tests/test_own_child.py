"""Who keeps the people of a school may be a parent there: never of the own child."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.people import add_guardian
from deelgenoot.circles.models import Invitation
from deelgenoot.circles.queries.keeping import guardians_of
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import Custody, Mailbox, Person
from deelgenoot.people.terms import CustodyKind


@pytest.fixture
def at_home(cast):
    """Ria, the administrator, turns out to be a parent of Noor too."""
    ria = cast.ria
    with acting_as(ria):
        board = Person.objects.seen_by(ria).get(pk=ria.person_id).controller_id
        assert Mailbox.objects.seen_by(ria).filter(person=cast.samira.person_id).exists()
        assert Invitation.objects.seen_by(ria).filter(person=cast.samira.person_id).exists()
        person = Person.objects.create(
            controller_id=board, side="family", first="Ria", rest="Vos", account_id=ria.account_id
        )
        Custody.objects.create(
            child_id=cast.noor.pupil_id,
            adult=person,
            kind=CustodyKind.WITHOUT,
            since=ria.now,
            noted_by=ria.person_id,
        )
    return person


def noor_at_school(cast):
    rows = Enrolment.objects.seen_by(cast.ria).select_related("school")
    return rows.get(pupil=cast.noor.pupil_id)


def test_the_address_of_who_shares_the_child_stays_hidden(cast, at_home):
    """A controlling parent who works in the office must not find a hidden address there."""
    ria, mother = cast.ria, cast.samira.person_id
    with acting_as(ria):
        assert not Mailbox.objects.seen_by(ria).filter(person=mother).exists()
        assert not Invitation.objects.seen_by(ria).filter(person=mother).exists()
        assert not Person.objects.seen_by(ria).filter(pk=mother).exists()
        assert guardians_of(ria, noor_at_school(cast)) == []
        with connection.cursor() as cursor:
            for table in ("people_mailbox", "circles_invitation"):
                cursor.execute(f"SELECT count(*) FROM {table} WHERE person_id = %s", [mother])
                assert cursor.fetchone() == (0,), table


def test_nobody_is_added_to_ones_own_child_at_work(cast, at_home):
    with acting_as(cast.ria), pytest.raises(PermissionDenied):
        add_guardian(
            cast.ria,
            noor_at_school(cast),
            first="Rob",
            rest="Vos",
            kind=CustodyKind.CUSTODY,
            address="",
            language="nl",
            proof="register",
        )


def test_the_page_of_ones_own_child_does_not_exist_at_work(cast, at_home, signed_in_as):
    with acting_as(cast.ria):
        page = f"/beheer/leerling/{noor_at_school(cast).pk}/"
    assert signed_in_as("ria", hat="work").get(page).status_code == 404
    assert signed_in_as("kees").get(page).status_code == 404


def test_other_families_are_kept_as_before(cast, at_home):
    with acting_as(cast.ria):
        rows = Mailbox.objects.seen_by(cast.ria)
        assert rows.filter(person=cast.fatma_at_home.person_id).exists()
