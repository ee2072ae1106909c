"""Deeds of an administrator with the school's file: dropping it, answering, saying yes."""

from collections.abc import Mapping
from contextlib import suppress
from json import dumps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from uuid_utils.compat import uuid7

from deelgenoot.access.actions import action
from deelgenoot.access.rows import insert_many
from deelgenoot.exchange.actions.importing import one_at_a_time
from deelgenoot.exchange.actions.ways import WAYS
from deelgenoot.exchange.content import kept_of
from deelgenoot.exchange.describing import Told, counts_of, problem_line, seen_of
from deelgenoot.exchange.edexml.reader import EdexFile
from deelgenoot.exchange.family_file import columns_told
from deelgenoot.exchange.guardians.secrets import without_secrets
from deelgenoot.exchange.guardians.table import Table, kept_of_table
from deelgenoot.exchange.matching import SOMEONE_ELSE
from deelgenoot.exchange.models import Delivery, DeliveryLine
from deelgenoot.exchange.planning import last_day_of
from deelgenoot.exchange.policy import may_bring_in, may_drop_file
from deelgenoot.exchange.queries import stage_of, whole_delivery
from deelgenoot.exchange.rules import BRINGING_IN, DOING, DeedAsked, FileAsked
from deelgenoot.exchange.terms import LineKind, Source, Stage
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import School

BRINGING = "exchange.bring_in"
"""The worker's task, by name: what works stands above what it works on."""
LINE = {
    "id": "uuid",
    "delivery_id": "uuid",
    "school_id": "uuid",
    "kind": "text",
    "number": "int",
    "name": "text",
    "was": "text",
    "becomes": "text",
    "key": "text",
    "told": "jsonb",
}


class Changed(Exception):
    """What stands here is no longer what was looked at, so nothing was done."""


@action(may_drop_file)
def drop_file(actor: Actor, school: School, *, file: EdexFile) -> Delivery:
    """Keep what is used of the school's file, and work out what it would change."""
    if file.school:
        own = (file.school.brin, file.school.dependance) == (school.brin, school.dependance)
        BRINGING_IN.require(FileAsked(file.school.brin, "", "", of_this_school=own))
    delivery = Delivery.objects.create(
        school=school,
        by_id=actor.person_id,
        at=actor.now,
        year=file.school.year if file.school else "",
        last_day=last_day_of(file, actor),
        blocked=not file.importable,
        fingerprint=file.fingerprint,
        content=kept_of(file) if file.importable else None,
        passed_over=dict(file.passed_over),
    )
    problems = [problem_line(problem) for problem in file.problems]
    plan, lines = (None, []) if delivery.blocked else look_at(actor, delivery)
    show_lines(actor, delivery, plan, [*problems, *lines])
    return delivery


@action(may_drop_file)
def drop_list(actor: Actor, school: School, *, table: Table) -> Delivery:
    """Keep what is used of a list of parents, and work out what it would change."""
    delivery = Delivery.objects.create(
        school=school,
        source=Source.GUARDIANS,
        by_id=actor.person_id,
        at=actor.now,
        last_day=timezone.localdate(actor.now),
        fingerprint=table.fingerprint,
        content=kept_of_table(without_secrets(table, columns_told(actor, school))),
    )
    show_lines(actor, delivery, *look_at(actor, delivery))
    return delivery


def look_at(actor: Actor, delivery: Delivery) -> tuple[Any, list[Told]]:
    """Compare what was kept of a file with what stands here now."""
    return WAYS[delivery.source].look(actor, delivery)


def show_lines(actor: Actor, delivery: Delivery, plan: Any, lines: list[Told]) -> None:
    """Put the lines of a preview in the place of those that stood there; problems stay."""
    stood = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery)
    stood.exclude(kind=LineKind.PROBLEM).delete()
    add_lines(delivery, lines)
    wrong = {k: n for k, n in delivery.counts.items() if k == LineKind.PROBLEM}
    shown = [line for line in lines if line.kind != LineKind.PROBLEM]
    more = WAYS[delivery.source].count(plan) if plan else {}
    counts = wrong | more | counts_of(lines)
    write_facts(actor, delivery, counts=counts, seen=seen_of(shown))


def add_lines(delivery: Delivery, lines: list[Told]) -> None:
    """Write lines down, numbered within their kind; part of the deed that tells them."""
    counts: dict[str, int] = {}
    rows: list[tuple[Any, ...]] = []
    for line in lines:
        counts[line.kind] = counts.get(line.kind, 0) + 1
        told = None if line.told is None else dumps(line.told)
        texts = (line.name[:450], line.was[:450], line.becomes[:450], line.key)
        place = (line.kind.value, counts[line.kind])
        rows.append((uuid7(), delivery.pk, delivery.school_id, *place, *texts, told))
    insert_many("exchange_deliveryline", LINE, rows)


def write_facts(actor: Actor, delivery: Delivery, **facts: Any) -> None:
    """Write some facts of a delivery."""
    Delivery.objects.seen_by(actor).filter(pk=delivery.pk).update(**facts)
    for name, value in facts.items():
        setattr(delivery, name, value)


def still_waits(actor: Actor, delivery: Delivery) -> Delivery:
    """The delivery as it is now, if it was neither brought in nor thrown away."""
    now = whole_delivery(actor, delivery.pk)
    if now.content is None or now.done_at:
        DOING.require(DeedAsked(0, 0, 0, None, 100, usable=False))
    return now


@action(may_bring_in)
def answer_who_is_who(
    actor: Actor, delivery: Delivery, *, answers: Mapping[str, str], anew: bool = False
) -> Delivery:
    """Say who in the file is someone who stands here, or who in a list is one adult.

    In the school's file one who stands here is taken once; a parent may have several children.
    """
    now = still_waits(actor, delivery)
    said = {**({} if anew else now.answers), **answers}
    once = _once_each(said) if now.source == Source.SCHOOL else said
    write_facts(actor, now, answers=once, asked_at=None)
    show_lines(actor, now, *look_at(actor, now))
    return now


def _once_each(answers: Mapping[str, str]) -> dict[str, str]:
    """Keep the answers; two in the file cannot both be the same one here: both are asked again."""
    chosen = [old for old in answers.values() if old != SOMEONE_ELSE]
    return {key: old for key, old in answers.items() if chosen.count(old) < 2}


@action(may_bring_in)
def ask_to_bring_in(
    actor: Actor, delivery: Delivery, *, seen: str, agreed: int | None
) -> Delivery:
    """Say yes to what was shown; the machine does it. A second tap changes nothing."""
    now = whole_delivery(actor, delivery.pk)
    if now.done_at or (now.asked_at and _waits(now, actor)):
        return now
    now = still_waits(actor, delivery)
    plan, lines = look_at(actor, now)
    as_seen = seen == now.seen == seen_of(lines)
    DOING.require(WAYS[now.source].asked(plan, agreed, as_seen=as_seen))
    facts = {"asked_by_id": actor.person_id, "asked_at": actor.now, "agreed": agreed}
    write_facts(actor, now, **facts, changed=False, step=1)
    let_be_done(BRINGING, now.school_id, now.pk, actor.person_id)
    return now


def _waits(delivery: Delivery, actor: Actor) -> bool:
    """Whether the machine may still be at it."""
    return stage_of(delivery, actor.now) is Stage.WORKING


def let_be_done(task: str, school: UUID, delivery: UUID, person: UUID) -> None:
    """Give the worker one file; of one school one at a time."""
    job = app.configure_task(
        task, allow_unknown=False, lock=str(school), queueing_lock=f"{task} {delivery}"
    )
    with suppress(AlreadyEnqueued), transaction.atomic():  # it waits already, from another tap
        job.defer(delivery=str(delivery), person=str(person))


@action(may_bring_in)
def bring_in(actor: Actor, delivery: Delivery) -> Delivery:
    """Bring the file in: all of it or nothing, and only as it was shown."""
    one_at_a_time(delivery.school.brin, delivery.school.dependance)
    now = whole_delivery(actor, delivery.pk)
    if now.done_at or not now.asked_at or now.content is None:
        return now
    plan, lines = look_at(actor, now)
    if seen_of(lines) != now.seen:
        raise Changed
    way = WAYS[now.source]
    DOING.require(way.asked(plan, now.agreed))
    footprint = way.carry_out(plan)
    write_facts(actor, now, content=None, done_at=actor.now, footprint=footprint, step=4)
    return now


@action(may_bring_in)
def bring_in_now(actor: Actor, delivery: Delivery) -> Delivery:
    """Say yes and bring in at once, for who runs the server and saw the lines there."""
    now = still_waits(actor, delivery)
    write_facts(actor, now, asked_by_id=actor.person_id, asked_at=actor.now)
    return bring_in(actor, now)


@action(may_bring_in)
def show_anew(actor: Actor, delivery: Delivery) -> Delivery:
    """Show what the file would change now; nothing was done, and someone has to say yes again."""
    now = whole_delivery(actor, delivery.pk)
    if now.content is None or now.done_at:
        return now
    write_facts(actor, now, asked_at=None, changed=True, step=0)
    try:
        show_lines(actor, now, *look_at(actor, now))
    except Refused:
        write_facts(actor, now, blocked=True)
    return now
