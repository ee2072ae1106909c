"""Reading who is at school, to take along as a list: names and classes, nothing about anyone."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment, Place
from deelgenoot.people.models import Custody

Line = tuple[str, ...]


def pupils_out(actor: Actor) -> list[Line]:
    """Give each pupil at the own school: number, first name, rest of the name, classes."""
    rows = _at_school(actor).annotate(classes=_classes(actor))
    told = rows.values_list("key", "pupil__first", "pupil__rest", "classes")
    return [(key, first, rest, ", ".join(classes)) for key, first, rest, classes in told]


def adults_out(actor: Actor) -> list[tuple[Line, bool]]:
    """Give each adult of a pupil (number, name, class, then their own name), and if they are in.

    No custody, no address, number or mail: where someone lives never travels on a list.
    """
    enrolled = _at_school(actor).annotate(classes=_classes(actor))
    pupils = {
        pupil: (key, f"{first} {rest}".strip(), ", ".join(classes))
        for pupil, key, first, rest, classes in enrolled.values_list(
            "pupil", "key", "pupil__first", "pupil__rest", "classes"
        )
    }
    rows = Custody.objects.seen_by(actor).filter(child__in=list(pupils), until=None)
    told = rows.order_by("since", "id").values_list(
        "child", "adult__first", "adult__rest", "adult__account"
    )
    found = [
        ((*pupils[child], first, rest), account is not None)
        for child, first, rest, account in told
    ]
    return sorted(found, key=lambda line: (line[0][2], line[0][1], line[0][0]))


def _at_school(actor: Actor) -> "QuerySet[Enrolment]":
    """The pupils who are at the own school now, by name."""
    rows = Enrolment.objects.seen_by(actor).filter(_runs(actor))
    return rows.order_by("pupil__first", "pupil__rest", "id")


def _classes(actor: Actor) -> Any:
    """The names of the classes in which a pupil has a place now."""
    places = Place.objects.seen_by(actor).filter(_runs(actor), enrolment=OuterRef("pk"))
    return Coalesce(ArraySubquery(places.order_by("group__name").values("group__name")), [])


def _runs(actor: Actor) -> Q:
    """What has not ended."""
    return Q(until=None) | Q(until__gt=actor.now)
