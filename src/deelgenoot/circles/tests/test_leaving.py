"""A pupil leaves: colleagues to the last day, the family reads on, and all can be undone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.contact_person import wish_contact
from deelgenoot.circles.actions.custody import end_custody, note_court_limit
from deelgenoot.circles.actions.leaving import come_back_to_school, leave_school
from deelgenoot.circles.actions.people import invite
from deelgenoot.circles.models import Ask, Circle, Entry, Invitation, Membership
from deelgenoot.circles.queries.around import find_circle, members, my_circles
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.queries.closing import reads_until
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.queries.whom_to_call import contact_persons
from deelgenoot.contact.actions.telling import log_contact
from deelgenoot.contact.terms import How, Tone
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment, Leaving
from deelgenoot.people.models import Person
from deelgenoot.people.terms import LimitKind
from deelgenoot.ui.dates import end_of, in_amsterdam

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
OTHERS = ("anna", "fatma", "fatma_at_home", "kees", "samira", "youssef", "joris", "stranger")


@pytest.fixture
def enrolment(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil=cast.noor.pupil_id)
        return find_enrolment(cast.ria, rows.get().pk)


@pytest.fixture
def day(cast):
    """The last day: ten days from now."""
    return in_amsterdam(cast.ria.now + 10 * DAY).date()


def leave(cast, enrolment, day, **more):
    leave_school(cast.ria, enrolment.school, enrolments=[enrolment.pk], last_day=day, **more)
    return end_of(day)


def back(cast, enrolment, *, after=timedelta()):
    ria = cast.ria.at(cast.ria.now + after)
    come_back_to_school(ria, enrolment.school, enrolments=[enrolment.pk])


def sees_noor(cast, actor):
    with acting_as(actor):
        return Circle.objects.seen_by(actor).filter(pk=cast.noor.pk).exists()


def circle_for(cast, actor):
    with acting_as(actor):
        return find_circle(actor, cast.noor.pk)


def tell(cast, actor):
    with acting_as(actor):
        return log_contact(
            actor, cast.noor, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line="x"
        )


def test_colleagues_stay_to_the_end_of_the_last_day_and_the_family_reads_on(cast, enrolment, day):
    closes = leave(cast, enrolment, day)
    for actor in (cast.anna, cast.kees, cast.samira, cast.youssef):
        assert sees_noor(cast, actor.at(closes - TICK))
    for actor in (cast.anna, cast.kees):
        assert not sees_noor(cast, actor.at(closes))
    for actor in (cast.samira, cast.youssef):
        later = actor.at(closes)
        assert sees_noor(cast, later)
        with acting_as(later):
            assert story(later, circle_for(cast, later)).lines
        assert sees_noor(cast, actor.at(closes + 89 * DAY))
        assert not sees_noor(cast, actor.at(closes + 91 * DAY))
    for name in ("joris", "stranger", "ria", "fatma_at_home"):
        assert not sees_noor(cast, cast.everyone[name].at(closes + DAY))


def test_nobody_writes_in_a_closed_circle_past_the_policy_either(cast, enrolment, day):
    closes = leave(cast, enrolment, day)
    with acting_as(cast.samira.at(closes - TICK)):
        tell(cast, cast.samira.at(closes - TICK))
    for moment in (closes, closes + 5 * DAY):
        samira = cast.samira.at(moment)
        with pytest.raises(PermissionDenied):
            tell(cast, samira)
        with pytest.raises(PermissionDenied):
            wish_contact(samira, cast.noor, preferred=None)
        facts = {"circle": cast.noor, "author_id": samira.person_id, "topic": "wellbeing"}
        with pytest.raises(DatabaseError), acting_as(samira):
            Entry.objects.create(**facts, side="home", kind="contact", words="x", at=samira.now)
        with pytest.raises(DatabaseError), acting_as(samira):
            Ask.objects.create(
                circle=cast.noor, person_id=samira.person_id, kind="read_contact",
                subject=cast.new_id(),
            )  # fmt: skip


def test_limits_and_ended_custody_hold_while_reading_on(cast, enrolment, day):
    closes = leave(cast, enrolment, day)
    ria = cast.ria.at(closes + 3 * DAY)
    note_court_limit(
        ria, enrolment, adult=cast.youssef.person_id, kind=LimitKind.NO_CONTACT,
        decision="Rechtbank, 1 dec", since=ria.now, until=None,
    )  # fmt: skip
    assert sees_noor(cast, cast.youssef.at(closes + 2 * DAY))
    assert not sees_noor(cast, cast.youssef.at(closes + 3 * DAY))
    assert sees_noor(cast, cast.samira.at(closes + 3 * DAY))
    end_custody(ria.at(closes + 5 * DAY), enrolment, adult=cast.samira.person_id)
    assert not sees_noor(cast, cast.samira.at(closes + 5 * DAY))


def test_who_was_kept_away_before_the_last_day_does_not_come_in_by_it(cast, enrolment, day):
    note_court_limit(
        cast.ria, enrolment, adult=cast.youssef.person_id, kind=LimitKind.NO_CONTACT,
        decision="Rechtbank, 1 nov", since=cast.ria.now - DAY, until=None,
    )  # fmt: skip
    closes = leave(cast, enrolment, day)
    for after in (timedelta(), DAY, 50 * DAY):
        assert not sees_noor(cast, cast.youssef.at(closes + after))


def test_at_eighteen_reading_on_ends_for_parents_and_not_for_the_pupil(cast, enrolment, day):
    closes = end_of(day)
    turns = in_amsterdam(closes + 20 * DAY).date()
    with acting_as(cast.importer):
        rows = Person.objects.seen_by(cast.importer).filter(pk=cast.noor.pupil_id)
        rows.update(born_on=turns.replace(year=turns.year - 18))
    leave(cast, enrolment, day)
    noor = cast.samira.__class__(None, (cast.noor.pupil_id,), cast.samira.hat, cast.samira.now)
    for actor, then in ((cast.samira, False), (noor, True)):
        assert sees_noor(cast, actor.at(closes + 19 * DAY))
        assert sees_noor(cast, actor.at(closes + 21 * DAY)) is then


def test_it_is_told_until_when_one_reads_and_whom_to_call(cast, enrolment, day):
    closes = leave(cast, enrolment, day)
    samira = cast.samira.at(closes + DAY)
    with acting_as(samira):
        circle = find_circle(samira, cast.noor.pk)
        assert reads_until(samira, circle) == closes + 90 * DAY
        (line,) = my_circles(samira)
        assert (line.closed, line.reads_until) == (True, closes + 90 * DAY)
        assert contact_persons(samira, [cast.noor.pk])[cast.noor.pk].first == "Anna"
        assert {m.first for m in members(samira, circle)} == {"Noor", "Samira", "Youssef"}


def test_a_contact_person_who_no_longer_works_there_is_not_named(cast, enrolment, day, owner):
    closes = leave(cast, enrolment, day)
    with acting_as(cast.ria.at(closes + DAY)), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisations_appointment SET until = %s WHERE person_id = %s",
            [closes + DAY, cast.anna.person_id],
        )
    samira = cast.samira.at(closes + 2 * DAY)
    with acting_as(samira):
        named = contact_persons(samira, [cast.noor.pk])
    assert not named or named[cast.noor.pk].first != "Anna"


def test_only_to_read_is_still_asked_and_family_and_teacher_hear_of_it(cast, enrolment, day):
    closes = leave(cast, enrolment, day)
    for actor in (cast.samira, cast.youssef, cast.anna):
        with acting_as(actor):
            assert "closing" in {ask.kind for ask in open_asks(actor)}, actor.name
    for actor in (cast.kees, cast.joris, cast.fatma_at_home, cast.ria):
        with acting_as(actor):
            assert "closing" not in {ask.kind for ask in open_asks(actor)}, actor.name
    with acting_as(cast.anna):
        Ask.objects.create(
            circle=cast.noor, person_id=cast.samira.person_id, kind="wish_contact",
            subject=cast.new_id(),
        )  # fmt: skip
    for moment, kinds in ((closes - TICK, {"wish_contact"}), (closes, set())):
        samira = cast.samira.at(moment)
        with acting_as(samira):
            found = {ask.kind for ask in open_asks(samira)}
            assert found & {"wish_contact"} == kinds
            assert "closing" in found
            with connection.cursor() as cursor:
                cursor.execute("SELECT kind FROM circles_ask WHERE kind = 'wish_contact'")
                assert {row[0] for row in cursor.fetchall()} == kinds


def places(cast, actor):
    with acting_as(actor):
        rows = Membership.objects.seen_by(actor).filter(circle=cast.noor).order_by("id")
        return [
            row
            for row in rows.values_list("person", "capacity", "since", "until", "writes")
            if row[3] is None or row[3] > max(row[2], actor.now)
        ]


@pytest.mark.parametrize(("days", "noted"), [(0, 0), (10, 0), (17, 20)])
def test_the_wrong_child_is_set_right_and_every_place_is_back(cast, enrolment, days, noted):
    """Today, ahead, and three days late."""
    before = places(cast, cast.samira)
    day, ria = in_amsterdam(cast.ria.now + days * DAY).date(), cast.ria
    cast.ria, cast.samira = ria.at(ria.now + noted * DAY), cast.samira.at(ria.now + noted * DAY)
    leave(cast, enrolment, day)
    assert places(cast, cast.samira) != before
    back(cast, enrolment)
    assert places(cast, cast.samira) == before
    for actor in (cast.anna, cast.kees):
        assert sees_noor(cast, actor.at(actor.now + 200 * DAY))
    with acting_as(cast.samira):
        circle = find_circle(cast.samira, cast.noor.pk)
        assert circle.closed_at is None
        tell(cast, cast.samira)
        (said,) = [ask for ask in open_asks(cast.samira) if ask.kind == "closing"]
        assert said.closes is None


def test_someone_who_comes_back_later_finds_the_circle_open(cast, enrolment, day):
    closes = leave(cast, enrolment, day)
    back(cast, enrolment, after=closes - cast.ria.now + 200 * DAY)
    for actor in (cast.samira, cast.youssef, cast.anna):
        assert sees_noor(cast, actor.at(closes + 200 * DAY))
    tell(cast, cast.samira.at(closes + 200 * DAY))


def test_a_last_day_is_corrected_and_the_history_stays(cast, enrolment, day):
    leave(cast, enrolment, day, going_to="moved")
    closes = leave(cast, enrolment, day + 5 * DAY)
    assert sees_noor(cast, cast.anna.at(closes - TICK))
    assert not sees_noor(cast, cast.anna.at(closes))
    with acting_as(cast.ria):
        rows = Leaving.objects.seen_by(cast.ria).order_by("noted_at", "id")
        assert [(row.going_to, row.undone_at is None) for row in rows] == [
            ("moved", False), ("", True),
        ]  # fmt: skip


def test_a_second_click_changes_nothing_and_a_colleagues_change_is_not_overwritten(
    cast, enrolment, day
):
    leave(cast, enrolment, day)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        mails = cursor.fetchone()
        leave(cast, enrolment, day, unchanged=False)
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == mails
    with pytest.raises(Refused):
        leave(cast, enrolment, day + 2 * DAY, unchanged=False)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_lets_a_pupil_leave_or_sees_where_to(cast, enrolment, day, name):
    leave(cast, enrolment, day, going_to="moved")
    actor = cast.everyone[name]
    for deed, more in ((leave_school, {"last_day": day}), (come_back_to_school, {})):
        with pytest.raises(PermissionDenied):
            deed(actor, enrolment.school, enrolments=[enrolment.pk], **more)
    with acting_as(actor), connection.cursor() as cursor:
        assert not Leaving.objects.seen_by(actor).exists()
        cursor.execute("SELECT count(*) FROM organisations_leaving")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "UPDATE organisations_enrolment SET reads_until = NULL WHERE id = %s", [enrolment.pk]
        )
        assert cursor.rowcount == 0


def test_a_pupil_of_another_school_does_not_exist_and_all_or_nothing(cast, enrolment, day):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM organisations_enrolment WHERE school_id <> %s LIMIT 1",
            [enrolment.school_id],
        )
        (elsewhere,) = cursor.fetchone()
    with pytest.raises(ObjectDoesNotExist):
        leave_school(
            cast.ria, enrolment.school, enrolments=[enrolment.pk, elsewhere], last_day=day
        )
    assert sees_noor(cast, cast.anna.at(end_of(day)))


def test_many_pupils_leave_in_as_many_questions_as_one(cast, enrolment, day):
    """Of these nobody has come in, so nobody has to be told one by one."""
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).order_by("pk")
        several = list(rows.exclude(pupil__in=[cast.noor.pupil_id, cast.emre.pupil_id])[:20])
    counts = []
    for some in (several[:1], several[1:]):
        with CaptureQueriesContext(connection) as asked:
            leave_school(cast.ria, enrolment.school, enrolments=[e.pk for e in some], last_day=day)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_codes_stop_on_the_last_day_and_work_again_when_it_is_set_right(cast, enrolment):
    with acting_as(cast.ria):
        pim = Enrolment.objects.seen_by(cast.ria).select_related("school").get(pupil__first="Pim")
        mother = Person.objects.seen_by(cast.ria).get(first="Marleen")
    made = invite(cast.ria, pim.school, person=mother, address="m@x.invalid", language="nl")

    def ends():
        with acting_as(cast.ria):
            return Invitation.objects.seen_by(cast.ria).get(pk=made.pk).expires_at

    day = in_amsterdam(cast.ria.now + 3 * DAY).date()
    for last, stops in ((day, end_of(day)), (day + 2 * DAY, end_of(day + 2 * DAY))):
        leave_school(cast.ria, pim.school, enrolments=[pim.pk], last_day=last)
        assert ends() == stops
    come_back_to_school(cast.ria, pim.school, enrolments=[pim.pk])
    assert ends() == made.expires_at
