"""Reading who is asked to be the contact person, and whom the family would like."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from deelgenoot.access.rows import ask_database
from deelgenoot.access.written import written_once
from deelgenoot.circles.models import Circle, ContactPerson, ContactWish
from deelgenoot.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class WishLine:
    """What one of the family said; `preferred` is empty when it is fine as it is proposed."""

    person: UUID
    name: str
    preferred: str
    words: str
    at: datetime


def open_proposals(actor: Actor, circle: Circle) -> list[ContactPerson]:
    """List who is asked and has not answered, the last one first; earlier ones no longer count."""
    rows = ContactPerson.objects.seen_by(actor).filter(circle=circle, answered_at=None)
    last: dict[bool, ContactPerson] = {}
    for row in rows.select_related("person").order_by("-asked_at", "-id")[:20]:
        last.setdefault(row.stands_in, row)
    return list(last.values())


def find_proposal(actor: Actor, circle: UUID, proposal: UUID) -> ContactPerson:
    """Find one thing someone was asked."""
    rows = ContactPerson.objects.seen_by(actor).select_related("circle__pupil", "circle__school")
    return rows.get(pk=proposal, circle=circle)


def newest_proposal(actor: Actor, circle: Circle) -> UUID | None:
    """Say who was asked last to be the contact person, answered or not."""
    rows = ContactPerson.objects.seen_by(actor).filter(circle=circle, stands_in=False)
    return rows.order_by("-asked_at", "-id").values_list("pk", flat=True).first()


def still_asked(proposal: ContactPerson) -> int:
    """Count the family members who have not said yet what they think of a proposal."""
    return int(ask_database("deelgenoot_family_still_asked", proposal.pk)[0][0])


def wishes(actor: Actor, circle: Circle) -> list[WishLine]:
    """List the last wish of each one at home, as far as this actor reads them."""
    lines: dict[UUID, WishLine] = {}
    for person, first, rest, liked, its_rest, words, at in _wishes_in(actor, circle=circle.pk):
        name, preferred = f"{first} {rest}".strip(), f"{liked or ''} {its_rest or ''}".strip()
        lines.setdefault(person, WishLine(person, name, preferred, words, at))
    return list(lines.values())


@written_once
def _wishes_in(actor: Actor, *, circle: UUID) -> QuerySet[ContactWish, tuple[Any, ...]]:
    """Ask for the wishes in a circle, newest first."""
    rows = ContactWish.objects.seen_by(actor).filter(circle=circle).order_by("-at", "-id")
    return rows.values_list(
        "person_id",
        "person__first",
        "person__rest",
        "preferred__first",
        "preferred__rest",
        "words",
        "at",
    )[:40]
