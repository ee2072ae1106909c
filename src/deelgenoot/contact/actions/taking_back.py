"""Deeds on one's own words: take them back, let them be read sooner, set better words beside."""

from deelgenoot.access.actions import action
from deelgenoot.circles.actions.story import correct_words, finish_asks_about
from deelgenoot.circles.models import Entry
from deelgenoot.circles.terms import EntryKind
from deelgenoot.contact.actions.reaching import now_reached
from deelgenoot.contact.actions.telling import reaching
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.policy import TO_SPARE, may_correct, may_let_read, may_take_back
from deelgenoot.kernel.actor import Actor


class TooLate(Exception):
    """It has reached others, or is about to: it can no longer be taken back."""


@action(may_take_back)
def take_back(actor: Actor, entry: Entry) -> None:
    """Take back what nobody else has read; for them it was never there."""
    mine = Entry.objects.seen_by(actor).filter(circle=entry.circle_id)
    moments = ContactMoment.objects.seen_by(actor).filter(circle=entry.circle_id)
    finish_asks_about(actor, entry.pk)
    gone = moments.filter(entry=entry).delete()[0]
    if entry.kind == EntryKind.CONTACT and not gone:
        raise TooLate
    mine.filter(corrects__answers=entry).delete()
    mine.filter(corrects=entry).delete()
    mine.filter(answers=entry).delete()
    if not mine.filter(pk=entry.pk).delete()[0]:
        raise TooLate


@action(may_let_read)
def let_read_now(actor: Actor, entry: Entry) -> None:
    """Let others read it now; they are asked to, and it can no longer be taken back."""
    now_reached(actor, entry, sooner=True)


@action(may_correct)
def correct(actor: Actor, entry: Entry, *, words: str) -> Entry:
    """Set better words beside one's own; who reads it sees them, and what stood there first.

    A correction nobody has read yet gives way to the new one; the first words again take it back.
    """
    better = Entry.objects.seen_by(actor).filter(circle=entry.circle_id, corrects=entry)
    better.filter(reaches_at__gt=actor.now + TO_SPARE).delete()
    stands = better.order_by("-kept_at", "-id").first() or entry
    if stands.words == words:
        return entry
    return correct_words(actor, entry.circle, entry=entry, words=words, reaches_at=reaching(actor))
