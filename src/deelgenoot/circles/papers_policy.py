"""Who sees the papers about a person: what a court decided, a yes of 18, where mail goes."""

from django.db.models import Q

from deelgenoot.access.policy import permission, visibility
from deelgenoot.circles.models import Circle, Invitation
from deelgenoot.circles.policy import NOTHING, contacts_kept_by, pupils_kept_by
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.people.models import CourtLimit, Custody, KeptReach, Mailbox


@visibility(Custody)
def custody_seen_by(actor: Actor) -> Q:
    """The adult it is about sees it, and an administrator as far as the child is of the school."""
    kept = Q(child__in=pupils_kept_by(actor).values("pupil"))
    return contacts_kept_by(actor, "adult") & (Q(adult__in=list(actor.persons)) | kept)


@visibility(CourtLimit)
def court_limits_seen_by(actor: Actor) -> Q:
    """Who keeps the papers of the child sees a court limit; the adult and other parent never."""
    return Q(child__in=pupils_kept_by(actor).values("pupil"))


@visibility(KeptReach)
def kept_reach_seen_by(actor: Actor) -> Q:
    """Only the pupil sees to whom the pupil said yes; never with an account a parent shares."""
    if actor.new:
        return NOTHING
    shared = Custody.objects.for_policy().filter(adult__in=actor.persons)
    return Q(child__in=list(actor.persons)) & ~Q(child__in=shared.values("child"))


@visibility(Mailbox)
def mailboxes_seen_by(actor: Actor) -> Q:
    """A mail address is seen by its owner and the school's administrator, by no one else."""
    return contacts_kept_by(actor, "person")


@visibility(Invitation)
def invitations_seen_by(actor: Actor) -> Q:
    """Administrators see the invitations of the people they keep, pupils among them."""
    kept = contacts_kept_by(actor, "person") | Q(person__in=pupils_kept_by(actor).values("pupil"))
    return Q(school__in=administered_schools(actor)) & kept


@permission("Only the pupil says who goes on reading when the pupil is 18.")
def may_keep_reach(actor: Actor, circle: Circle) -> bool:
    """Whether this actor is the pupil the circle is about, on an account no parent shares."""
    shared = Custody.objects.for_policy().filter(child=circle.pupil_id, adult__in=actor.persons)
    return circle.pupil_id in actor.persons and not shared.exists() and not actor.new
