"""Turn who reads along, and until when words can be taken back, into what a page says."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.circles.terms import Side
from deelgenoot.contact.terms import OFFERED, Where
from deelgenoot.ui.names import in_a_row


@dataclass(frozen=True, slots=True)
class ReadersLine:
    """Who reads what is written in one place, and on which topics fewer do."""

    where: str
    names: str
    fewer: tuple[tuple[str, str], ...] = ()


def readers_of(people: list[MemberLine], away: list[MemberLine]) -> list[ReadersLine]:
    """Say for each place who can read what is written there, before it is kept."""
    others = [m for m in people if m.reads and not m.mine and m not in away]
    team = [m for m in others if m.side is Side.SCHOOL]
    return [
        _line(Where.TOGETHER, others),
        _line(Where.TEAM, team),
        ReadersLine(Where.MYSELF, ""),
    ]


def _line(where: Where, readers: list[MemberLine]) -> ReadersLine:
    """Say who reads in one place; a topic that not all of them read is named apart."""
    everyone = [m.name for m in readers if OFFERED[0] in m.topics]
    fewer = []
    for topic in OFFERED[1:]:
        names = [m.name for m in readers if topic in m.topics]
        if names != everyone:
            fewer.append((str(topic.label), in_a_row(names) or _("only you")))
    return ReadersLine(where, in_a_row(everyone), tuple(fewer))
