"""Who may bring in a school's file, and who sees what it changes."""

from django.db.models import Q

from deelgenoot.access.machine_tasks import CLEARING, IMPORT
from deelgenoot.access.policy import permission, visibility
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.models import ColumnTold, Delivery, DeliveryLine
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.policy import administered_schools


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
