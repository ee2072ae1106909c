"""Deeds of contact: telling, answering, saying thanks."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.story import ask_of, finish_asks_about, tell_in_circle
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.pieces import days_in_words
from deelgenoot.circles.policy import may_write_in_circle
from deelgenoot.circles.queries.around import MemberLine, contact_person, members
from deelgenoot.circles.terms import AskKind, EntryKind, Side, Topic
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.policy import may_answer
from deelgenoot.contact.terms import How, Tone
from deelgenoot.kernel.actor import Actor
from deelgenoot.post.outbox import put_in_outbox


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
    for reader in readers:
        if reader.account and reader.side is Side.HOME:
            _tell_there_is_news(circle, reader, contact_person(people, actor), tone)


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
    return answer


def _other_side(side: str) -> Side:
    """Say who reads along: home reads school, school reads home."""
    return Side.HOME if side == Side.SCHOOL else Side.SCHOOL


def _tell_there_is_news(
    circle: Circle, reader: MemberLine, contact: MemberLine | None, tone: Tone
) -> None:
    """Mail that there is a message; with nothing in it, for whoever may see the screen."""
    language = reader.language or "nl"
    with translation.override(language):
        subject = _("Message from %(school)s") % {"school": circle.school.name}
        parts = (
            _("Dear %(person)s,") % {"person": reader.first},
            _("There is a message for you in Deelgenoot: %(link)s") % {"link": _site()},
            _whom_to_call(circle, contact),
            _("This mail says little on purpose. So what it is about stays between us."),
            _("Kind regards,\n%(school)s") % {"school": circle.school.name},
        )
        names = {"school": circle.school.name, "link": _site()}
        short = _("%(school)s: there is a message for you. %(link)s") % names
        step = _("Good news from %(school)s") % names if tone == Tone.GOOD else ""
    body = "\n\n".join(part for part in parts if part)
    put_in_outbox(
        subject=subject, body=body, language=language, person=reader.person, short=short, step=step
    )


def _whom_to_call(circle: Circle, contact: MemberLine | None) -> str:
    """Name the one to call, with the days if they are known; nothing without a number."""
    name = contact.name if contact else circle.school.name
    days = days_in_words(contact.days, whole=True) if contact else ""
    names = {"name": name, "phone": circle.school.phone, "days": days}
    if not circle.school.phone:
        return ""
    if not days:
        return _("Would you rather call? %(name)s: %(phone)s.") % names
    return _("Would you rather call? %(name)s: %(phone)s, on %(days)s.") % names


def _site() -> str:
    """The address of the front door."""
    return f"{settings.SITE}/"
