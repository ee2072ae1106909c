"""Who notes that a pupil leaves school, and who sees where to."""

from django.db.models import Q

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.policy import pupils_kept_by
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Leaving, School
from deelgenoot.organisations.policy import administered_schools


@visibility(Leaving)
def leavings_seen_by(actor: Actor) -> Q:
    """Who keeps the papers of the pupil sees where the pupil goes; no parent does, no teacher."""
    if actor.task == IMPORT:
        return Q()
    return Q(enrolment__in=pupils_kept_by(actor).values("pk"))


@permission("An administrator notes that pupils of the own school leave or come back.")
def may_let_leave(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school; of which pupils, is asked per pupil."""
    return school.pk in administered_schools(actor)
