"""The one to call: asked, the family first, a yes without a gap, a stand-in that ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, connection
from time_machine import travel

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.contact_person import (
    answer_as_contact,
    ask_contact_person,
    wish_contact,
)
from deelgenoot.circles.actions.staff import change_work, end_function
from deelgenoot.circles.models import ContactPerson, ContactWish
from deelgenoot.circles.queries.around import members
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.queries.contact_person import find_proposal, open_proposals, wishes
from deelgenoot.circles.queries.whom_to_call import (
    contact_person,
    contact_persons,
    settled_contact,
)
from deelgenoot.circles.tasks import ask_who_is_contact
from deelgenoot.circles.terms import AskKind
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Appointment

DAY = timedelta(days=1)


def who_to_call(actor, circle):
    with acting_as(actor):
        found = contact_person(members(actor, circle), actor)
        assert contact_persons(actor, [circle.pk])[circle.pk].person == found.person
        return found.first


def asked_of(actor):
    with acting_as(actor):
        return [(ask.kind, ask.subject) for ask in open_asks(actor, limit=50)]


def proposal(cast, person, *, by="anna", until=None):
    return ask_contact_person(
        getattr(cast, by), cast.noor, person=person.person_id, stand_in_until=until
    )


def say_yes(actor, circle, asked):
    with acting_as(actor):
        return answer_as_contact(actor, find_proposal(actor, circle.pk, asked.pk), accept=True)


def family_agrees(cast, asked):
    for parent in (cast.samira, cast.youssef):
        wish_contact(parent, cast.noor, preferred=None, about=asked)


def test_a_handover_asks_the_family_first_and_leaves_no_gap(cast):
    assert who_to_call(cast.samira, cast.noor) == "Anna"
    asked = proposal(cast, cast.kees)
    assert (AskKind.BE_CONTACT, asked.pk) in asked_of(cast.kees)
    for parent in (cast.samira, cast.youssef):
        assert (AskKind.WISH_CONTACT, asked.pk) in asked_of(parent)
    with pytest.raises(Refused, match="family-asked-first"):
        say_yes(cast.kees, cast.noor, asked)
    family_agrees(cast, asked)
    assert who_to_call(cast.samira, cast.noor) == "Anna"
    say_yes(cast.kees, cast.noor, asked)
    for actor in (cast.samira, cast.youssef, cast.anna, cast.kees):
        assert who_to_call(actor, cast.noor) == "Kees"
    assert (AskKind.NEW_CONTACT, asked.pk) in asked_of(cast.samira)
    assert (AskKind.BE_CONTACT, asked.pk) not in asked_of(cast.kees)


def kees_is_contact(cast):
    """Kees said yes to being the one to call for Noor; gives what he was asked."""
    asked = proposal(cast, cast.kees)
    family_agrees(cast, asked)
    return say_yes(cast.kees, cast.noor, asked)


def coordinating(cast):
    """The task that brings Kees into the circles, and the school it is at."""
    with acting_as(cast.ria):
        [task] = Appointment.objects.seen_by(cast.ria).filter(person=cast.kees.person_id)
        return task.school, task.pk


def test_when_work_of_the_contact_person_ends_the_class_teacher_is_asked_who_it_is_now(cast):
    asked = kees_is_contact(cast)
    school, task = coordinating(cast)
    end_function(cast.ria, school, appointment=task)
    assert (AskKind.HAND_OVER, asked.pk) in asked_of(cast.anna)
    assert who_to_call(cast.samira.at(cast.ria.now + DAY), cast.noor) == "Anna"
    assert AskKind.HAND_OVER not in dict(asked_of(cast.fatma) + asked_of(cast.samira))


def test_who_comes_back_to_the_circle_is_the_one_to_call_again_and_nobody_is_asked(cast):
    asked = kees_is_contact(cast)
    school, _task = coordinating(cast)
    change_work(cast.ria, school, person=cast.kees.person_id, days=[0], until=cast.ria.now + DAY)
    with travel(cast.ria.now + 2 * DAY):
        ask_who_is_contact(0)
        ask_who_is_contact(0)
    later = cast.anna.at(cast.anna.now + 2 * DAY)
    assert asked_of(later).count((AskKind.HAND_OVER, asked.pk)) == 1
    change_work(cast.ria, school, person=cast.kees.person_id, days=[0], until=None)
    assert (AskKind.HAND_OVER, asked.pk) not in asked_of(later)
    assert who_to_call(cast.samira.at(later.now), cast.noor) == "Kees"


def test_the_family_that_does_not_answer_holds_it_up_for_some_days_only(cast, settings):
    asked = proposal(cast, cast.kees)
    later = cast.kees.at(asked.asked_at + timedelta(days=settings.CONTACT_WISH_DAYS))
    say_yes(later, cast.noor, asked)
    assert who_to_call(cast.samira.at(later.now), cast.noor) == "Kees"


def test_a_no_is_told_to_who_asked_and_to_nobody_else(cast):
    asked = proposal(cast, cast.kees)
    with acting_as(cast.kees):
        row = find_proposal(cast.kees, cast.noor.pk, asked.pk)
        answer_as_contact(cast.kees, row, accept=False)
    assert (AskKind.NO_CONTACT, asked.pk) in asked_of(cast.anna)
    assert who_to_call(cast.samira, cast.noor) == "Anna"
    for actor in (cast.samira, cast.youssef, cast.fatma):
        with acting_as(actor), pytest.raises(ObjectDoesNotExist):
            find_proposal(actor, cast.noor.pk, asked.pk)


def test_a_wish_is_read_by_those_who_choose_and_not_by_the_other_parent(cast):
    asked = proposal(cast, cast.fatma)
    wish = wish_contact(
        cast.samira, cast.noor, preferred=cast.kees.person_id, words="Kees kent ons.", about=asked
    )
    assert set(wish.readers) == {cast.anna.person_id, cast.kees.person_id}
    for actor, reads in (
        (cast.samira, True),
        (cast.anna, True),
        (cast.kees, True),
        (cast.youssef, False),
        (cast.fatma, False),
        (cast.ria, False),
        (cast.stranger, False),
    ):
        with acting_as(actor):
            found = [line.words for line in wishes(actor, cast.noor)]
        assert found == (["Kees kent ons."] if reads else []), actor.name
    assert (AskKind.READ_WISH, wish.pk) in asked_of(cast.anna)
    assert AskKind.READ_WISH not in [kind for kind, _ in asked_of(cast.youssef)]


def test_a_stand_in_ends_by_itself(cast):
    until = cast.anna.now + timedelta(days=2)
    asked = proposal(cast, cast.fatma, until=until)
    assert asked_of(cast.samira) == [row for row in asked_of(cast.samira) if row[1] != asked.pk]
    say_yes(cast.fatma, cast.noor, asked)
    with acting_as(cast.samira):
        people = members(cast.samira, cast.noor)
        assert settled_contact(people, cast.samira).first == "Anna"
    assert who_to_call(cast.samira, cast.noor) == "Fatma"
    assert who_to_call(cast.samira.at(until), cast.noor) == "Anna"


def test_only_the_last_who_was_asked_may_say_yes(cast):
    first = proposal(cast, cast.kees)
    later = cast.kees.at(first.asked_at + timedelta(seconds=1))
    second = ask_contact_person(later, cast.noor, person=cast.fatma.person_id)
    family_agrees(cast, first)
    family_agrees(cast, second)
    with pytest.raises(Refused, match="contact-asked-last"):
        say_yes(cast.kees, cast.noor, first)
    say_yes(cast.fatma, cast.noor, second)
    with acting_as(cast.anna):
        assert open_proposals(cast.anna, cast.noor) == [first]


def test_a_yes_twice_is_one_yes(cast):
    asked = proposal(cast, cast.kees)
    family_agrees(cast, asked)
    with acting_as(cast.kees):
        row = find_proposal(cast.kees, cast.noor.pk, asked.pk)
    answer_as_contact(cast.kees, row, accept=True)
    answer_as_contact(cast.kees, row, accept=True)
    told = [kind for kind, _ in asked_of(cast.samira) if kind == AskKind.NEW_CONTACT]
    assert len(told) == 1


@pytest.mark.parametrize(
    "who", ["samira", "youssef", "ria", "joris", "ellen", "hassan", "stranger", "fatma_at_home"]
)
def test_who_does_not_guide_the_circle_asks_no_one(cast, who):
    actor = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        ask_contact_person(actor, cast.noor, person=cast.kees.person_id)


def test_a_parent_cannot_be_asked(cast):
    with pytest.raises(Refused, match="contact-works-with-child"):
        proposal(cast, cast.samira)


def test_another_cannot_say_yes_for_them(cast):
    asked = proposal(cast, cast.kees)
    with acting_as(cast.anna), pytest.raises(PermissionDenied):
        answer_as_contact(cast.anna, find_proposal(cast.anna, cast.noor.pk, asked.pk), accept=True)


@pytest.mark.parametrize("who", ["samira", "anna", "joris", "ellen"])
def test_the_database_takes_no_yes_of_another(cast, who):
    asked = proposal(cast, cast.kees)
    actor = getattr(cast, who)
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE circles_contactperson SET accepted = true WHERE id = %s", [asked.pk]
        )
        assert cursor.rowcount == 0


def test_the_database_takes_no_wish_in_anothers_name(cast):
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.youssef):
        ContactWish.objects.create(
            circle=cast.noor, person_id=cast.samira.person_id, at=cast.samira.now, readers=[]
        )


def test_the_database_takes_no_yes_that_nobody_gave(cast):
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(cast.anna):
        ContactPerson.objects.create(
            circle=cast.noor,
            person_id=cast.kees.person_id,
            asked_by=cast.anna.person_id,
            asked_at=cast.anna.now,
            accepted=True,
            answered_at=cast.anna.now,
        )
