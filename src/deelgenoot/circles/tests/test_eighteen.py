"""At 18 the place of the parents ends, unless the pupil says yes; nobody else says it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, connection
from django.utils.timezone import localdate
from psycopg.errors import InsufficientPrivilege

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.custody import note_court_limit
from deelgenoot.circles.actions.eighteen import end_kept_reach, keep_reach
from deelgenoot.circles.actions.story import renew_memberships_around, tell_in_circle
from deelgenoot.circles.asked import ASKED
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.asks import AskLine
from deelgenoot.circles.queries.eighteen import grown_ups_at_home
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.tasks import ask_before_eighteen
from deelgenoot.circles.terms import EntryKind
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.accounts import open_account
from deelgenoot.people.models import KeptReach, Person
from deelgenoot.people.rules import Unknown
from deelgenoot.people.terms import LimitKind
from deelgenoot.ui.dates import AMSTERDAM
from tests.cast import account_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHERS = (
    "anna", "fatma", "fatma_at_home", "kees", "ria", "samira", "youssef", "joris", "ellen",
    "hassan", "stranger",
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


def account_for(cast, account):
    """Give Noor an account, as an invitation would."""
    with acting_as(cast.importer):
        rows = Person.objects.seen_by(cast.importer).filter(pk=cast.noor.pupil_id)
        rows.update(account=account, proven_at=datetime.now(UTC))


def test_the_pupil_chooses_on_a_page_of_her_own(cast, eighteen, client):
    account = open_account("noor@demo.invalid", language="nl")
    account_for(cast, account)
    client.force_login(account, backend="deelgenoot.people.backends.HatBackend")
    page = f"/kring/{cast.noor.pk}/achttien/"
    assert "Ja, Samira El Amrani leest verder mee" in client.get(page).content.decode()
    said = client.post(page, {"adult": cast.samira.person_id, "answer": "yes"})
    assert said.status_code == 302
    assert "Nee, Samira El Amrani leest niet verder mee" in client.get(page).content.decode()
    assert page in client.get(f"/kring/{cast.noor.pk}/").content.decode()
    client.post(page, {"adult": cast.samira.person_id, "answer": "no"})
    assert "Ja, Samira El Amrani leest verder mee" in client.get(page).content.decode()
    assert client.post(page, {"adult": "x", "answer": "yes"}).status_code == 200


def test_a_parent_who_shares_an_account_with_the_pupil_says_no_yes_to_themselves(
    cast, eighteen, signed_in_as
):
    both = Actor(None, (cast.samira.person_id, cast.noor.pupil_id), Hat.FAMILY, cast.samira.now)
    with pytest.raises(PermissionDenied):
        say_yes(cast, both, cast.samira.person_id)
    facts = {"child_id": cast.noor.pupil_id, "adult_id": cast.samira.person_id}
    with pytest.raises(DatabaseError), acting_as(both):
        KeptReach.objects.create(**facts, since=both.now)
    account_for(cast, account_of("samira"))
    page = f"/kring/{cast.noor.pk}/achttien/"
    assert signed_in_as("samira").get(page).status_code == 404


ASKS = "SELECT kind, p.first, due FROM circles_ask a JOIN people_person p ON p.id = a.person_id"
BORN = "UPDATE people_person SET born_on = %s, account_id = {} WHERE first = 'Noor'"


@pytest.mark.parametrize(
    ("days", "account", "asked"),
    [
        (60, "NULL", ("talk_of_18", "Anna")),
        (60, "(SELECT id FROM people_account LIMIT 1)", ("keep_reach", "Noor")),
        (1, "NULL", ("talk_of_18", "Anna")),
        (62, "NULL", None),
        (0, "NULL", None),
    ],
)
def test_sixty_days_before_the_pupil_is_asked_once_or_the_contact_person(
    copy, days, account, asked
):
    due = localdate() + timedelta(days=days)
    copy.change(BORN.format(account), due.replace(year=due.year - 18))
    for _ in range(2):
        ask_before_eighteen(0)
    found = [row for row in copy.rows(ASKS) if row[0] in {"talk_of_18", "keep_reach"}]
    assert found == ([(*asked, due)] if asked else [])
    lines = copy.rows("SELECT count(*) FROM audit_line WHERE did = 'ask_before_eighteen'")
    assert lines == [(len(found),)]


def test_what_is_asked_leads_the_pupil_to_the_page_and_the_teacher_to_the_circle(cast):
    for kind, address in (("keep_reach", "achttien"), ("talk_of_18", "kring")):
        line = AskLine(
            cast.new_id(), kind, cast.noor.pupil_id, cast.kees.now, cast.noor.pk,
            cast.noor.board_id, "Noor", "De Regenboog",
        )  # fmt: skip
        asked = ASKED[kind](line)
        assert address in asked.url
        assert str(asked.title)


def test_the_web_does_not_ask_by_itself(app_role):
    with pytest.raises(InsufficientPrivilege):
        app_role.execute("SELECT deelgenoot_ask_before_eighteen(60)")
