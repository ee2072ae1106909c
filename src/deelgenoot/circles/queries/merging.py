"""All that is known of two rows that may be one person, side by side, for who keeps both."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from deelgenoot.access.rows import ask_database
from deelgenoot.access.written import written_once
from deelgenoot.circles.merging_rules import MergeAsked, gains
from deelgenoot.circles.models import Invitation, TwoPeople
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import CourtLimit, Custody, Mailbox, Person
from deelgenoot.people.rules import Asking, can_be_called
from deelgenoot.people.terms import HAS_A_PLACE, CustodyKind, Side

HOME = ("street", "number", "addition", "postcode", "town", "country")
WISHED = (
    *("channel", "languages", "needs_interpreter", "reads_little", "days", "call_from"),
    *("call_until", "never", "names_step", "noted_at"),
)


@dataclass(frozen=True, slots=True)
class Tie:
    """What stands now between one row and one child; without a kind it has ended."""

    child: UUID
    name: str
    enrolment: UUID | None
    kind: CustodyKind | None
    open: UUID | None
    rows: tuple[UUID, ...]

    @property
    def place(self) -> bool:
        """Whether it gives a place around the child, as long as no court says otherwise."""
        return self.kind in HAS_A_PLACE


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two rows, with all that hangs on it that its keeper sees."""

    person: Person
    ties: dict[UUID, Tie]
    limits: list[dict[str, Any]]
    home: dict[str, Any] | None
    mail: dict[str, Any] | None
    wished: dict[str, Any] | None
    phones: list[dict[str, Any]]
    codes: list[str]

    @property
    def asking(self) -> Asking:
        """How this row asks to be reached; without wishes, as for everyone."""
        return _asking(self.wished) if self.wished else Asking()

    @property
    def kept_from(self) -> list[UUID]:
        """The children a court keeps this row away from, now or later."""
        return [UUID(each["child"]) for each in self.limits if not each["over"]]

    @property
    def places(self) -> list[UUID]:
        """The children around whom this row has a place."""
        return [c for c, tie in self.ties.items() if tie.place and c not in self.kept_from]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows side by side: `kept` goes on, `double` would be closed."""

    kept: Half
    double: Half
    elsewhere: bool
    held_twice: bool
    two_people: bool

    @property
    def print(self) -> str:
        """Something that changes as soon as anything changes that was shown."""
        told = [repr(self.elsewhere), repr(self.held_twice), repr(self.two_people)]
        for half in (self.kept, self.double):
            person = half.person
            facts = [person.pk, person.first, person.rest, person.born_on, person.language]
            facts += [person.account_id, person.proven_at]
            rest = (half.ties, half.limits, half.home, half.mail, half.wished)
            told.append(repr((facts, rest, half.phones, half.codes)))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    @property
    def shared(self) -> list[UUID]:
        """The children both rows stand with."""
        return [child for child in self.double.ties if child in self.kept.ties]

    def asked(self, *, seen: str | None = None) -> MergeAsked:
        """Gather what decides whether these two may become one."""
        one, other = self.kept, self.double
        kinds = [(one.ties[child].kind, other.ties[child].kind) for child in self.shared]
        return MergeAsked(
            unchanged=seen is None or seen == self.print,
            two_people=self.two_people,
            born_on=(one.person.born_on, other.person.born_on),
            accounts=(one.person.account_id, other.person.account_id),
            proven=(one.person.proven_at is not None, other.person.proven_at is not None),
            differing_custody=any(mine != theirs for mine, theirs in kinds),
            passes_by_limit=_passes(one, other) or _passes(other, one),
            elsewhere=self.elsewhere,
            held_twice=self.held_twice,
            safe_numbers=(one.asking.only_number, other.asking.only_number),
            can_be_called=can_be_called(one.asking, other.asking),
        )


def _passes(limited: Half, other: Half) -> bool:
    """Whether a row a court keeps away from a child would get more through the other row."""
    if not limited.kept_from:
        return False
    return gains(limited.places, other.places, limited.kept_from)


def _asking(row: dict[str, Any]) -> Asking:
    """Read wishes as the database tells them."""
    told: dict[str, Any] = {
        name: row[name] for name in ("channel", "needs_interpreter", "reads_little", "names_step")
    }
    told |= {name: tuple(row[name]) for name in ("languages", "days", "never")}
    told |= {
        name: time.fromisoformat(row[name]) if row[name] else None
        for name in ("call_from", "call_until")
    }
    return Asking(**told, only_number=row["only"] or "")


def _row(rows: "QuerySet[Any]", *names: str, **more: Any) -> "QuerySet[Any, dict[str, Any]]":
    """Some columns of a table as one column of the question about the person."""
    told: QuerySet[Any, dict[str, Any]] = rows.values(
        row=JSONObject(id=F("id"), **{name: F(name) for name in names}, **more)
    )
    return told


@written_once
def _two(actor: Actor, *, low: UUID, high: UUID) -> QuerySet[Person, Any]:
    """Ask for two adults with all that hangs on them."""
    told_apart = TwoPeople.objects.seen_by(actor).filter(one=low, other=high, until=None)
    return (
        Person.objects.seen_by(actor)
        .filter(pk__in=(low, high), side=Side.FAMILY, same_as=None)
        .annotate(**_all_that_hangs_on(actor), apart=Subquery(told_apart.values("id")[:1]))
        .order_by("account", "pk")  # who has come in first, else the older row
    )


def pair_kept(actor: Actor, one: UUID, other: UUID) -> Pair:
    """Put two adults side by side; one who is not kept by this administrator does not exist."""
    if one == other:
        raise Person.DoesNotExist
    rows = _two(actor, low=min(one, other), high=max(one, other))
    found = [row for row in rows if row.tied]
    if len(found) != 2:
        raise Person.DoesNotExist
    elsewhere, held = ask_database("deelgenoot_unseen_of", [one, other])[0]
    kept, double = (_half(row, actor.now) for row in found)
    return Pair(kept, double, elsewhere, held, bool(found[0].apart))


def _all_that_hangs_on(actor: Actor) -> dict[str, Any]:
    """What is known of a person, each table as one column of the question about the person."""
    tied = Custody.objects.seen_by(actor).filter(adult=OuterRef("pk"))
    limits = CourtLimit.objects.seen_by(actor).filter(adult=OuterRef("pk"))
    pupils = Enrolment.objects.seen_by(actor).filter(pupil=OuterRef("child"))

    def of(model: Any) -> "QuerySet[Any]":
        rows: QuerySet[Any] = model.objects.seen_by(actor).filter(person=OuterRef("pk"))
        return rows.order_by("id")

    ties = _row(
        tied.order_by("child", "-since", "-id"),
        *("child_id", "kind", "since", "until"),
        first=F("child__first"),
        rest=F("child__rest"),
        enrolment=Subquery(pupils.order_by("-since").values("id")[:1]),
    )
    away = _row(limits.order_by("since", "id"), "kind", "since", "until", child=F("child_id"))
    codes = of(Invitation).filter(used_at=None, expires_at__gt=actor.now)
    return {
        "tied": ArraySubquery(ties),
        "kept_away": ArraySubquery(away),
        "home": Subquery(_row(of(Address), *HOME, "noted_at")[:1]),
        "box": Subquery(_row(of(Mailbox), "address", "noted_at", "broken_at")[:1]),
        "wished": Subquery(_row(of(Wishes), *WISHED, only=F("only_phone__number"))[:1]),
        "numbers": ArraySubquery(_row(of(Phone), "number", "kind", "label", "noted_at")),
        "codes": ArraySubquery(codes.values("id")),
    }


def _half(row: Any, now: datetime) -> Half:
    """Turn one row into a half of the page."""
    for limit in row.kept_away:
        until = limit["until"] and datetime.fromisoformat(limit["until"])
        limit["over"] = bool(until and until <= now)
    return Half(
        person=row,
        ties=_ties(row.tied),
        limits=row.kept_away,
        home=row.home,
        mail=row.box,
        wished=row.wished,
        phones=row.numbers,
        codes=[str(code) for code in row.codes],
    )


def _ties(rows: Iterable[dict[str, Any]]) -> dict[UUID, Tie]:
    """Say for each child what stands now; the newest fact of a child comes first."""
    by_child: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        by_child.setdefault(UUID(row["child_id"]), []).append(row)
    return {child: _tie(child, facts) for child, facts in by_child.items()}


def _tie(child: UUID, facts: list[dict[str, Any]]) -> Tie:
    """Say what stands now between a row and one child."""
    newest, runs = facts[0], next((fact for fact in facts if fact["until"] is None), None)
    return Tie(
        child=child,
        name=f"{newest['first']} {newest['rest']}".strip(),
        enrolment=UUID(newest["enrolment"]) if newest["enrolment"] else None,
        kind=CustodyKind(runs["kind"]) if runs else None,
        open=UUID(runs["id"]) if runs else None,
        rows=tuple(UUID(fact["id"]) for fact in facts),
    )
