"""Telling someone that something waits in Deelgenoot, with nothing in it."""

from deelgenoot.circles.models import Circle
from deelgenoot.circles.notices import Someone, facts_for
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.post.outbox import put_notice
from deelgenoot.post.terms import Told


def tell_there_is_news(
    circle: Circle, reader: Someone, contact: MemberLine | None, told: Told
) -> None:
    """Let a notice go out to one person, in their own language."""
    put_notice(
        told=told,
        facts=facts_for(circle, reader, contact),
        person=reader.person,
        school=circle.school_id,
        language=reader.language or "nl",
        circle=circle.pk,
    )
