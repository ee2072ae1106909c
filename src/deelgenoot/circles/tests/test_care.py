"""An administrator adds, verifies and ends care organisations and their people; nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions import care
from deelgenoot.circles.actions.people import invite
from deelgenoot.circles.invitations import find_invitation, use_invitation
from deelgenoot.circles.models import Invitation
from deelgenoot.circles.queries.care import (
    care_kept,
    find_professional,
    professionals_of,
    schools_to_call,
    verifications_of,
)
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import (
    Appointment,
    CareOrganisation,
    CareProfessional,
    School,
    Verification,
)
from deelgenoot.people.accounts import find_account
from deelgenoot.people.models import Controller, Mailbox, Person
from tests.cast import account_of

OTHERS = (
    *("anna", "fatma", "fatma_at_home", "kees", "samira", "youssef", "joris"),
    *("ellen", "hassan", "stranger"),
)
ORGANISATION = {
    "name": "Team De Brug", "kind": "local_team", "town": "Arnhem", "phone": "026 000 00 20",
    "site": "", "register": "kvk", "number": "00000020",
}  # fmt: skip


def school_of(cast):
    with acting_as(cast.ria):
        return School.objects.seen_by(cast.ria).get()


def called(cast, **more):
    facts = {"once": cast.new_id(), "number": "026 000 00 20", "found": "eigen site", **more}
    return care.Called(**facts)


def add(cast, **more):
    facts = {"called": called(cast), **ORGANISATION, **more}
    return care.add_care_organisation(cast.ria, school_of(cast), **facts)


def add_person(cast, works_at, **more):
    facts = {
        "called": called(cast), "first": "Bo", "rest": "Brug", "profession": "team_worker",
        "register": "skj", "number": "100000020", "address": "bo@brug.invalid",
        "since": cast.ria.now, "until": None, **more,
    }  # fmt: skip
    return care.add_care_professional(cast.ria, school_of(cast), organisation=works_at.pk, **facts)


def let_in(cast, professional, mail):
    with acting_as(cast.ria):
        person = Person.objects.seen_by(cast.ria).get(pk=professional.person_id)
    made = invite(cast.ria, school_of(cast), person=person, address=mail, language="nl")
    found = find_invitation(made.code_hash)
    assert use_invitation(found, find_account(mail), now=cast.ria.now)


@pytest.fixture
def rob(cast):
    """The administrator of another board's school."""
    with acting_as(cast.joris):
        rows = Appointment.objects.seen_by(cast.joris).filter(function="administrator")
        person = rows.get().person_id
    return replace(cast.joris, account_id=None, persons=(person,), name="Rob")


def ellens(cast):
    with acting_as(cast.ria):
        rows = CareProfessional.objects.seen_by(cast.ria).filter(person=cast.ellen.person_id)
        return find_professional(cast.ria, rows.get().pk)


def refused(deed, *args, **asked):
    with pytest.raises(Refused) as told:
        deed(*args, **asked)
    return [rule.id for rule in told.value.broken]


def work_hats(key):
    return {hat.label for hat in account_of(key).hats() if hat.hat == "work"}


def test_what_is_added_stands_with_how_it_was_verified(cast):
    made = add(cast)
    person = add_person(cast, made)
    with acting_as(cast.ria):
        assert [line.name for line in care_kept(cast.ria)].count("Team De Brug") == 1
        assert [line.name for line in professionals_of(cast.ria, made.pk)] == ["Bo Brug"]
        for about in (None, person.pk):
            (told,) = verifications_of(cast.ria, made.pk, about)
            assert (told.by, told.school) == ("Ria Vos", "De Regenboog")
            assert (told.called, told.found) == ("026 000 00 20", "eigen site")


def test_the_same_form_twice_adds_one(cast):
    one = called(cast)
    assert add(cast, called=one).pk == add(cast, called=one).pk
    works_at, two = add(cast, called=one), called(cast)
    made = [add_person(cast, works_at, called=two).pk for _ in range(2)]
    assert made[0] == made[1]
    with acting_as(cast.ria):
        assert len(verifications_of(cast.ria, works_at.pk)) == 1
        assert len(verifications_of(cast.ria, works_at.pk, made[0])) == 1


def test_a_double_is_refused_by_number_and_asked_about_by_name(cast):
    add(cast)
    assert refused(add, cast, name="Anders") == ["no-care-twice"]
    other = {"name": "team de-brug", "number": "00000021"}
    assert refused(add, cast, **other) == ["no-care-mixed-up"]
    assert add(cast, **other, another=True).pk


def test_a_mail_address_that_someone_has_is_refused_or_asked_about(cast):
    made, elsewhere = add(cast), add(cast, name="Elders", number="00000022")
    add_person(cast, made)
    assert refused(add_person, cast, made, first="Mo") == ["no-care-twice"]
    assert refused(add_person, cast, elsewhere) == ["no-care-mixed-up"]
    for mail in ("anna@demo.invalid", "Samira@demo.invalid", "ellen@demo.invalid"):
        asked = {"first": "Mo", "rest": "Aziz", "address": mail}
        assert refused(add_person, cast, elsewhere, **asked) == ["no-care-mixed-up"]
        assert add_person(cast, elsewhere, **asked, another=True)


def test_a_mail_address_of_someone_this_administrator_may_not_see_is_not_compared(cast):
    """A refusal would tell whose address it is."""
    made = add(cast)
    assert add_person(cast, made, address="joris@demo.invalid")


def test_nobody_verifies_themselves_whatever_address_they_use(cast):
    made = add(cast)
    close = ["nobody-verifies-who-is-close"]
    assert refused(add_person, cast, made, address="ria@demo.invalid") == close
    person = add_person(cast, made)
    with acting_as(cast.ria):
        who = Person.objects.seen_by(cast.ria).get(pk=person.person_id)
    asked = {"person": who, "address": "RIA@demo.invalid", "language": "nl"}
    assert refused(invite, cast.ria, school_of(cast), **asked) == close


def test_who_shares_a_child_is_verified_by_someone_else_and_ended_by_anyone(cast):
    """Youssef's account is put under Ria's as well: at home she shares Noor with Samira."""
    made = add(cast)
    person = add_person(cast, made, address="samira@demo.invalid", another=True)
    let_in(cast, person, "samira@demo.invalid")
    with acting_as(cast.ria):
        family = Person.objects.for_policy().filter(pk=cast.youssef.person_id)
        assert family.update(account=cast.ria.account_id)
    asked = {"called": called(cast), "unchanged": True}
    school = school_of(cast)
    close = ["nobody-verifies-who-is-close"]
    again = {"professional": person.pk, "until": None, **asked}
    assert refused(care.verify_care_professional, cast.ria, school, **again) == close
    whole = {"organisation": made.pk, **asked}
    assert refused(care.verify_care_organisation, cast.ria, school, **whole) == close
    with acting_as(cast.ria):
        for about in (person, None):
            row = Verification(
                organisation=made, professional=about, school=school, called="12345",
                found="x", at=cast.ria.now, noted_by=cast.ria.person_id,
            )  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic():
                Verification.objects.create_many([row])
        mine = CareProfessional.objects.seen_by(cast.ria).filter(pk=person.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(until=cast.ria.now + timedelta(days=9))
    care.end_care_professional(cast.ria, school, professional=person.pk)
    assert "Team De Brug" not in work_hats("samira")


def test_ending_takes_the_hat_off_at_once_and_closes_the_code(cast, signed_in_as):
    client, ellen = signed_in_as("ellen"), ellens(cast)
    assert client.get("/").status_code == 200
    care.end_care_professional(cast.ria, school_of(cast), professional=ellen.pk)
    assert client.get("/").status_code == 404
    assert work_hats("ellen") == set()
    works_at = add(cast)
    waiting = add_person(cast, works_at)
    with acting_as(cast.ria):
        person = Person.objects.seen_by(cast.ria).get(pk=waiting.person_id)
    facts = {"person": person, "address": "bo@brug.invalid", "language": "nl"}
    code = invite(cast.ria, school_of(cast), **facts)
    care.end_care_organisation(cast.ria, school_of(cast), organisation=works_at.pk)
    assert not find_invitation(code.code_hash).is_open(cast.ria.now)
    assert refused(invite, cast.ria, school_of(cast), **facts) == ["no-invitation-after-the-end"]


def test_a_period_begins_and_ends_on_its_day(cast):
    ellen, now = ellens(cast), cast.ria.now
    school, last = school_of(cast), now + timedelta(days=3)
    facts = {"professional": ellen.pk, "called": called(cast), "until": last}
    care.verify_care_professional(cast.ria, school, **facts)
    assert work_hats("ellen")
    back = {"professional": ellen.pk, "called": called(cast), "until": now - timedelta(days=1)}
    assert refused(care.verify_care_professional, cast.ria, school, **back) == [
        "ends-after-it-begins"
    ]
    later = add_person(cast, add(cast), since=last, address="ellen@demo.invalid", another=True)
    let_in(cast, later, "ellen@demo.invalid")
    assert work_hats("ellen") == {"Praktijk De Linde"}


def test_verifying_again_lets_someone_in_again_but_first_the_organisation(cast):
    ellen, school = ellens(cast), school_of(cast)
    care.end_care_organisation(cast.ria, school, organisation=ellen.organisation_id)
    again = {"professional": ellen.pk, "called": called(cast), "until": None}
    deed = care.verify_care_professional
    assert refused(deed, cast.ria, school, **again) == ["organisation-before-its-people"]
    care.verify_care_organisation(
        cast.ria, school, organisation=ellen.organisation_id, called=called(cast)
    )
    assert work_hats("ellen") == set()
    deed(cast.ria, school, **again)
    assert work_hats("ellen") == {"Praktijk De Linde"}


def test_a_colleague_who_just_ended_someone_is_not_undone_unseen(cast):
    again = {"professional": ellens(cast).pk, "called": called(cast), "until": None}
    deed, school = care.verify_care_professional, school_of(cast)
    assert refused(deed, cast.ria, school, **again, unchanged=False) == [
        "no-care-overwritten-unseen"
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_keeps_care(cast, name):
    actor, school, ellen = cast.everyone[name], school_of(cast), ellens(cast)
    for deed, facts in (
        (care.add_care_organisation, ORGANISATION | {"called": called(cast)}),
        (care.end_care_organisation, {"organisation": ellen.organisation_id}),
        (care.end_care_professional, {"professional": ellen.pk}),
        (
            care.verify_care_professional,
            {"professional": ellen.pk, "called": called(cast), "until": None},
        ),
    ):
        with pytest.raises(PermissionDenied):
            deed(actor, school, **facts)
    with acting_as(actor):  # past the policy, straight at the tables
        for model in (CareOrganisation, CareProfessional, Verification):
            seen = model.objects.seen_by(actor).values("pk")
            assert not model.objects.for_policy().exclude(pk__in=seen).exists(), model
            assert bool(seen) is (name in ("ellen", "hassan"))


def ellens_work(ellen):
    return CareProfessional.objects.seen_by(ellen).get().pk


def test_who_works_in_care_sees_of_care_only_their_own(cast):
    ellen = cast.ellen
    with acting_as(ellen):
        works_at = CareOrganisation.objects.seen_by(ellen).get()
        assert works_at.pk == ellen.organisation_id
        assert CareProfessional.objects.seen_by(ellen).get().person_id == ellen.person_id
        assert Verification.objects.seen_by(ellen).get().professional_id == ellens_work(ellen)
        assert [name for name, _ in schools_to_call(ellen)] == ["De Regenboog"]
        assert not Mailbox.objects.seen_by(ellen).exclude(person=ellen.person_id).exists()
        assert Controller.objects.seen_by(ellen).get().pk == works_at.controller_id
        for model in (CareOrganisation, CareProfessional):
            assert model.objects.seen_by(ellen).update(until=None) == 0


def test_an_administrator_of_another_board_sees_nothing_of_it(cast, rob):
    with acting_as(rob):
        for model in (CareOrganisation, CareProfessional, Verification):
            assert not model.objects.seen_by(rob).exists()
            assert not model.objects.for_policy().exists()
        ours = cast.ellen.person_id, cast.hassan.person_id
        assert not Invitation.objects.seen_by(rob).filter(person__in=ours).exists()
        with pytest.raises(ObjectDoesNotExist):
            find_professional(rob, ellens(cast).pk)


def test_two_boards_keep_the_same_practice_apart_on_one_account(cast, rob):
    """The same number is not 'taken', and the psychologist has a hat for each."""
    with acting_as(rob):
        theirs = School.objects.seen_by(rob).get()
    facts = {
        "name": "Praktijk De Linde", "kind": "practice", "town": "Arnhem",
        "phone": "026 000 00 10", "site": "", "register": "agb", "number": "00000010",
    }  # fmt: skip
    works_at = care.add_care_organisation(rob, theirs, called=called(cast), **facts)
    made = care.add_care_professional(
        rob, theirs, organisation=works_at.pk, called=called(cast), first="Ellen", rest="Maas",
        profession="psychologist", register="big", number="00000000010",
        address="ellen@demo.invalid", since=rob.now, until=None,
    )  # fmt: skip
    with acting_as(rob):
        person = Person.objects.seen_by(rob).get(pk=made.person_id)
    code = invite(rob, theirs, person=person, address="ellen@demo.invalid", language="nl")
    found = find_invitation(code.code_hash)
    assert use_invitation(found, find_account("ellen@demo.invalid"), now=rob.now)
    hats = [hat for hat in account_of("ellen").hats() if hat.outside]
    assert len(hats) == 2
    assert len({hat.controller_id for hat in hats}) == 2
    care.end_care_professional(rob, theirs, professional=made.pk)
    assert len(account_of("ellen").hats()) == 1
    with acting_as(cast.ria):
        assert len(care_kept(cast.ria)) == 2
