"""Who sees on which devices someone lets messages be shown, and who turns one on or off."""

from django.db.models import Q

from deelgenoot.access.machine_tasks import POSTING
from deelgenoot.access.policy import permission, visibility
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import Account, Person
from deelgenoot.people.terms import Side
from deelgenoot.post.models import PushDevice

NOTHING = Q(pk__in=[])


@visibility(PushDevice)
def devices_seen_by(actor: Actor) -> Q:
    """Devices are seen at home by whose they are and by the task that sends; never by school."""
    if actor.task == POSTING:
        return Q()
    if actor.task or actor.new or not actor.is_family:
        return NOTHING
    mine = Person.objects.for_policy().filter(pk__in=list(actor.persons), side=Side.FAMILY)
    return Q(account__in=mine.values("account"))


@permission("Who is at home turns messages on and off for their own devices; nobody else does.")
def may_have_devices(actor: Actor, account: Account) -> bool:
    """Whether this is someone at home, who has shown who they are, about their own account."""
    return actor.is_family and not actor.new and actor.account_id == account.pk
