"""Who sees who is asked to be the contact person, who may ask, and whose wishes are whose."""

from django.db.models import Q

from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.models import Circle, ContactPerson, ContactWish
from deelgenoot.circles.policy import NOTHING, is_open, places_of
from deelgenoot.circles.starting import takes_part
from deelgenoot.circles.terms import Capacity, Ground
from deelgenoot.kernel.actor import Actor


@visibility(ContactPerson)
def contact_persons_seen_by(actor: Actor) -> Q:
    """Everyone in a circle sees who is asked and who said yes; a no is for asker and asked."""
    if actor.new:
        return Q(circle__in=places_of(actor).values("circle"), accepted=True)
    mine = list(actor.persons)
    told = Q(accepted=True) | Q(answered_at=None) | Q(person__in=mine) | Q(asked_by__in=mine)
    return Q(circle__in=places_of(actor).values("circle")) & told


@visibility(ContactWish)
def contact_wishes_seen_by(actor: Actor) -> Q:
    """A wish is seen by whose it is and by who was named as its readers; not by other family."""
    if actor.new:
        return NOTHING
    mine = list(actor.persons)
    return Q(circle__in=places_of(actor).values("circle")) & (
        Q(person__in=mine) | Q(readers__overlap=mine)
    )


@permission("The class teacher, the coordinator and the contact person ask who takes over.")
def may_choose_contact_person(actor: Actor, circle: Circle) -> bool:
    """Whether this actor guides the circle now."""
    chooses = (Capacity.CLASS_TEACHER, Capacity.COORDINATOR)
    places = places_of(actor).filter(circle=circle, ground__in=(Ground.WORK, Ground.CONSENT))
    places = places.filter(takes_part("circle__enrolment"))
    if places.filter(capacity__in=chooses).exists():
        return True
    said_yes = ContactPerson.objects.seen_by(actor).filter(circle=circle, accepted=True)
    return places.exists() and said_yes.filter(person__in=actor.persons).exists()


@permission("Only the one who is asked says yes or no.")
def may_answer_as_contact(actor: Actor, asked: ContactPerson) -> bool:
    """Whether this actor is the one who is asked."""
    return asked.person_id in actor.persons


@permission("The family says whom they would like as contact person.")
def may_wish_contact(actor: Actor, circle: Circle) -> bool:
    """Whether this actor is in the circle as the pupil or as family."""
    places = places_of(actor).filter(is_open(actor, "circle__"), circle=circle)
    return actor.is_family and places.exists()
