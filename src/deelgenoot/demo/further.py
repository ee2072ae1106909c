"""More of the demo story than the tests stand on: an attention officer, a pupil, what works."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from uuid_utils.compat import uuid7

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.staff import add_colleague
from deelgenoot.circles.invitations import try_paper_code, use_paper_code
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import members
from deelgenoot.contact.actions.works import keep_what_works
from deelgenoot.demo.cast import BY_KEY
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.letters.actions.codes import make_code
from deelgenoot.letters.actions.proof import tick_proof
from deelgenoot.organisations.models import Enrolment, School
from deelgenoot.organisations.terms import Function
from deelgenoot.people.accounts import open_account
from deelgenoot.people.models import Person

AT_SCHOOL = (("imke", Function.ATTENTION_OFFICER), ("conny", Function.CONFIDANT))
WORKS = ("Eerst zelf laten proberen, dan samen kijken.", "Rustig zitten als zij moe is.")


class Teller(Protocol):
    """Who tells the story: lets people in, and is one of them."""

    now: datetime

    def let_in(self, keeper: Actor, school: School, person: Person, key: str, /) -> None:
        """Invite a person and let them use the code."""

    def be(self, key: str, hat: Hat, /) -> Actor:
        """Put on the hat of one of the cast."""

    def circle(self, actor: Actor, first: str, /) -> Circle:
        """Find the circle of a pupil by first name."""


def tell_further(teller: Teller, keeper: Actor, school: School) -> None:
    """Let the school appoint whom one talks to about safety, and let Noor come in herself."""
    for key, function in AT_SCHOOL:
        part: Any = BY_KEY[key]
        person = add_colleague(
            keeper, school, once=new_id(), first=part.first, rest=part.name.partition(" ")[2],
            function=function, days=[0, 1, 3], since=teller.now, until=None,
        )  # fmt: skip
        teller.let_in(keeper, school, person, key)
    anna = teller.be("anna", Hat.WORK)
    circle = teller.circle(anna, "Noor")
    _pupil_comes_in(keeper, anna, circle)
    with acting_as(anna):
        home = [m.person for m in members(anna, circle) if m.name.startswith("Samira")]
    keep_what_works(anna, circle, lines=WORKS, spoken_with=home, seen="")


def _pupil_comes_in(keeper: Actor, anna: Actor, circle: Circle) -> None:
    """Noor types the code of her card, and her teacher ticks that it is her."""
    with acting_as(keeper):
        noor = Person.objects.seen_by(keeper).get(pk=circle.pupil_id)
        enrolment = Enrolment.objects.seen_by(keeper).get(pk=circle.enrolment_id)
        made = make_code(keeper, enrolment, person=noor.pk, by_letter=False)
    assert noor.born_on
    typed = try_paper_code(
        made.invitation.code_hash, born=noor.born_on, visit=new_id(), now=keeper.now
    )
    use_paper_code(typed, open_account(BY_KEY["noor"].mail, language="nl"), now=keeper.now)
    tick_proof(anna, noor)


def new_id() -> UUID:
    """A new number."""
    made: UUID = uuid7()
    return made
