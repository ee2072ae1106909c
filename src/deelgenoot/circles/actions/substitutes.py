"""Deeds of a day: someone stands in until tonight, and goes sooner when that is enough."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.policy import may_replace_in
from deelgenoot.circles.queries.substitutes import with_class_now
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment, Assignment, Group
from deelgenoot.organisations.rules import GIVING, TaskAsked
from deelgenoot.organisations.terms import GroupRole
from deelgenoot.ui.dates import tonight


@action(may_replace_in)
def let_substitute(actor: Actor, group: Group, *, appointment: Appointment) -> Assignment:
    """Let a colleague stand in with a class until tonight; asked twice, it is one time."""
    person = appointment.person_id
    theirs = [t for t in with_class_now(actor, group.pk) if t.appointment.person_id == person]
    if stands_in := [task for task in theirs if task.role == GroupRole.SUBSTITUTE]:
        return stands_in[0]
    until = tonight(actor.now, hour=settings.SUBSTITUTE_ENDS_AT)
    GIVING.require(
        TaskAsked(
            for_self=person in actor.persons, has_it=bool(theirs), since=actor.now, until=until
        )
    )
    made = Assignment(appointment=appointment, group=group, role=GroupRole.SUBSTITUTE)
    made.since, made.until = actor.now, until
    try:
        with transaction.atomic():
            Assignment.objects.create_many([made])
    except IntegrityError:  # someone else did the same at this very moment
        rows = Assignment.objects.seen_by(actor).filter(role=GroupRole.SUBSTITUTE, until=until)
        return rows.get(appointment=appointment, group=group)
    renew_memberships_of_group(group.pk)
    return made


@action(may_replace_in)
def end_substitution(actor: Actor, group: Group, *, assignment: UUID) -> None:
    """Let a substitute go now; who went already, stays gone."""
    rows = Assignment.objects.seen_by(actor).filter(
        pk=assignment, group=group, role=GroupRole.SUBSTITUTE, until__gt=actor.now
    )
    rows.update(until=actor.now)
    renew_memberships_of_group(group.pk)


def renew_memberships_of_group(group: UUID) -> int:
    """Let the database derive anew who is in the circles of a class."""
    return int(ask_database("deelgenoot_renew_memberships_of_group", group)[0][0])
