"""Who makes codes on paper, who takes them, and who says that someone showed who they are."""

from datetime import timedelta

from django.db.models import Q

from deelgenoot.access.machine_tasks import PAPERS
from deelgenoot.access.policy import permission, visibility
from deelgenoot.access.rows import ask_database
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.models import Batch, Paper
from deelgenoot.organisations.models import Enrolment, Group
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.people.models import Person

KEPT = timedelta(days=1)
"""How long one can look back at what was made of a class; then it is taken out."""


@visibility(Batch)
def batches_seen_by(actor: Actor) -> Q:
    """Only who made them sees papers of a class, for a day, while administering the school."""
    if actor.task == PAPERS:
        return Q()
    if actor.is_family:
        return Q(pk__in=[])
    mine = Q(maker__in=list(actor.persons), school__in=administered_schools(actor))
    return mine & Q(begun_at__gt=actor.now - KEPT)


@visibility(Paper)
def papers_seen_by(actor: Actor) -> Q:
    """Who sees the papers of a class sees each of them."""
    return Q(batch__in=Batch.objects.for_policy().filter(batches_seen_by(actor)).values("pk"))


@permission("An administrator makes codes on paper for the people of a pupil of the own school.")
def may_make_code(actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this actor administers the pupil's school and is not family of the pupil."""
    return bool(ask_database("deelgenoot_keeps_pupil", enrolment.pupil_id)[0][0])


@permission("An administrator makes the papers of a whole class of the own school.")
def may_make_batch(actor: Actor, group: Group) -> bool:
    """Whether this actor administers the school of the class."""
    return not actor.is_family and group.school_id in administered_schools(actor)


@permission("Only who made the papers of a class takes them, while administering the school.")
def may_take_papers(actor: Actor, batch: Batch) -> bool:
    """Whether this actor made them and still has the task."""
    mine = batch.maker_id in actor.persons and not actor.is_family
    return mine and batch.school_id in administered_schools(actor)


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
