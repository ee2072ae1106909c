"""Reading who came in with a code, and by which way they can show who they are."""

from dataclasses import dataclass
from uuid import UUID

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import Circle, Membership
from deelgenoot.circles.terms import Capacity
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import Person
from deelgenoot.people.terms import Channel
from deelgenoot.post.gateway import is_on

FAMILY = (Capacity.PUPIL, Capacity.PARENT, Capacity.CARER)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who came in with a code, or not yet, and whether they showed who they are."""

    person: UUID
    name: str
    label: str
    new: bool


def newcomers(actor: Actor, circle: Circle) -> list[Newcomer]:
    """List the family in a circle, with who has yet to show who they are."""
    rows = (
        Membership.objects.seen_by(actor)
        .filter(circle=circle, capacity__in=FAMILY, until=None)
        .select_related("person")
        .order_by("since", "id")
    )
    found = {row.person_id: row for row in rows[:20]}
    return [
        Newcomer(
            row.person_id,
            row.person.name,
            str(Capacity(row.capacity).label),
            row.person.account_id is not None and row.person.proven_at is None,
        )
        for row in found.values()
    ]


def ways_to_prove(person: UUID) -> dict[Channel, UUID | None]:
    """Say by which ways a newcomer can get a code: only what school had before the paper.

    A text message goes to one number, given by its id: what it is, a newcomer does not see.
    """
    ways: dict[Channel, UUID | None] = {}
    if ask_database("deelgenoot_mail_known_before", person)[0][0]:
        ways[Channel.MAIL] = None
    phone = ask_database("deelgenoot_mobile_known_before", person)[0][0] if is_on() else None
    if phone:
        ways[Channel.SMS] = phone
    return ways


def newcomer(actor: Actor) -> Person:
    """Find the newcomer who acts."""
    return Person.objects.seen_by(actor).get(pk=actor.person_id)
