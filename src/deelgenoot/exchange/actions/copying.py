"""The deed of taking a report along to the school's own system, in sight of the family."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.story import tell_in_circle
from deelgenoot.circles.models import Circle
from deelgenoot.circles.terms import EntryKind
from deelgenoot.exchange.models import Copy
from deelgenoot.exchange.policy import may_take_along
from deelgenoot.exchange.queries import mark_of, what_may_be_copied
from deelgenoot.exchange.rules import COPYING, CopyAsked
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.dates import in_amsterdam


@action(may_take_along)
def take_along(
    actor: Actor, circle: Circle, *, once: UUID, system: str, since: date, until: date, seen: str
) -> Copy:
    """Take along what school wrote for the whole circle in a period; the story tells it.

    `seen` is the mark of what was shown before; when something changed since, it is shown anew.
    """
    made = Copy.objects.seen_by(actor).filter(pk=once).first()
    if made:
        return made
    pieces = check_period(actor, circle, since=since, until=until, seen=seen)
    try:
        with transaction.atomic():
            entry = tell_in_circle(
                actor,
                circle,
                entry_id=once,
                kind=EntryKind.COPIED,
                words=f"{since.isoformat()} {until.isoformat()}",
                detail=system,
            )
            return Copy.objects.create(
                id=once,
                circle=circle,
                entry=entry,
                system=system,
                since=since,
                until=until,
                pieces=pieces,
            )
    except IntegrityError:  # the second of a double tap
        return Copy.objects.seen_by(actor).get(pk=once)


def check_period(
    actor: Actor, circle: Circle, *, since: date, until: date, seen: str | None = None
) -> list[UUID]:
    """Go on only when there is something to take along in this period, and it is as was seen."""
    lines = what_may_be_copied(actor, circle, since, until)
    today = in_amsterdam(actor.now).date()
    unchanged = seen is None or seen == mark_of(lines)
    COPYING.require(CopyAsked(since, until, today, len(lines), unchanged))
    return [line.id for line in lines]
