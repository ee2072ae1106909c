"""Work for the worker: sending mail."""

from contextlib import suppress
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from deelgenoot.post.outbox import SENDING, let_be_sent
from deelgenoot.post.queries import letters_left
from deelgenoot.post.sending import deliver

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)
"""Again after 4, 16, 64, 256 and 1024 seconds; after that it is mail that was left."""


@app.task(name=SENDING, queue="post", retry=AGAIN)
def send_letter(letter: str) -> None:
    """Send one waiting mail; carries its id, never its words."""
    deliver(UUID(letter))


@app.periodic(cron="*/5 * * * *")
@app.task(name="post.take_up_again", queue="post")
def take_up_again(timestamp: int) -> None:
    """Send mail that was left: a worker died, a server was down, an address became known."""
    for letter in letters_left(now=timezone.now()):
        with suppress(AlreadyEnqueued):
            let_be_sent(letter)
