"""Places follow custody, court limits and the eighteenth birthday, to the instant and unseen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection
from psycopg.errors import InsufficientPrivilege

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.custody import (
    change_custody,
    end_custody,
    lift_court_limit,
    note_court_limit,
)
from deelgenoot.circles.actions.people import add_guardian
from deelgenoot.circles.actions.story import tell_in_circle
from deelgenoot.circles.models import Circle, Membership
from deelgenoot.circles.queries.around import find_circle, members
from deelgenoot.circles.queries.custody import find_adult
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.terms import EntryKind, Topic
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import CourtLimit
from deelgenoot.people.terms import CustodyKind, LimitKind

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OTHERS = (
    "anna",
    "fatma",
    "fatma_at_home",
    "kees",
    "samira",
    "youssef",
    "joris",
    "ellen",
    "hassan",
    "stranger",
)
DECISION = "Rechtbank Gelderland, 20 nov 2026, nummer 00-0001"


@pytest.fixture
def enrolment(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil__first="Noor")
        return find_enrolment(cast.ria, rows.get().pk)


def later(actor, after):
    """The same person, some time later."""
    return actor.at(actor.now + after)


def limit(cast, enrolment, *, kind=LimitKind.NO_CONTACT, at=HOUR, until=None):
    ria = later(cast.ria, at)
    return note_court_limit(
        ria, enrolment, adult=cast.youssef.person_id, kind=kind, decision=DECISION,
        since=ria.now, until=until and cast.ria.now + until,
    )  # fmt: skip


def sees_noor(cast, actor):
    with acting_as(actor):
        return Circle.objects.seen_by(actor).filter(pk=cast.noor.pk).exists()


def tell(cast, actor, words):
    with acting_as(actor):
        circle = find_circle(actor, cast.noor.pk)
        return tell_in_circle(
            actor, circle, entry_id=cast.new_id(), kind=EntryKind.CONTACT, words=words
        )


def reads(cast, actor):
    with acting_as(actor):
        told = story(actor, find_circle(actor, cast.noor.pk))
        return {line.words for line in told.lines}


@pytest.mark.parametrize("kind", list(LimitKind))
def test_a_court_limit_ends_a_place_at_that_instant_and_only_that_one(cast, enrolment, kind):
    assert sees_noor(cast, later(cast.youssef, HOUR))
    limit(cast, enrolment, kind=kind)
    assert sees_noor(cast, cast.youssef)  # before
    assert not sees_noor(cast, later(cast.youssef, HOUR))
    assert sees_noor(cast, later(cast.samira, HOUR))


def test_a_limit_from_a_later_day_holds_then_and_ends_by_itself_without_anyone_renewing(
    cast, enrolment
):
    ria = cast.ria
    note_court_limit(
        ria, enrolment, adult=cast.youssef.person_id, kind=LimitKind.NO_INFORMATION,
        decision=DECISION, since=ria.now + 2 * DAY, until=ria.now + 4 * DAY,
    )  # fmt: skip
    seen = [sees_noor(cast, later(cast.youssef, n * DAY)) for n in range(6)]
    assert seen == [True, True, False, False, True, True]


def test_what_is_said_while_a_limit_holds_stays_closed_to_them_afterwards(cast, enrolment):
    tell(cast, later(cast.samira, HOUR / 2), "Voor de beslissing.")
    noted = limit(cast, enrolment)
    tell(cast, later(cast.samira, DAY), "Wij wonen nu ergens anders.")
    ria = later(cast.ria, 2 * DAY)
    lift_court_limit(ria, enrolment, limit=noted.pk, decision="Hof, 1 dec", until=ria.now)
    tell(cast, later(cast.samira, 3 * DAY), "Na de beslissing.")
    told = reads(cast, later(cast.youssef, 4 * DAY))
    assert {"Voor de beslissing.", "Na de beslissing."} <= told
    assert "Wij wonen nu ergens anders." not in told
    assert "Wij wonen nu ergens anders." in reads(cast, later(cast.samira, 4 * DAY))


def test_someone_who_is_back_writes_again_and_stands_once_in_the_circle(cast, enrolment):
    noted = limit(cast, enrolment)
    ria = later(cast.ria, DAY)
    lift_court_limit(ria, enrolment, limit=noted.pk, decision="Hof, 1 dec", until=ria.now)
    back = later(cast.youssef, 2 * DAY)
    tell(cast, back, "Ik ben er weer.")
    with acting_as(later(cast.kees, 2 * DAY)):
        people = members(later(cast.kees, 2 * DAY), cast.noor)
    assert [m.first for m in people].count("Youssef") == 1


def test_two_limits_over_each_other_hold_until_the_last_has_ended(cast, enrolment):
    limit(cast, enrolment, at=HOUR, until=3 * DAY)
    ria = later(cast.ria, DAY)
    note_court_limit(
        ria, enrolment, adult=cast.youssef.person_id, kind=LimitKind.NO_INFORMATION,
        decision="Rechtbank, tweede", since=ria.now, until=cast.ria.now + 5 * DAY,
    )  # fmt: skip
    assert not sees_noor(cast, later(cast.youssef, 4 * DAY))
    assert sees_noor(cast, later(cast.youssef, 5 * DAY))


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_but_the_keeper_knows_that_there_is_a_limit(cast, enrolment, name):
    limit(cast, enrolment, at=timedelta())
    actor = later(cast.everyone[name], HOUR)
    with acting_as(actor):
        assert not CourtLimit.objects.seen_by(actor).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_courtlimit")
            assert cursor.fetchone() == (0,)
    with pytest.raises(PermissionDenied):
        note_court_limit(
            actor, enrolment, adult=cast.samira.person_id, kind=LimitKind.NO_CONTACT,
            decision="x", since=actor.now, until=None,
        )  # fmt: skip


def test_nobody_reads_in_the_database_when_a_place_is_open_to_whom(cast, app_role):
    with pytest.raises(InsufficientPrivilege):
        app_role.execute("SELECT deelgenoot_open_to(gen_random_uuid(), gen_random_uuid())")


def test_a_change_keeps_what_was_and_moves_the_place_with_it(cast, enrolment):
    ria, youssef = later(cast.ria, HOUR), cast.youssef.person_id
    facts = {"adult": youssef, "kind": CustodyKind.WITHOUT, "proof": "", "since": ria.now}
    first = change_custody(ria, enrolment, **facts)
    assert change_custody(ria, enrolment, **facts).pk == first.pk  # a double click
    assert not sees_noor(cast, later(cast.youssef, HOUR))
    with acting_as(ria):
        kept = find_adult(ria, enrolment, youssef)
    assert [line.kind for line in kept.history] == [CustodyKind.WITHOUT, CustodyKind.CUSTODY]
    assert kept.history[1].until == ria.now
    back = later(cast.ria, DAY)
    change_custody(
        back, enrolment, adult=youssef, kind=CustodyKind.CUSTODY, proof="x", since=back.now
    )
    assert sees_noor(cast, later(cast.youssef, DAY))


def test_what_ended_can_come_back_only_on_the_same_page_so_that_a_limit_still_holds(
    cast, enrolment
):
    limit(cast, enrolment, at=timedelta())
    ria = later(cast.ria, HOUR)
    end_custody(ria, enrolment, adult=cast.youssef.person_id)
    again = {"first": "Youssef", "rest": "El Amrani", "kind": CustodyKind.CUSTODY}
    with pytest.raises(Refused):
        add_guardian(ria, enrolment, **again, proof="x", address="", language="nl")
    ria = later(cast.ria, 2 * HOUR)
    change_custody(
        ria, enrolment, adult=cast.youssef.person_id, kind=CustodyKind.CUSTODY, proof="x",
        since=ria.now,
    )  # fmt: skip
    assert not sees_noor(cast, later(cast.youssef, 3 * HOUR))


def test_a_foster_parent_reads_and_writes_all_but_health(cast, enrolment):
    ria = later(cast.ria, HOUR)
    facts = {"adult": cast.youssef.person_id, "kind": CustodyKind.FOSTER, "since": ria.now}
    change_custody(ria, enrolment, **facts, proof="plaatsing, 1 nov 2026")
    with acting_as(later(cast.kees, HOUR)):
        rows = Membership.objects.seen_by(later(cast.kees, HOUR)).filter(capacity="carer")
        [(reads_, writes)] = rows.values_list("reads", "writes")
    assert set(reads_) == set(writes) == set(Topic.values) - {Topic.HEALTH}


@pytest.mark.parametrize("kind", [CustodyKind.INSTITUTION, CustodyKind.GUARDIAN])
def test_a_guardian_has_the_place_of_a_parent(cast, enrolment, kind):
    ria = later(cast.ria, HOUR)
    facts = {"adult": cast.youssef.person_id, "kind": kind, "since": ria.now}
    change_custody(ria, enrolment, **facts, proof="beschikking")
    assert sees_noor(cast, later(cast.youssef, HOUR))


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_keeps_custody(cast, enrolment, name):
    actor = cast.everyone[name]
    with pytest.raises(PermissionDenied):
        end_custody(actor, enrolment, adult=cast.youssef.person_id)
    with pytest.raises(PermissionDenied):
        change_custody(
            actor, enrolment, adult=cast.youssef.person_id, kind="custody", proof="x",
            since=actor.now,
        )  # fmt: skip


def test_the_keeper_reaches_no_adult_of_another_child(cast, enrolment):
    with pytest.raises(ObjectDoesNotExist):
        end_custody(cast.ria, enrolment, adult=cast.fatma_at_home.person_id)


def test_the_deeds_keep_the_rules(cast, enrolment):
    youssef, ria = cast.youssef.person_id, later(cast.ria, HOUR)
    for wrong in ({"proof": " "}, {"since": ria.now + DAY}, {"since": ria.now - 900 * DAY}):
        facts = {"kind": CustodyKind.FOSTER, "proof": "x", "since": ria.now, **wrong}
        with pytest.raises(Refused):
            change_custody(ria, enrolment, adult=youssef, **facts)
    sound = {"kind": LimitKind.NO_CONTACT, "decision": "x", "since": ria.now, "until": None}
    for wrong in ({"decision": " "}, {"until": ria.now}):
        with pytest.raises(Refused):
            note_court_limit(ria, enrolment, adult=youssef, **{**sound, **wrong})
    noted = note_court_limit(ria, enrolment, adult=youssef, **sound)
    with pytest.raises(Refused):
        note_court_limit(ria, enrolment, adult=youssef, **sound)  # a double click
    for decision, until in ((" ", ria.now + DAY), ("x", ria.now)):
        with pytest.raises(Refused):
            lift_court_limit(ria, enrolment, limit=noted.pk, decision=decision, until=until)


def test_at_work_nobody_opens_the_circle_of_a_child_they_are_kept_away_from(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil=cast.emre.pupil_id)
        enrolment = find_enrolment(cast.ria, rows.get().pk)
    with acting_as(later(cast.kees, HOUR)):
        rows = Circle.objects.seen_by(later(cast.kees, HOUR))
        assert rows.filter(pk=cast.emre.pk).exists()
    ria = later(cast.ria, HOUR)
    end_custody(ria, enrolment, adult=cast.fatma_at_home.person_id)
    for fatma in (cast.fatma, cast.fatma_at_home):
        after = later(fatma, 2 * HOUR)
        with acting_as(after):
            assert not Circle.objects.seen_by(after).filter(pk=cast.emre.pk).exists()


def test_the_page_notes_a_change_and_a_court_limit_and_says_what_is_missing(
    cast, enrolment, signed_in_as
):
    page, ria = f"/beheer/leerling/{enrolment.pk}/{cast.youssef.person_id}/", signed_in_as("ria")
    said = ria.post(page, {"deed": "limit", "limit": "no_contact", "first_day": "2026-11-01"})
    assert 'id="id_decision_error"' in said.content.decode()
    given = {"deed": "limit", "limit": "no_contact", "first_day": "2026-11-01", "last_day": ""}
    assert ria.post(page, {**given, "decision": DECISION}).status_code == 302
    assert DECISION in ria.get(page).content.decode()
    youssef = signed_in_as("youssef")
    for address in ("/", f"/kring/{cast.noor.pk}/"):
        shown = youssef.get(address)
        assert "Rechtbank" not in shown.content.decode()
    assert shown.status_code == 404
    shown = signed_in_as("samira").get(f"/kring/{cast.noor.pk}/").content.decode()
    assert "Rechtbank" not in shown
    assert ria.post(page, {"deed": "change", "kind": "unknown", "since": ""}).status_code == 200
    assert ria.post(page, {"deed": "nonsense"}).status_code == 200
    assert ria.post(page, {"deed": "end"}).status_code == 302
