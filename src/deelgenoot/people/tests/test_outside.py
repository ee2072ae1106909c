"""Who works outside school is in no circle, whoever they are elsewhere, and sees no child."""

import re

import psycopg
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from deelgenoot.access.policy import VISIBILITY
from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.kernel.actor import Hat
from deelgenoot.organisations.models import (
    Appointment,
    CareOrganisation,
    CareProfessional,
    School,
    Verification,
)
from deelgenoot.people.models import Controller, Custody, Mailbox, Person
from tests.cast import account_of

OUTSIDE = ("ellen", "hassan")
OWN = {Person, Mailbox, Controller, CareOrganisation, CareProfessional, Verification, School}
"""What someone outside sees a row of: who they are, where they work, which school to call."""


@pytest.mark.parametrize("name", OUTSIDE)
def test_of_every_table_they_see_only_what_is_their_own(cast, name):
    actor = cast.everyone[name]
    assert actor.outside
    with acting_as(actor):
        for model in VISIBILITY:
            rows = list(model.objects.seen_by(actor)[:5])
            assert len(rows) == (model in OWN), model


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_names_a_child_or_a_family_or_says_that_there_is_one(cast, signed_in_as, name):
    client, noor = signed_in_as(name), cast.noor
    page = re.sub(r"<[^>]*>", " ", client.get("/").content.decode())
    for word in ("Noor", "Emre", "Pim", "El Amrani", "Kaya", "5B"):
        assert word not in page
    pages = ("/klas/", "/beheer/", "/beheer/zorg/", "/mijn-gegevens/", f"/kring/{noor.pk}/")
    for path in (*pages, f"/kring/{cast.new_id()}/", f"/kring/{noor.pk}/contact/"):
        assert client.get(path).status_code == 404, path
    there, not_there = client.get(f"/kring/{noor.pk}/"), client.get(f"/kring/{cast.new_id()}/")
    assert there.content.count(b"<p") == not_there.content.count(b"<p")


@pytest.mark.parametrize("name", OUTSIDE)
def test_their_front_page_says_which_school_to_call(cast, signed_in_as, name):
    page = signed_in_as(name).get("/").content.decode()
    assert "De Regenboog" in page
    assert 'href="tel:' in page


def tied_to(cast, key, other):
    """Let someone outside use the account of one of the cast, as the same human being."""
    account, person = account_of(other).pk, cast.everyone[key].person_id
    with acting_as(cast.ria):
        assert Person.objects.for_policy().filter(pk=person).update(account=account)
    hats = account_of(other).hats()
    return next(hat for hat in hats if hat.outside), hats


@pytest.mark.parametrize("other", ["samira", "fatma", "anna", "kees", "ria"])
def test_a_parent_or_colleague_who_also_works_in_care_keeps_the_hats_apart(
    cast, signed_in_as, other
):
    before = {
        hat.hat: {model: _seen(hat, other, model) for model in (Circle, Entry, Person)}
        for hat in account_of(other).hats()
    }
    worn, hats = tied_to(cast, "ellen", other)
    assert len(hats) == len(before) + 1
    for hat in hats:
        seen = {model: _seen(hat, other, model) for model in (Circle, Entry, Person)}
        if hat.outside:
            assert seen == {Circle: set(), Entry: set(), Person: {cast.ellen.person_id}}
        else:
            assert seen == before[hat.hat]
    client = signed_in_as(other)
    client.post("/pet/", {"hat": worn.key})
    assert client.get(f"/kring/{cast.noor.pk}/").status_code == 404
    assert client.get("/beheer/").status_code == 404
    assert "Noor" not in client.get("/").content.decode()


def _seen(hat, key, model):
    actor = hat.worn_by(account_of(key).pk, now=timezone.now())
    with acting_as(actor):
        return set(model.objects.seen_by(actor).values_list("pk", flat=True))


def test_at_work_for_care_they_wear_a_working_hat_and_need_the_second_step(cast, settings):
    settings.STAFF_SECOND_FACTOR = True
    assert cast.ellen.hat is Hat.WORK
    assert not cast.ellen.is_colleague
    assert cast.anna.is_colleague
    assert not cast.samira.is_colleague


@pytest.mark.parametrize("table", ["appointment", "custody"])
def test_the_database_gives_nobody_from_outside_a_function_or_custody(cast, table):
    ria, ellen = cast.ria, cast.ellen
    with acting_as(ria):
        if table == "custody":
            made = {"child_id": cast.noor.pupil_id, "adult_id": ellen.person_id}
            made |= {"kind": "custody", "noted_by": ria.person_id}
            write, more = Custody.objects.create, made
        else:
            write = Appointment.objects.create
            more = {"school_id": ria.organisation_id, "person_id": ellen.person_id, "key": "x"}
            more["function"] = "coordinator"
        refused = pytest.raises(DatabaseError, match="no-external-without-parents")
        with refused, transaction.atomic():
            write(since=ria.now, **more)


def test_also_the_owner_of_the_tables_puts_nobody_from_outside_in_a_circle(owner, cast):
    """However a place was derived: the check stands on the table itself."""
    rows = owner.execute(
        "SELECT p.id FROM people_person p JOIN people_controller k ON k.id = p.controller_id"
        " WHERE k.kind <> 'board'"
    ).fetchall()
    assert len(rows) >= 2
    for (person,) in rows:
        for statement in (
            "UPDATE circles_membership SET person_id = %s WHERE id ="
            " (SELECT id FROM circles_membership LIMIT 1)",
            "INSERT INTO circles_membership (id, circle_id, person_id, capacity, ground, basis,"
            " since, reads, writes) SELECT gen_random_uuid(), circle_id, %s, 'care_professional',"
            " 'consent', gen_random_uuid(), since, reads, writes FROM circles_membership LIMIT 1",
        ):
            with (
                pytest.raises(psycopg.Error, match="no-external-without-parents"),
                owner.transaction(),
            ):
                owner.execute(statement, [person])


def test_no_membership_of_the_house_is_of_someone_from_outside(owner, cast):
    found = owner.execute(
        "SELECT count(*) FROM circles_membership m JOIN people_person p ON p.id = m.person_id"
        " JOIN people_controller k ON k.id = p.controller_id WHERE k.kind <> 'board'"
    ).fetchone()
    assert found == (0,)
