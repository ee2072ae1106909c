"""Taking a file back: what nobody touched since stands again as it was, the rest is told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet

from deelgenoot.access.actions import action
from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.rows import acting_as, ask_database, put_back
from deelgenoot.circles.actions.contact_person import ask_who_is_contact_at
from deelgenoot.circles.actions.leaving import note_last_days
from deelgenoot.circles.actions.story import renew_memberships_at
from deelgenoot.exchange.actions.deliveries import add_lines, let_be_done
from deelgenoot.exchange.actions.family import undo_list
from deelgenoot.exchange.actions.importing import one_at_a_time
from deelgenoot.exchange.describing import Told
from deelgenoot.exchange.footprint import COLUMNS
from deelgenoot.exchange.models import Delivery
from deelgenoot.exchange.policy import may_bring_in
from deelgenoot.exchange.queries import newer_was_done, whole_delivery
from deelgenoot.exchange.rules import UNDOING, UndoAsked
from deelgenoot.exchange.school_file import names_behind
from deelgenoot.exchange.terms import LineKind, Source
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import (
    Appointment,
    Assignment,
    Enrolment,
    Place,
)

TAKING_BACK = "exchange.take_back"
"""The worker's task, by name."""
WRITTEN, CHANGED = "written", "changed"
"""Why something stays: someone wrote in the new circle; someone changed it since."""
Fact = tuple[UUID, Any, Any]


@action(may_bring_in)
def ask_to_take_back(actor: Actor, delivery: Delivery) -> Delivery:
    """Say that a file is taken back; the machine does it. A second tap changes nothing."""
    now = whole_delivery(actor, delivery.pk)
    _require_undoable(actor, now)
    Delivery.objects.seen_by(actor).filter(pk=now.pk).update(
        undo_by=actor.person_id, undo_at=actor.now
    )
    let_be_done(TAKING_BACK, now.school_id, now.pk, actor.person_id)
    return now


def _require_undoable(actor: Actor, delivery: Delivery) -> None:
    """Go on only when this file may be taken back now."""
    UNDOING.require(
        UndoAsked(
            done_at=delivery.done_at,
            undone=delivery.undone_at is not None or delivery.footprint is None,
            newer=newer_was_done(actor, delivery),
            now=actor.now,
            days=settings.SCHOOL_FILE_UNDO_DAYS,
        )
    )


@action(may_bring_in)
def take_back(actor: Actor, delivery: Delivery) -> Delivery:
    """Let everything the file changed, and nobody since, be as it was; nothing is deleted."""
    one_at_a_time(delivery.school.brin, delivery.school.dependance)
    now = whole_delivery(actor, delivery.pk)
    _require_undoable(actor, now)
    if now.source == Source.GUARDIANS:
        kept = list(undo_list(actor, now))
    else:
        with acting_as(replace(actor, task=IMPORT)):
            kept = list(_undo(replace(actor, task=IMPORT), now))
    add_lines(now, kept)
    counts = {**now.counts, LineKind.KEPT.value: len(kept)}
    rows = Delivery.objects.seen_by(actor).filter(pk=now.pk)
    rows.update(undone_at=actor.now, footprint=None, counts=counts)
    return now


def _undo(actor: Actor, delivery: Delivery) -> Iterator[Told]:
    """Undo everything a file did, and tell what stays."""
    print_: dict[str, Any] = delivery.footprint or {}
    made = {table: [UUID(id_) for id_ in ids] for table, ids in print_["made"].items()}
    written = ask_database("deelgenoot_written_around", [UUID(c) for c in print_["circles"]])
    with_words = {enrolment for (enrolment,) in written}
    stayed = [(WRITTEN, "organisations_enrolment", id_) for id_ in with_words]
    enrolments = Enrolment.objects.seen_by(actor).filter(pk__in=made["organisations_enrolment"])
    _never_began(enrolments.exclude(pk__in=with_words))
    places = Place.objects.seen_by(actor).filter(pk__in=made["organisations_place"])
    _never_began(places.exclude(enrolment__in=with_words).filter(until=None))
    for model, table in ((Assignment, "assignment"), (Appointment, "appointment")):
        rows: QuerySet[Any] = model.objects.seen_by(actor)
        rows = rows.filter(pk__in=made[f"organisations_{table}"])
        _never_began(rows.filter(until=None))
    stayed += _put_facts_back(actor, delivery, print_["changes"])
    _follow_last_days(actor, delivery, made["organisations_enrolment"], print_["changes"])
    renew_memberships_at(delivery.school_id)
    ask_who_is_contact_at(delivery.school_id)
    names = names_behind(actor, [(table, id_) for _why, table, id_ in stayed])
    told = {(why, names.get(id_, "")) for why, _table, id_ in stayed}
    yield from (Told(LineKind.KEPT, name, was=why) for why, name in sorted(told) if name)


def _follow_last_days(
    actor: Actor, delivery: Delivery, made: list[UUID], changes: Iterable[list[Any]]
) -> None:
    """Let circles close or be open again, as the last days stand now."""
    until = {UUID(id_) for table, id_, column, *_ in changes
             if (table, column) == ("organisations_enrolment", "until")}  # fmt: skip
    rows = Enrolment.objects.seen_by(actor).filter(pk__in=until | set(made))
    note_last_days(actor, delivery.school, dict(rows.values_list("pk", "until")))


def _never_began(rows: QuerySet[Any]) -> None:
    """Let rows end where they began; they stay, and give nobody anything."""
    rows.update(until=F("since"))


def _put_facts_back(
    actor: Actor, delivery: Delivery, changes: Iterable[list[Any]]
) -> list[tuple[str, str, UUID]]:
    """Give every fact back that is still as the file made it; tell the others."""
    facts: dict[tuple[str, str], list[Fact]] = {}
    for table, id_, column, was, became in changes:
        facts.setdefault((table, column), []).append((UUID(id_), was, became))
    stayed: list[tuple[str, str, UUID]] = []
    for (table, column), known in facts.items():
        kind = COLUMNS[table][column]
        known = _that_fit(actor, delivery, table, column, known)
        back = put_back(table, column, kind, known)
        stayed += [(CHANGED, table, fact[0]) for fact in known if fact[0] not in back]
    return stayed


def _that_fit(
    actor: Actor, delivery: Delivery, table: str, column: str, facts: list[Fact]
) -> list[Fact]:
    """Leave out what someone has given again by hand since: it stands already."""
    if column != "until" or table not in OPEN:
        return facts
    model, one, other, path = OPEN[table]
    rows: QuerySet[Any] = model.objects.seen_by(actor)
    rows = rows.filter(**{path: delivery.school_id})
    running = set(rows.filter(until=None).values_list(one, other))
    pairs = {
        id_: pair
        for id_, *pair in rows.filter(pk__in=[fact[0] for fact in facts]).values_list(
            "pk", one, other
        )
    }
    return [fact for fact in facts if tuple(pairs.get(fact[0], ())) not in running]


OPEN: dict[str, tuple[Any, str, str, str]] = {
    "organisations_place": (Place, "enrolment_id", "group_id", "enrolment__school"),
    "organisations_assignment": (
        Assignment,
        "appointment_id",
        "group_id",
        "appointment__school",
    ),
}
"""Tables with at most one running row per pair, and how to find a school's rows."""
