"""Send one mail from the outbox; twice is harmless, never is not."""

from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from deelgenoot.access.machine_tasks import POSTING
from deelgenoot.access.rows import acting_as
from deelgenoot.kernel.actor import Actor, machine
from deelgenoot.people.models import Mailbox
from deelgenoot.post.models import Letter

NO_ADDRESS = "no address known"
OWN_JOB = timedelta(minutes=5)
KEPT_TRYING = timedelta(days=14)
AT_ONCE = 500


class NotSent(Exception):
    """The mail server did not take a mail; the sentence names no address."""


def deliver(letter_id: UUID) -> None:
    """Hand one waiting mail to the mail server, then wipe its words and address.

    If the worker dies between the two, the mail goes out again with the same Message-ID. As long
    as no address is known or the server takes nothing, the mail stays as it is.
    """
    actor = machine(POSTING, now=timezone.now())
    try:
        with acting_as(actor):
            _deliver(actor, letter_id)
    except (OSError, SMTPException) as trouble:
        kind = f"mail server: {type(trouble).__name__}"
        _note_trouble(actor, letter_id, kind)
        raise NotSent(kind) from None


def _deliver(actor: Actor, letter_id: UUID) -> None:
    """Send and wipe, unless someone else is at it or it was sent."""
    waiting = Letter.objects.seen_by(actor).select_for_update(skip_locked=True)
    letter = waiting.filter(pk=letter_id, sent_at=None).first()
    if letter is None:
        return
    address = letter.address or _address_of(actor, letter.person_id)
    if not address:
        _note_trouble(actor, letter_id, NO_ADDRESS)
        return
    message = EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Message-ID": f"<{letter.pk}@deelgenoot>"},
    )
    message.send()
    Letter.objects.seen_by(actor).filter(pk=letter.pk).update(
        sent_at=actor.now, body="", address="", tries=letter.tries + 1, trouble=""
    )


def _note_trouble(actor: Actor, letter_id: UUID, trouble: str) -> None:
    """Keep why a mail did not go; its words and address stay for the next try."""
    with acting_as(actor):
        rows = Letter.objects.seen_by(actor).filter(pk=letter_id, sent_at=None)
        rows.update(tries=F("tries") + 1, trouble=trouble)


def _address_of(actor: Actor, person: UUID | None) -> str:
    """Look up where mail reaches a person, now and not earlier."""
    found = Mailbox.objects.seen_by(actor).filter(person=person)
    return found.values_list("address", flat=True).first() or ""


def letters_left(*, now: datetime) -> list[UUID]:
    """List mail that its own job did not get out, for two weeks and less and less often.

    The job's worker may have died, the mail server may be down, an address may be known by now.
    """
    actor = machine(POSTING, now=now)
    with acting_as(actor):
        known = Mailbox.objects.seen_by(actor).filter(person=OuterRef("person"))
        rows = (
            Letter.objects.seen_by(actor)
            .filter(sent_at=None, made_at__lt=now - OWN_JOB, made_at__gt=now - KEPT_TRYING)
            .annotate(known_address=Subquery(known.values("address")[:1]))
            .order_by("made_at", "id")
            .values_list("id", "made_at", "tries", "address", "known_address")
        )
        return [
            id_
            for id_, made_at, tries, address, known_address in rows[:AT_ONCE]
            if (address or known_address) and made_at + timedelta(minutes=tries**2) <= now
        ]
