"""When what was told reaches others: they are asked to read it, and hear that something waits."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from deelgenoot.access.rows import ask_database
from deelgenoot.circles.actions.news import tell_there_is_news
from deelgenoot.circles.actions.story import ask_of
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.queries.around import members
from deelgenoot.circles.queries.whom_to_call import contact_person
from deelgenoot.circles.terms import AskKind, EntryKind, Side
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.notices import families_told
from deelgenoot.contact.terms import Tone
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.school_days import school_days_after
from deelgenoot.organisations.school_calendar import closed_days
from deelgenoot.post.terms import Told

REACHING = "contact.reach"
"""The worker's task, by name: tasks stand above deeds."""


def let_reach(actor: Actor, entry: Entry) -> None:
    """Ask others to read it: now, or by the worker when it reaches them."""
    if entry.reaches_at is None:
        ask_to_read(actor, entry)
        return
    _let_worker_ask(entry.pk, entry.author_id, entry.reaches_at)


def _let_worker_ask(entry: UUID, person: UUID, at: datetime) -> None:
    """Give the worker one thing that was told, for its time."""
    job = app.configure_task(REACHING, allow_unknown=False, schedule_at=at)
    job.defer(entry=str(entry), person=str(person))


def now_reached(actor: Actor, entry: Entry, *, sooner: bool = False) -> None:
    """Note that it has reached others, and ask them; once, however often this comes by."""
    if ask_database("deelgenoot_let_read", entry.pk, sooner):
        ask_to_read(actor, entry)


def ask_to_read(actor: Actor, entry: Entry) -> None:
    """Ask whom it is for to read it; who has come in gets a message that something waits."""
    if entry.kind == EntryKind.ANSWER:
        _ask_to_read_answer(actor, entry)
    elif entry.kind == EntryKind.CONTACT:
        _ask_other_side(actor, entry)


def _ask_other_side(actor: Actor, entry: Entry) -> None:
    """Ask the other side to read it; families get a mail that something waits."""
    people = members(actor, entry.circle)
    contact = contact_person(people, actor)
    readers = [m for m in people if not m.mine and m.side is _other_side(entry.side)]
    if entry.side != Side.SCHOOL:
        readers = [m for m in readers if m == contact]
    due = answer_by(actor, entry.circle) if entry.side != Side.SCHOOL else None
    _ask(actor, entry, [m.person for m in readers], AskKind.READ_CONTACT, due)
    moment = ContactMoment.objects.seen_by(actor).get(circle=entry.circle_id, entry=entry)
    told = Told.GOOD_NEWS if moment.tone == Tone.GOOD else Told.MESSAGE
    for reader in families_told(readers):
        tell_there_is_news(entry.circle, reader, contact, told)


def _ask_to_read_answer(actor: Actor, answer: Entry) -> None:
    """Ask who told it to read what was written back."""
    told = Entry.objects.seen_by(actor).filter(circle=answer.circle_id)
    asker = told.get(pk__in=[answer.answers_id])
    if asker.author_id in actor.persons:
        return
    _ask(actor, answer, [asker.author_id], AskKind.READ_ANSWER)
    people = members(actor, answer.circle)
    contact = contact_person(people, actor)
    for reader in [m for m in people if m.person == asker.author_id and m.account]:
        tell_there_is_news(answer.circle, reader, contact, Told.ANSWER)


def answer_by(actor: Actor, circle: Circle) -> date:
    """Say by which day school promised to answer what is told now; holidays do not count."""
    today = timezone.localdate(actor.now)
    closed = closed_days(circle.school.region)
    return school_days_after(today, settings.ANSWER_SCHOOL_DAYS, closed)


def _ask(
    actor: Actor, entry: Entry, people: list[UUID], kind: AskKind, due: date | None = None
) -> None:
    """Ask these people to read one thing."""
    ask_of(entry.circle, people, kind=kind, subject=entry.pk, now=actor.now, due=due)


def _other_side(side: str) -> Side:
    """Say who reads along: home reads school, school reads home."""
    return Side.HOME if side == Side.SCHOOL else Side.SCHOOL
