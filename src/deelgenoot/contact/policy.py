"""Who sees contact moments, and who may answer."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.models import Circle, Entry, Membership
from deelgenoot.circles.policy import NOTHING, is_open, places_of, reached, within_reach
from deelgenoot.circles.starting import takes_part
from deelgenoot.circles.terms import Audience, Capacity, EntryKind
from deelgenoot.contact.models import ContactMoment, WhatWorks
from deelgenoot.kernel.actor import Actor

TO_SPARE = timedelta(seconds=15)
"""Until how long before it is read something is taken back; a page begins at most 5 s off."""


@visibility(ContactMoment)
def contacts_seen_by(actor: Actor) -> Q:
    """Who reads the story sees when and how home and school spoke."""
    return within_reach(actor) & reached(actor)


APART = (Capacity.EMERGENCY, Capacity.ATTENTION_OFFICER)
"""Who is in a circle for safety or in an emergency alone, and reads no lines of what works."""
WRITE_WORKS = (
    Capacity.PUPIL,
    Capacity.PARENT,
    Capacity.CARER,
    Capacity.CLASS_TEACHER,
    Capacity.COORDINATOR,
)
"""Who writes what works: who knows the pupil best, at home and at school."""


@visibility(WhatWorks)
def works_seen_by(actor: Actor) -> Q:
    """Who has a place around the pupil now reads what works; so also who stands in today.

    Not who only looks in an emergency or for safety; and of what was written after someone's
    period ended they read nothing.
    """
    if actor.new:
        return NOTHING
    places = places_of(actor).filter(
        Q(until_when=None) | Q(until_when__gt=OuterRef("at")), circle=OuterRef("circle")
    )
    stands = Q(until=None) | Q(until__gte=actor.now)
    return Q(Exists(places.exclude(capacity__in=APART))) & stands


@permission("The pupil, the family, the class teacher and the coordinator write what works.")
def may_write_what_works(actor: Actor, circle: Circle) -> bool:
    """Whether this actor may, in a circle that is open and takes part."""
    return not actor.new and writing_places(actor, circle).exists()


def writing_places(actor: Actor, circle: Circle) -> QuerySet[Membership]:
    """The places from which this actor writes what works."""
    places = places_of(actor).filter(is_open(actor, "circle__"), circle=circle)
    places = places.filter(takes_part("circle__enrolment"), capacity__in=WRITE_WORKS)
    return places.exclude(writes=[])


@permission("Who reads something in a circle and may write on its topic may answer it.")
def may_answer(actor: Actor, entry: Entry) -> bool:
    """Whether this actor reads the entry and may write on its topic."""
    seen = Entry.objects.seen_by(actor).filter(pk=entry.pk, answers=None, corrects=None)
    places = places_of(actor).filter(is_open(actor, "circle__"), circle=entry.circle_id)
    places = places.filter(writes__contains=[entry.topic])
    return seen.exists() and places.exists()


@permission("Who told something takes it back as long as nobody else can have read it.")
def may_take_back(actor: Actor, entry: Entry) -> bool:
    """Whether this is the actor's own, and has not reached anyone; the database asks the same."""
    return is_mine_alone(actor, entry)


@permission("Who told something may let it be read before its time.")
def may_let_read(actor: Actor, entry: Entry) -> bool:
    """Whether this is the actor's own, and is still on its way."""
    return (
        entry.author_id in actor.persons
        and entry.reaches_at is not None
        and entry.reaches_at > actor.now
    )


@permission("Only who wrote something corrects it, while they may still write on its topic.")
def may_correct(actor: Actor, entry: Entry) -> bool:
    """Whether these are the actor's own words, in a circle where they still write."""
    mine = entry.author_id in actor.persons and entry.corrects_id is None
    mine = mine and entry.kind != EntryKind.COPIED  # what the house words itself stands
    places = places_of(actor).filter(is_open(actor, "circle__"), circle=entry.circle_id)
    return mine and places.filter(person=entry.author_id, writes__contains=[entry.topic]).exists()


def is_mine_alone(actor: Actor, entry: Entry) -> bool:
    """Whether nobody else can have read it: some seconds before it reaches them, or a reminder."""
    if entry.author_id not in actor.persons:
        return False
    alone = entry.reaches_at is not None and entry.reaches_at > actor.now + TO_SPARE
    return alone or entry.audience == Audience.OWN
