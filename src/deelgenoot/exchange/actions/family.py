"""Bring in a list of parents, all or nothing, and take back what nobody built upon since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Model
from django.utils import timezone

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.access.rows import acting_as, insert_many, put_back
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.models import Invitation
from deelgenoot.exchange.describing import Told
from deelgenoot.exchange.family_file import columns_told, family_of
from deelgenoot.exchange.family_lines import lines_of_list
from deelgenoot.exchange.family_plan import TABLES, FamilyPlan
from deelgenoot.exchange.family_planning import plan_list
from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.reader import columns_of, list_in
from deelgenoot.exchange.guardians.table import table_of
from deelgenoot.exchange.models import Delivery
from deelgenoot.exchange.rules import DeedAsked
from deelgenoot.exchange.school_file import circles_of_enrolments
from deelgenoot.exchange.terms import LineKind
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import CourtLimit, Custody, Mailbox
from deelgenoot.people.terms import CustodyKind

DETAILS: dict[str, Any] = {
    "people_mailbox": Mailbox,
    "people_phone": Phone,
    "people_address": Address,
}


def look_at_list(actor: Actor, delivery: Delivery) -> tuple[FamilyPlan, list[Told]]:
    """Compare what was kept of a list with what stands here now."""
    school = delivery.school
    table = table_of(delivery.content or {}, delivery.fingerprint)
    told = columns_told(actor, school)
    known = columns_of(table, told)
    stands = family_of(actor, school)
    try:
        found = list_in(table, today=timezone.localdate(actor.now), told=told)
    except ListRefused:
        return FamilyPlan(actor, school, stands, asks=True), []
    if any(header and n not in known for n, header in enumerate(table.headers)):
        return FamilyPlan(actor, school, stands, asks=True), []
    plan = plan_list(actor, school, found, stands, delivery.answers)
    return plan, lines_of_list(plan)


def asked_of_list(plan: FamilyPlan, agreed: int | None, *, as_seen: bool = True) -> DeedAsked:
    """Gather what decides whether a list may be brought in as it is."""
    return DeedAsked(plan.questions, 0, 0, agreed, 100, usable=not plan.asks, as_seen=as_seen)


def carry_out_list(plan: FamilyPlan) -> dict[str, Any]:
    """Write a plan down, as who asked for it; returns what it takes to take it back."""
    for table, columns in TABLES.items():
        insert_many(table, columns, plan.rows[table])
    for change in plan.changes:
        kind = TABLES[change.table][change.column]
        put_back(change.table, change.column, kind, [(change.id, change.becomes, change.was)])
    _note_children(plan.actor, plan.school.board_id, plan.touched)
    return {
        "made": {table: [str(row[0]) for row in rows] for table, rows in plan.rows.items()},
        "changes": [
            [c.table, str(c.id), c.column, _plain(c.was), _plain(c.becomes)] for c in plan.changes
        ],
    }


def _plain(value: Any) -> Any:
    """One fact as it is kept."""
    return value.isoformat() if isinstance(value, date) else value


def _note_children(actor: Actor, board: UUID, enrolments: set[UUID]) -> None:
    """Write one line in the audit book per child around whom anything changed."""
    machine = replace(actor, task=IMPORT)
    with acting_as(machine):
        circles = circles_of_enrolments(machine, sorted(enrolments))
    traces = [Trace(kind="circles.Circle", id=c, circle=c, board=board) for c in circles]
    record_many(actor, did="change_by_file", to=traces)


def undo_list(actor: Actor, delivery: Delivery) -> Iterator[Told]:
    """Undo what a list did and nobody built upon, and tell who stays."""
    print_: dict[str, Any] = delivery.footprint or {}
    made = {table: [UUID(id_) for id_ in ids] for table, ids in print_["made"].items()}
    tied = Custody.objects.seen_by(actor).filter(pk__in=made["people_custody"])
    rows = list(tied.select_related("adult"))
    built = _built_upon(actor, delivery, rows)
    stays = {row.adult_id: row.adult.name for row in rows if row.adult_id in built}
    over = tied.exclude(adult__in=built).filter(until=None, kind=CustodyKind.UNKNOWN)
    children = set(over.values_list("child", flat=True))
    over.update(until=F("since"))
    for table, model in DETAILS.items():
        brought = _untouched(actor, model, delivery).filter(pk__in=made[table])
        brought.exclude(person__in=built).delete()
    _put_back(actor, delivery, print_["changes"])
    enrolled = Enrolment.objects.seen_by(actor).filter(school=delivery.school, pupil__in=children)
    _note_children(actor, delivery.school.board_id, set(enrolled.values_list("pk", flat=True)))
    yield from (Told(LineKind.KEPT, n, was="changed") for n in sorted(stays.values()))


def _untouched(actor: Actor, model: type[Model], delivery: Delivery) -> Any:
    """Details that still are as this list brought them, of who did not take them in hand."""
    rows = model.objects.seen_by(actor).filter(noted_at=delivery.done_at)  # type: ignore[attr-defined]
    wished = Wishes.objects.seen_by(actor).values("person")
    return rows.filter(person__account=None).exclude(person__in=wished)


def _built_upon(actor: Actor, delivery: Delivery, rows: list[Custody]) -> set[UUID]:
    """The adults with whom someone did more since: they stay as they are now."""
    adults = {row.adult_id for row in rows}
    built = {row.adult_id for row in rows if row.until or row.kind != CustodyKind.UNKNOWN}
    done = delivery.done_at
    invited = Invitation.objects.seen_by(actor).filter(person__in=adults, made_at__gte=done)
    wished = Wishes.objects.seen_by(actor).filter(person__in=adults, noted_at__gte=done)
    kept_away = CourtLimit.objects.seen_by(actor).filter(adult__in=adults)
    built |= {*invited.values_list("person", flat=True), *wished.values_list("person", flat=True)}
    built |= set(kept_away.values_list("adult", flat=True))
    new = {UUID(id_) for id_ in (delivery.footprint or {})["made"]["people_person"]}
    return built | {row.adult_id for row in rows if row.adult_id in new and row.adult.account_id}


def _put_back(actor: Actor, delivery: Delivery, changes: list[list[Any]]) -> None:
    """Give back a mail or address that a list corrected, where nobody touched it since."""
    for table, model in DETAILS.items():
        still = set(_untouched(actor, model, delivery).values_list("pk", flat=True))
        for named, id_, column, was, became in changes:
            if named == table and UUID(id_) in still:
                put_back(table, column, TABLES[table][column], [(UUID(id_), was, became)])
