"""Who sees post that waits: the worker that sends, and who prints the letters of a school."""

from django.db.models import Q

from deelgenoot.access.machine_tasks import POSTING
from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.policy import NOTHING, contacts_kept_by
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.post.models import Letter


@visibility(Letter)
def letters_seen_by(actor: Actor) -> Q:
    """Waiting post is seen by the task that sends it; letters on paper also by who prints them.

    Never by an administrator who shares a child with the reader: it may be the other home.
    """
    if actor.task == POSTING:
        return Q()
    if actor.task or not actor.is_colleague:
        return NOTHING
    schools = Q(school__in=administered_schools(actor), on_paper_at__isnull=False)
    return schools & contacts_kept_by(actor, "person")


@permission("An administrator prints and posts the letters of the own school.")
def may_print(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return actor.is_colleague and school.pk in administered_schools(actor)
