"""Deeds of contact: telling, answering, noting something for the team or for oneself."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.story import ask_of, finish_asks_about, tell_in_circle
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.policy import may_write_in_circle
from deelgenoot.circles.queries.around import members
from deelgenoot.circles.terms import AskKind, Audience, EntryKind, Topic
from deelgenoot.contact.actions.reaching import let_reach
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.policy import may_answer
from deelgenoot.contact.rules import TELLING, Spoken
from deelgenoot.contact.terms import How, Tone, Where
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.school_days import school_days_after
from deelgenoot.organisations.school_calendar import closed_days


@action(may_write_in_circle)
def log_contact(
    actor: Actor,
    circle: Circle,
    *,
    entry_id: UUID,
    how: How,
    tone: Tone,
    line: str,
    topic: Topic | None = None,
    at: datetime | None = None,
    spoken_with: Sequence[UUID] = (),
    comes_back_on: date | None = None,
) -> ContactMoment:
    """Keep one contact in the story; after a while others read it and are asked to.

    `entry_id` is made when the form is opened, so that a double click is one contact. After
    difficult news the writer comes back to it, if no day was chosen after two school days.
    basis: 1-vision ground rule time-to-process.
    """
    TELLING.require(Spoken(how, tone))
    if tone == Tone.DIFFICULT and comes_back_on is None:
        comes_back_on = come_back_by(actor, circle)
    entry = tell_in_circle(
        actor,
        circle,
        entry_id=entry_id,
        kind=EntryKind.CONTACT,
        words=line,
        detail=how,
        topic=topic,
        at=at,
        reaches_at=reaching(actor),
        spoken_with=_around(actor, circle, spoken_with),
        comes_back_on=comes_back_on,
    )
    moment = _moment(entry, how, tone)
    let_reach(actor, entry)
    if comes_back_on:
        _come_back(actor, circle, entry)
    return moment


def _moment(entry: Entry, how: How, tone: Tone) -> ContactMoment:
    """Note that home and school spoke, for the very readers of the entry."""
    return ContactMoment.objects.create(
        circle=entry.circle,
        author_id=entry.author_id,
        at=entry.at,
        topic=entry.topic,
        audience=entry.audience,
        reaches_at=entry.reaches_at,
        entry=entry,
        how=how,
        tone=tone,
    )


def reaching(actor: Actor) -> datetime | None:
    """Say from when others read what is told now; None is at once."""
    wait = timedelta(minutes=settings.RECALL_MINUTES)
    return actor.now + wait if wait else None


def come_back_by(actor: Actor, circle: Circle) -> date:
    """Say on which day one comes back to difficult news; holidays of the school do not count."""
    today = timezone.localdate(actor.now)
    closed = closed_days(circle.school.region)
    return school_days_after(today, settings.COME_BACK_SCHOOL_DAYS, closed)


def _around(actor: Actor, circle: Circle, people: Sequence[UUID]) -> list[UUID]:
    """Keep only those of these people who are in the circle."""
    here = {m.person for m in members(actor, circle)} if people else set()
    return [person for person in people if person in here]


def _come_back(actor: Actor, circle: Circle, entry: Entry) -> None:
    """Ask the writer to come back to it on the day itself."""
    ask_of(
        circle,
        [entry.author_id],
        kind=AskKind.COME_BACK,
        subject=entry.pk,
        now=actor.now,
        due=entry.comes_back_on,
    )


@action(may_write_in_circle)
def keep_note(
    actor: Actor,
    circle: Circle,
    *,
    entry_id: UUID,
    words: str,
    where: Where,
    topic: Topic | None = None,
) -> Entry:
    """Keep a note for the school team, or a reminder for oneself; families are not asked."""
    alone = where == Where.MYSELF
    return tell_in_circle(
        actor,
        circle,
        entry_id=entry_id,
        kind=EntryKind.NOTE,
        words=words,
        topic=topic,
        audience=Audience(where),
        reaches_at=None if alone else reaching(actor),
    )


@action(may_answer)
def answer_contact(actor: Actor, entry: Entry, *, entry_id: UUID, words: str) -> Entry:
    """Answer what was told, for who reads it; who told it is asked to read the answer."""
    answer = tell_in_circle(
        actor,
        entry.circle,
        entry_id=entry_id,
        kind=EntryKind.ANSWER,
        words=words,
        topic=Topic(entry.topic),
        answers=entry,
        reaches_at=reaching(actor),
    )
    finish_asks_about(actor, entry.pk)
    let_reach(actor, answer)
    return answer
