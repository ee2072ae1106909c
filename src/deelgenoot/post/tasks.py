"""Work for the worker: sending mail."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from deelgenoot.post.outbox import SENDING
from deelgenoot.post.sending import deliver

AGAIN = RetryStrategy(max_attempts=12, exponential_wait=4)


@app.task(name=SENDING, queue="post", retry=AGAIN)
def send_letter(letter: str) -> None:
    """Send one waiting mail; carries its id, never its words."""
    deliver(UUID(letter))
