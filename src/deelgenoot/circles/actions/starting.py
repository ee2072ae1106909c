"""Deeds of an administrator: the school begins with some classes, a class takes part, or stops."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.circles.models import TakingPart
from deelgenoot.circles.queries.starting import class_starts, mode_of
from deelgenoot.circles.starting_policy import may_say_who_takes_part
from deelgenoot.circles.starting_rules import (
    CHANGING_MODE,
    STARTING,
    StartAsked,
    it_stands_as_was_seen,
)
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import School
from deelgenoot.ui.dates import begin_of, in_amsterdam


@action(may_say_who_takes_part)
def go_class_by_class(
    actor: Actor, school: School, *, by_class: bool, seen: UUID | None
) -> School:
    """Let only named classes take part from now on, or all of them again.

    Whose family is in stays in either way. Two taps are one choice; `seen` is what stood.
    """
    now = mode_of(actor, school)
    if (now is not None) == by_class:
        return school
    facts = StartAsked(actor.now, actor.now, unchanged=now == seen)
    CHANGING_MODE.require(facts)
    if by_class:
        _begin(actor, school, None, actor.now)
    else:
        _end(actor, school, None)
    return school


@action(may_say_who_takes_part)
def let_class_take_part(
    actor: Actor, school: School, *, group: UUID, first_day: date, seen: str
) -> School:
    """Let a class take part from a day; a day that was chosen before is replaced."""
    starts, stands = class_starts(actor, school, group)
    since = begin_of(first_day)
    if stands.since == since:
        return school
    STARTING.require(
        StartAsked(
            since,
            begin_of(in_amsterdam(actor.now).date()),
            by_class=starts.by_class,
            unchanged=stands.mark == seen,
        )
    )
    _end(actor, school, group)
    _begin(actor, school, group, since)
    return school


@action(may_say_who_takes_part)
def let_class_wait(actor: Actor, school: School, *, group: UUID, seen: str) -> School:
    """Let a class not take part, or no longer: nobody is invited, and who is in stays in."""
    stands = class_starts(actor, school, group)[1]
    if stands.since is None:
        return school
    CHANGING_MODE.require(StartAsked(actor.now, actor.now, unchanged=stands.mark == seen))
    _end(actor, school, group)
    return school


def _begin(actor: Actor, school: School, group: UUID | None, since: datetime) -> None:
    """Write one row; where someone else was a moment earlier, nothing is overwritten."""
    try:
        with transaction.atomic():
            TakingPart.objects.create(
                school=school,
                group_id=group,
                since=since,
                noted_by=actor.person_id,
                noted_at=actor.now,
            )
    except IntegrityError as twice:
        raise Refused(it_stands_as_was_seen) from twice


def _end(actor: Actor, school: School, group: UUID | None) -> None:
    """End what runs for the school or for one class."""
    rows = TakingPart.objects.seen_by(actor).filter(school=school, group=group, until=None)
    rows.update(until=actor.now)
