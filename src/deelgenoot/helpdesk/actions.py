"""Deeds of looking along: school asks, the person says yes or no, and stops it."""

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings

from deelgenoot.access.actions import action
from deelgenoot.circles.queries.keeping import still_open
from deelgenoot.helpdesk.models import LookAlong
from deelgenoot.helpdesk.policy import (
    may_answer_look,
    may_ask_to_look_along,
    may_let_look_along,
)
from deelgenoot.helpdesk.queries import asked_in_vain, find_look, last_look_with
from deelgenoot.helpdesk.rules import ANSWERING, ASKING, LookAnswered, LookAsked
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import Person


def _ends(actor: Actor) -> datetime:
    """Until when a look that begins now lasts, and a question that is asked now stands."""
    return actor.now + timedelta(minutes=settings.LOOK_ALONG_MINUTES)


def _stop_all(actor: Actor) -> None:
    """Stop every look and question about this actor: one colleague at a time."""
    rows = LookAlong.objects.seen_by(actor).filter(person__in=list(actor.persons))
    rows.filter(stopped_at=None, until__gt=actor.now).update(stopped_at=actor.now)


@action(may_let_look_along)
def let_look_along(actor: Actor, person: Person, *, colleague: UUID, school: UUID) -> LookAlong:
    """Let one colleague see for a while how it stands for me; another look ends by it."""
    still_open(actor, person.pk)  # two taps at once come one after the other
    running = LookAlong.objects.seen_by(actor).filter(
        person=person, by=colleague, school=school, yes_at__isnull=False, stopped_at=None
    )
    if found := running.filter(until__gt=actor.now).first():
        return found
    _stop_all(actor)
    return LookAlong.objects.create(
        person=person,
        by_id=colleague,
        school_id=school,
        yes_at=actor.now,
        until=_ends(actor),
    )


@action(may_ask_to_look_along)
def ask_to_look_along(actor: Actor, person: Person) -> LookAlong:
    """Ask someone at home whether one may look along; the answer is given on their own screen."""
    still_open(actor, person.pk)
    last = last_look_with(actor, person.pk)
    if last and last.is_open(actor.now):
        return last
    in_vain = asked_in_vain(actor, person.pk)
    ASKING.require(LookAsked(has_come_in=person.account_id is not None, in_vain=in_vain))
    return LookAlong.objects.create(
        person=person,
        by_id=actor.person_id,
        school_id=cast("UUID", actor.organisation_id),
        asked_at=actor.now,
        until=_ends(actor),
    )


@action(may_answer_look)
def say_yes_to_look(actor: Actor, look: LookAlong) -> LookAlong:
    """Say yes to the question; from now on the colleague sees how it stands, for a while."""
    still_open(actor, look.person_id)
    known = find_look(actor, look.pk)
    if known.goes_on(actor.now):
        return known
    closed = known.yes_at is not None or known.stopped_at is not None
    ANSWERING.require(LookAnswered(known.until, actor.now, closed))
    _stop_all(actor)
    rows = LookAlong.objects.seen_by(actor).filter(pk=known.pk)
    rows.update(yes_at=actor.now, until=_ends(actor), stopped_at=None)
    return known


@action(may_answer_look)
def stop_look(actor: Actor, look: LookAlong) -> LookAlong:
    """Say no, or stop it: at once nobody looks along; a second time changes nothing."""
    rows = LookAlong.objects.seen_by(actor).filter(pk=look.pk, stopped_at=None)
    rows.filter(until__gt=actor.now).update(stopped_at=actor.now)
    return look
