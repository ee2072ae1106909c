"""Put a mail in the outbox, in the transaction of the deed that causes it."""

from uuid import UUID

from deelgenoot.post.models import Letter


def put_in_outbox(
    *, subject: str, body: str, language: str, person: UUID | None = None, address: str = ""
) -> None:
    """Let a mail go out to a person (address looked up at sending) or to one known address."""
    letter = Letter.objects.create(
        person_id=person, address=address, subject=subject, body=body, language=language
    )
    from deelgenoot.post.tasks import send_letter

    send_letter.defer(letter=str(letter.pk))
