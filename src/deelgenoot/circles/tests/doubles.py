"""Scenes for tests of doubles: adults who were entered twice, and putting them together."""

from uuid import UUID

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.merging import merge_people
from deelgenoot.circles.actions.people import add_guardian
from deelgenoot.circles.models import Circle, Merge
from deelgenoot.circles.queries.doubles import school_kept
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.circles.queries.merging import Pair, pair_kept
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import Person
from deelgenoot.people.terms import CustodyKind


def enrolled(actor: Actor, first: str) -> Enrolment:
    """A pupil of the own school, by first name."""
    with acting_as(actor):
        rows = Enrolment.objects.seen_by(actor).filter(pupil__first=first)
        return find_enrolment(actor, rows[0].pk)


def adult(actor: Actor, child: str, first: str, rest: str = "", **more: object) -> Person:
    """An adult who is added to a child."""
    facts = {"kind": CustodyKind.CUSTODY, "proof": "x", "address": "", "language": "nl", **more}
    return add_guardian(actor, enrolled(actor, child), first=first, rest=rest, **facts)


def side_by_side(actor: Actor, one: UUID, other: UUID) -> Pair:
    """Two rows as their page shows them."""
    with acting_as(actor):
        return pair_kept(actor, one, other)


def join(actor: Actor, one: UUID, other: UUID, **chosen: str) -> Merge:
    """Put two rows together as they were just seen."""
    seen = side_by_side(actor, one, other).print
    with acting_as(actor):
        school = school_kept(actor)
    return merge_people(actor, school, one=one, other=other, seen=seen, chosen=chosen)


def sees(actor: Actor, first: str) -> bool:
    """Whether someone sees the circle of a child."""
    with acting_as(actor):
        return Circle.objects.seen_by(actor).filter(pupil__first=first).exists()
