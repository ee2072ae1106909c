"""Who makes codes on paper, and who says that someone has shown who they are."""

from deelgenoot.access.policy import permission
from deelgenoot.access.rows import ask_database
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import Person


@permission("An administrator makes codes on paper for the people of a pupil of the own school.")
def may_make_code(actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this actor administers the pupil's school and is not family of the pupil."""
    return bool(ask_database("deelgenoot_keeps_pupil", enrolment.pupil_id)[0][0])


@permission("The class teacher or an administrator, never family, notes who showed who they are.")
def may_tick_proof(actor: Actor, person: Person) -> bool:
    """Whether this actor teaches the class or keeps the person's papers; not of one's own family.

    Asked of the database: at work one's own custody is not seen, not even to be left out.
    """
    return not actor.is_family and bool(ask_database("deelgenoot_may_tick", person.pk)[0][0])


@permission("Who typed the code that went to what school knew before shows who they are.")
def may_prove(actor: Actor, person: Person) -> bool:
    """Whether this is about the newcomer who acts."""
    return actor.new and person.pk in actor.persons
