"""Who may bring in a school's file, and who sees what it changes."""

from django.db.models import Q

from deelgenoot.access.machine_tasks import CLEARING, IMPORT
from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.models import Circle, ContactPerson, Entry
from deelgenoot.circles.policy import may_write_in_circle, places_of
from deelgenoot.circles.terms import Capacity, EntryKind, Ground
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.models import ColumnTold, Copy, Delivery, DeliveryLine
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.policy import administered_schools

GUIDES = (Capacity.CLASS_TEACHER, Capacity.COORDINATOR)
"""Who guides a circle without being chosen for it."""


def _of_my_schools(actor: Actor) -> Q:
    """Rows of a school this person administers; the machine wipes what is too old."""
    return Q() if actor.task == CLEARING else Q(school__in=administered_schools(actor))


@visibility(Delivery)
def deliveries_seen_by(actor: Actor) -> Q:
    """Administrators see which files were dropped for their own school."""
    return _of_my_schools(actor)


@visibility(DeliveryLine)
def delivery_lines_seen_by(actor: Actor) -> Q:
    """Administrators see what a file of their own school changes."""
    return _of_my_schools(actor)


@visibility(ColumnTold)
def columns_told_seen_by(actor: Actor) -> Q:
    """Administrators see what their own school said about the columns of its lists."""
    return _of_my_schools(actor)


@permission("Only the import task, started by who runs the server, brings in a school's file.")
def may_import(actor: Actor, file: EdexFile) -> bool:
    """Whether this is the import at work, with a file that can be used."""
    return actor.task == IMPORT and file.importable


@permission("An administrator drops the file of the own school.")
def may_drop_file(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return not actor.is_family and school.pk in administered_schools(actor)


@permission("An administrator brings in the file of the own school, and takes it back.")
def may_bring_in(actor: Actor, delivery: Delivery) -> bool:
    """Whether this actor administers the school that the file is of."""
    return not actor.is_family and delivery.school_id in administered_schools(actor)


@visibility(Copy)
def copies_seen_by(actor: Actor) -> Q:
    """Who reads in the story that school took something along, sees which days and where to."""
    if actor.new:
        return Q(pk__in=[])
    return Q(entry__in=Entry.objects.seen_by(actor).filter(kind=EntryKind.COPIED).values("pk"))


@permission("Class teacher, coordinator and contact person take what school wrote along.")
def may_take_along(actor: Actor, circle: Circle) -> bool:
    """Whether this colleague guides an open circle now; who is here for a while does not."""
    if not actor.is_colleague or not may_write_in_circle.allows(actor, circle):
        return False
    places = places_of(actor).filter(circle=circle, ground=Ground.WORK).exclude(writes=[])
    if places.filter(capacity__in=GUIDES).exists():
        return True
    yes = ContactPerson.objects.seen_by(actor).filter(circle=circle, accepted=True)
    last = yes.filter(stands_in=False).order_by("-answered_at").values("person")[:1]
    stands_in = yes.filter(stands_in=True, since__lte=actor.now, until__gt=actor.now)
    called = Q(person__in=last) | Q(person__in=stands_in.values("person"))
    return places.filter(called, capacity=Capacity.SUBJECT_TEACHER).exists()
