"""Who says which classes take part."""

from django.db.models import Q

from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.starting import TakingPart
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.policy import administered_schools


@visibility(TakingPart)
def taking_part_seen_by(actor: Actor) -> Q:
    """Administrators see which classes of their own school take part from when."""
    return Q(school__in=administered_schools(actor))


@permission("An administrator says which classes of the own school take part.")
def may_say_who_takes_part(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return school.pk in administered_schools(actor)
