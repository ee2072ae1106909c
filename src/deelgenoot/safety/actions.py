"""Deeds for safety: keeping a closed note, and asking someone at school to talk."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.news import tell_there_is_news
from deelgenoot.circles.actions.story import ask_of
from deelgenoot.circles.models import Circle
from deelgenoot.circles.terms import AskKind
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.terms import Function
from deelgenoot.post.terms import Told
from deelgenoot.safety.models import OwnWord, SafetyNote
from deelgenoot.safety.policy import (
    may_ask_to_talk,
    may_keep_note,
    may_keep_own_words,
    may_take_own_word,
)
from deelgenoot.safety.queries import About, helpers, names_in, own_words, trusted
from deelgenoot.safety.rules import OWN_WORDS, WordAsked


@action(may_keep_note)
def keep_note(
    actor: Actor, about: About, *, note_id: UUID, words: str, shared: bool
) -> SafetyNote | None:
    """Keep a closed note; the attention officer finds on Vandaag that something is ready.

    No mail and no text message goes out. `note_id` is made when the form is opened, so that a
    double click is one note.
    """
    try:
        with transaction.atomic():
            note = SafetyNote.objects.create(
                id=note_id,
                circle_id=about.circle,
                school_id=about.school,
                pupil_id=about.pupil,
                author_id=actor.person_id,
                at=actor.now,
                shared=shared,
                words=words,
            )
    except IntegrityError:  # the same form was sent a moment ago
        return None
    if shared and about.here:
        _let_it_be_read(actor, about.here, note)
    return note


def _let_it_be_read(actor: Actor, circle: Circle, note: SafetyNote) -> None:
    """Ask every attention officer who may read it to do so; nobody else."""
    known = [one for one in helpers(circle.pk) if one.what == Function.ATTENTION_OFFICER]
    readers = [one.person for one in known if one.person not in actor.persons]
    ask_of(circle, readers, kind=AskKind.FOR_YOU, subject=note.pk, now=actor.now)


@dataclass(frozen=True, slots=True)
class Talk:
    """That a pupil asked someone to talk; whom, the audit book does not need to know."""

    with_whom: str
    shielded: bool = True


@action(may_ask_to_talk)
def ask_to_talk(actor: Actor, circle: Circle, *, person: UUID) -> Talk:
    """Ask one colleague to talk with the pupil; only that colleague sees it, and twice is once."""
    known = {one.person: one.member for one in trusted(actor, circle)}
    asked = known.get(person)
    if asked is None:
        raise Circle.DoesNotExist
    try:
        with transaction.atomic():
            kind, subject = AskKind.TALK_TO_PUPIL, circle.pupil_id
            ask_of(circle, [person], kind=kind, subject=subject, now=actor.now)
    except IntegrityError:  # asked before, and not yet answered
        return Talk(asked.first)
    tell_there_is_news(circle, asked, None, Told.MESSAGE)
    return Talk(asked.first)


@action(may_keep_own_words)
def add_own_word(actor: Actor, school: School, *, word: str) -> OwnWord:
    """Let a word of the school's own ask too; from now on, on every device. Twice is once.

    The audit book says who did it, not which word.
    """
    known = {line.word: line for line in own_words(actor, school)}
    OWN_WORDS.require(WordAsked(word, frozenset(known), names_in(actor, word)))
    if word in known:
        return known[word]
    try:
        with transaction.atomic():
            return OwnWord.objects.create(school=school, word=word)
    except IntegrityError:  # a colleague added it a moment ago
        return OwnWord.objects.seen_by(actor).get(school=school, word=word)


@action(may_take_own_word)
def take_own_word_away(actor: Actor, line: OwnWord) -> OwnWord:
    """Let a word ask no more; twice is once."""
    OwnWord.objects.seen_by(actor).filter(pk=line.pk).delete()
    return line
