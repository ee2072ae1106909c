"""Put a message in the outbox, in the transaction of the deed that causes it."""

from uuid import UUID

from procrastinate.contrib.django import app

from deelgenoot.post.models import Letter
from deelgenoot.post.terms import Told
from deelgenoot.post.wording import Facts

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
    only_by: str = "",
    phone: UUID | None = None,
    circle: UUID | None = None,
) -> None:
    """Let a message in words of its own go out: to a person, or to one known address.

    `only_by`: at once and by this way alone, for a code someone waits for; see `Letter`.
    `circle` is what it is about; nothing goes out about a circle that is closed by then.
    """
    letter = Letter.objects.create(
        person_id=person,
        address=address,
        subject=subject,
        body=body,
        short=short,
        step=step,
        only_by=only_by,
        phone=phone,
        language=language,
        circle=circle,
    )
    let_be_sent(letter.pk)


def put_notice(
    *,
    told: Told,
    facts: Facts,
    person: UUID,
    school: UUID,
    language: str,
    circle: UUID | None = None,
) -> None:
    """Let a notice go out to a person; how, and in which words, is looked up at sending.

    Nothing goes out about a `circle` that is closed by then.
    """
    letter = Letter.objects.create(
        person_id=person,
        school_id=school,
        circle=circle,
        notice=told,
        facts=facts.kept(),
        language=language,
    )
    let_be_sent(letter.pk)


def let_be_sent(letter: UUID) -> None:
    """Give the worker one message to send; it waits there once, however often it is asked."""
    job = app.configure_task(SENDING, allow_unknown=False, queueing_lock=str(letter))
    job.defer(letter=str(letter))
