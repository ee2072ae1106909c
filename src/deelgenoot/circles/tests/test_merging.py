"""Two rows become one person, whole, seen beforehand, and back again."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from deelgenoot.access.rows import acting_as, ask_database
from deelgenoot.circles.actions.custody import change_custody, note_court_limit
from deelgenoot.circles.actions.merging import merge_people, note_two_people
from deelgenoot.circles.actions.people import invite
from deelgenoot.circles.actions.unmerging import undo_merge
from deelgenoot.circles.invitations import find_invitation
from deelgenoot.circles.merging_rules import (
    custody_is_the_same,
    it_is_as_it_was_seen,
    no_court_is_passed_by,
    no_two_accounts_become_one,
    nobody_is_born_twice,
    they_are_not_two_people,
)
from deelgenoot.circles.models import Merge, Moved, TwoPeople
from deelgenoot.circles.queries.custody import find_adult
from deelgenoot.circles.queries.doubles import likely_doubles, school_kept
from deelgenoot.circles.tests.doubles import adult, enrolled, join, sees, side_by_side
from deelgenoot.details.actions import add_phone, keep_address, keep_mail, keep_safe
from deelgenoot.details.queries import known_of
from deelgenoot.kernel.rules import Refused
from deelgenoot.people.models import CourtLimit, Custody, Person
from deelgenoot.people.terms import CustodyKind, LimitKind

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OTHERS = ("anna", "fatma", "fatma_at_home", "kees", "samira", "youssef", "joris", "stranger")
HOME = {"street": "Lindehof", "number": "9", "addition": "", "postcode": "6811 ZZ"}
HOME |= {"town": "Arnhem", "country": "NL"}


@pytest.fixture
def willem(cast):
    return enrolled(cast.ria, "Willem")


@pytest.fixture
def double(cast):
    """Samira was entered once more, with Willem."""
    return adult(cast.ria, "Willem", "Samira", "El Amrani")


def later(actor, after=MINUTE):
    return actor.at(actor.now + after)


def refused(deed, *given, **asked):
    with pytest.raises(Refused) as told:
        deed(*given, **asked)
    return set(told.value.broken)


def person(actor, id_):
    with acting_as(actor):
        return Person.objects.seen_by(actor).get(pk=id_)


def known(actor, id_):
    with acting_as(actor):
        return known_of(actor, [id_])[0]


def test_a_parent_of_two_children_is_one_person_again_and_reads_about_both(cast, double):
    samira = cast.samira.person_id
    assert not sees(cast.samira, "Willem")
    merge = join(later(cast.ria), samira, double.pk)
    assert (merge.kept_id, merge.double_id) == (samira, double.pk)
    after = later(cast.samira)
    assert sees(after, "Willem")
    assert sees(after, "Noor")
    with acting_as(cast.ria), pytest.raises(ObjectDoesNotExist):
        Person.objects.seen_by(cast.ria).get(pk=double.pk)


def test_the_one_who_has_come_in_goes_on_whichever_comes_first(cast, double):
    pair = side_by_side(cast.ria, double.pk, cast.samira.person_id)
    assert pair.kept.person.pk == cast.samira.person_id


def test_undoing_brings_everything_back(cast, double, owner):
    ria, samira = later(cast.ria), cast.samira.person_id
    merge = join(ria, samira, double.pk)
    undo_merge(later(ria), merge)
    undo_merge(later(ria, 2 * MINUTE), merge)  # a second tap
    after = later(cast.samira, 2 * MINUTE)
    assert not sees(after, "Willem")
    assert sees(after, "Noor")
    assert person(later(ria), double.pk).same_as_id is None
    with acting_as(ria):
        rows = Custody.objects.seen_by(ria).filter(adult=double.pk, until=None)
        assert rows.get().child_id == enrolled(cast.ria, "Willem").pupil_id


def test_two_taps_and_two_administrators_join_once(cast, double):
    ria = later(cast.ria)
    seen = side_by_side(ria, cast.samira.person_id, double.pk).print
    with acting_as(ria):
        school = school_kept(ria)
    asked = {"one": cast.samira.person_id, "other": double.pk, "seen": seen, "chosen": {}}
    first = merge_people(ria, school, **asked)
    assert merge_people(ria, school, **asked).pk == first.pk


def test_what_changed_since_it_was_seen_is_not_done(cast, double):
    ria = later(cast.ria)
    seen = side_by_side(ria, cast.samira.person_id, double.pk).print
    keep_mail(ria, double, address="nieuw@thuis.invalid", known=None)
    with acting_as(ria):
        school = school_kept(ria)
    asked = {"one": cast.samira.person_id, "other": double.pk, "seen": seen, "chosen": {}}
    assert refused(merge_people, ria, school, **asked) == {it_is_as_it_was_seen}


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_joins_or_parts(cast, double, name):
    with acting_as(cast.ria):
        school = school_kept(cast.ria)
    merge = join(later(cast.ria), cast.samira.person_id, double.pk)
    actor = later(cast.everyone[name], 2 * MINUTE)
    with pytest.raises(PermissionDenied):
        merge_people(actor, school, one=cast.samira.person_id, other=double.pk, seen="", chosen={})
    with pytest.raises(PermissionDenied):
        undo_merge(actor, merge)
    with pytest.raises(PermissionDenied):
        note_two_people(actor, school, one=cast.samira.person_id, other=double.pk)
    with acting_as(actor):
        assert not Merge.objects.seen_by(actor).exists()
        assert not Moved.objects.seen_by(actor).exists()
        with connection.cursor() as cursor:
            for table in ("circles_merge", "circles_moved", "circles_twopeople"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table


def test_the_stricter_wishes_hold_and_undoing_brings_ones_own_back(cast, double):
    ria, samira = later(cast.ria), cast.samira.person_id
    phone = add_phone(ria, double, number="06 10000009", label="werk")
    safe = {"days": [1, 2], "call_from": time(10), "call_until": time(16)}
    keep_safe(ria, double, only_phone=None, never=["sms"], known=None, **safe)
    before = known(ria, samira)
    pair = side_by_side(ria, samira, double.pk)
    merge = join(later(ria), pair.kept.person.pk, pair.double.person.pk)
    wishes = known(ria, samira).wishes
    assert set(wishes.never) == {"letter", "sms"}
    assert wishes.days == (1,)
    assert (wishes.call_from, wishes.call_until) == (time(10), time(14))
    assert wishes.only_phone_id == before.wishes.only_phone_id
    assert {p.number for p in known(ria, samira).phones} == {
        phone.number, *(p.number for p in before.phones)
    }  # fmt: skip
    undo_merge(later(ria, 2 * MINUTE), merge)
    assert known(ria, samira) == before
    assert known(ria, double.pk).phones[0].number == phone.number


def test_of_two_addresses_the_chosen_one_stays_and_both_come_back(cast, double):
    ria, samira = later(cast.ria), cast.samira.person_id
    keep_address(ria, double, known=None, **HOME)
    keep_mail(ria, double, address="samira@werk.invalid", known=None)
    before = known(ria, samira)
    merge = join(later(ria), samira, double.pk, home="double", mail="kept")
    now = known(ria, samira)
    assert now.address.number == "9"
    assert now.mail == before.mail
    undo_merge(later(ria, 2 * MINUTE), merge)
    assert known(ria, samira) == before
    assert known(ria, double.pk).mail.address == "samira@werk.invalid"


def test_what_was_changed_since_stays_and_the_rest_goes_back(cast, double):
    ria, samira = later(cast.ria), cast.samira.person_id
    keep_address(ria, double, known=None, **HOME)
    merge = join(later(ria), samira, double.pk, home="double")
    after = later(ria, 2 * MINUTE)
    keep_address(after, person(after, samira), known=later(ria).now, **{**HOME, "number": "11"})
    undo_merge(later(ria, 3 * MINUTE), merge)
    assert known(ria, samira).address.number == "11"
    assert known(ria, double.pk).address.number == "9"
    assert not sees(later(cast.samira, 4 * MINUTE), "Willem")


def test_different_custody_for_one_child_is_not_guessed(cast):
    ria, youssef = cast.ria, cast.youssef.person_id
    twice = adult(ria, "Noor", "Yousef", "El Amrani", kind=CustodyKind.WITHOUT)
    assert refused(join, later(ria), youssef, twice.pk) == {custody_is_the_same}


def test_the_same_custody_for_one_child_stands_once_and_comes_back(cast):
    ria, youssef = cast.ria, cast.youssef.person_id
    twice = adult(ria, "Noor", "Yousef", "El Amrani")
    merge = join(later(ria), youssef, twice.pk, name="kept")
    noor = enrolled(ria, "Noor")
    with acting_as(ria):
        open_ = Custody.objects.seen_by(ria).filter(child=noor.pupil_id, until=None)
        assert set(open_.values_list("adult__first", flat=True)) == {"Samira", "Youssef"}
        with pytest.raises(ObjectDoesNotExist):
            find_adult(ria, noor, twice.pk)
    undo_merge(later(ria, 2 * MINUTE), merge)
    with acting_as(ria):
        assert find_adult(ria, noor, twice.pk).now


def test_custody_that_was_taken_away_since_does_not_come_back_with_the_double(cast):
    ria, youssef = cast.ria, cast.youssef.person_id
    twice = adult(ria, "Noor", "Yousef", "El Amrani")
    merge = join(later(ria), youssef, twice.pk, name="kept")
    noor, after = enrolled(ria, "Noor"), later(ria, 2 * MINUTE)
    facts = {"adult": youssef, "kind": CustodyKind.WITHOUT, "proof": "", "since": after.now}
    change_custody(after, noor, **facts)
    undo_merge(later(ria, 3 * MINUTE), merge)
    with acting_as(ria):
        assert find_adult(ria, noor, twice.pk).now is None


def limit(actor, child, who):
    return note_court_limit(
        actor, enrolled(actor, child), adult=who, kind=LimitKind.NO_CONTACT, decision="Hof, 1",
        since=actor.now, until=None,
    )  # fmt: skip


def test_a_limit_is_kept_and_shuts_the_way_round_it(cast):
    """A father kept away from Noor was entered again under almost his name."""
    ria, youssef = cast.ria, cast.youssef.person_id
    twice = adult(ria, "Noor", "Yousef", "El Amrani")
    limit(ria, "Noor", twice.pk)
    join(later(ria), youssef, twice.pk, name="kept")
    assert not sees(later(cast.youssef), "Noor")


def test_who_is_kept_away_gets_no_other_child_through_the_other_row(cast):
    ria, youssef = cast.ria, cast.youssef.person_id
    twice = adult(ria, "Willem", "Youssef", "El Amrani")
    limit(ria, "Noor", youssef)
    assert refused(join, later(ria), youssef, twice.pk) == {no_court_is_passed_by}
    assert not sees(later(cast.youssef), "Willem")


def test_a_limit_noted_since_stands_with_both_after_undoing(cast):
    ria, youssef = cast.ria, cast.youssef.person_id
    twice = adult(ria, "Noor", "Yousef", "El Amrani")
    merge = join(later(ria), youssef, twice.pk, name="kept")
    limit(later(ria, 2 * MINUTE), "Noor", youssef)
    undo_merge(later(ria, 3 * MINUTE), merge)
    with acting_as(ria):
        rows = CourtLimit.objects.seen_by(ria).filter(decision="Hof, 1")
        assert set(rows.values_list("adult", flat=True)) == {youssef, twice.pk}


def test_two_accounts_two_birthdays_and_two_people_stay_apart(cast, double):
    ria = later(cast.ria)
    two = refused(join, ria, cast.samira.person_id, cast.youssef.person_id, name="kept")
    assert no_two_accounts_become_one in two
    with acting_as(ria):
        for who, born in (
            (double.pk, date(1990, 1, 1)),
            (cast.samira.person_id, date(1989, 1, 1)),
        ):
            Person.objects.seen_by(ria).filter(pk=who).update(born_on=born)
    assert refused(join, ria, cast.samira.person_id, double.pk) == {nobody_is_born_twice}
    with acting_as(ria):
        Person.objects.seen_by(ria).filter(pk=double.pk).update(born_on=None)
        assert likely_doubles(ria)[0] == []  # alike in nothing but the name
        school = school_kept(ria)
    note_two_people(ria, school, one=double.pk, other=cast.samira.person_id)
    note_two_people(ria, school, one=cast.samira.person_id, other=double.pk)
    with acting_as(ria):
        assert TwoPeople.objects.seen_by(ria).count() == 1
    assert refused(join, ria, cast.samira.person_id, double.pk) == {they_are_not_two_people}


def test_codes_of_both_stop_and_work_again_after_undoing(cast, double):
    ria = later(cast.ria)
    with acting_as(ria):
        school = school_kept(ria)
    made = invite(ria, school, person=double, address="s@werk.invalid", language="nl")
    merge = join(later(ria), cast.samira.person_id, double.pk, mail="kept")
    assert not find_invitation(made.code_hash).is_open(later(ria, 2 * MINUTE).now)
    undo_merge(later(ria, 2 * MINUTE), merge)
    assert find_invitation(made.code_hash).is_open(later(ria, 3 * MINUTE).now)


def test_after_the_days_it_cannot_be_undone_and_the_latest_goes_first(cast, double):
    ria, samira = later(cast.ria), cast.samira.person_id
    third = adult(cast.ria, "Samuel", "Samira", "El Amrani")
    first = join(ria, samira, double.pk)
    second = join(later(ria), samira, third.pk)
    assert refused(undo_merge, later(ria, 2 * MINUTE), first)
    assert refused(undo_merge, later(ria, 9 * DAY), second)
    undo_merge(later(ria, 3 * MINUTE), second)
    undo_merge(later(ria, 4 * MINUTE), first)


def test_what_is_kept_to_undo_is_emptied_when_the_days_are_over(cast, double, jobs_role, app_role):
    ria = later(cast.ria)
    merge = join(ria, cast.samira.person_id, double.pk)
    undo_merge(later(ria), merge)
    with acting_as(ria):
        assert Moved.objects.seen_by(ria).filter(was__isnull=False).exists()
    with pytest.raises(InsufficientPrivilege):
        app_role.execute("SELECT * FROM deelgenoot_forget_moved(7)")
    assert jobs_role.execute("SELECT * FROM deelgenoot_forget_moved(7)").fetchall() == []


@pytest.mark.parametrize("function", ["deelgenoot_move_along", "deelgenoot_move_back"])
def test_the_database_moves_nothing_outside_the_deed(cast, double, function):
    ria = later(cast.ria)
    merge = join(ria, cast.samira.person_id, double.pk)
    for actor in (later(ria), later(cast.joris), later(cast.samira), later(cast.kees)):
        with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(actor):
            ask_database(function, merge.pk)
