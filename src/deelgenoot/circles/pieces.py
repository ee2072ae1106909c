"""Turn what a circle tells into the parts a page draws."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from deelgenoot.circles.queries.around import FOR_A_WHILE, MemberLine, VisitLine
from deelgenoot.circles.queries.emergencies import LookLine
from deelgenoot.circles.queries.narrowing import ReachLine
from deelgenoot.circles.queries.staff import StaffLine
from deelgenoot.circles.terms import Capacity, Topic
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.dates import clock, day, full_day, moment, short_day
from deelgenoot.ui.names import days_in_words, in_a_row
from deelgenoot.ui.pieces import Contact, Seat


def contact_of(
    line: MemberLine | None, phone: str, actor: Actor, *, always: bool = False
) -> Contact | None:
    """Draw the one to call: days, how soon an answer comes; not oneself, unless `always`."""
    if line is None or (line.mine and not always):
        return None
    within = settings.ANSWER_SCHOOL_DAYS
    answers = ngettext(
        "answers within %(n)s school day", "answers within %(n)s school days", within
    )
    role = _("your contact person") if actor.is_family else _("contact person")
    if actor.is_family and actor.is_pupil:
        role = pgettext("to pupils", "your contact person")
    if line.stands_in_until:
        role = _("stands in until %(day)s") % {"day": full_day(line.stands_in_until)}
    return Contact(
        name=line.name,
        side="school",
        role=role,
        days=days_in_words(line.days),
        answers_within=answers % {"n": within},
        phone=phone,
    )


def seats_of(people: list[MemberLine]) -> list[Seat]:
    """Draw who sits around the child; the child is the middle."""
    return [
        Seat(name=m.name, side=m.side.value, role=_role_of(m))
        for m in people
        if m.capacity is not Capacity.PUPIL
    ]


def _role_of(line: MemberLine) -> str:
    """Say who someone is, and until when for who is there for a while."""
    if line.capacity not in FOR_A_WHILE or line.until is None:
        return line.label
    return _("%(role)s until %(time)s") % {"role": line.label, "time": clock(line.until)}


def visits_of(were: list[VisitLine]) -> list[tuple[str, str]]:
    """Draw who was here for a while: the name, and what for and when."""
    return [
        (
            line.name,
            _("%(role)s, %(day)s until %(time)s")
            % {
                "role": line.capacity.label,
                "day": short_day(line.since),
                "time": clock(line.until),
            },
        )
        for line in were
    ]


@dataclass(frozen=True, slots=True)
class OpeningCard:
    """One time someone was let in for an emergency, for one child or many."""

    look: UUID
    name: str
    whom: str
    when: str
    opener: str
    reason: str
    runs: bool
    untold: tuple[tuple[str, str], ...] = ()


def openings_of(lines: list[LookLine], untold: dict[UUID, list[str]]) -> list[OpeningCard]:
    """Draw who looked in an emergency, each time once, and who at home has to be told."""
    together: dict[UUID, list[LookLine]] = {}
    for line in lines:
        together.setdefault(line.opening, []).append(line)
    return [_opening(looks, untold) for looks in together.values()]


def _opening(looks: list[LookLine], untold: dict[UUID, list[str]]) -> OpeningCard:
    """Draw one time."""
    first, told = looks[0], _("%(day)s, from %(since)s until %(until)s")
    ends = clock(first.until) if day(first.since) == day(first.until) else moment(first.until)
    names = {"day": day(first.since), "since": clock(first.since), "until": ends}
    return OpeningCard(
        look=first.id,
        name=first.name,
        whom=first.group or in_a_row([look.pupil for look in looks]),
        when=told % names,
        opener="" if first.alone else first.opener,
        reason=first.reason,
        runs=any(look.runs for look in looks),
        untold=tuple(
            (look.pupil, in_a_row(untold[look.circle])) for look in looks if look.circle in untold
        ),
    )


@dataclass(frozen=True, slots=True)
class ReachCard:
    """What one role reads at this school, in words."""

    code: str
    label: str
    reads: str
    taken_away: str


def reach_card(line: ReachLine) -> ReachCard:
    """Draw what a role reads, and what this school took away from it."""
    return ReachCard(
        code=line.capacity.value,
        label=line.label,
        reads=" · ".join(str(topic.label) for topic in Topic if topic in line.left),
        taken_away=" · ".join(str(t.label) for t in Topic if t in line.most - line.left),
    )


@dataclass(frozen=True, slots=True)
class StaffCard:
    """One who works here, in words."""

    person: UUID
    name: str
    what: str
    with_classes: str
    days: str
    until: str


def staff_card(line: StaffLine) -> StaffCard:
    """Draw one who works here; the last day is the day itself, not the midnight after it."""
    return StaffCard(
        person=line.person,
        name=line.name,
        what=" · ".join(dict.fromkeys(task.label for task in line.functions)),
        with_classes=" · ".join(dict.fromkeys(task.label for task in line.classes)),
        days=days_in_words(line.days) if line.days else "",
        until=day(line.until - timedelta(microseconds=1)) if line.until else "",
    )
