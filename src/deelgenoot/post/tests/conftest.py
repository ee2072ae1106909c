"""What stands in the outbox of a copy on which the worker sends."""

from collections.abc import Callable

import pytest


@pytest.fixture
def letters(copy: object) -> Callable[[], list[tuple[object, ...]]]:
    """What stands in the outbox, newest last."""
    return lambda: copy.rows(
        "SELECT id, body, address, sent_at IS NOT NULL, tries, trouble FROM post_letter"
        " WHERE made_at > now() - interval '1 hour' ORDER BY id"
    )


@pytest.fixture
def empty_outbox(copy: object) -> None:
    """Begin without the mail of the demo story."""
    copy.change("DELETE FROM post_letter")
    copy.change("DELETE FROM procrastinate_jobs")
