"""Telling everyone it concerns who looks in an emergency: the family first, the same minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.news import tell_there_is_news
from deelgenoot.circles.models import Ask, Circle, EmergencyLook
from deelgenoot.circles.notices import Someone
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.circles.queries.emergencies import not_come_in
from deelgenoot.circles.queries.opening import circles_of, leaders_of, members_in
from deelgenoot.circles.queries.whom_to_call import settled_contact
from deelgenoot.circles.terms import AskKind, Capacity, Side
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.post.terms import Told

HOME = (Side.HOME, Side.PUPIL)
Around = dict[UUID, list[MemberLine]]


@dataclass(frozen=True, slots=True)
class LeaderTold:
    """A school leader who gets a message."""

    person: UUID
    first: str
    language: str
    side: Side = Side.SCHOOL


def tell_of_looks(actor: Actor, looks: Sequence[EmergencyLook], *, at_once: bool) -> None:
    """Ask families to read it, colleagues to hear it, and someone to tell who has no account.

    Runs as the colleague who looks, who is in these circles now, whoever opened it. `at_once`:
    coordinator and leader get a message too.
    """
    if not looks:
        return
    looker = _looking(actor, looks[0])
    knows = {actor.person_id, looker.person_id}
    with acting_as(looker):
        circles = circles_of(looker, [look.circle_id for look in looks])
        around = members_in(looker, list(circles))
        untold = set(not_come_in(looker, list(circles)))
        Ask.objects.create_many(_asks(looker, knows, looks, around, untold, at_once=at_once))
        for circle, reader, contact in _told(looker, circles, around, knows, at_once=at_once):
            tell_there_is_news(circle, reader, contact, Told.AT_ONCE)


def _asks(
    looker: Actor,
    knows: set[UUID],
    looks: Sequence[EmergencyLook],
    around: Around,
    untold: set[UUID],
    *,
    at_once: bool,
) -> list[Ask]:
    """Ask each family about its own child, and each colleague one thing, also for a class."""
    asks: dict[tuple[AskKind, UUID, UUID | None], Ask] = {}
    for look in looks:
        tell = look.circle_id in untold
        for kind, person in _asked(looker, around[look.circle_id], tell=tell, at_once=at_once):
            child = look.pk if kind is AskKind.EMERGENCY_LOOK else None
            asks.setdefault((kind, person, child), _ask(look, person, kind))
    tellers = {person for kind, person, _ in asks if kind is AskKind.TELL_EMERGENCY}
    return [
        ask
        for (kind, person, _), ask in asks.items()
        if kind is not AskKind.EMERGENCY_HEARD or person not in knows | tellers
    ]


def _looking(actor: Actor, look: EmergencyLook) -> Actor:
    """The colleague who looks, as who acts."""
    person = look.appointment.person
    return replace(
        actor,
        account_id=person.account_id,
        persons=(person.pk,),
        hat=Hat.WORK,
        name="",
        organisation_id=look.school_id,
        controller_id=person.controller_id,
    )


def _asked(
    looker: Actor, people: list[MemberLine], *, tell: bool, at_once: bool
) -> Iterator[tuple[AskKind, UUID]]:
    """Say of whom what is asked: read it, tell it, or hear it."""
    for member in people:
        if member.side in HOME and member.account:
            yield AskKind.EMERGENCY_LOOK, member.person
    coordinators = [m for m in people if m.capacity is Capacity.COORDINATOR]
    contact = settled_contact(people, looker) or next(iter(coordinators), None)
    if contact and tell:
        yield AskKind.TELL_EMERGENCY, contact.person
    hear = [m for m in people if m.capacity is Capacity.CLASS_TEACHER]
    hear += [contact] if contact else []
    for member in hear + (coordinators if at_once else []):
        yield AskKind.EMERGENCY_HEARD, member.person


def _ask(look: EmergencyLook, person: UUID, kind: AskKind) -> Ask:
    """One ask about one look."""
    return Ask(
        circle_id=look.circle_id, person_id=person, kind=kind, subject=look.pk, sent=look.since
    )


def _told(
    looker: Actor,
    circles: dict[UUID, Circle],
    around: Around,
    knows: set[UUID],
    *,
    at_once: bool,
) -> Iterator[tuple[Circle, Someone, MemberLine | None]]:
    """Say who gets a message that something waits, each once, also with two children here."""
    told = set(knows)
    for id_, circle in circles.items():
        contact = settled_contact(around[id_], looker)
        for member in around[id_]:
            reads = member.side in HOME or (at_once and member.capacity is Capacity.COORDINATOR)
            if reads and member.account and member.person not in told:
                told.add(member.person)
                yield circle, member, contact
    leaders = leaders_of(looker, next(iter(circles.values())).school_id) if at_once else []
    for row in leaders:
        if row.person_id not in told and row.person.account_id:
            told.add(row.person_id)
            reader = LeaderTold(row.person_id, row.person.first, row.person.language)
            yield next(iter(circles.values())), reader, None
