"""Let a notice be shown on the devices its reader turned on, beside the way it goes by."""

from django.db.models import QuerySet

from deelgenoot.kernel.actor import Actor
from deelgenoot.people.terms import Channel
from deelgenoot.post import push
from deelgenoot.post.models import Letter, PushDevice
from deelgenoot.post.outbox import let_be_sent
from deelgenoot.post.push import DeviceGone, Subscription, send_push
from deelgenoot.post.queries import Devices, devices_of
from deelgenoot.post.rules import lights_up_at, shown_for
from deelgenoot.post.terms import NOT_SHOWN
from deelgenoot.post.wording import facts_kept, shown
from deelgenoot.ui.dates import direction_of

KEPT = ("school", "reader")
"""Which facts of a notice go along: the school's name and how its reader is spoken to."""


def let_be_shown(actor: Actor, letter: Letter) -> None:
    """Write down one message for each device, once for each notice, to be sent by itself.

    So what goes wrong with a device holds up no mail, and the other way round.
    """
    if not push.is_on() or letter.pushed_at or not letter.notice or letter.only_by:
        return
    devices = devices_of(actor, letter)
    each = list(devices.each) if devices else []
    if not each:
        return
    _row(actor, letter).update(pushed_at=actor.now)
    for device in each:
        made = Letter.objects.create(
            person_id=letter.person_id,
            school_id=letter.school_id,
            circle=letter.circle,
            notice=letter.notice,
            facts={name: letter.facts[name] for name in KEPT if name in letter.facts},
            language=letter.language,
            only_by=Channel.PUSH,
            device=device.pk,
        )
        let_be_sent(made.pk)


def show(actor: Actor, letter: Letter) -> bool:
    """Send a message to its one device; says whether it went.

    It waits while it is quiet or not safe. It never goes when the device was turned off or is
    gone, or when the reader said since that it is not safe.
    """
    devices = devices_of(actor, letter) if push.is_on() else None
    device = devices.each.filter(pk__in=[letter.device]).first() if devices else None
    at = lights_up_at(actor.now, devices.when) if devices and device else None
    if devices is None or device is None or at is None:
        _give_up(actor, letter)
    elif at > actor.now:
        _row(actor, letter).update(not_before=at)
    elif _sent(actor, letter, devices, device):
        return True
    return False


def _sent(actor: Actor, letter: Letter, devices: Devices, device: PushDevice) -> bool:
    """Hand it to the push service; a device that is gone is taken out."""
    told = shown(
        letter.notice,
        facts_kept({"first": "", **letter.facts}),
        letter.language,
        names_step=devices.names_step,
    )
    told |= {"lang": letter.language, "dir": direction_of(letter.language)}
    to = Subscription(device.endpoint, device.p256dh, device.auth)
    try:
        seconds = shown_for(actor.now, devices.when)
        send_push(to, told, reference=letter.pk, seconds=seconds)
    except DeviceGone:
        devices.each.filter(pk=device.pk).delete()
        _give_up(actor, letter)
        return False
    return True


def _give_up(actor: Actor, letter: Letter) -> None:
    """Show it nowhere; it went or goes by its own way."""
    _row(actor, letter).update(facts={}, trouble=NOT_SHOWN)


def _row(actor: Actor, letter: Letter) -> "QuerySet[Letter]":
    """The message in the outbox."""
    return Letter.objects.seen_by(actor).filter(pk=letter.pk)
