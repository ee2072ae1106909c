"""Telling someone that something waits in Deelgenoot, with nothing in it."""

from typing import Protocol
from uuid import UUID

from django.utils import translation

from deelgenoot.circles.models import Circle
from deelgenoot.circles.notices import notice
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.post.outbox import put_in_outbox


class Told(Protocol):
    """Someone to whom a message goes."""

    @property
    def person(self) -> UUID:
        """Who it is."""

    @property
    def first(self) -> str:
        """How they are called."""

    @property
    def language(self) -> str:
        """In which language they read."""


def tell_there_is_news(
    circle: Circle, reader: Told, contact: MemberLine | None, *, good: bool = False
) -> None:
    """Let a message go out that something waits, in the reader's own language."""
    language = reader.language or "nl"
    with translation.override(language):
        said = notice(circle, reader.first, contact, good=good)
    put_in_outbox(
        subject=said.subject,
        body=said.body,
        short=said.short,
        step=said.step,
        language=language,
        person=reader.person,
    )
