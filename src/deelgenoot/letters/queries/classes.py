"""Reading a whole class: per pupil who gets a letter or a card, who is in, and who cannot."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Rule
from deelgenoot.letters.queries.addressees import Addressee, adults, as_adult, as_pupil, pupils
from deelgenoot.letters.rules import PAPER, CodeAsked
from deelgenoot.organisations.models import Enrolment, Group, Place
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.people.models import Custody

MOST = 60


class Stands(StrEnum):
    """How it stands with one person: in, a code that works, one to make, not possible, twice."""

    IN = "in"
    WORKS = "works"
    MAKE = "make"
    NOT = "not"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person around a pupil, and whether a paper can be made for them."""

    to: Addressee
    way: Way
    stands: Stands
    broken: list[Rule[CodeAsked]]
    other_child: str = ""

    def is_made(self, *, again: bool) -> bool:
        """Whether a paper is made for them: by default not for who has a code that works."""
        return self.stands is Stands.MAKE or (again and self.stands is Stands.WORKS)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One pupil of a class, and the adults around them."""

    enrolment: UUID
    name: str
    people: list[Candidate]


def find_group(actor: Actor, group: UUID) -> Group:
    """Find one class of the school this actor administers; for anyone else it does not exist."""
    kept = Group.objects.seen_by(actor).filter(school__in=administered_schools(actor))
    return kept.select_related("school").get(pk=group)


def class_lines(actor: Actor, group: Group) -> list[ClassLine]:
    """List the pupils of a class by name, each with the pupil and the adults, oldest tie first."""
    places = Place.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), group=group
    )
    rows = list(pupils(actor, Q(pk__in=places.values("enrolment")))[:MOST])
    ties: dict[UUID, list[Custody]] = defaultdict(list)
    for tie in adults(actor, Q(child__in=[row.pupil_id for row in rows])):
        ties[tie.child_id].append(tie)
    return list(_lines(actor, rows, ties))


def _lines(
    actor: Actor, rows: Iterable[Enrolment], ties: dict[UUID, list[Custody]]
) -> Iterator[ClassLine]:
    """Write a line per pupil; an adult with two children here is written to once."""
    written: dict[UUID, str] = {}
    for row in rows:
        people = [_candidate(as_pupil(row, actor.now), Way.HAND)]
        for tie in ties[row.pupil_id]:
            found = _candidate(as_adult(tie, actor.now), Way.LETTER)
            if found.stands in (Stands.MAKE, Stands.WORKS):
                other = written.setdefault(tie.adult_id, row.pupil.first)
                if other != row.pupil.first:
                    found = replace(found, stands=Stands.TWICE, other_child=other)
            people.append(found)
        yield ClassLine(row.pk, row.pupil.name, people)


def _candidate(to: Addressee, way: Way) -> Candidate:
    """Judge whether a paper can be made for someone: a letter for adults, a card for pupils."""
    broken = PAPER.broken_by(replace(to.asked, by_letter=way is Way.LETTER))
    if to.asked.has_account:
        return Candidate(to, way, Stands.IN, [])
    if broken:
        return Candidate(to, way, Stands.NOT, broken)
    return Candidate(to, way, Stands.WORKS if to.works else Stands.MAKE, [])


def papers_for(lines: Iterable[ClassLine], way: Way, *, again: bool) -> list[tuple[UUID, UUID]]:
    """List for whom a paper is made, by enrolment and person, in the order of envelopes."""
    return [
        (line.enrolment, one.to.person.pk)
        for line in lines
        for one in line.people
        if one.way is way and one.is_made(again=again)
    ]
