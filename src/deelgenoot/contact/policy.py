"""Who sees contact moments, and who may answer."""

from django.db.models import Q

from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.models import Entry
from deelgenoot.circles.policy import is_open, places_of, within_reach
from deelgenoot.contact.models import ContactMoment
from deelgenoot.kernel.actor import Actor


@visibility(ContactMoment)
def contacts_seen_by(actor: Actor) -> Q:
    """Who reads the story sees when and how home and school spoke."""
    return within_reach(actor)


@permission("Who reads something in a circle and may write on its topic may answer it.")
def may_answer(actor: Actor, entry: Entry) -> bool:
    """Whether this actor reads the entry and may write on its topic."""
    seen = Entry.objects.seen_by(actor).filter(pk=entry.pk, answers=None)
    places = places_of(actor).filter(is_open(actor, "circle__"), circle=entry.circle_id)
    places = places.filter(writes__contains=[entry.topic])
    return seen.exists() and places.exists()
