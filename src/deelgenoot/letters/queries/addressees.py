"""Reading whom a code on paper is for, where they live, and what decides whether it may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from deelgenoot.access.rows import ask_database
from deelgenoot.access.written import the_one, written_once
from deelgenoot.circles.models import Invitation
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.rules import CodeAsked
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.addresses import Address, Wishes
from deelgenoot.people.models import CourtLimit, Custody, Person
from deelgenoot.people.rules import Unknown, age_on
from deelgenoot.people.terms import Channel, CustodyKind
from deelgenoot.ui.dates import AMSTERDAM
from deelgenoot.ui.paper import address_lines

HOME = ("street", "number", "addition", "postcode", "town", "country")
CODE = ("way", "made_at", "expires_at", "paused_at", "used_at")
NO_WISHES: dict[str, list[str]] = {"never": [], "speaks": []}


@dataclass(frozen=True, slots=True)
class Addressee:
    """Someone a code on paper may be made for, with what decides whether it may.

    `works`: a code that was made before can still be used; a new one ends it.
    """

    person: Person
    asked: CodeAsked
    lines: tuple[str, ...]
    language: str
    label: str = ""
    made_at: datetime | None = None
    paused: bool = False
    works: bool = False


def addressee(actor: Actor, enrolment: Enrolment, person: UUID) -> Addressee:
    """Find one person around a pupil, where a letter goes, and what decides whether one may."""
    if person == enrolment.pupil_id:
        pupil = the_one(_pupil(actor, enrolment=enrolment.pk), Enrolment.DoesNotExist)
        return as_pupil(pupil, actor.now)
    ties = _adult(actor, child=enrolment.pupil_id, adult=person)
    return as_adult(the_one(ties, Custody.DoesNotExist), actor.now)


@written_once
def _pupil(actor: Actor, *, enrolment: UUID) -> QuerySet[Enrolment, Enrolment]:
    """Ask for one pupil with what decides about a card."""
    return pupils(actor, Q(pk=enrolment))


@written_once
def _adult(actor: Actor, *, child: UUID, adult: UUID) -> QuerySet[Custody, Custody]:
    """Ask for the tie of one adult with one child, with what decides about a paper."""
    return adults(actor, Q(child=child, adult=adult))


def adults(actor: Actor, which: Q) -> QuerySet[Custody]:
    """The ties of adults with children, with all that decides about a paper; oldest first."""
    home = Address.objects.seen_by(actor).filter(person=OuterRef("adult"))
    wishes = Wishes.objects.seen_by(actor).filter(person=OuterRef("adult"))
    limits = CourtLimit.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now),
        child=OuterRef("child"),
        adult=OuterRef("adult"),
        since__lte=actor.now,
    )
    rows = Custody.objects.seen_by(actor).filter(which, until=None)
    return (
        rows.select_related("adult", "child")
        .annotate(
            home=Subquery(home.values(row=JSONObject(**{name: name for name in HOME}))[:1]),
            wishes=Subquery(wishes.values(row=JSONObject(never="never", speaks="languages"))[:1]),
            limited=Exists(limits),
            code=_last_code(actor, "adult"),
            takes_part=_takes_part("child"),
        )
        .order_by("since", "id")
    )


def pupils(actor: Actor, which: Q) -> QuerySet[Enrolment]:
    """Pupils with what decides about a card, in the order of a class."""
    rows = Enrolment.objects.seen_by(actor).filter(which).select_related("pupil", "school")
    return rows.annotate(
        code=_last_code(actor, "pupil"), takes_part=_takes_part("pupil")
    ).order_by("pupil__first", "pupil__rest", "id")


def _takes_part(path: str) -> Func:
    """Whether the class of a child takes part, or the family is in already."""
    return Func(F(path), function="deelgenoot_pupil_takes_part", output_field=BooleanField())


def _last_code(actor: Actor, path: str) -> Subquery:
    """The code that was made last for someone, on paper or by mail."""
    rows = Invitation.objects.seen_by(actor).filter(person=OuterRef(path)).order_by("-made_at")
    return Subquery(rows.values(row=JSONObject(**{name: name for name in CODE}))[:1])


def as_adult(row: Any, now: datetime) -> Addressee:
    """Turn the tie of an adult with a child into what is shown and judged."""
    wishes = row.wishes or NO_WISHES
    asked = CodeAsked(
        by_letter=True,
        born_known=row.child.born_on is not None,
        has_account=row.adult.account_id is not None,
        wants_no_letters=Channel.LETTER in wishes["never"],
        has_address=row.home is not None,
        custody=row.kind,
        limited=row.limited,
        of_age=_is_18(row.child, now),
        takes_part=row.takes_part,
    )
    language = next((code for code in (*wishes["speaks"], row.adult.language) if code), "nl")
    lines = address_lines(row.adult.name, row.home)
    label = str(CustodyKind(row.kind).label)
    return Addressee(row.adult, asked, lines, language, label, **_of_code(row.code, now))


def as_pupil(row: Any, now: datetime) -> Addressee:
    """Turn a pupil into what is shown and judged."""
    asked = CodeAsked(
        by_letter=True,
        born_known=row.pupil.born_on is not None,
        is_pupil=True,
        has_account=row.pupil.account_id is not None,
        has_address=False,
        of_age=_is_18(row.pupil, now),
        takes_part=row.takes_part,
    )
    pupil, language = row.pupil, row.pupil.language or "nl"
    return Addressee(pupil, asked, (pupil.name,), language, **_of_code(row.code, now))


def _of_code(code: Mapping[str, str | None] | None, now: datetime) -> dict[str, Any]:
    """Say when the last code was made, and whether it can still be used."""
    if not code:
        return {}
    made, expires = (datetime.fromisoformat(str(code[name])) for name in ("made_at", "expires_at"))
    works = expires > now and not code["used_at"] and not code["paused_at"]
    return {"made_at": made, "paused": bool(code["paused_at"]), "works": works}


def _is_18(child: Person, now: datetime) -> bool:
    """Whether a pupil is of age; while the birthday is not known, nobody says so."""
    try:
        return age_on(child.born_on, now.astimezone(AMSTERDAM).date()) >= 18
    except Unknown:
        return False


def whom_to_call(enrolment: Enrolment) -> str:
    """Name the contact person of a pupil for on a letter; empty when there is none yet."""
    rows = ask_database("deelgenoot_contact_person_of", enrolment.pk)
    return str(rows[0][0]) if rows else ""
