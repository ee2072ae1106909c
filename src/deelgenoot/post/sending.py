"""Send one mail from the outbox; twice is harmless, never is not."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from deelgenoot.access.machine_tasks import POSTING
from deelgenoot.access.rows import acting_as
from deelgenoot.kernel.actor import machine
from deelgenoot.people.models import Mailbox
from deelgenoot.post.models import Letter

NO_ADDRESS = "no address known"


def deliver(letter_id: UUID) -> None:
    """Hand one waiting mail to the mail server, then wipe its words.

    If the worker dies between the two, the mail goes out again with the same Message-ID.
    """
    actor = machine(POSTING, now=timezone.now())
    with acting_as(actor):
        waiting = Letter.objects.seen_by(actor).select_for_update(skip_locked=True)
        letter = waiting.filter(pk=letter_id, sent_at=None).first()
        if letter is None:
            return
        address = letter.address or _address_of(actor, letter.person_id)
        if address:
            message = EmailMessage(
                letter.subject,
                letter.body,
                settings.DEFAULT_FROM_EMAIL,
                [address],
                headers={"Message-ID": f"<{letter.pk}@deelgenoot>"},
            )
            message.send()
        Letter.objects.seen_by(actor).filter(pk=letter.pk).update(
            sent_at=actor.now if address else None,
            body="",
            address="",
            tries=letter.tries + 1,
            trouble="" if address else NO_ADDRESS,
        )


def _address_of(actor: object, person: UUID | None) -> str:
    """Look up where mail reaches a person, now and not earlier."""
    found = Mailbox.objects.seen_by(actor).filter(person=person)  # type: ignore[arg-type]
    return found.values_list("address", flat=True).first() or ""
