"""The deed of parting again what was joined: back as it was, as far as nobody changed it since."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.merging_policy import may_undo_merge
from deelgenoot.circles.merging_rules import UNDOING
from deelgenoot.circles.models import Invitation, Merge
from deelgenoot.circles.queries.unmerging import DETAILS, Undo, find_undo, told
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.addresses import Phone
from deelgenoot.people.models import Person

NO_COLUMNS = ("id", "only")
"""What stands in a remembered row and is no column to put back."""


@action(may_undo_merge)
def undo_merge(actor: Actor, merge: Merge) -> Merge:
    """Part two rows again; a second tap changes nothing. What changed since stays, and is told.

    What the administrator does not see goes back in the database, within this very deed.
    """
    rows = Merge.objects.seen_by(actor).filter(pk=merge.pk, undone_at=None)
    if not list(rows.select_for_update(of=("self",))):
        return merge
    kept = Person.objects.seen_by(actor).filter(pk=merge.kept_id)
    list(kept.select_for_update(of=("self",)))
    undo = find_undo(actor, merge.pk)
    UNDOING.require(undo.asked(actor.now))
    rows.update(undone_at=actor.now, undone_by=actor.person_id)
    _name_back(actor, undo)
    _details_back(actor, undo)
    ask_database("deelgenoot_move_back", merge.pk)
    _codes_back(actor, undo)
    people = (merge.kept_id, merge.double_id)
    traces = [Trace("people.Person", one, board=merge.school.board_id) for one in people]
    record_many(actor, did="undo_merge", to=traces)
    return merge


def _name_back(actor: Actor, undo: Undo) -> None:
    """Give who stays their own name, birthday and account back, as far as nobody changed them."""
    kept = undo.merge.kept
    [row] = [r for r in undo.rows if r["place"] == "people_person" and r["row"] == str(kept.pk)]
    same = [name for name in row["was"] if told(kept, name) == row["became"][name]]
    if "account_id" not in same:
        same = [name for name in same if name != "proven_at"]
    back = {name: _read(name, row["was"][name]) for name in same}
    Person.objects.seen_by(actor).filter(pk=kept.pk).update(**back)


def _read(name: str, value: str | None) -> Any:
    """Read a value back as it was written down."""
    if value is None:
        return None
    if name == "born_on":
        return date.fromisoformat(value)
    if name == "proven_at":
        return datetime.fromisoformat(value)
    return UUID(value) if name == "account_id" else value


def _details_back(actor: Actor, undo: Undo) -> None:
    """Put back how the one who stays was reached, where nobody changed it since."""
    for row in undo.rows:
        if row["place"] in DETAILS and row["was"] and row["row"] not in undo.changed:
            mine = DETAILS[row["place"]].objects.seen_by(actor).filter(pk=row["row"])
            mine.update(**_columns(actor, undo, row["was"]))


def _columns(actor: Actor, undo: Undo, was: dict[str, Any]) -> dict[str, Any]:
    """The columns of a remembered row, with the safe number as the row it is."""
    back = {name: value for name, value in was.items() if name not in NO_COLUMNS}
    if "only" in was:
        own = Phone.objects.seen_by(actor).filter(person=undo.merge.kept_id, number=was["only"])
        back["only_phone_id"] = own.values_list("pk", flat=True).first()
    return back


def _codes_back(actor: Actor, undo: Undo) -> None:
    """Let codes work again that were stopped, as long as they would have."""
    for row in undo.rows:
        if row["place"] == "circles_invitation.expires_at":
            mine = Invitation.objects.seen_by(actor).filter(
                pk=row["row"], expires_at=undo.merge.at, used_at=None
            )
            mine.update(expires_at=datetime.fromisoformat(row["was"]["expires_at"]))
