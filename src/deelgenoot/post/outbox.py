"""Put a mail in the outbox, in the transaction of the deed that causes it."""

from uuid import UUID

from procrastinate.contrib.django import app

from deelgenoot.post.models import Letter

SENDING = "post.send_letter"
"""The worker's task, by name: what sends stands above what is sent."""


def put_in_outbox(
    *,
    subject: str,
    body: str,
    language: str,
    person: UUID | None = None,
    address: str = "",
    short: str = "",
    step: str = "",
) -> None:
    """Let a message go out to a person (how, is looked up at sending) or to one known address."""
    letter = Letter.objects.create(
        person_id=person,
        address=address,
        subject=subject,
        body=body,
        short=short,
        step=step,
        language=language,
    )
    let_be_sent(letter.pk)


def let_be_sent(letter: UUID) -> None:
    """Give the worker one mail to send; it waits there once, however often it is asked."""
    job = app.configure_task(SENDING, allow_unknown=False, queueing_lock=str(letter))
    job.defer(letter=str(letter))
