"""Reading which letters wait to be printed, for whom, and where each goes at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.people.addresses import Address, Wishes
from deelgenoot.post.models import Letter
from deelgenoot.post.terms import CIRCLE_CLOSED
from deelgenoot.post.wording import Facts, facts_kept
from deelgenoot.printing.rules import Wished, goes_on_paper

PAGE = 60
HOME = ("street", "number", "addition", "postcode", "town", "country", "noted_at")
WISHES = ("channel", "never", "languages", "only_phone_id", "days", "call_from")


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter on paper: for whom, what it tells, and what decides whether it still goes."""

    id: UUID
    person: UUID
    name: str
    told: str
    facts: Facts
    language: str
    home: dict[str, str] | None
    wished: Wished
    quiet: bool
    printed_at: datetime | None

    @property
    def goes(self) -> bool:
        """Whether it still goes on paper."""
        return goes_on_paper(self.wished)


@dataclass(frozen=True, slots=True)
class Run:
    """What one administrator printed at once and has not yet said to be posted."""

    id: UUID
    by: UUID
    by_name: str
    at: datetime
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many people wait for a letter, since when, and the first names of the list."""

    people: int
    since: datetime | None
    names: list[str]
    after: UUID | None


def school_printed_for(actor: Actor) -> School:
    """Find the school whose letters this administrator prints; for anyone else there is none."""
    return School.objects.seen_by(actor).get(pk__in=administered_schools(actor))


def _unsent(actor: Actor, school: School) -> QuerySet[Letter]:
    """The letters on paper of a school that are not posted yet, as far as this actor prints."""
    rows = Letter.objects.seen_by(actor).filter(school=school, sent_at=None)
    return rows.exclude(trouble=CIRCLE_CLOSED)


def waiting(actor: Actor, school: School, *, after: UUID | None = None) -> Waiting:
    """Tell who waits for a letter that nobody has printed: names only, bounded."""
    rows = _unsent(actor, school).filter(print_run=None)
    told = rows.aggregate(people=Count("person", distinct=True), since=Min("on_paper_at"))
    if after:
        rows = rows.filter(person__gt=after)
    people = rows.order_by("person").distinct("person").select_related("person")
    found = [letter.person for letter in people[: PAGE + 1] if letter.person]
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return Waiting(told["people"], told["since"], [p.name for p in found[:PAGE]], more)


def runs(actor: Actor, school: School) -> list[Run]:
    """List what was printed and is not yet said to be posted, the oldest first."""
    rows = _unsent(actor, school).filter(print_run__isnull=False)
    found: dict[UUID, Run] = {}
    for letter in rows.select_related("person", "printed_by").order_by("printed_at", "id")[:600]:
        run, by, at = letter.print_run, letter.printed_by, letter.printed_at
        if run and by and at and letter.person:
            names = found.setdefault(run, Run(run, by.pk, by.name, at)).names
            names.extend(() if letter.person.name in names else [letter.person.name])
    return list(found.values())


def was_posted(actor: Actor, school: School, run: UUID) -> bool:
    """Whether all that was printed at once has been said to be posted."""
    rows = Letter.objects.seen_by(actor).filter(school=school, print_run=run)
    return rows.filter(sent_at__isnull=False).exists()


def printed(actor: Actor, school: School, run: UUID) -> QuerySet[Letter]:
    """What this administrator printed at once and has not yet said to be posted."""
    return _unsent(actor, school).filter(print_run=run, printed_by__in=actor.persons)


def to_print(actor: Actor, school: School, run: UUID | None) -> QuerySet[Letter]:
    """The letters of the next people in the queue, or of what a colleague printed."""
    rows = _unsent(actor, school).filter(print_run=run)
    people = rows.order_by("person").distinct("person").values("person")
    return rows.filter(person__in=list(people.values_list("person", flat=True)[:PAGE]))


def lines_of(actor: Actor, letters: QuerySet[Letter]) -> list[LetterLine]:
    """Tell of each letter where it goes and what its reader wishes, looked up now."""
    homes = Address.objects.seen_by(actor).filter(person=OuterRef("person"))
    wishes = Wishes.objects.seen_by(actor).filter(person=OuterRef("person"))
    rows: Iterable[Any] = (
        letters.select_related("person")
        .annotate(
            home=Subquery(homes.values(row=JSONObject(**{n: n for n in HOME}))[:1]),
            wishes=Subquery(wishes.values(row=JSONObject(**{n: n for n in WISHES}))[:1]),
        )
        .order_by("person__rest", "person__first", "person", "id")
    )
    return [_line(row) for row in rows]


def _line(row: Any) -> LetterLine:
    """Turn a row into a letter."""
    wishes = row.wishes or {"channel": "mail", "never": [], "languages": []}
    noted = datetime.fromisoformat(row.home["noted_at"]) if row.home else None
    known = [code for code, _name in settings.LANGUAGES]
    speaks = [code for code in wishes["languages"] if code in known]
    careful = ("never", "only_phone_id", "days", "call_from")
    return LetterLine(
        id=row.pk,
        person=row.person_id,
        name=row.person.name,
        told=row.notice,
        facts=facts_kept(row.facts),
        language=next(iter(speaks), row.language),
        home=row.home,
        wished=Wished(wishes["channel"], tuple(wishes["never"]), noted),
        quiet=any(wishes.get(name) for name in careful),
        printed_at=row.printed_at,
    )
