"""What will go to whom at home when something new is told, shown before it is kept."""

from dataclasses import dataclass

from deelgenoot.circles.models import Circle
from deelgenoot.circles.notices import facts_for
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.circles.terms import Side
from deelgenoot.kernel.actor import Actor
from deelgenoot.post.terms import Told
from deelgenoot.post.wording import Said, said


def families_told(people: list[MemberLine]) -> list[MemberLine]:
    """Say who at home gets a message: who has come in, and is not the one who writes."""
    return [m for m in people if m.account and not m.mine and m.side is Side.HOME]


@dataclass(frozen=True, slots=True)
class Preview:
    """What will go to whom, before it is kept: who gets a message, who does not, and its words."""

    told: list[str]
    not_told: list[str]
    notice: Said | None


def preview(
    actor: Actor, circle: Circle, people: list[MemberLine], contact: MemberLine | None
) -> Preview | None:
    """Show a colleague what goes to the family; a family is not told who has come in."""
    if actor.is_family:
        return None
    told = families_told(people)
    home = [m for m in people if m.side is Side.HOME and not m.mine and m not in told]
    sample = None
    if told:
        facts = facts_for(circle, told[0], contact)
        sample = said(Told.MESSAGE, facts, told[0].language or "nl")
    return Preview([m.name for m in told], [m.name for m in home], sample)
