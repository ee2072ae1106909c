"""Who sees where a person lives, on which numbers they are called, and what they wish."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from deelgenoot.access.policy import permission, visibility
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import Membership
from deelgenoot.circles.policy import NOTHING, contacts_kept_by, own_children, places_of
from deelgenoot.circles.terms import Capacity, Ground
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import Custody, Person

CALLS = (Capacity.CLASS_TEACHER, Capacity.EMERGENCY)
"""Who at school calls a family: the class teacher, and who stands there in an emergency."""


@visibility(Address)
def addresses_seen_by(actor: Actor) -> Q:
    """An address is seen by who lives there and the school's administrator, by no one else."""
    return contacts_kept_by(actor, "person")


def _families_called_by(actor: Actor) -> QuerySet[Membership]:
    """The parents of one's class, or of who one looks after in an emergency; never one's own."""
    mine = places_of(actor).filter(capacity__in=CALLS, ground=Ground.WORK)
    return Membership.objects.for_policy().filter(
        Q(until=None) | Q(until__gt=actor.now),
        circle__in=mine.values("circle"),
        capacity__in=(Capacity.PARENT, Capacity.CARER),
        since__lte=actor.now,
    )


def _called_by(actor: Actor) -> Q:
    """Rows about parents whom one calls; never about who shares a child with them."""
    theirs = Q(person__in=_families_called_by(actor).values("person"))
    custody = Custody.objects.for_policy()
    shared = custody.filter(child__in=own_children(actor).values("child"))
    return theirs & ~Q(person__in=shared.values("adult"))


@visibility(Phone)
def phones_seen_by(actor: Actor) -> Q:
    """A number is seen by its owner, the administrator, and who calls home if it is safe."""
    if actor.task:
        return Q()  # only tasks with a guard of their own get rows; the database decides
    if actor.new:
        return NOTHING
    wishes = Wishes.objects.for_policy().filter(person=OuterRef("person"))
    another = wishes.filter(only_phone__isnull=False).exclude(only_phone=OuterRef("pk"))
    return contacts_kept_by(actor, "person") | (_called_by(actor) & ~Q(Exists(another)))


@visibility(Wishes)
def wishes_seen_by(actor: Actor) -> Q:
    """Wishes are seen by whose they are, the administrator and who calls home."""
    if actor.task:
        return Q()  # only tasks with a guard of their own get rows; the database decides
    return NOTHING if actor.new else contacts_kept_by(actor, "person") | _called_by(actor)


@permission("Whose they are and the school's administrator keep address, phone, mail and wishes.")
def may_keep_details(actor: Actor, person: Person) -> bool:
    """Whether this is about the actor, or about someone whose particulars the actor keeps.

    Asked of the database: at work one's own custody is not seen, not even to be left out.
    """
    return bool(ask_database("deelgenoot_keeps_contact", person.pk)[0][0])
