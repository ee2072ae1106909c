"""A real mail server on this machine, and a copy on which the worker sends through it."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller

from tests.site import Postbox, free_port


@pytest.fixture
def post_server() -> Iterator[tuple[Postbox, int]]:
    """A mail server that keeps what it gets; it can be stopped by the test."""
    postbox, port = Postbox(), free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    postbox.stop = server.stop
    yield postbox, port
    with contextlib.suppress(AssertionError, RuntimeError, OSError):
        server.stop()


@pytest.fixture
def postbox(post_server: tuple[Postbox, int], settings: object) -> Postbox:
    """Let Django send through that server."""
    postbox, port = post_server
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    return postbox


@pytest.fixture
def letters(copy: object) -> Callable[[], list[tuple[object, ...]]]:
    """What stands in the outbox, newest last."""
    return lambda: copy.rows(
        "SELECT id, body, address, sent_at IS NOT NULL, tries, trouble FROM post_letter"
        " WHERE made_at > now() - interval '1 hour' ORDER BY id"
    )


@pytest.fixture(autouse=True)
def empty_outbox(copy: object) -> None:
    """Begin without the mail of the demo story."""
    copy.change("DELETE FROM post_letter")
    copy.change("DELETE FROM procrastinate_jobs")
