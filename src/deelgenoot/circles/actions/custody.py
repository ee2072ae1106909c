"""Deeds of an administrator about who decides for a child, and who is kept away by a court."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.story import renew_memberships_around
from deelgenoot.circles.policy import may_keep_custody
from deelgenoot.circles.queries.keeping import still_open
from deelgenoot.circles.rules import CHANGING, LIMITING, CustodyChanged, LimitDecided
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import CourtLimit, Custody, Person


def _adult_of(actor: Actor, enrolment: Enrolment, adult: UUID) -> Person:
    """Find an adult who is or was with this child; anyone else does not exist here.

    The row is kept still, so that it is not joined with another while something is noted on it.
    """
    rows = Custody.objects.seen_by(actor).filter(child=enrolment.pupil_id, adult=adult)
    if not rows.exists():
        raise Custody.DoesNotExist
    return still_open(actor, adult)


def _running(actor: Actor, enrolment: Enrolment, adult: UUID) -> QuerySet[Custody]:
    """What runs now between an adult and a child: one row, or none."""
    rows = Custody.objects.seen_by(actor)
    return rows.filter(child=enrolment.pupil_id, adult=adult, until=None)


@action(may_keep_custody)
def change_custody(
    actor: Actor, enrolment: Enrolment, *, adult: UUID, kind: str, proof: str, since: datetime
) -> Custody:
    """Let another kind of custody hold from a day on; what was known before stays in the history.

    An adult whose custody had ended comes back this way too.
    """
    person = _adult_of(actor, enrolment, adult)
    history = Custody.objects.seen_by(actor).filter(child=enrolment.pupil_id, adult=adult)
    last = history.order_by("-since", "-id")[0]
    if last.until is None and (last.kind, last.proof) == (kind, proof):
        return last  # a second click
    earlier = max(last.since, last.until or last.since)
    CHANGING.require(CustodyChanged(kind, proof, since, earlier, actor.now))
    _running(actor, enrolment, adult).update(until=since)
    try:
        with transaction.atomic():
            made = Custody.objects.create(
                child_id=enrolment.pupil_id,
                adult=person,
                kind=kind,
                relation=last.relation,
                since=since,
                proof=proof,
                noted_by=actor.person_id,
            )
    except IntegrityError as twice:
        raise Refused from twice
    renew_memberships_around(enrolment.pupil_id)
    return made


@action(may_keep_custody)
def end_custody(actor: Actor, enrolment: Enrolment, *, adult: UUID) -> Person:
    """End what ties an adult to a child, as of now; a second time changes nothing."""
    person = _adult_of(actor, enrolment, adult)
    _running(actor, enrolment, adult).update(until=actor.now)
    renew_memberships_around(enrolment.pupil_id)
    return person


@action(may_keep_custody)
def note_court_limit(
    actor: Actor,
    enrolment: Enrolment,
    *,
    adult: UUID,
    kind: str,
    decision: str,
    since: datetime,
    until: datetime | None,
) -> CourtLimit:
    """Note that a court keeps an adult away; their place ends at that instant, without a word."""
    person = _adult_of(actor, enrolment, adult)
    limits = CourtLimit.objects.seen_by(actor).filter(child=enrolment.pupil_id, adult=adult)
    running = limits.filter(kind=kind, lifted="").values_list("decision", flat=True)
    LIMITING.require(LimitDecided(decision, since, until, frozenset(running)))
    noted = CourtLimit.objects.create(
        child_id=enrolment.pupil_id,
        adult=person,
        kind=kind,
        decision=decision.strip(),
        since=since,
        until=until,
        noted_by=actor.person_id,
    )
    renew_memberships_around(enrolment.pupil_id)
    return noted


@action(may_keep_custody)
def lift_court_limit(
    actor: Actor, enrolment: Enrolment, *, limit: UUID, decision: str, until: datetime
) -> CourtLimit:
    """Let a limit end on a day, on a decision of a court; what was told meanwhile stays closed."""
    rows = CourtLimit.objects.seen_by(actor).filter(child=enrolment.pupil_id, pk=limit)
    found = rows.get()
    LIMITING.require(LimitDecided(decision, found.since, until))
    rows.update(until=until, lifted=decision)
    renew_memberships_around(enrolment.pupil_id)
    return found
