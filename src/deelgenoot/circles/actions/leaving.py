"""Deeds of an administrator: pupils leave school, or come back; set-based, for one or for many."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.leaving_policy import may_let_leave
from deelgenoot.circles.leaving_rules import LEAVING, LeavingAsked
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment, Leaving, Place, School
from deelgenoot.post.outbox import put_notice
from deelgenoot.post.terms import Reader, Told
from deelgenoot.post.wording import Facts
from deelgenoot.ui.dates import end_of

LastDays = Mapping[UUID, datetime | None]
"""When each enrolment ends; None: it runs on."""


@action(may_let_leave)
def leave_school(
    actor: Actor,
    school: School,
    *,
    enrolments: Collection[UUID],
    last_day: date,
    going_to: str = "",
    unchanged: bool = True,
) -> School:
    """Let pupils leave after a day: the circle closes, and the family reads on for a while.

    A day that was noted before is corrected this way too. `unchanged` tells whether it still
    stands as the administrator saw it.
    """
    rows, until = _locked(actor, school, enrolments), end_of(last_day)
    check_last_day(actor, rows, last_day, unchanged=unchanged)
    noted = Leaving.objects.seen_by(actor).filter(enrolment__in=rows, undone_at=None)
    noted.update(undone_at=actor.now)
    Leaving.objects.create_many(
        Leaving(
            enrolment=row,
            until=until,
            going_to=going_to,
            noted_by=actor.person_id,
            noted_at=actor.now,
        )
        for row in rows
    )
    _places_follow(actor, rows, until)
    note_last_days(actor, school, {row.pk: until for row in rows})
    return school


@action(may_let_leave)
def come_back_to_school(actor: Actor, school: School, *, enrolments: Collection[UUID]) -> School:
    """Let pupils stay, or be back: a last day is taken away and every place is there again."""
    rows = _locked(actor, school, enrolments)
    _places_follow(actor, rows, None)
    note_last_days(actor, school, {row.pk: None for row in rows})
    return school


def check_last_day(
    actor: Actor, rows: Collection[Enrolment], last_day: date, *, unchanged: bool = True
) -> None:
    """Go on only when these pupils may leave after this day; a second click changes nothing."""
    until = end_of(last_day)
    if rows:
        latest = max(row.since for row in rows)
        same = unchanged or all(row.until == until for row in rows)
        LEAVING.require(LeavingAsked(until, latest, actor.now, same))


def _locked(actor: Actor, school: School, enrolments: Collection[UUID]) -> list[Enrolment]:
    """The pupils this actor keeps, kept still until the deed is done; anyone else is not there.

    Asked of the database: at work one's own custody is not seen, not even to be left out.
    """
    kept = {row[0] for row in ask_database("deelgenoot_enrolments_i_keep")}
    if not kept.issuperset(enrolments):
        raise Enrolment.DoesNotExist
    rows = Enrolment.objects.seen_by(actor).filter(school=school, pk__in=set(enrolments))
    found = list(rows.select_for_update().order_by("pk"))
    if len(found) < len(set(enrolments)):
        raise Enrolment.DoesNotExist
    return found


def _places_follow(actor: Actor, rows: Collection[Enrolment], until: datetime | None) -> None:
    """Let places in a class that ended with the last day end with the new one, or run on."""
    places = Place.objects.seen_by(actor).filter(enrolment__in=rows)
    runs = places.filter(enrolment=OuterRef("enrolment"), group=OuterRef("group"), until=None)
    ended = places.filter(until=F("enrolment__until")).exclude(Exists(runs))
    ended.update(until=until)


def note_last_days(actor: Actor, school: School, last_days: LastDays) -> None:
    """Let enrolments end at a moment or run on, as part of the deed that knows it.

    All else follows in the database: places, reading on, closed circles, codes that stop. Each
    family is told once that something changed, in its own language; a second time nobody is.
    """
    by_moment: dict[datetime | None, list[UUID]] = defaultdict(list)
    for enrolment, until in last_days.items():
        by_moment[until].append(enrolment)
    reads_on = timedelta(days=settings.READS_ON_DAYS)
    for until, several in by_moment.items():
        rows = Enrolment.objects.seen_by(actor).filter(pk__in=several, school=school)
        rows.update(until=until, reads_until=until + reads_on if until else None)
        rows.filter(until__lte=F("since")).update(reads_until=None)  # was never here
        noted = Leaving.objects.seen_by(actor).filter(enrolment__in=several, undone_at=None)
        stands = noted.exclude(until=until) if until else noted
        stands.update(undone_at=actor.now)
    days = settings.INVITATION_DAYS, settings.LETTER_DAYS
    told = ask_database("deelgenoot_close_circles", list(last_days), *days)
    circles = {circle: (board, ends) for circle, board, ends, *_person in told}
    for did, ending in (("close_circle", True), ("open_circle_again", False)):
        traces = [
            Trace("circles.Circle", circle, circle, board)
            for circle, (board, ends) in circles.items()
            if (ends is not None) is ending
        ]
        record_many(actor, did=did, to=traces)
    rows = Enrolment.objects.seen_by(actor).filter(pk__in=list(last_days), school=school)
    pupils = set(rows.values_list("pupil", flat=True))
    for *_circle, person, first, language in told:
        if person:
            reader = Reader.PUPIL if person in pupils else Reader.HOME
            _tell(school, person, Facts(first, school.name, reader, phone=school.phone), language)


def _tell(school: School, person: UUID, facts: Facts, language: str) -> None:
    """Let a message go out that something waits; it names no circle, so it goes out anyhow."""
    put_notice(
        told=Told.MESSAGE, facts=facts, person=person, school=school.pk, language=language or "nl"
    )
