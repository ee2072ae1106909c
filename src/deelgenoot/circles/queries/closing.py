"""Reading how long a circle stays open, and how long home reads on after that."""

from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from deelgenoot.circles.models import Circle, Membership
from deelgenoot.circles.starting import takes_part
from deelgenoot.kernel.actor import Actor


def reads_on(actor: Actor, circle: Any) -> Subquery:
    """Until when this actor reads on in a circle that closes or is closed."""
    rows = Membership.objects.seen_by(actor).filter(
        circle=circle, person__in=actor.persons, writes=[], since__gte=F("circle__closed_at")
    )
    return Subquery(rows.order_by("-until").values("until")[:1])


def reads_until(actor: Actor, circle: Circle) -> datetime | None:
    """Until when this actor reads on after the last day; None while no last day is known."""
    if circle.closed_at is None:
        return None
    rows = Circle.objects.seen_by(actor).filter(pk=circle.pk)
    return rows.values_list(reads_on(actor, OuterRef("pk")), flat=True).first()


def is_closed(circle: Circle, now: datetime) -> bool:
    """Whether a circle is closed: the pupil's last day is over."""
    return circle.closed_at is not None and circle.closed_at <= now


def waits(actor: Actor, circle: Circle) -> bool:
    """Whether the class of this child does not take part yet."""
    rows = Circle.objects.seen_by(actor).filter(takes_part("enrolment"), pk=circle.pk)
    return not rows.exists()
