"""The deed of a school that lets a capacity read less."""

from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import SchoolReach
from deelgenoot.circles.queries.narrowing import reach_at
from deelgenoot.circles.rules import NARROWING, NarrowingAsked, nothing_is_overwritten_unseen
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import School
from deelgenoot.organisations.policy import may_keep_staff


@action(may_keep_staff)
def narrow_reach(
    actor: Actor, school: School, *, capacity: str, topics: Collection[str], seen: UUID | None
) -> SchoolReach:
    """Let a capacity read these topics and no other at this school, from this moment on.

    `seen` is the row the administrator looked at, None where nothing was narrowed yet.
    """
    line = next((one for one in reach_at(actor, school) if one.capacity == capacity), None)
    wanted, most = frozenset(topics), line.most if line else frozenset()
    unchanged = line is None or line.row == seen
    NARROWING.require(NarrowingAsked(capacity, wanted, most, unchanged))
    try:
        with transaction.atomic():
            rows = SchoolReach.objects.seen_by(actor).filter(school=school, capacity=capacity)
            rows.filter(until=None).update(until=actor.now)
            made = SchoolReach.objects.create(
                school=school,
                capacity=capacity,
                reads=sorted(wanted),
                since=actor.now,
                noted_by=actor.person_id,
            )
    except IntegrityError as twice:
        raise Refused(nothing_is_overwritten_unseen) from twice
    ask_database("deelgenoot_renew_memberships_of_school", school.pk)
    return made
