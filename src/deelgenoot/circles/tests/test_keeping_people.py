"""An administrator adds and invites people of the own school; nobody else does, nowhere else."""

import re

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, connection, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.people import add_guardian, invite
from deelgenoot.circles.models import Membership
from deelgenoot.circles.queries.keeping import (
    find_enrolment,
    find_person,
    groups_kept,
    guardians_of,
    my_school,
    pupils_kept,
    staff_kept,
)
from deelgenoot.circles.rules import (
    ADDING,
    GuardianAsked,
    custody_has_a_proof,
    nobody_is_added_twice,
)
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import Person
from deelgenoot.people.terms import CustodyKind

ADULT = {
    "first": "Opa",
    "rest": "Jansen",
    "kind": CustodyKind.GUARDIAN,
    "language": "nl",
    "address": "opa@thuis.invalid",
    "proof": "gezagsregister",
}
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


@pytest.fixture
def noors_enrolment(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil__first="Noor")
        return find_enrolment(cast.ria, rows.get().pk)


def places_of_noor(cast):
    with acting_as(cast.kees):
        rows = Membership.objects.seen_by(cast.kees).filter(
            circle=cast.noor.pk, until__gt=cast.kees.now
        )
        rows |= Membership.objects.seen_by(cast.kees).filter(circle=cast.noor.pk, until=None)
        return set(rows.values_list("person__first", "capacity"))


def test_a_guardian_with_proof_is_in_the_circle_at_once(cast, noors_enrolment):
    add_guardian(cast.ria, noors_enrolment, **ADULT)
    assert ("Opa", "parent") in places_of_noor(cast)
    with acting_as(cast.ria):
        adults = {adult.name: adult for adult in guardians_of(cast.ria, noors_enrolment)}
    assert adults["Opa Jansen"].address == "opa@thuis.invalid"
    assert not adults["Opa Jansen"].has_account


@pytest.mark.parametrize("kind", [CustodyKind.WITHOUT, CustodyKind.INFORMED, CustodyKind.UNKNOWN])
def test_an_adult_without_custody_is_known_and_reads_nothing(cast, noors_enrolment, kind):
    add_guardian(cast.ria, noors_enrolment, **{**ADULT, "kind": kind})
    assert "Opa" not in {first for first, _capacity in places_of_noor(cast)}


def test_custody_has_a_proof(cast, noors_enrolment):
    with pytest.raises(Refused) as refused:
        add_guardian(cast.ria, noors_enrolment, **{**ADULT, "proof": "  "})
    assert refused.value.broken == (custody_has_a_proof,)
    without = GuardianAsked("opa", frozenset(), CustodyKind.WITHOUT, "")
    assert ADDING.broken_by(without) == []


@pytest.mark.parametrize(
    ("kind", "needed"), [("custody", True), ("guardian", True), ("without", False)]
)
def test_the_page_asks_for_proof_beside_its_field_and_nowhere_else(
    cast, noors_enrolment, signed_in_as, kind, needed
):
    page = f"/beheer/leerling/{noors_enrolment.pk}/"
    ria = signed_in_as("ria")
    label = re.search(r'<label[^>]*for="id_proof">(.*?)</label>', ria.get(page).content.decode())
    assert "hoeft niet" not in label.group(1)
    answer = ria.post(page, {**ADULT, "kind": kind, "proof": " "})
    assert (answer.status_code == 200) is needed
    if needed:
        said = answer.content.decode()
        assert (
            said.count("gezag heeft of voor het kind zorgt.") == 2
        )  # at the top, and beside the field
        assert 'id="id_proof_error"' in said


def test_nobody_is_added_twice(cast, noors_enrolment):
    add_guardian(cast.ria, noors_enrolment, **ADULT)
    with pytest.raises(Refused) as refused:
        add_guardian(cast.ria, noors_enrolment, **{**ADULT, "first": "OPA", "rest": "jansen"})
    assert refused.value.broken == (nobody_is_added_twice,)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_adds_or_invites(cast, noors_enrolment, name):
    actor = cast.everyone[name]
    with pytest.raises(PermissionDenied):
        add_guardian(actor, noors_enrolment, **ADULT)
    with acting_as(cast.ria):
        school = my_school(cast.ria)
        person, address = find_person(cast.ria, cast.samira.person_id)
    with pytest.raises(PermissionDenied):
        invite(actor, school, person=person, address=address, language="nl")


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_sees_who_is_enrolled_or_where_they_get_mail(cast, noors_enrolment, name):
    actor = cast.everyone[name]
    with acting_as(actor):
        with pytest.raises(ObjectDoesNotExist):
            find_enrolment(actor, noors_enrolment.pk)
        assert [
            adult.address
            for adult in guardians_of(actor, noors_enrolment)
            if adult.person not in actor.persons
        ] == []
        addresses = {
            line.address for line in staff_kept(actor) if line.person not in actor.persons
        }
        assert addresses <= {""}


def test_an_administrator_keeps_the_people_of_one_school_and_reads_no_circle(cast):
    with acting_as(cast.ria):
        school = my_school(cast.ria)
        assert school.name == "De Regenboog"
        groups = dict(groups_kept(cast.ria))
        assert {"5A", "5B"} <= set(groups.values())
        klas = next(id_ for id_, name in groups.items() if name == "5B")
        pupils = {line.name: line.adults for line in pupils_kept(cast.ria, klas)}
        assert pupils["Noor El Amrani"] == 2
        assert {line.name for line in staff_kept(cast.ria)} >= {"Anna de Boer", "Ria Vos"}
        with connection.cursor() as cursor:
            for table in ("circles_circle", "circles_entry", "circles_ask", "circles_membership"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table


def test_an_administrator_cannot_reach_people_of_another_board(cast):
    with acting_as(cast.ria):
        with pytest.raises(ObjectDoesNotExist):
            find_person(cast.ria, cast.joris.person_id)
        school = my_school(cast.ria)
    joris = Person(id=cast.joris.person_id, first="Joris", controller_id=cast.joris.controller_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        invite(cast.ria, school, person=joris, address="kaper@elders.invalid", language="nl")
