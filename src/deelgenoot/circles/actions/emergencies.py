"""Deeds in an emergency: letting a colleague look for some hours, and ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.actions.story import renew_memberships
from deelgenoot.circles.actions.telling import tell_of_looks
from deelgenoot.circles.emergency_policy import (
    Child,
    may_end_look,
    may_open_look,
    may_open_looks_in,
)
from deelgenoot.circles.emergency_rules import OFTEN, OPENING, LookAsked
from deelgenoot.circles.models import EmergencyLook
from deelgenoot.circles.queries.opening import children_of, looks_this_week, too_close
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Group


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of it: until when, for how many children, and for whom not."""

    looks: tuple[EmergencyLook, ...] = ()
    left_out: tuple[str, ...] = ()


@action(may_open_look)
def open_look(
    actor: Actor, child: Child, *, appointment: Appointment, once: UUID, reason: str, hours: int
) -> Opened:
    """Let a colleague, or oneself, look at one child for some hours; the family is told now.

    `once` is made with the form, so two taps are one look.
    """
    alone = appointment.person_id in actor.persons
    close = bool(too_close(appointment.person_id, [child.pupil]))
    may = child.for_self if alone else child.for_others
    _require(actor, appointment, reason, hours, alone=alone, close=close, may=may)
    return _open(actor, [child], appointment, once=once, reason=reason, hours=hours)


@action(may_open_looks_in)
def open_looks_in(
    actor: Actor, group: Group, *, appointment: Appointment, once: UUID, reason: str, hours: int
) -> Opened:
    """Let a colleague look at the children of a class for some hours, as on a school trip.

    A child of whose family the colleague is too close is left out, and named to who opens it.
    """
    alone = appointment.person_id in actor.persons
    _require(actor, appointment, reason, hours, alone=alone, group=group)
    known = [child for child in children_of(actor, group.pk) if child.for_others]
    close = too_close(appointment.person_id, [child.pupil for child in known])
    kept = [child for child in known if child.pupil not in close]
    made = _open(actor, kept, appointment, once=once, reason=reason, hours=hours, group=group)
    return Opened(made.looks, tuple(child.first for child in known if child.pupil in close))


def _require(
    actor: Actor,
    appointment: Appointment,
    reason: str,
    hours: int,
    *,
    alone: bool,
    close: bool = False,
    may: bool = True,
    group: Group | None = None,
) -> None:
    """Ask the rules for opening a look."""
    OPENING.require(
        LookAsked(
            reason=reason,
            since=actor.now,
            until=actor.now + timedelta(hours=min(hours, settings.EMERGENCY_HOURS)),
            has_account=appointment.person.account_id is not None,
            alone=alone,
            for_class=group is not None,
            alone_lately=looks_this_week(appointment.person_id)[0] if alone else 0,
            too_close=close,
            may=may,
        )
    )


def _open(
    actor: Actor,
    children: Sequence[Child],
    appointment: Appointment,
    *,
    once: UUID,
    reason: str,
    hours: int,
    group: Group | None = None,
) -> Opened:
    """Write the looks, let the database give the places, and tell everyone it concerns."""
    ends = actor.now + timedelta(hours=min(hours, settings.EMERGENCY_HOURS))
    looks = [
        EmergencyLook(
            opening=once, circle_id=child.circle, pupil_id=child.pupil, school_id=child.school,
            group=group, appointment=appointment, person_id=appointment.person_id,
            opened_by_id=actor.person_id, reason=reason.strip(), since=actor.now, until=ends,
        )
        for child in children
    ]  # fmt: skip
    try:
        with transaction.atomic():
            EmergencyLook.objects.create_many(looks)
    except IntegrityError:  # the same form was sent a moment ago
        return Opened()
    renew_memberships([look.circle_id for look in looks])
    often = looks_this_week(appointment.person_id)[1] >= OFTEN
    tell_of_looks(actor, looks, at_once=often or appointment.person_id in actor.persons)
    _write_down(actor, children, looks, did="open_emergency_look")
    return Opened(tuple(looks))


def _write_down(
    actor: Actor, children: Sequence[Child], looks: Sequence[EmergencyLook], *, did: str
) -> None:
    """Write in the audit book, for each circle apart, that a look was opened."""
    record_many(
        actor,
        did=did,
        to=[
            Trace("circles.EmergencyLook", look.pk, look.circle_id, child.board, "emergency")
            for child, look in zip(children, looks, strict=True)
        ],
    )


@action(may_end_look)
def end_look(actor: Actor, look: EmergencyLook) -> None:
    """Let a look end now, for every child it was opened for; what ended stays ended."""
    running = EmergencyLook.objects.seen_by(actor).filter(
        opening=look.opening, person=look.person_id, ended_at=None, until__gt=actor.now
    )
    circles = list(running.values_list("circle_id", flat=True))
    running.update(ended_at=actor.now)
    renew_memberships(circles)
