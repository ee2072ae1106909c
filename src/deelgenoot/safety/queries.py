"""Reading for safety: about whom, who can help at this school, and the closed notes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Lower

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import MemberLine, find_circle, members
from deelgenoot.circles.queries.closing import is_closed
from deelgenoot.circles.queries.whom_to_call import contact_person
from deelgenoot.circles.terms import Capacity
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import Person
from deelgenoot.safety.models import OwnWord, SafetyNote
from deelgenoot.safety.policy import called
from deelgenoot.safety.rules import MOST_WORDS

PAGE = 10
TRUSTED = (Capacity.CLASS_TEACHER, Capacity.ATTENTION_OFFICER, Capacity.COORDINATOR)


@dataclass(frozen=True, slots=True)
class About:
    """The pupil someone worries about; `here` is the circle, as far as this reader is in it."""

    circle: UUID
    board: UUID
    school: UUID
    pupil: UUID
    first: str
    name: str
    school_name: str
    phone: str
    here: Circle | None = None

    @property
    def shielded(self) -> bool:
        """What is done here is about safety."""
        return True


def find_about(actor: Actor, circle: UUID) -> About:
    """Find whom this is about; the attention officer also after the circle has closed."""
    try:
        found = find_circle(actor, circle)
    except Circle.DoesNotExist:
        rows = ask_database("deelgenoot_circle_i_guard", circle)
        if not rows:
            raise
        return _about(*rows[0])
    ids = (found.pk, found.board_id, found.school_id, found.pupil_id)
    names = (found.pupil.first, found.pupil.rest, found.school.name, found.school.phone)
    return replace(_about(*ids, *names), here=found)


def _about(
    circle: UUID,
    board: UUID,
    school: UUID,
    pupil: UUID,
    first: str,
    rest: str,
    school_name: str,
    phone: str,
) -> About:
    """Turn a row into whom this is about."""
    name = f"{first} {rest}".strip()
    return About(circle, board, school, pupil, first, name, school_name, phone)


@dataclass(frozen=True, slots=True)
class Helper:
    """Someone at school one can turn to; nobody who is too close to the pupil."""

    person: UUID
    first: str
    name: str
    what: str

    @property
    def role(self) -> str:
        """What they are at school, in plain words."""
        known = Function if self.what in Function.values else Capacity
        return str(known(self.what).label)


def helpers(about: UUID) -> list[Helper]:
    """List who at this school can help with a worry about this pupil, and as what."""
    rows = ask_database("deelgenoot_safety_helpers", about)
    return [
        Helper(person, first, f"{first} {rest}".strip(), what)
        for person, first, rest, what in sorted(rows, key=lambda row: (row[3], row[1], row[2]))
    ]


@dataclass(frozen=True, slots=True)
class Trusted:
    """Someone a pupil may want to talk with; `member` when one can be asked here."""

    person: UUID
    first: str
    role: str
    member: MemberLine | None = None


def trusted(actor: Actor, circle: Circle) -> list[Trusted]:
    """List whom a pupil may ask: class teacher, contact person, and who is there for safety.

    Left out is who is too close to the pupil, and so would not be a safe choice to offer.
    """
    if is_closed(circle, actor.now):
        return []
    known, people = helpers(circle.pk), members(actor, circle)
    safe, call = {one.person for one in known}, contact_person(people, actor)
    asked = [m for m in people if m.person in safe and (m.capacity in TRUSTED or m == call)]
    found = [Trusted(m.person, m.first, m.label, m if m.account else None) for m in asked]
    there = {one.person for one in found}
    confidants = [one for one in known if one.what == Function.CONFIDANT]
    role = str(Function.CONFIDANT.label)
    return found + [
        Trusted(one.person, one.first, role) for one in confidants if one.person not in there
    ]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One closed note, ready to show to who may read it."""

    id: UUID
    at: datetime
    name: str
    pupil: str
    circle: UUID
    board: UUID
    shared: bool
    words: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """Closed notes, newest first; `older` is where the next page begins."""

    lines: list[NoteLine]
    older: UUID | None


def notes(
    actor: Actor,
    *,
    circle: UUID | None = None,
    older_than: UUID | None = None,
    limit: int = PAGE,
) -> Notes:
    """Read the closed notes this actor may read, in one circle or in all, a page at a time."""
    told = [_line(actor, *row) for row in _notes_of(actor, circle, older_than)[: limit + 1]]
    return Notes(told[:limit], told[limit - 1].id if len(told) > limit else None)


def _notes_of(
    actor: Actor, circle: UUID | None, older_than: UUID | None
) -> QuerySet[SafetyNote, tuple[Any, ...]]:
    """Ask for notes, newest first, from where the reader was."""
    rows = SafetyNote.objects.seen_by(actor)
    if circle:
        rows = rows.filter(circle=circle)
    if older_than:
        mark = rows.filter(pk=older_than).values("at")[:1]
        rows = rows.filter(Q(at__lt=Subquery(mark)) | Q(at=Subquery(mark), pk__lt=older_than))
    return rows.order_by("-at", "-id").values_list(
        "id",
        "at",
        "author_id",
        "author__first",
        "author__rest",
        "pupil__first",
        "pupil__rest",
        "circle_id",
        "school__board_id",
        "shared",
        "words",
    )


def _line(
    actor: Actor,
    id_: UUID,
    at: datetime,
    author: UUID,
    first: str,
    rest: str,
    pupil: str,
    family: str,
    *told: Any,
) -> NoteLine:
    """Turn a row into a line to show."""
    names = f"{first} {rest}".strip(), f"{pupil} {family}".strip()
    circle, board, shared, words = told
    return NoteLine(id_, at, *names, circle, board, shared, words, author in actor.persons)


def words_that_ask(circle: UUID) -> list[str]:
    """Give the school's own words to who may write in this circle; the words and no more."""
    return [word for (word,) in ask_database("deelgenoot_words_that_ask", circle)]


def own_words(actor: Actor, school: School) -> list[OwnWord]:
    """List the school's own words for who keeps them."""
    rows = OwnWord.objects.seen_by(actor).filter(school=school)
    return list(rows.order_by("word")[: 2 * MOST_WORDS])


def find_own_word(actor: Actor, word: str) -> OwnWord | None:
    """Find a word of the own school; none where a colleague took it away a moment ago."""
    try:
        return OwnWord.objects.seen_by(actor).filter(pk=UUID(word)).first()
    except ValueError:
        return None


def names_in(actor: Actor, word: str) -> frozenset[str]:
    """Say which parts of a word are names of people this administrator keeps."""
    plain = word.removesuffix("*")
    rows = Person.objects.seen_by(actor).annotate(
        given=Lower("first"), family=Lower("rest"), whole=called()
    )
    one = Q(given__in=plain.split()) | Q(given=plain)
    named = rows.filter(one | Q(family=plain) | Q(whole=plain))
    return frozenset(
        name for row in named.values_list("given", "family", "whole")[:20] for name in row if name
    )
