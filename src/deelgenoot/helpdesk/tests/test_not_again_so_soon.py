"""After a question without a yes nobody of the school asks that person again for a day."""

from datetime import timedelta

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.tests.in_an_emergency import colleague
from deelgenoot.helpdesk.actions import (
    ask_to_look_along,
    let_look_along,
    say_yes_to_look,
    stop_look,
)
from deelgenoot.helpdesk.queries import asked_in_vain, find_helped
from deelgenoot.helpdesk.rules import nobody_is_asked_again_so_soon
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ask(cast, *, later=timedelta(), by=None, whom=None):
    """The administrator asks to look along, some time from now."""
    by = (by or cast.ria).at((by or cast.ria).now + later)
    with acting_as(by):
        person = find_helped(by, (whom or cast.samira).person_id)
    return ask_to_look_along(by, person)


def refused(cast, **when):
    """Whether the question is refused for having been asked lately, and for nothing else."""
    with pytest.raises(Refused) as told:
        ask(cast, **when)
    return told.value.broken == (nobody_is_asked_again_so_soon,)


def says_no(cast, look):
    stop_look(cast.samira.at(look.asked_at + timedelta(minutes=1)), look)


def test_after_a_no_nobody_asks_again_for_a_day(cast):
    says_no(cast, ask(cast))
    assert refused(cast, later=timedelta(minutes=2))
    assert refused(cast, later=DAY - HOUR)
    assert ask(cast, later=DAY + HOUR).yes_at is None


def test_no_answer_looks_the_same_as_a_no(cast):
    ask(cast)
    assert refused(cast, later=HOUR)
    assert ask(cast, later=DAY + HOUR).yes_at is None


def test_while_a_question_stands_asking_again_is_that_question(cast):
    first = ask(cast)
    assert ask(cast, later=timedelta(minutes=5)) == first


def test_a_colleague_of_the_same_school_does_not_ask_either(cast):
    other = colleague(cast, "Wil", Function.ADMINISTRATOR)
    says_no(cast, ask(cast))
    assert refused(cast, later=HOUR, by=other)


def test_someone_else_can_be_asked_meanwhile(cast):
    says_no(cast, ask(cast))
    assert ask(cast, later=HOUR, whom=cast.youssef).yes_at is None


def test_the_person_lets_school_look_along_at_any_time_and_then_the_pause_is_over(cast):
    says_no(cast, ask(cast))
    samira = cast.samira.at(cast.samira.now + HOUR)
    look = let_look_along(
        samira,
        Person(pk=samira.person_id),
        colleague=cast.ria.person_id,
        school=cast.ria.organisation_id,
    )
    assert look.yes_at == samira.now
    assert ask(cast, later=3 * HOUR).yes_at is None


def test_after_a_yes_there_is_no_pause(cast):
    say_yes_to_look(cast.samira, ask(cast))
    assert ask(cast, later=2 * HOUR).yes_at is None


def test_the_pause_is_a_setting(cast, settings):
    settings.LOOK_ALONG_PAUSE_HOURS = 2
    says_no(cast, ask(cast))
    assert refused(cast, later=HOUR)
    assert ask(cast, later=3 * HOUR).yes_at is None


def test_who_may_not_ask_is_not_told_that_someone_did(cast):
    says_no(cast, ask(cast))
    for actor in (cast.anna, cast.joris, cast.youssef):
        later = actor.at(actor.now + HOUR)
        with acting_as(later):
            assert not asked_in_vain(later, cast.samira.person_id)


def test_the_page_says_it_in_a_sentence(cast, signed_in_as):
    says_no(cast, ask(cast))
    page = f"/beheer/meekijken/{cast.samira.person_id}/"
    answer = signed_in_as("ria").post(page, {"ask": "1"})
    assert answer.status_code == 200
    assert "pas nog om gevraagd" in answer.content.decode()
