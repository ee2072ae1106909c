"""At 18 the place of the parents ends, unless the pupil says yes; nobody else says it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.custody import note_court_limit
from deelgenoot.circles.actions.eighteen import end_kept_reach, keep_reach
from deelgenoot.circles.actions.story import renew_memberships_around, tell_in_circle
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.eighteen import grown_ups_at_home
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.terms import EntryKind
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import KeptReach, Person
from deelgenoot.people.rules import Unknown
from deelgenoot.people.terms import LimitKind
from deelgenoot.ui.dates import AMSTERDAM

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHERS = (
    "anna", "fatma", "fatma_at_home", "kees", "ria", "samira", "youssef", "joris", "stranger",
)  # fmt: skip


@pytest.fixture
def eighteen(cast):
    """Let Noor turn 18 in thirty days; gives the first instant of that day."""
    return _born(cast, timedelta(days=30))


def _born(cast, ahead):
    turns = (datetime.now(UTC) + ahead).date()
    day = turns.replace(day=min(turns.day, 28))
    with acting_as(cast.importer):
        rows = Person.objects.seen_by(cast.importer).filter(pk=cast.noor.pupil_id)
        rows.update(born_on=date(day.year - 18, day.month, day.day))
        renew_memberships_around(cast.noor.pupil_id)
    return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)


@pytest.fixture
def noor(cast):
    """Noor herself."""
    return Actor(None, (cast.noor.pupil_id,), Hat.FAMILY, cast.kees.now, name="Noor")


def circle_of(actor, cast):
    with acting_as(actor):
        return find_circle(actor, cast.noor.pk)


def sees_noor(cast, actor):
    with acting_as(actor):
        return Circle.objects.seen_by(actor).filter(pk=cast.noor.pk).exists()


def say_yes(cast, noor, adult):
    keep_reach(noor, circle_of(noor, cast), adult=adult)


def test_at_eighteen_the_place_of_the_parents_ends_and_the_pupil_stays(cast, noor, eighteen):
    for parent in (cast.samira, cast.youssef):
        assert sees_noor(cast, parent.at(eighteen - timedelta(microseconds=1)))
        assert not sees_noor(cast, parent.at(eighteen))
    for stays in (noor, cast.anna, cast.kees):
        assert sees_noor(cast, stays.at(eighteen + HOUR))


def test_a_yes_beforehand_lets_one_parent_go_on_and_not_the_other(cast, noor, eighteen):
    say_yes(cast, noor, cast.samira.person_id)
    say_yes(cast, noor, cast.samira.person_id)  # a double click
    assert sees_noor(cast, cast.samira.at(eighteen + HOUR))
    assert not sees_noor(cast, cast.youssef.at(eighteen + HOUR))


def test_a_yes_that_is_taken_back_ends_the_place_at_eighteen_or_at_once(cast, noor, eighteen):
    circle = circle_of(noor, cast)
    say_yes(cast, noor, cast.samira.person_id)
    end_kept_reach(noor.at(noor.now + HOUR), circle, adult=cast.samira.person_id)
    assert sees_noor(cast, cast.samira.at(eighteen - HOUR))
    assert not sees_noor(cast, cast.samira.at(eighteen + HOUR))
    keep_reach(noor.at(eighteen + DAY), circle, adult=cast.samira.person_id)
    assert sees_noor(cast, cast.samira.at(eighteen + 2 * DAY))
    end_kept_reach(noor.at(eighteen + 3 * DAY), circle, adult=cast.samira.person_id)
    assert not sees_noor(cast, cast.samira.at(eighteen + 3 * DAY))


def test_what_is_said_before_a_late_yes_stays_between_the_pupil_and_school(cast, noor, eighteen):
    circle, adult = circle_of(noor, cast), noor.at(eighteen + DAY)
    with acting_as(adult):
        tell_in_circle(
            adult, circle, entry_id=cast.new_id(), kind=EntryKind.CONTACT, words="Tussen ons."
        )
    keep_reach(noor.at(eighteen + 2 * DAY), circle, adult=cast.samira.person_id)
    samira = cast.samira.at(eighteen + 3 * DAY)
    with acting_as(samira):
        told = {line.words for line in story(samira, find_circle(samira, cast.noor.pk)).lines}
    assert told
    assert "Tussen ons." not in told


def test_a_yes_opens_nothing_that_a_court_closed(cast, noor, eighteen):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil=cast.noor.pupil_id)
        enrolment = find_enrolment(cast.ria, rows.get().pk)
    say_yes(cast, noor, cast.youssef.person_id)
    note_court_limit(
        cast.ria, enrolment, adult=cast.youssef.person_id, kind=LimitKind.NO_CONTACT,
        decision="Rechtbank, 1 dec", since=eighteen - DAY, until=None,
    )  # fmt: skip
    assert not sees_noor(cast, cast.youssef.at(eighteen + HOUR))


def test_the_pupil_chooses_among_those_whose_place_ends_then(cast, noor, eighteen):
    with acting_as(noor):
        circle = find_circle(noor, cast.noor.pk)
        names = {line.name: line.yes for line in grown_ups_at_home(noor, circle)}
    assert names == {"Samira El Amrani": False, "Youssef El Amrani": False}
    with pytest.raises(ObjectDoesNotExist):
        say_yes(cast, noor, cast.anna.person_id)


def test_it_is_too_early_to_choose_until_sixty_days_before(cast, noor):
    _born(cast, timedelta(days=100))
    with pytest.raises(Refused):
        say_yes(cast, noor, cast.samira.person_id)


def test_without_a_date_of_birth_it_is_refused_and_not_guessed(cast, noor):
    with acting_as(cast.importer):
        rows = Person.objects.seen_by(cast.importer).filter(pk=cast.noor.pupil_id)
        rows.update(born_on=None)
    with pytest.raises((Refused, Unknown)):
        say_yes(cast, noor, cast.samira.person_id)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_says_yes_or_sees_to_whom_it_was_said(cast, noor, eighteen, name):
    say_yes(cast, noor, cast.samira.person_id)
    actor, circle = cast.everyone[name], circle_of(noor, cast)
    for deed in (keep_reach, end_kept_reach):
        with pytest.raises(PermissionDenied):
            deed(actor, circle, adult=cast.youssef.person_id)
    with acting_as(actor):
        assert not KeptReach.objects.seen_by(actor).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_keptreach")
            assert cursor.fetchone() == (0,)
