"""A school is set up on the server itself; colleagues see their own school and no other."""

import pytest
from django.core.exceptions import PermissionDenied

from deelgenoot.access.rows import acting_as
from deelgenoot.organisations.actions import add_administrator, set_days, set_phone
from deelgenoot.organisations.models import (
    Appointment,
    Assignment,
    Enrolment,
    Group,
    Place,
    School,
)
from deelgenoot.organisations.policy import administered_schools
from tests.cast import Cast

MODELS = (School, Group, Appointment, Assignment, Place, Enrolment)
COLLEAGUES = ("anna", "fatma", "kees", "ria")
FAMILY = ("samira", "youssef", "fatma_at_home", "stranger")


def regenboog(cast):
    with acting_as(cast.ria):
        return School.objects.seen_by(cast.ria).get()


@pytest.mark.parametrize("name", [*COLLEAGUES, *FAMILY, "joris", "ellen"])
def test_nobody_sets_up_a_school_from_a_page(cast, name):
    school, actor = regenboog(cast), cast.everyone[name]
    with pytest.raises(PermissionDenied):
        add_administrator(actor, school, first="Ik", rest="Zelf")
    with pytest.raises(PermissionDenied):
        set_phone(actor, school, phone="1")
    with pytest.raises(PermissionDenied):
        set_days(actor, school, key="LK-ANNA", days=[0])


def test_who_runs_the_server_gives_a_school_its_administrator(copy):
    """As the worker's role: under the web's role the database takes no task from a machine."""
    cast = Cast()
    school = regenboog(cast)
    person = add_administrator(cast.importer, school, first="Bo", rest="Beheer")
    assert person.workplace == school.pk
    with acting_as(cast.importer):
        made = Appointment.objects.seen_by(cast.importer).get(person=person)
    assert made.function == "administrator"
    set_phone(cast.importer, school, phone="026 111 11 11")
    assert regenboog(cast).phone == "026 111 11 11"


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", FAMILY)
def test_families_see_no_school_from_the_inside(cast, model, name):
    actor = cast.everyone[name]
    with acting_as(actor):
        assert list(model.objects.seen_by(actor)) == []


@pytest.mark.parametrize("model", [School, Group, Appointment])
def test_colleagues_see_their_own_school_only(cast, model):
    path = "pk" if model is School else "school_id"
    for name in (*COLLEAGUES, "joris"):
        actor = cast.everyone[name]
        with acting_as(actor):
            assert set(model.objects.seen_by(actor).values_list(path, flat=True)) == {
                actor.organisation_id
            }


def test_only_an_administrator_sees_the_list_of_pupils(cast):
    for name in (*COLLEAGUES, "joris"):
        actor = cast.everyone[name]
        with acting_as(actor):
            assert Enrolment.objects.seen_by(actor).exists() is (name == "ria"), name
            assert bool(administered_schools(actor)) is (name == "ria"), name
