"""Reading whom to call: who stands in, who said yes to it, else the class teacher."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from deelgenoot.access.written import written_once
from deelgenoot.circles.models import Circle, Membership
from deelgenoot.circles.queries.around import (
    MEMBER,
    MemberLine,
    choice,
    days_here,
    member_line,
    members_until,
)
from deelgenoot.circles.queries.closing import is_closed
from deelgenoot.circles.terms import AT_WORK, Capacity, Ground
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment


def contact_person(people: list[MemberLine], actor: Actor) -> MemberLine | None:
    """Say whom to call now: who stands in, else the contact person."""
    standing = [m for m in _callable(people, actor) if m.stands_in_until]
    return standing[0] if standing else settled_contact(people, actor)


def whom_to_call(actor: Actor, circle: Circle, people: list[MemberLine]) -> MemberLine | None:
    """Say whom to call; in a closed circle who it was on the last day and still works there."""
    if is_closed(circle, actor.now):
        return contact_persons(actor, [circle.pk]).get(circle.pk)
    return contact_person(people, actor)


def settled_contact(people: list[MemberLine], actor: Actor) -> MemberLine | None:
    """Say who is the contact person, also while someone stands in.

    Who said yes last and still works with the child; else the class teacher with most days.
    """
    able = _callable(people, actor)
    chosen = [(m.chosen_at, m) for m in able if m.chosen_at]
    if chosen:
        return max(chosen, key=lambda pair: pair[0])[1]
    teachers = [m for m in able if m.capacity is Capacity.CLASS_TEACHER]
    return max(teachers, key=lambda m: len(m.days), default=None)


def _callable(people: list[MemberLine], actor: Actor) -> list[MemberLine]:
    """Who can be called: at work in the circle; nobody is sent to themselves at work."""
    at_work = [m for m in people if m.reads and m.side in AT_WORK]
    if not actor.is_family:
        return at_work
    return [m for m in at_work if m.account is None or m.account != actor.account_id]


def contact_persons(actor: Actor, circles: list[UUID]) -> dict[UUID, MemberLine]:
    """Say whom to call, for each of these circles."""
    found: dict[UUID, list[MemberLine]] = {}
    for circle, *facts in _callable_in(actor, circles=tuple(circles)):
        found.setdefault(circle, []).append(member_line(actor, *facts))
    chosen = {circle: contact_person(people, actor) for circle, people in found.items()}
    return {circle: person for circle, person in chosen.items() if person}


def callable_members(actor: Actor) -> QuerySet[Membership]:
    """The places people have now; in a closed circle also who worked there to the last day.

    As long as they work at the school, so that there is someone to call.
    """
    works = Appointment.objects.for_policy().filter(
        Q(until=None) | Q(until__gt=actor.now),
        person=OuterRef("person"),
        school=OuterRef("circle__school"),
    )
    to_the_last = Q(until=F("circle__closed_at"), circle__closed_at__lte=actor.now)
    then = to_the_last & Q(Exists(works), ground=Ground.WORK)
    return members_until(actor).filter(Q(until=None) | Q(until__gt=actor.now) | then)


@written_once
def _callable_in(
    actor: Actor, *, circles: tuple[UUID, ...]
) -> QuerySet[Membership, tuple[Any, ...]]:
    """Ask for the class teachers and contact persons of some circles."""
    rows = callable_members(actor).filter(circle__in=circles)
    chosen, standing = choice(actor)
    rows = rows.annotate(chosen_at=chosen, stands_in_until=standing).filter(
        Q(capacity=Capacity.CLASS_TEACHER)
        | Q(chosen_at__isnull=False)
        | Q(stands_in_until__isnull=False)
    )
    return rows.values_list("circle_id", *MEMBER, days_here(), "chosen_at", "stands_in_until")[:60]
