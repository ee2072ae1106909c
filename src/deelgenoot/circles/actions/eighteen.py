"""Deeds of a pupil who is 18 or almost: who may go on reading, and who may not any more."""

from contextlib import suppress
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.story import finish_asks_about, renew_memberships_around
from deelgenoot.circles.models import Circle
from deelgenoot.circles.papers_policy import may_keep_reach
from deelgenoot.circles.queries.eighteen import grown_ups_at_home
from deelgenoot.circles.rules import KEEPING, ReachKept
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import KeptReach
from deelgenoot.people.rules import asked_from


@action(may_keep_reach)
def keep_reach(actor: Actor, circle: Circle, *, adult: UUID) -> None:
    """Say yes: this adult goes on reading and writing after 18; a second yes changes nothing."""
    born_on, today = circle.pupil.born_on, timezone.localdate(actor.now)
    KEEPING.require(ReachKept(today, asked_from(born_on) if born_on else None))
    if adult not in {line.person for line in grown_ups_at_home(actor, circle)}:
        raise KeptReach.DoesNotExist
    yes = KeptReach.objects.seen_by(actor).filter(child=circle.pupil_id, adult=adult, until=None)
    if not yes.exists():
        with suppress(IntegrityError), transaction.atomic():  # a yes from another screen
            KeptReach.objects.create(child_id=circle.pupil_id, adult_id=adult, since=actor.now)
    finish_asks_about(actor, circle.pupil_id)
    renew_memberships_around(circle.pupil_id)


@action(may_keep_reach)
def end_kept_reach(actor: Actor, circle: Circle, *, adult: UUID) -> None:
    """Take a yes back: from 18 on, or from now, this adult reads nothing any more."""
    rows = KeptReach.objects.seen_by(actor).filter(child=circle.pupil_id, adult=adult, until=None)
    rows.update(until=actor.now)
    renew_memberships_around(circle.pupil_id)
