"""What was noted wrong of care is put right by who keeps it, after a call, for all who see it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions import correcting_care as deeds
from deelgenoot.circles.queries.care import (
    care_kept,
    find_organisation,
    find_professional,
    seen_mark,
    verifications_of,
)
from deelgenoot.circles.tests.test_care import (
    ORGANISATION,
    add,
    add_person,
    called,
    ellens,
    rob,  # noqa: F401 - a fixture
    school_of,
    work_hats,
)
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import CareOrganisation, School
from deelgenoot.people.models import Controller, Person
from tests.cast import Cast, wearing


@pytest.fixture
def right():
    """How Team De Brug is really called and reached."""
    facts = {"name": "Wijkteam De Brug", "town": "Velp", "phone": "026 000 00 21"}
    return {**ORGANISATION, **facts, "number": "00000021"} | {"site": "https://brug.example"}


def correct(cast, made, right, **more):
    facts = {key: value for key, value in right.items() if key != "kind"}
    facts = {"organisation": made.pk, "called": called(cast), **facts, **more}
    facts.setdefault("seen", mark_of(cast, made))
    deeds.correct_care_organisation(cast.ria, school_of(cast), **facts)


def mark_of(cast, made):
    """What an administrator who looks now has before them."""
    with acting_as(cast.ria):
        return seen_mark(find_organisation(cast.ria, made.pk))


def noted(cast, made):
    with acting_as(cast.ria):
        found = find_organisation(cast.ria, made.pk)
        names = ("town", "phone", "site", "number")
        return {"name": found.controller.name} | {name: getattr(found, name) for name in names}


def test_the_new_name_stands_everywhere_at_once(cast, right):
    made = add(cast)
    person = add_person(cast, made)
    correct(cast, made, right)
    assert noted(cast, made) == {key: right[key] for key in noted(cast, made)}
    with acting_as(cast.ria):
        assert "Wijkteam De Brug" in [line.name for line in care_kept(cast.ria)]
        assert Person.objects.seen_by(cast.ria).get(pk=person.person_id).workplace_name == (
            "Wijkteam De Brug"
        )
        assert len(verifications_of(cast.ria, made.pk)) == 2


def test_who_works_there_finds_the_new_name_on_their_hat(cast):
    with acting_as(cast.ria):
        linde = ellens(cast).organisation
    right = {**ORGANISATION, "name": "De Nieuwe Linde", "register": "agb", "number": "00000010"}
    correct(cast, linde, right)
    assert work_hats("ellen") == {"De Nieuwe Linde"}


def test_someones_name_and_number_are_put_right(cast):
    made = add(cast)
    person = add_person(cast, made)
    with acting_as(cast.ria):
        seen = seen_mark(find_professional(cast.ria, person.pk))
    facts = {"first": "Bob", "rest": "van der Brug", "register": "skj", "number": "100000021"}
    deeds.correct_care_professional(
        cast.ria, school_of(cast), professional=person.pk, called=called(cast), seen=seen, **facts
    )
    with acting_as(cast.ria):
        assert Person.objects.seen_by(cast.ria).get(pk=person.person_id).name == "Bob van der Brug"
        assert len(verifications_of(cast.ria, made.pk, person.pk)) == 2


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"seen": "of before"}, "no-care-overwritten-unseen"),
        ({"register": "agb", "number": "00000010"}, "no-care-twice"),
        ({"number": "1"}, "number-fits-register"),
    ],
)
def test_what_cannot_be_right_changes_nothing(cast, right, more, rule):
    made = add(cast)
    before = noted(cast, made)
    with pytest.raises(Refused) as told:
        correct(cast, made, right | more)
    assert [one.id for one in told.value.broken] == [rule]
    assert noted(cast, made) == before


def test_who_corrects_after_a_colleague_did_is_told(cast, right):
    made = add(cast)
    before = mark_of(cast, made)
    correct(cast, made, right)
    with pytest.raises(Refused) as told:
        correct(cast, made, right | {"name": "De Brug"}, seen=before)
    assert [one.id for one in told.value.broken] == ["no-care-overwritten-unseen"]
    assert noted(cast, made)["name"] == right["name"]


@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_correct_at_the_same_moment_one_is_told(copy, round_):
    with copy.working_as("app"):
        cast, start = Cast(), Barrier(2, timeout=20)
        made = add(cast)
        before, school = mark_of(cast, made), school_of(cast)

        def tap(name):
            facts = {key: value for key, value in ORGANISATION.items() if key != "kind"}
            facts |= {"name": name, "called": called(cast), "seen": before}
            try:
                start.wait()
                deeds.correct_care_organisation(cast.ria, school, organisation=made.pk, **facts)
                return name
            except Refused as trouble:
                return trouble.broken[0].id
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as both:
            done = set(both.map(tap, ("De Ene Brug", "De Andere Brug")))
        assert "no-care-overwritten-unseen" in done
        assert noted(cast, made)["name"] in done


def test_a_double_click_puts_it_right_once_and_is_no_trouble(cast, right):
    made, once = add(cast), called(cast)
    before = mark_of(cast, made)
    for _ in range(2):
        correct(cast, made, right, called=once, seen=before)
    assert noted(cast, made)["name"] == right["name"]
    with acting_as(cast.ria):
        assert len(verifications_of(cast.ria, made.pk)) == 2


def test_without_a_call_nothing_is_put_right(cast, right):
    made = add(cast)
    with pytest.raises(Refused):
        correct(cast, made, right, called=called(cast, number=""))


@pytest.mark.parametrize("key", ["anna", "kees", "samira", "ellen"])
def test_nobody_else_puts_it_right(cast, right, key):
    made, actor = add(cast), wearing(key, cast.ria.hat) if key != "samira" else cast.samira
    facts = {name: value for name, value in right.items() if name != "kind"}
    facts |= {"organisation": made.pk, "called": called(cast), "seen": mark_of(cast, made)}
    with pytest.raises(PermissionDenied):
        deeds.correct_care_organisation(actor, school_of(cast), **facts)


def test_another_board_neither_finds_nor_renames_it(cast, rob, right):  # noqa: F811
    made = add(cast)
    with acting_as(rob):
        theirs = School.objects.seen_by(rob).get()
        assert not Controller.objects.seen_by(rob).filter(pk=made.controller_id).exists()
    facts = {name: value for name, value in right.items() if name != "kind"}
    with pytest.raises(CareOrganisation.DoesNotExist):
        deeds.correct_care_organisation(
            rob, theirs, organisation=made.pk, called=called(cast), seen="", **facts
        )


@pytest.mark.parametrize("key", ["ellen", "anna", "samira"])
def test_nobody_else_opens_the_pages(cast, signed_in_as, key):
    with acting_as(cast.ria):
        hers = ellens(cast)
        organisation, person = hers.organisation_id, hers.pk
    someone, ria = signed_in_as(key), signed_in_as("ria")
    for path in (f"/beheer/zorg/{organisation}/", f"/beheer/zorg/mensen/{person}/"):
        assert ria.get(f"{path}verbeteren/").status_code == 200
        assert someone.get(f"{path}verbeteren/").status_code == 404
        assert someone.post(f"{path}verbeteren/", {"name": "x"}).status_code == 404
