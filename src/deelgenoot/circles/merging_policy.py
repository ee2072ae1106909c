"""Who sees which rows were joined, and who joins, parts and tells two people apart."""

from django.db.models import Q

from deelgenoot.access.policy import permission, visibility
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.models import Merge, Moved, TwoPeople
from deelgenoot.circles.policy import NOTHING, contacts_kept_by
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.organisations.policy import administered_schools


@visibility(Merge)
def merges_seen_by(actor: Actor) -> Q:
    """Administrators see what was joined at their school, of people whose papers they keep."""
    if actor.task or actor.new:
        return NOTHING
    return Q(school__in=administered_schools(actor)) & contacts_kept_by(actor, "kept")


@visibility(Moved)
def moved_seen_by(actor: Actor) -> Q:
    """What moved is seen by who sees the joining itself."""
    merges = Merge.objects.for_policy().filter(merges_seen_by(actor))
    return Q(merge__in=merges.values("pk"))


@visibility(TwoPeople)
def two_people_seen_by(actor: Actor) -> Q:
    """Administrators see that two are two people when they keep the papers of both."""
    if actor.task or actor.new:
        return NOTHING
    both = contacts_kept_by(actor, "one") & contacts_kept_by(actor, "other")
    return Q(school__in=administered_schools(actor)) & both


@permission("An administrator joins doubles among the guardians of the own school.")
def may_join_doubles(actor: Actor, school: School) -> bool:
    """Whether this actor administers the school."""
    return school.pk in administered_schools(actor)


@permission("An administrator parts what was joined at the own school.")
def may_undo_merge(actor: Actor, merge: Merge) -> bool:
    """Whether this actor administers the school and keeps the papers of who was joined.

    Asked of the database: at work one's own custody is not seen, not even to be left out.
    """
    kept = bool(ask_database("deelgenoot_keeps_contact", merge.kept_id)[0][0])
    return kept and merge.school_id in administered_schools(actor)
