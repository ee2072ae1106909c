"""Nobody reads the outbox; only the worker that sends does."""

from django.db.models import Q

from deelgenoot.access.machine_tasks import POSTING
from deelgenoot.access.policy import visibility
from deelgenoot.kernel.actor import Actor
from deelgenoot.post.models import Letter


@visibility(Letter)
def letters_seen_by(actor: Actor) -> Q:
    """Waiting mail is seen by the task that sends it and by no person."""
    return Q() if actor.task == POSTING else Q(pk__in=[])
