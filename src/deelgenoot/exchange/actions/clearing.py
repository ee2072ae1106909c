"""Throwing away what was read of a file, and saying how far the machine is."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from deelgenoot.access.actions import action
from deelgenoot.exchange.models import Delivery, DeliveryLine
from deelgenoot.exchange.policy import may_bring_in
from deelgenoot.exchange.queries import whole_delivery
from deelgenoot.kernel.actor import Actor


@action(may_bring_in)
def throw_away(actor: Actor, delivery: Delivery) -> Delivery:
    """Wipe what was read of a file that is not brought in."""
    now = whole_delivery(actor, delivery.pk)
    if not now.done_at:
        wipe(actor, [now.pk], at=actor.now)
    return now


def wipe(actor: Actor, deliveries: list[UUID], *, at: datetime) -> None:
    """Take out all that was read, and every line about people; ids, counts and moments stay."""
    DeliveryLine.objects.seen_by(actor).filter(delivery__in=deliveries).delete()
    rows = Delivery.objects.seen_by(actor).filter(pk__in=deliveries)
    rows.update(content=None, footprint=None, answers={}, wiped_at=at)


def clear_old_files(actor: Actor) -> list[UUID]:
    """Wipe files nobody brought in within a day, and what can no longer be taken back."""
    waited = actor.now - timedelta(hours=settings.SCHOOL_FILE_HOURS)
    over = actor.now - timedelta(days=settings.SCHOOL_FILE_UNDO_DAYS)
    rows = Delivery.objects.seen_by(actor).filter(wiped_at=None)
    old = rows.filter(Q(done_at=None, at__lte=waited) | Q(done_at__lte=over))
    found = list(old.values_list("pk", flat=True))
    wipe(actor, found, at=actor.now)
    return found


def note_step(actor: Actor, delivery: UUID, *, step: int) -> None:
    """Say how far the machine is, for the bar on the page."""
    rows = Delivery.objects.seen_by(actor).filter(pk=delivery, done_at=None)
    rows.exclude(asked_at=None).update(step=step)
