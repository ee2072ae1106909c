"""School looks along only with a yes on the person's own screen, in their sight, for a while."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.tests.in_an_emergency import colleague
from deelgenoot.helpdesk.actions import (
    ask_to_look_along,
    let_look_along,
    say_yes_to_look,
    stop_look,
)
from deelgenoot.helpdesk.models import LookAlong
from deelgenoot.helpdesk.queries import (
    how_it_stands,
    last_look_with,
    looks_so_far,
    my_open_look,
    who_may_help,
)
from deelgenoot.helpdesk.rules import a_yes_needs_a_screen, the_question_still_stands
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import Custody, Person

OTHERS = ("anna", "fatma", "kees", "ellen", "joris", "youssef", "fatma_at_home", "stranger")
QUARTER = timedelta(minutes=15)


def person_of(cast, who):
    with acting_as(cast.ria):
        return Person.objects.seen_by(cast.ria).get(pk=who.person_id)


def asked(cast, by=None):
    return ask_to_look_along(by or cast.ria, person_of(cast, cast.samira))


def given(cast, by=None):
    """Samira lets the administrator look along."""
    by = by or cast.ria
    who = Person(pk=cast.samira.person_id)
    school = cast.ria.organisation_id
    return let_look_along(cast.samira, who, colleague=by.person_id, school=school)


def sees(actor, look, *, at=None):
    """How it stands, as this actor is shown it, now or at a moment."""
    with acting_as(actor.at(at or timezone.now())):
        return how_it_stands(look.pk)


# the yes


def test_after_a_yes_one_named_administrator_sees_for_a_quarter_how_it_stands(cast):
    look = asked(cast)
    assert sees(cast.ria, look) is None, "nothing before the yes"
    say_yes_to_look(cast.samira, look)
    told = sees(cast.ria, look)
    assert (told.channel, told.circles, told.reads_on) == ("mail", 1, 0)
    assert told.mail_to == "s…@….invalid"
    ends = cast.samira.now + QUARTER
    assert sees(cast.ria, look, at=ends - timedelta(seconds=1))
    assert sees(cast.ria, look, at=ends) is None


def test_a_person_starts_it_themself(cast):
    look = given(cast)
    assert sees(cast.ria, look)
    with acting_as(cast.ria):
        assert last_look_with(cast.ria, cast.samira.person_id) == look


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_asks_answers_stops_or_sees(cast, name):
    other, look = cast.everyone[name], asked(cast)
    samira = person_of(cast, cast.samira)
    for deed, to in (
        (ask_to_look_along, samira),
        (say_yes_to_look, look),
        (stop_look, look),
    ):
        with pytest.raises(PermissionDenied):
            deed(other, to)
    with pytest.raises(PermissionDenied):
        let_look_along(
            other, samira, colleague=cast.ria.person_id, school=cast.ria.organisation_id
        )
    say_yes_to_look(cast.samira, look)
    assert sees(other, look) is None
    with acting_as(other):
        assert not LookAlong.objects.seen_by(other).exists()
        assert not LookAlong.objects.for_policy().exists(), "past the policy, at the table"


def test_another_administrator_sees_nothing_of_it(cast):
    other, look = colleague(cast, "Bo", Function.ADMINISTRATOR), given(cast)
    assert sees(other, look) is None
    with acting_as(other):
        assert last_look_with(other, cast.samira.person_id) is None
        assert not LookAlong.objects.for_policy().exists()


def test_at_home_someone_sees_nothing_more_with_the_number_of_the_look(cast):
    assert sees(cast.samira, given(cast)) is None


def test_the_person_cannot_say_yes_in_the_name_of_another_parent(cast):
    with pytest.raises(PermissionDenied):
        let_look_along(
            cast.samira,
            Person(pk=cast.youssef.person_id),
            colleague=cast.ria.person_id,
            school=cast.ria.organisation_id,
        )


def test_who_is_asked_is_shown_by_the_administrators_of_the_own_school_alone(cast):
    with acting_as(cast.samira):
        assert {line.colleague for line in who_may_help()} == {cast.ria.person_id}
    with acting_as(cast.stranger):
        assert who_may_help() == []


def test_an_administrator_who_shares_a_child_with_the_person_never_helps(cast):
    bo = colleague(cast, "Bo", Function.ADMINISTRATOR)
    with acting_as(cast.ria):
        at_home = Person.objects.create(
            controller_id=cast.ria.controller_id, side="family", account_id=bo.account_id,
            first="Bo Thuis", rest="", workplace_name="",
        )  # fmt: skip
        Custody.objects.create(
            child_id=cast.noor.pupil_id, adult=at_home, kind="custody", relation="",
            since=cast.ria.now, proof="x", noted_by=cast.ria.person_id,
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        asked(cast, by=bo)
    with pytest.raises(ProgrammingError):
        given(cast, by=bo)
    with acting_as(cast.samira):
        assert bo.person_id not in {line.colleague for line in who_may_help()}


def test_a_look_ends_when_the_administrator_no_longer_is_one(cast):
    bo = colleague(cast, "Bo", Function.ADMINISTRATOR)
    look = given(cast, by=bo)
    assert sees(bo, look)
    with acting_as(cast.ria), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisations_appointment SET until = now() WHERE person_id = %s",
            [bo.person_id],
        )
    assert sees(bo, look) is None


# no, stop, later


def test_a_no_and_a_stop_hold_at_once_and_twice_is_once(cast):
    for begin in (asked, given):
        look = begin(cast)
        stop_look(cast.samira, look)
        stop_look(cast.samira.at(cast.samira.now + timedelta(minutes=1)), look)
        assert sees(cast.ria, look) is None
        with acting_as(cast.samira):
            assert my_open_look(cast.samira) is None
            assert LookAlong.objects.seen_by(cast.samira).get(pk=look.pk).stopped_at == (
                cast.samira.now
            )


def test_a_yes_to_a_question_of_earlier_is_none(cast):
    look = asked(cast)
    later = cast.samira.at(look.until + timedelta(seconds=1))
    with pytest.raises(Refused) as refused:
        say_yes_to_look(later, look)
    assert refused.value.broken == (the_question_still_stands,)
    stop_look(cast.samira, look)
    with pytest.raises(Refused):
        say_yes_to_look(cast.samira, look)
    assert sees(cast.ria, look) is None


def test_a_second_tap_asks_says_and_lets_once(cast):
    assert asked(cast) == asked(cast)
    look = asked(cast)
    say_yes_to_look(cast.samira, look)
    later = cast.samira.at(cast.samira.now + timedelta(minutes=5))
    assert say_yes_to_look(later, look).until == cast.samira.now + QUARTER, "not any longer"
    assert given(cast) == given(cast) == look


def test_one_colleague_at_a_time(cast):
    bo = colleague(cast, "Bo", Function.ADMINISTRATOR)
    first, second = given(cast), asked(cast, by=bo)
    assert sees(cast.ria, first), "a question ends nothing"
    say_yes_to_look(cast.samira, second)
    assert sees(cast.ria, first) is None
    assert sees(bo, second)


def test_who_has_not_come_in_is_not_asked(cast):
    with pytest.raises(Refused) as refused:
        ask_to_look_along(cast.ria, replace_account(person_of(cast, cast.samira)))
    assert refused.value.broken == (a_yes_needs_a_screen,)


def replace_account(person):
    person.account_id = None
    return person


# what is seen


def test_a_newcomer_lets_school_look_and_only_account_and_invitations_are_seen(cast):
    with acting_as(cast.ria), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET proven_at = NULL WHERE id = %s", [cast.samira.person_id]
        )
    new = replace(cast.samira, new=True)
    look = let_look_along(
        new, Person(pk=new.person_id), colleague=cast.ria.person_id,
        school=cast.ria.organisation_id,
    )  # fmt: skip
    told = sees(cast.ria, look)
    assert told.since
    assert not told.reads_along
    assert (told.channel, told.mail_to, told.circles, told.reads_on) == (None,) * 4
    with acting_as(new):
        assert my_open_look(new) == look


def test_no_name_no_address_and_no_number_is_told(cast):
    look = given(cast)
    told = sees(cast.ria, look)
    said = " ".join(map(str, (told.channel, told.mail_to, told.language)))
    for hidden in ("Noor", "Lindehof", "samira@", "06"):
        assert hidden not in said


def test_afterwards_the_person_reads_who_looked_and_when(cast, signed_in_as):
    look = given(cast)
    page = signed_in_as("ria").get(f"/beheer/meekijken/{cast.samira.person_id}/")
    assert "s…@….invalid" in page.content.decode()
    stop_look(cast.samira, look)
    with acting_as(cast.samira):
        [line] = looks_so_far(cast.samira)
        assert line.look == look
        assert len(line.times) == 1
    with acting_as(cast.ria):
        assert looks_so_far(cast.ria) == []
    with acting_as(cast.youssef):
        assert looks_so_far(cast.youssef) == []


# past the deed


@pytest.mark.parametrize("name", ["ria", "youssef", "samira", "joris", "stranger"])
def test_past_the_deed_the_database_takes_no_yes_that_is_not_ones_own(cast, name):
    facts = {
        "person_id": cast.youssef.person_id if name == "samira" else cast.samira.person_id,
        "by_id": cast.anna.person_id if name == "samira" else cast.ria.person_id,
        "school_id": cast.ria.organisation_id,
        "yes_at": cast.ria.now,
        "until": cast.ria.now + QUARTER,
    }
    with acting_as(cast.everyone[name]), pytest.raises(ProgrammingError), transaction.atomic():
        LookAlong.objects.create(**facts)


def test_the_database_takes_no_yes_for_who_is_no_administrator_nor_for_over_an_hour(cast):
    facts = {"person_id": cast.samira.person_id, "school_id": cast.ria.organisation_id}
    facts |= {"yes_at": cast.samira.now, "until": cast.samira.now + QUARTER}
    for wrong, by, more in (
        (ProgrammingError, cast.anna, {}),
        (ProgrammingError, cast.joris, {}),
        (IntegrityError, cast.ria, {"until": cast.samira.now + timedelta(hours=2)}),
    ):
        with acting_as(cast.samira), pytest.raises(wrong), transaction.atomic():
            LookAlong.objects.create(**{**facts, "by_id": by.person_id, **more})


def test_the_database_lets_no_administrator_turn_a_question_into_a_yes(cast):
    look = asked(cast)
    with acting_as(cast.ria):
        rows = LookAlong.objects.seen_by(cast.ria).filter(pk=look.pk)
        assert rows.update(yes_at=cast.ria.now) == 0
    rows = LookAlong.objects.seen_by(cast.samira).filter(pk=look.pk)
    with acting_as(cast.samira), pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(by=cast.anna.person_id)


def test_what_is_not_ones_own_is_not_there(cast):
    from deelgenoot.helpdesk.queries import find_look

    look = asked(cast)
    for name in ("ria", "youssef", "stranger"):
        with acting_as(cast.everyone[name]), pytest.raises(ObjectDoesNotExist):
            find_look(cast.everyone[name], look.pk)
    with acting_as(cast.samira), pytest.raises(ObjectDoesNotExist):
        find_look(cast.samira, uuid7())
