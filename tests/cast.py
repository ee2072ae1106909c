"""The cast: the same people in every test, and a stranger who must never see anything."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from deelgenoot.access.machine_tasks import IMPORT
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.demo.cast import BY_KEY
from deelgenoot.exchange.actions.deliveries import drop_file, drop_list
from deelgenoot.exchange.edexml.reader import read_file
from deelgenoot.exchange.edexml.samples import SAMPLES
from deelgenoot.exchange.guardians.table import read_table
from deelgenoot.kernel.actor import Actor, Hat, machine
from deelgenoot.people.accounts import find_account
from deelgenoot.people.backends import HatBackend
from deelgenoot.people.models import Account

NEXT_YEAR, ON_ITS_DAY = SAMPLES / "regenboog-2027.xml", date(2027, 8, 30)
KEYS = ("anna", "samira", "youssef", "fatma", "kees", "ria", "ellen", "hassan", "joris")


def account_of(key: str) -> Account:
    """Find the account of one of the cast, with its hats."""
    account = find_account(BY_KEY[key].mail)
    assert account
    known = HatBackend().get_user(account.pk)
    assert known
    return known


def wearing(key: str, hat: Hat) -> Actor:
    """One of the cast, under one hat, now."""
    account = account_of(key)
    option = next(option for option in account.hats() if option.hat is hat)
    return option.worn_by(account.pk, now=timezone.now())


def drop_next_year(ria: Actor) -> UUID:
    """Let the administrator drop the file of next year, without saying yes to it."""
    from deelgenoot.access.rows import acting_as

    with acting_as(ria):
        file = read_file(NEXT_YEAR, today=ON_ITS_DAY)
        return drop_file(ria, my_school(ria), file=file).pk


def drop_a_list(ria: Actor) -> UUID:
    """Let the administrator drop a list of parents with a column nobody knows."""
    from deelgenoot.access.rows import acting_as

    told = "Leerlingnummer;Ouder naam;Contact via\n12;Samira El Amrani;samira@thuis.invalid\n"
    with acting_as(ria):
        return drop_list(ria, my_school(ria), table=read_table(told.encode())).pk


@dataclass
class Cast:
    """Noor's table and the people around it.

    anna: class teacher of 5B · fatma: duo teacher of 5B, and at home Emre's mother · kees:
    coordinator · ria: administrator · samira, youssef: Noor's parents, two homes · ellen:
    psychologist of a practice the school verified, let in by no family · hassan: attendance
    officer, likewise · joris: teacher of another board's school · stranger: has an account and
    no place anywhere.
    """

    @cached_property
    def anna(self) -> Actor:
        return wearing("anna", Hat.WORK)

    @cached_property
    def fatma(self) -> Actor:
        return wearing("fatma", Hat.WORK)

    @cached_property
    def fatma_at_home(self) -> Actor:
        return wearing("fatma", Hat.FAMILY)

    @cached_property
    def kees(self) -> Actor:
        return wearing("kees", Hat.WORK)

    @cached_property
    def ria(self) -> Actor:
        return wearing("ria", Hat.WORK)

    @cached_property
    def ellen(self) -> Actor:
        return wearing("ellen", Hat.WORK)

    @cached_property
    def hassan(self) -> Actor:
        return wearing("hassan", Hat.WORK)

    @cached_property
    def joris(self) -> Actor:
        return wearing("joris", Hat.WORK)

    @cached_property
    def samira(self) -> Actor:
        return wearing("samira", Hat.FAMILY)

    @cached_property
    def youssef(self) -> Actor:
        return wearing("youssef", Hat.FAMILY)

    @cached_property
    def stranger(self) -> Actor:
        return Actor(
            account_id=uuid7(),
            persons=(uuid7(),),
            hat=Hat.FAMILY,
            now=timezone.now(),
            name="Vera",
        )

    @cached_property
    def importer(self) -> Actor:
        return machine(IMPORT, now=timezone.now())

    @cached_property
    def everyone(self) -> dict[str, Actor]:
        names = (*KEYS, "fatma_at_home", "stranger")
        return {name: getattr(self, name) for name in names}

    def circle(self, first: str) -> Circle:
        """The circle of one pupil of De Regenboog, found by whoever is in it."""
        from deelgenoot.access.rows import acting_as
        from deelgenoot.circles.queries.around import find_circle

        for actor in (self.kees, self.joris):
            with acting_as(actor):
                rows = Circle.objects.seen_by(actor).filter(pupil__first=first)
                if found := rows.values_list("pk", flat=True).first():
                    return find_circle(actor, found)
        raise LookupError(first)

    @cached_property
    def noor(self) -> Circle:
        return self.circle("Noor")

    @cached_property
    def emre(self) -> Circle:
        return self.circle("Emre")

    def new_id(self) -> UUID:
        made: UUID = uuid7()
        return made
