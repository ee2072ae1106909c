"""The story of a circle as it goes on paper."""

from uuid import UUID

from django.db.models import Q, QuerySet

from deelgenoot.access.written import written_once
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.queries.story import Story, from_there, told_of
from deelgenoot.circles.queries.told import Told, lines_of
from deelgenoot.circles.terms import Audience
from deelgenoot.kernel.actor import Actor

ON_PAPER = 60
"""How many entries stand on one print; the next print goes on from there."""


def story_on_paper(
    actor: Actor,
    circle: Circle,
    *,
    everyone: bool,
    older_than: UUID | None = None,
    limit: int = ON_PAPER,
) -> Story:
    """Tell the story for paper, newest first: what everyone in the circle reads, or all I read.

    Paper cannot be taken back, so what has not reached others yet does not go on it.
    """
    told = _for_paper(
        actor, circle=circle.pk, everyone=everyone, older_than=older_than, limit=limit + 1
    )
    shown = lines_of(actor, told[:limit])
    return Story(shown, shown[-1].id if len(told) > limit else None)


@written_once
def _for_paper(
    actor: Actor, *, circle: UUID, everyone: bool, older_than: UUID | None, limit: int
) -> QuerySet[Entry, Told]:
    """Ask for the entries that may go on paper, with what of their answers may."""
    only = Q(reaches_at=None) | Q(reaches_at__lte=actor.now)
    if everyone:
        only &= Q(audience=Audience.CIRCLE, hidden_from=[])
    return told_of(actor, from_there(actor, circle, older_than).filter(only), limit, only=only)
