"""Gather what is drawn about the contact person, and of a circle that closes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from deelgenoot.circles.actions.contact_person import readers_of_wishes
from deelgenoot.circles.models import Circle, ContactPerson
from deelgenoot.circles.pieces import contact_of
from deelgenoot.circles.queries.around import MemberLine, members
from deelgenoot.circles.queries.closing import is_closed
from deelgenoot.circles.queries.contact_person import WishLine, open_proposals, wishes
from deelgenoot.circles.queries.whom_to_call import contact_person, settled_contact, whom_to_call
from deelgenoot.circles.terms import AT_WORK, Capacity
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.ui.dates import day_before, full_day
from deelgenoot.ui.names import days_in_words, in_a_row
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


def contact_after(line: MemberLine | None, school: School) -> Contact | None:
    """Draw whom to call about a circle that is closed: who it was, else the school itself."""
    if line is None and not school.phone:
        return None
    return Contact(
        name=line.name if line else school.name,
        side="school",
        role=_("for questions about the time at this school"),
        days=days_in_words(line.days) if line else "",
        phone=school.phone,
    )


def contact_in(actor: Actor, circle: Circle, people: list[MemberLine]) -> Contact | None:
    """Draw whom to call in a circle, also when it is closed."""
    line = whom_to_call(actor, circle, people)
    if is_closed(circle, actor.now):
        return contact_after(line, circle.school)
    return contact_of(line, circle.school.phone, actor)


@dataclass(frozen=True, slots=True)
class Closing:
    """That the pupil leaves or left, and what still can be done here, in words."""

    title: str
    text: str
    closed: bool


def closing_of(actor: Actor, circle: Circle, until: datetime | None) -> Closing | None:
    """Say what a last day means for who reads this; `until` is when they no longer read."""
    if circle.closed_at is None:
        return None
    pupil, last = circle.pupil.first, full_day(day_before(circle.closed_at))
    reads = full_day(day_before(until)) if until else ""
    names = {"name": pupil, "day": last, "school": circle.school.name, "until": reads}
    title = _("Last day of %(name)s here: %(day)s") % names
    if not actor.is_family:
        text = _("After that day you no longer see this circle. Finish what is still open.")
        return Closing(title, text, closed=False)
    if not is_closed(circle, actor.now):
        text = _("You can write here until and with that day.") + (
            " " + _("You can still read until and with %(until)s.") % names if reads else ""
        )
        return Closing(title, text, closed=False)
    title = _("You can still read here until and with %(until)s") % names if reads else title
    text = _(
        "%(name)s was at %(school)s until %(day)s. Nobody writes here any more, and school no"
        " longer reads it. Nothing goes to another school by itself. Would you like something"
        " to go along? Call school."
    )
    return Closing(title, text % names, closed=True)
