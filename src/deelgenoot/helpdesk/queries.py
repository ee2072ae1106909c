"""Reading who may look along, who does, and how it stands for one person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from deelgenoot.access.rows import ask_database
from deelgenoot.access.written import the_one, written_once
from deelgenoot.helpdesk.models import LookAlong
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import Person

SHOWN = 12


@dataclass(frozen=True, slots=True)
class HelperLine:
    """One colleague who could look along with one of the persons I am."""

    person: UUID
    colleague: UUID
    name: str
    school: UUID
    school_name: str

    @property
    def key(self) -> str:
        """What a form sends for this choice."""
        return f"{self.colleague}/{self.school}"


@dataclass(frozen=True, slots=True)
class LookedLine:
    """One time someone looked along, or asked to, and at which moments they looked."""

    look: LookAlong
    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """How one invitation went: by which way, when made, used or paused, until when it works."""

    way: str
    made_at: datetime
    used_at: datetime | None
    paused_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Stands:
    """How it stands for one person, in facts and numbers: no words, no address, no number.

    `mail_to` holds the first letter of an address and what follows the last dot. `reads_along` is
    level 2; below that, post and circles are not told and stay empty.
    """

    since: datetime
    signs_in_by_mail: bool
    language: str
    reads_along: bool
    channel: str
    mail_to: str
    mail_broken: bool
    circles: int
    reads_on: int
    codes: tuple[CodeLine, ...]


def who_may_help() -> list[HelperLine]:
    """List who of school could look along with me; never who shares a child with me."""
    return [HelperLine(*row) for row in ask_database("deelgenoot_who_may_help")]


def find_helped(actor: Actor, person: UUID) -> Person:
    """Find one person this actor sees, to be helped."""
    return the_one(_person(actor, person=person), Person.DoesNotExist)


@written_once
def _person(actor: Actor, *, person: UUID) -> QuerySet[Person, Person]:
    """Ask for one person this actor sees."""
    return Person.objects.seen_by(actor).filter(pk=person)


def my_open_look(actor: Actor) -> LookAlong | None:
    """Find the look that goes on with me, or else the question that stands."""
    rows = LookAlong.objects.seen_by(actor).filter(person__in=list(actor.persons))
    rows = rows.filter(until__gt=actor.now, stopped_at=None).order_by("yes_at", "-until")
    return rows.select_related("by", "school").first()


def last_look_with(actor: Actor, person: UUID) -> LookAlong | None:
    """Find what this colleague last asked of one person or was given, also when it is over."""
    rows = LookAlong.objects.seen_by(actor).filter(person=person, school=actor.organisation_id)
    return rows.filter(by__in=list(actor.persons)).order_by("-until", "-id").first()


def asked_in_vain(actor: Actor, person: UUID) -> bool:
    """Whether anyone of this school asked lately and got no yes since; a no is not told apart."""
    after = actor.now - timedelta(hours=settings.LOOK_ALONG_PAUSE_HOURS)
    rows = ask_database("deelgenoot_asked_in_vain", person, actor.organisation_id, after)
    return bool(rows[0][0])


def find_look(actor: Actor, look: UUID) -> LookAlong:
    """Find one question or look about me."""
    rows = LookAlong.objects.seen_by(actor).filter(person__in=list(actor.persons))
    return rows.get(pk=look)


def looks_so_far(actor: Actor) -> list[LookedLine]:
    """Tell who looked along with me and at which moments, the last one first."""
    rows = LookAlong.objects.seen_by(actor).filter(person__in=list(actor.persons))
    found = list(rows.select_related("by", "school").order_by("-until", "-id")[:SHOWN])
    times: dict[UUID, list[datetime]] = {}
    for look, at in ask_database("deelgenoot_when_looked", [row.pk for row in found]):
        times.setdefault(look, []).append(at)
    return [LookedLine(row, tuple(times.get(row.pk, ()))) for row in found]


def how_it_stands(look: UUID) -> Stands | None:
    """Tell how it stands for whoever said yes to this look; None as soon as it is over."""
    rows = ask_database("deelgenoot_how_it_stands", look)
    if not rows:
        return None
    codes = tuple(CodeLine(*row[-5:]) for row in rows if row[-5])
    facts = (*rows[0][:-5], codes)
    return Stands(*facts)
