"""Deeds around the contact person: asking, saying yes or no, and what the family would like."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.actions.news import tell_there_is_news
from deelgenoot.circles.actions.story import ask_of, finish_asks_about
from deelgenoot.circles.contact_policy import (
    may_answer_as_contact,
    may_choose_contact_person,
    may_wish_contact,
)
from deelgenoot.circles.contact_rules import ACCEPTING, CHOOSING, ContactAnswered, ContactAsked
from deelgenoot.circles.models import Circle, ContactPerson, ContactWish
from deelgenoot.circles.policy import places_of
from deelgenoot.circles.queries.around import MemberLine, members
from deelgenoot.circles.queries.contact_person import newest_proposal, still_asked
from deelgenoot.circles.queries.whom_to_call import contact_person, settled_contact
from deelgenoot.circles.terms import AT_WORK, AskKind, Capacity, Side
from deelgenoot.kernel.actor import Actor
from deelgenoot.post.terms import Told

TOLD = {AskKind.WISH_CONTACT: Told.CONTACT_ASKED, AskKind.NEW_CONTACT: Told.CIRCLE_CHANGED}
"""What the family is told by post, by what is asked of it."""


@action(may_choose_contact_person)
def ask_contact_person(
    actor: Actor, circle: Circle, *, person: UUID, stand_in_until: datetime | None = None
) -> ContactPerson:
    """Ask a colleague to be the contact person, or to stand in; the family says what it thinks.

    `stand_in_until` is the end of the last day; without it someone takes over for good.
    """
    people = members(actor, circle)
    _require_choosable(actor, people, person, stand_in_until)
    asked = ContactPerson.objects.create(
        circle=circle,
        person_id=person,
        asked_by=actor.person_id,
        asked_at=actor.now,
        stands_in=stand_in_until is not None,
        since=actor.now if stand_in_until else None,
        until=stand_in_until,
    )
    ask_of(circle, [person], kind=AskKind.BE_CONTACT, subject=asked.pk, now=actor.now)
    for colleague in [m for m in people if m.person == person and not m.mine and m.account]:
        tell_there_is_news(circle, colleague, None, Told.CONTACT_ASKED)
    if not asked.stands_in:
        _ask_family(actor, circle, people, AskKind.WISH_CONTACT, asked.pk)
    return asked


def _require_choosable(
    actor: Actor, people: list[MemberLine], person: UUID, until: datetime | None
) -> None:
    """Go on only when this colleague may be asked."""
    chosen = next((m for m in people if m.person == person), None)
    now = settled_contact(people, actor)
    CHOOSING.require(
        ContactAsked(
            works_with_child=chosen is not None and chosen.reads and chosen.side in AT_WORK,
            already=now is not None and now.person == person,
            stands_in=until is not None,
            until=until,
            now=actor.now,
            most_days=settings.STAND_IN_DAYS,
        )
    )


def _ask_family(
    actor: Actor, circle: Circle, people: Iterable[MemberLine], kind: AskKind, subject: UUID
) -> None:
    """Ask everyone at home who comes here; each gets a mail that something waits."""
    people = list(people)
    home = [m for m in people if m.side in (Side.HOME, Side.PUPIL) and m.account]
    ask_of(circle, [m.person for m in home], kind=kind, subject=subject, now=actor.now)
    for reader in home:
        tell_there_is_news(circle, reader, contact_person(people, actor), TOLD[kind])


@action(may_answer_as_contact)
def answer_as_contact(actor: Actor, asked: ContactPerson, *, accept: bool) -> ContactPerson:
    """Say yes or no to being the contact person; a yes counts from this moment, without a gap."""
    if accept:
        ACCEPTING.require(_answered(actor, asked))
    open_one = ContactPerson.objects.seen_by(actor).filter(pk=asked.pk, answered_at=None)
    if not open_one.update(accepted=accept, answered_at=actor.now):
        return asked
    finish_asks_about(actor, asked.pk)
    if accept and not asked.stands_in:
        people = members(actor, asked.circle)
        _ask_family(actor, asked.circle, people, AskKind.NEW_CONTACT, asked.pk)
    elif not accept and asked.asked_by not in actor.persons:
        ask_of(
            asked.circle,
            [asked.asked_by],
            kind=AskKind.NO_CONTACT,
            subject=asked.pk,
            now=actor.now,
        )
    return asked


def _answered(actor: Actor, asked: ContactPerson) -> ContactAnswered:
    """Gather what decides whether a yes counts now."""
    return ContactAnswered(
        open=asked.answered_at is None,
        asked_last=newest_proposal(actor, asked.circle) == asked.pk,
        stands_in=asked.stands_in,
        still_asked=still_asked(asked),
        asked_at=asked.asked_at,
        now=actor.now,
        days=settings.CONTACT_WISH_DAYS,
    )


def ask_who_is_contact_at(school: UUID | None) -> int:
    """Ask the class teacher who is the contact person now, where who it was lost the child.

    Where who it was is back, the ask goes. For all circles of a school whose work changed; without
    one, for every school. Returns how many asks came or went.
    """
    return int(ask_database("deelgenoot_ask_who_is_contact_at", school)[0][0])


@action(may_wish_contact)
def wish_contact(
    actor: Actor,
    circle: Circle,
    *,
    preferred: UUID | None,
    words: str = "",
    about: ContactPerson | None = None,
) -> ContactWish:
    """Say whom one would like to call; None: it is fine as it is, or as it is proposed."""
    people = members(actor, circle)
    readers = readers_of_wishes(people, actor, about)
    me = places_of(actor).filter(circle=circle).order_by("since", "id")[:1].get()
    wish = ContactWish.objects.create(
        circle=circle,
        person_id=me.person_id,
        about=about,
        preferred_id=preferred,
        words=words,
        at=actor.now,
        readers=[reader.person for reader in readers],
    )
    if about:
        finish_asks_about(actor, about.pk)
    if preferred or words:
        named = [reader.person for reader in readers]
        ask_of(circle, named, kind=AskKind.READ_WISH, subject=wish.pk, now=actor.now)
    return wish


def readers_of_wishes(
    people: list[MemberLine], actor: Actor, about: ContactPerson | None
) -> list[MemberLine]:
    """Say who reads a wish: who asked and the coordinator; without them the contact person."""
    asker = about.asked_by if about else None
    readers = [m for m in people if m.person == asker or m.capacity is Capacity.COORDINATOR]
    contact = contact_person(people, actor)
    return readers or ([contact] if contact else [])
