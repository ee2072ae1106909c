"""Who lets whom look along, and who sees that someone does."""

from django.db.models import Q

from deelgenoot.access.policy import permission, visibility
from deelgenoot.access.rows import ask_database
from deelgenoot.helpdesk.models import LookAlong
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import Person


@visibility(LookAlong)
def looks_seen_by(actor: Actor) -> Q:
    """Who it is about sees each question, yes and end; the colleague sees their own."""
    about_me = Q(person__in=list(actor.persons))
    return about_me if actor.new else about_me | Q(by__in=list(actor.persons))


@permission("Only the person themself, on their own screen, lets school look along.")
def may_let_look_along(actor: Actor, person: Person) -> bool:
    """Whether this is the actor, at home."""
    return actor.is_family and person.pk in actor.persons


@permission("Only the person themself says yes or no, and stops it.")
def may_answer_look(actor: Actor, look: LookAlong) -> bool:
    """Whether it is about this actor."""
    return actor.is_family and look.person_id in actor.persons


@permission("An administrator asks a family of the own school, not one they share a child with.")
def may_ask_to_look_along(actor: Actor, person: Person) -> bool:
    """Whether this actor administers the school of the person, and shares no child with them."""
    if actor.is_family or actor.organisation_id is None:
        return False
    asked = person.pk, actor.person_id, actor.organisation_id
    return bool(ask_database("deelgenoot_helps", *asked)[0][0])
