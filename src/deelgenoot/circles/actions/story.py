"""Deeds in a circle: saying something, asking something, saying that it is done."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Any, TypedDict, Unpack
from uuid import UUID

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.audit.records import AT_ONCE
from deelgenoot.circles.models import Ask, Circle, Entry, Membership
from deelgenoot.circles.policy import may_finish_ask, may_write_in_circle
from deelgenoot.circles.queries.around import my_place
from deelgenoot.circles.terms import Audience, EntryKind, Topic, side_of
from deelgenoot.kernel.actor import Actor


class AndMore(TypedDict, total=False):
    """What more may be known of an entry; `reaches_at` is from when others read it."""

    detail: str
    reaches_at: datetime | None
    spoken_with: list[UUID]
    comes_back_on: date | None


@action(may_write_in_circle)
def tell_in_circle(
    actor: Actor,
    circle: Circle,
    *,
    entry_id: UUID,
    kind: EntryKind,
    words: str,
    topic: Topic | None = None,
    audience: Audience = Audience.CIRCLE,
    answers: Entry | None = None,
    at: datetime | None = None,
    **more: Unpack[AndMore],
) -> Entry:
    """Add one entry to the story, signed by the person this actor is in the circle.

    `at` is when it happened, if that was earlier than now. Without a topic it is about how the
    pupil is, or about the first topic this actor may write on. Who reads an answer is who reads
    what it answers.
    """
    place = my_place(actor, circle, topic=topic)
    facts: Any = more
    return Entry.objects.create(
        id=entry_id,
        circle=circle,
        author_id=place.person_id,
        at=at or actor.now,
        topic=topic or _usual_topic(place),
        audience=answers.audience if answers else audience,
        shown_to=answers.shown_to if answers else [],
        hidden_from=answers.hidden_from if answers else [],
        side=side_of(place.capacity),
        kind=kind,
        words=words,
        answers=answers,
        kept_at=actor.now,
        **facts,
    )


@action(may_write_in_circle)
def correct_words(
    actor: Actor, circle: Circle, *, entry: Entry, words: str, reaches_at: datetime | None
) -> Entry:
    """Set better words beside one's own earlier ones, for the very same readers."""
    return Entry.objects.create(
        circle=circle,
        author_id=entry.author_id,
        at=entry.at,
        topic=entry.topic,
        audience=entry.audience,
        shown_to=entry.shown_to,
        hidden_from=entry.hidden_from,
        side=entry.side,
        kind=EntryKind.CORRECTION,
        words=words,
        corrects=entry,
        kept_at=actor.now,
        reaches_at=reaches_at,
    )


def _usual_topic(place: Membership) -> Topic:
    """What something is about when nobody said so, within what this place may write on."""
    return Topic.WELLBEING if Topic.WELLBEING in place.writes else Topic(place.writes[0])


def ask_of(
    circle: Circle,
    persons: Iterable[UUID],
    *,
    kind: str,
    subject: UUID,
    now: datetime,
    due: date | None = None,
) -> None:
    """Ask something of people in a circle, as part of the deed that causes it."""
    Ask.objects.create_many(
        Ask(circle=circle, person_id=person, kind=kind, subject=subject, sent=now, due=due)
        for person in persons
    )


@action(may_finish_ask)
def finish_ask(actor: Actor, ask: Ask) -> None:
    """Say that what was asked of me is done."""
    Ask.objects.seen_by(actor).filter(pk=ask.pk, done=None).update(done=actor.now)


def finish_asks_about(actor: Actor, subject: UUID) -> None:
    """Close what was asked of me about one thing, as part of the deed that answers it."""
    Ask.objects.seen_by(actor).filter(subject=subject, done=None).update(done=actor.now)


def renew_memberships(circles: Iterable[UUID]) -> int:
    """Let the database derive anew who is in these circles; returns how many places changed."""
    rest, changed = iter(circles), 0
    while some := list(islice(rest, AT_ONCE)):
        changed += int(ask_database("deelgenoot_renew_memberships", some)[0][0])
    return changed


def renew_memberships_of(enrolment: UUID) -> int:
    """Let the database derive anew who is in the circle of one enrolment."""
    return int(ask_database("deelgenoot_renew_memberships_of", enrolment)[0][0])


def renew_memberships_around(pupil: UUID) -> int:
    """Let the database derive anew who is in the circles of one pupil, at every school."""
    return int(ask_database("deelgenoot_renew_memberships_around", pupil)[0][0])


def renew_memberships_at(school: UUID) -> int:
    """Let the database derive anew who is in the circles of a whole school, in one go."""
    return int(ask_database("deelgenoot_renew_memberships_of_school", school)[0][0])
