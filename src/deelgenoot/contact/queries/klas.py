"""My class: who was spoken when, who not yet, and what is asked today."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from deelgenoot.access.written import written_once
from deelgenoot.circles.models import Ask, Circle
from deelgenoot.circles.policy import places_of
from deelgenoot.circles.queries.asks import AskLine, asked_today
from deelgenoot.circles.queries.substitutes import where_i_replace
from deelgenoot.circles.starting import takes_part
from deelgenoot.circles.terms import Capacity
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.queries.works import works_now
from deelgenoot.contact.terms import How
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Assignment, Group, Place
from deelgenoot.ui.dates import short_moment

MOST_CLASSES = 80


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil of my class: when and how home was last spoken, if at all this school year."""

    circle: UUID
    board: UUID
    first: str
    name: str
    last_at: datetime | None
    last_how: str
    writes: bool
    works: list[str]
    coordinated: bool = False
    waits: bool = False
    asked: tuple[AskLine, ...] = ()

    @property
    def last(self) -> str:
        """Say when and how home was last spoken."""
        if self.last_at is None:
            return _("not spoken yet this year")
        return f"{How(self.last_how).label}, {short_moment(self.last_at)}"


@dataclass(frozen=True, slots=True)
class ClassPage:
    """A class, with the families not yet spoken on top; `waiting` children take part later.

    `mine`: the reader has this class; `school_over`: the reader coordinates care, of every class.
    """

    id: UUID | None
    name: str
    pupils: list[PupilLine]
    others: list[tuple[UUID, str]]
    replaces: bool = False
    to_replace_in: list[tuple[UUID, str]] = field(default_factory=list)
    waiting: int = 0
    mine: bool = True
    school_over: bool = False

    @property
    def keeps_contact(self) -> bool:
        """Whether the reader keeps contact with at least one of these families."""
        return any(pupil.writes for pupil in self.pupils)

    @property
    def not_yet_spoken(self) -> list[PupilLine]:
        """The families without a personal contact this school year.

        basis: ground rule contact-before-concern (1-vision).
        """
        return [pupil for pupil in self.pupils if pupil.writes and pupil.last_at is None]


def school_year_start(now: datetime) -> datetime:
    """Say when this school year began: 1 August, a setting where a region differs."""
    month, day = settings.SCHOOL_YEAR_STARTS
    local = timezone.localtime(now)
    year = local.year if (local.month, local.day) >= (month, day) else local.year - 1
    return local.replace(
        year=year, month=month, day=day, hour=0, minute=0, second=0, microsecond=0
    )


@written_once
def _groups_of(actor: Actor, *, also: tuple[UUID, ...]) -> QuerySet[Group, tuple[UUID, str, bool]]:
    """Ask for the classes someone has now, and those in which they let someone stand in."""
    mine = Q(pk__in=_assigned(actor))
    rows = Group.objects.seen_by(actor).filter(mine | Q(pk__in=also), school=actor.organisation_id)
    has = ExpressionWrapper(mine, output_field=BooleanField())
    rows = rows.annotate(has=has).order_by("-has", "combined", "name", "id")
    return rows.values_list("id", "name", "has")[:MOST_CLASSES]


def _assigned(actor: Actor) -> object:
    """The classes of this colleague's assignments that run now."""
    return (
        Assignment.objects.seen_by(actor)
        .filter(
            Q(until=None) | Q(until__gt=actor.now),
            appointment__person__in=actor.persons,
            since__lte=actor.now,
        )
        .values("group")
    )


def my_class(actor: Actor, group: UUID | None = None) -> ClassPage:
    """Show one of my classes: its pupils by first name, and when home was last spoken.

    Who coordinates care opens any class of the school so.
    """
    replaces = where_i_replace(actor)
    known = list(_groups_of(actor, also=tuple(sorted(replaces))))
    mine = [(id_, name) for id_, name, has in known if has]
    there = [(id_, name) for id_, name, _has in known if id_ in replaces]
    groups = mine + [row for row in there if row[0] == group and row not in mine]
    if not groups:
        return ClassPage(None, "", [], [], to_replace_in=there)
    chosen = next((row for row in groups if row[0] == group), groups[0])
    pupils, waiting = _pupils(actor, chosen[0])
    here_alone = replaces == {chosen[0]} or chosen not in mine
    return ClassPage(
        *chosen,
        pupils,
        [row for row in groups if row != chosen],
        waiting=waiting,
        mine=chosen in mine,
        replaces=here_alone and chosen[0] in replaces,
        to_replace_in=[] if here_alone else there,
        school_over=any(pupil.coordinated for pupil in pupils),
    )


def _pupils(actor: Actor, group: UUID) -> tuple[list[PupilLine], int]:
    """List the pupils of a class whose circle this colleague is in, at most sixty.

    Who does not take part yet is only counted: nothing is asked about them.
    """
    rows = list(_pupils_of(actor, group=group, year=school_year_start(actor.now)))
    lines = [_pupil(*row) for *row, taking_part in rows if taking_part]
    asked = asked_today(actor) if any(line.waits for line in lines) else {}
    drawn = [replace(line, asked=tuple(asked.get(line.circle, ()))) for line in lines]
    return drawn, len(rows) - len(lines)


@written_once
def _pupils_of(actor: Actor, *, group: UUID, year: datetime) -> QuerySet[Circle, tuple[Any, ...]]:
    """Ask for the pupils of a class, and the last contact of this school year."""
    spoken = (
        ContactMoment.objects.seen_by(actor)
        .filter(circle=OuterRef("pk"), at__gte=year)
        .order_by("-at")
    )
    mine = places_of(actor).filter(circle=OuterRef("pk"))
    coordinated = mine.filter(capacity=Capacity.COORDINATOR)
    asked = Ask.objects.seen_by(actor).filter(circle=OuterRef("pk"), done=None)
    works = works_now(actor).filter(circle=OuterRef("pk"))
    now = Place.objects.seen_by(actor).filter(
        Q(until=None) | Q(until__gt=actor.now), group=group, since__lte=actor.now
    )
    rows = (
        Circle.objects.seen_by(actor)
        .filter(enrolment__in=now.values("enrolment"))
        .order_by("pupil__first", "pupil__rest", "id")
        .values_list(
            "id",
            "board_id",
            "pupil__first",
            "pupil__rest",
            Subquery(spoken.values(row=JSONObject(at=F("at"), how=F("how")))[:1]),
            Exists(mine.exclude(writes=[])),
            ArraySubquery(works.values("words")),
            Exists(coordinated),
            Exists(asked),
            takes_part("enrolment"),
        )
    )
    return rows[:60]


def _pupil(
    circle: UUID,
    board: UUID,
    first: str,
    rest: str,
    spoken: dict[str, str] | None,
    writes: bool,
    *more: Any,
) -> PupilLine:
    """Turn a row into a line to show."""
    at = datetime.fromisoformat(spoken["at"]) if spoken else None
    how = spoken["how"] if spoken else ""
    return PupilLine(circle, board, first, f"{first} {rest}".strip(), at, how, writes, *more)
