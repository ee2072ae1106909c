"""Gather what the page about the contact person draws."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from deelgenoot.circles.actions.contact_person import readers_of_wishes
from deelgenoot.circles.models import Circle, ContactPerson
from deelgenoot.circles.pieces import contact_of
from deelgenoot.circles.queries.around import MemberLine, members
from deelgenoot.circles.queries.contact_person import WishLine, open_proposals, wishes
from deelgenoot.circles.queries.whom_to_call import contact_person, settled_contact
from deelgenoot.circles.terms import AT_WORK, Capacity
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.names import in_a_row
from deelgenoot.ui.pieces import Contact


@dataclass(frozen=True)
class ContactPage:
    """Who is the one to call, who is asked, and what the family said."""

    circle: Circle
    now: Contact | None
    behind: str
    proposals: Sequence[ContactPerson]
    asked_me: ContactPerson | None
    wishes: Sequence[WishLine]
    choices: list[tuple[str, str]] = field(default_factory=list)
    fine: str = ""
    readers: str = ""
    chooses: bool = False


def contact_page(actor: Actor, circle: Circle) -> ContactPage:
    """Read all that the page shows to this reader."""
    people = members(actor, circle)
    now, settled = contact_person(people, actor), settled_contact(people, actor)
    proposals = open_proposals(actor, circle)
    regular = next((row for row in proposals if not row.stands_in), None)
    away = settled is not None and now is not None and settled.person != now.person
    return ContactPage(
        circle=circle,
        now=contact_of(now, circle.school.phone, actor, always=True),
        behind=settled.name if away and settled else "",
        proposals=[row for row in proposals if row.person_id not in actor.persons],
        asked_me=next((row for row in proposals if row.person_id in actor.persons), None),
        wishes=wishes(actor, circle),
        choices=_choices(actor, people, settled, regular),
        fine=_fine(settled, regular),
        chooses=any(m.mine and _chooses(m) for m in people),
        readers=in_a_row([m.name for m in readers_of_wishes(people, actor, regular)]),
    )


def _chooses(line: MemberLine) -> bool:
    """Whether this colleague may ask another; the deed asks the policy again."""
    guiding = (Capacity.CLASS_TEACHER, Capacity.COORDINATOR)
    return line.capacity in guiding or line.chosen_at is not None


def _choices(
    actor: Actor,
    people: list[MemberLine],
    settled: MemberLine | None,
    proposed: ContactPerson | None,
) -> list[tuple[str, str]]:
    """Those who work with the child, but not who it is or would be already."""
    left_out = {proposed.person_id if proposed else None}
    if not (actor.is_family and proposed):
        left_out.add(settled.person if settled else None)
    at_work = [m for m in people if m.reads and m.side in AT_WORK]
    return [(str(m.person), f"{m.name} · {m.label}") for m in at_work if m.person not in left_out]


def _fine(settled: MemberLine | None, proposed: ContactPerson | None) -> str:
    """The first choice of the family: as it is, or as it is proposed."""
    if proposed:
        return _("%(name)s is fine") % {"name": proposed.person.name}
    if settled:
        return _("It is fine with %(name)s") % {"name": settled.name}
    return _("No preference")
