"""Deeds of contact: telling, answering, saying thanks."""

from datetime import datetime
from uuid import UUID

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.news import tell_there_is_news
from deelgenoot.circles.actions.story import ask_of, finish_asks_about, tell_in_circle
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.policy import may_write_in_circle
from deelgenoot.circles.queries.around import members
from deelgenoot.circles.queries.whom_to_call import contact_person
from deelgenoot.circles.terms import AskKind, EntryKind, Side, Topic
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.notices import families_told
from deelgenoot.contact.policy import may_answer
from deelgenoot.contact.terms import How, Tone
from deelgenoot.kernel.actor import Actor
from deelgenoot.post.terms import Told


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
) -> ContactMoment:
    """Keep one contact in the story and ask the other side to read it.

    `entry_id` is made when the form is opened, so that a double click is one contact.
    """
    entry = tell_in_circle(
        actor,
        circle,
        entry_id=entry_id,
        kind=EntryKind.CONTACT,
        words=line,
        detail=how,
        topic=topic,
        at=at,
    )
    moment = ContactMoment.objects.create(
        circle=circle,
        author_id=entry.author_id,
        at=entry.at,
        topic=entry.topic,
        audience=entry.audience,
        entry=entry,
        how=how,
        tone=tone,
    )
    _ask_to_read(actor, circle, entry, tone)
    return moment


def _ask_to_read(actor: Actor, circle: Circle, entry: Entry, tone: Tone) -> None:
    """Ask the other side to read it; families get a mail that something waits."""
    people = members(actor, circle)
    readers = [m for m in people if not m.mine and m.side is _other_side(entry.side)]
    if entry.side == Side.HOME:
        readers = [m for m in readers if m == contact_person(people, actor)]
    ask_of(
        circle,
        [m.person for m in readers],
        kind=AskKind.READ_CONTACT,
        subject=entry.pk,
        now=actor.now,
    )
    contact = contact_person(people, actor)
    told = Told.GOOD_NEWS if tone == Tone.GOOD else Told.MESSAGE
    for reader in families_told(readers):
        tell_there_is_news(circle, reader, contact, told)


@action(may_answer)
def answer_contact(actor: Actor, entry: Entry, *, entry_id: UUID, words: str) -> Entry:
    """Answer what was told; the one who told it is asked to read the answer."""
    answer = tell_in_circle(
        actor,
        entry.circle,
        entry_id=entry_id,
        kind=EntryKind.ANSWER,
        words=words,
        topic=Topic(entry.topic),
        answers=entry,
    )
    finish_asks_about(actor, entry.pk)
    if entry.author_id not in actor.persons:
        ask_of(
            entry.circle,
            [entry.author_id],
            kind=AskKind.READ_ANSWER,
            subject=answer.pk,
            now=actor.now,
        )
        _tell_of_answer(actor, entry)
    return answer


def _tell_of_answer(actor: Actor, entry: Entry) -> None:
    """Let who told it know that someone wrote back."""
    people = members(actor, entry.circle)
    contact = contact_person(people, actor)
    for reader in [m for m in people if m.person == entry.author_id and m.account]:
        tell_there_is_news(entry.circle, reader, contact, Told.ANSWER)


def _other_side(side: str) -> Side:
    """Say who reads along: home reads school, school reads home."""
    return Side.HOME if side == Side.SCHOOL else Side.SCHOOL
