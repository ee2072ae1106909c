"""Drop, look, say yes and take back, as an administrator of the cast does on the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.exchange.actions.deliveries import (
    answer_who_is_who,
    ask_to_bring_in,
    drop_file,
)
from deelgenoot.exchange.actions.undoing import ask_to_take_back
from deelgenoot.exchange.edexml.reader import read_file
from deelgenoot.exchange.edexml.tests.made_files import SAMPLES
from deelgenoot.exchange.models import Delivery, DeliveryLine
from deelgenoot.exchange.queries import find_delivery
from deelgenoot.exchange.tasks import bring_in_file, take_back_file
from deelgenoot.kernel.actor import Actor, Hat
from tests.cast import wearing

NEXT_YEAR, THIS_YEAR = SAMPLES / "regenboog-2027.xml", SAMPLES / "regenboog.xml"
ON_ITS_DAY = date(2027, 8, 30)
KIM = {"RB-6B-32": "RB-5B-03"}
"""The one question of next year's file: Kimberly is Kim."""


def ria() -> Actor:
    """The administrator of De Regenboog, now."""
    return wearing("ria", Hat.WORK).at(timezone.now())


@contextmanager
def as_ria() -> Iterator[Actor]:
    """Act as her, in one transaction."""
    actor = ria()
    with acting_as(actor):
        yield actor


def drop(path: Path) -> UUID:
    """Drop a file, as it was made on its own day."""
    with as_ria() as actor:
        file = read_file(path, today=ON_ITS_DAY)
        return drop_file(actor, my_school(actor), file=file).pk


def look(delivery: UUID) -> Delivery:
    """Look at what it changes."""
    with as_ria() as actor:
        return find_delivery(actor, delivery)


def lines(delivery: UUID, kind: str) -> list[tuple[str, str, str]]:
    """The lines of one kind: the name, what was, what becomes."""
    with as_ria() as actor:
        rows = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery, kind=kind)
        return list(rows.order_by("number").values_list("name", "was", "becomes"))


def answer(delivery: UUID, answers: dict[str, str]) -> None:
    """Say who is who."""
    with as_ria() as actor:
        answer_who_is_who(actor, find_delivery(actor, delivery), answers=answers)


def say_yes(delivery: UUID, *, agreed: int | None = None, work: bool = True) -> Delivery:
    """Say yes to what is shown, and let the worker do it."""
    with as_ria() as actor:
        found = find_delivery(actor, delivery)
        ask_to_bring_in(actor, found, seen=found.seen, agreed=agreed)
    if work:
        bring_in_file(str(delivery), str(ria().person_id))
    return look(delivery)


def take_back(delivery: UUID, *, work: bool = True) -> Delivery:
    """Say that it is taken back, and let the worker do it."""
    with as_ria() as actor:
        ask_to_take_back(actor, find_delivery(actor, delivery))
    if work:
        take_back_file(str(delivery), str(ria().person_id))
    return look(delivery)


def turn_the_year() -> UUID:
    """Bring in next year's file of De Regenboog, with its question answered."""
    dropped = drop(NEXT_YEAR)
    answer(dropped, KIM)
    assert say_yes(dropped).done_at
    return dropped
