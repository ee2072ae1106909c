"""What a pupil of 18 or almost sees: the grown-ups at home, and to whom the pupil said yes."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from deelgenoot.circles.models import Circle, Membership
from deelgenoot.circles.terms import Capacity
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import KeptReach
from deelgenoot.people.rules import asked_from, birthday
from deelgenoot.ui.dates import AMSTERDAM

AT_HOME = (Capacity.PARENT, Capacity.CARER)


@dataclass(frozen=True, slots=True)
class GrownUp:
    """One adult at home, and what the pupil said."""

    person: UUID
    name: str
    role: str
    yes: bool


def eighteenth(circle: Circle) -> date:
    """The day the pupil of a circle turns 18."""
    return birthday(circle.pupil.born_on, 18)


def may_choose(actor: Actor, circle: Circle) -> bool:
    """Whether this is the pupil, who is 18 or almost."""
    born_on, today = circle.pupil.born_on, localdate(actor.now)
    mine = circle.pupil_id in actor.persons
    return bool(mine and born_on and today >= asked_from(born_on))


def grown_ups_at_home(actor: Actor, circle: Circle) -> list[GrownUp]:
    """List the adults whose place ends because the pupil turns 18, or has ended so, or was kept.

    Whose place ended before that day for another reason is not among them.
    """
    day = datetime.combine(eighteenth(circle), time(), AMSTERDAM)
    places = Membership.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gte=day), circle=circle, capacity__in=AT_HOME
    )
    yes = KeptReach.objects.seen_by(actor).filter(child=circle.pupil_id, until=None)
    said = set(yes.values_list("adult_id", flat=True)[:60])
    columns = ("person_id", "person__first", "person__rest", "capacity")
    found: dict[UUID, GrownUp] = {}
    for person, first, rest, capacity in places.order_by("since", "id").values_list(*columns)[:60]:
        name, role = f"{first} {rest}".strip(), str(Capacity(capacity).label)
        found.setdefault(person, GrownUp(person, name, role, person in said))
    return list(found.values())
