"""What can go back when two rows are parted again, and what cannot, with the reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.merging_rules import UndoAsked
from deelgenoot.circles.models import Merge, Moved
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import CourtLimit, Custody, Mailbox, Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DETAILS: dict[str, Any] = {
    "people_address": Address,
    "people_mailbox": Mailbox,
    "people_wishes": Wishes,
    "people_phone": Phone,
}
CHANGED: dict[str, "StrOrPromise"] = {
    "people_address": _("The address was changed since. What stands there now stays."),
    "people_mailbox": _("The mail address was changed since. What stands there now stays."),
    "people_wishes": _("The wishes were changed since. What stands there now stays, with one."),
    "people_phone": _("A phone number was changed since. It stays with one; look whose it is."),
}
NAMED: dict[str, "StrOrPromise"] = {
    "first": _("The name was changed since. The new name stays."),
    "born_on": _("The date of birth was changed since. It stays as it is now."),
    "account_id": _("This adult came in since. The account stays with one."),
    "proven_at": _("This adult showed who they are since. For the other it has to be shown anew."),
}
CUSTODY = _("Custody was changed since for a child of both. With one it has ended: set it right.")
LIMIT = _("A decision of a court was noted since. To be safe it then stands with both.")
CHILD = _("A child was added since. It stays with one; look whose child it is.")


@dataclass(frozen=True, slots=True)
class Undo:
    """What is known of a joining: what goes back, and what stays as it is with the reason."""

    merge: Merge
    rows: list[dict[str, Any]]
    stays: list["StrOrPromise"]
    changed: frozenset[str]
    joined_again: bool

    def asked(self, now: datetime) -> UndoAsked:
        """Gather what decides whether it may be undone."""
        return UndoAsked(self.merge.at, now, settings.MERGE_UNDO_DAYS, self.joined_again)


def find_undo(actor: Actor, merge: UUID) -> Undo:
    """Find one joining at the own school, and whether every row still is as it left it."""
    custody = Custody.objects.seen_by(actor).filter(adult=OuterRef("kept"))
    limits = CourtLimit.objects.seen_by(actor).filter(adult=OuterRef("kept"))
    moved = Moved.objects.seen_by(actor).filter(
        Q(was__isnull=False) | Q(became__isnull=False) | Q(place__startswith="people_c"),
        merge=OuterRef("pk"),
    )
    later = Merge.objects.seen_by(actor).filter(
        Q(kept=OuterRef("kept")) | Q(double=OuterRef("kept")),
        undone_at=None,
        at__gt=OuterRef("at"),
    )
    found: Any = (
        Merge.objects.seen_by(actor)
        .select_related("kept", "double", "school")
        .annotate(
            moved=ArraySubquery(moved.values(told=_columns("place", "row", "was", "became"))),
            custody=ArraySubquery(custody.values(row=_columns("id", "child_id", "until"))),
            limits=ArraySubquery(limits.values("id")),
            later=Exists(later),
        )
        .get(pk=merge)
    )
    changed = _changed_details(actor, found)
    stays = [CHANGED[row["place"]] for row in found.moved if row["row"] in changed]
    stays += _changed_names(found) + _changed_ties(found)
    return Undo(found, found.moved, list(dict.fromkeys(stays)), frozenset(changed), found.later)


def find_joined(actor: Actor, one: UUID, other: UUID) -> UUID:
    """Find by which joining two rows are one person now."""
    pair = {one, other}
    rows = Merge.objects.seen_by(actor).filter(undone_at=None, kept__in=pair, double__in=pair)
    return rows.values_list("pk", flat=True).get()


def _columns(*names: str) -> JSONObject:
    """Some columns of a row as one."""
    return JSONObject(**{name: F(name) for name in names})


def _changed_details(actor: Actor, merge: Any) -> set[str]:
    """Find the addresses, numbers and wishes that were noted anew, or taken out, since."""
    mine = [row["row"] for row in merge.moved if row["place"] in DETAILS]
    if not mine:
        return set()
    asked = [
        model.objects.seen_by(actor).filter(pk__in=mine, noted_at=merge.at).values_list("pk")
        for model in DETAILS.values()
    ]
    return set(mine) - {str(pk) for (pk,) in asked[0].union(*asked[1:])}


def _changed_names(merge: Any) -> list["StrOrPromise"]:
    """Say what of the person who stays was changed since."""
    kept = merge.kept
    for row in merge.moved:
        if row["place"] == "people_person" and row["row"] == str(kept.pk):
            return [
                said for name, said in NAMED.items() if row["became"][name] != told(kept, name)
            ]
    return []


def told(person: Person, name: str) -> str | None:
    """Write down what stands in a column, to compare and to put back."""
    value = getattr(person, name)
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _changed_ties(merge: Any) -> list["StrOrPromise"]:
    """Say what was changed since of custody, of what a court decided, and of children."""
    said: list[StrOrPromise] = []
    open_rows = {row["id"] for row in merge.custody if row["until"] is None}
    beside = {row["became"]["beside"] for row in merge.moved if "beside" in (row["became"] or {})}
    if beside - open_rows:
        said.append(CUSTODY)
    known = {row["row"] for row in merge.moved if row["place"].startswith("people_c")}
    if {str(limit) for limit in merge.limits} - known:
        said.append(LIMIT)
    children = {row["child_id"] for row in merge.custody if row["id"] in known}
    if {row["child_id"] for row in merge.custody} - children:
        said.append(CHILD)
    return said
