"""Deeds about the devices on which someone at home lets messages be shown."""

from uuid import UUID

from django.db import IntegrityError, transaction

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.models import Account
from deelgenoot.post.models import PushDevice
from deelgenoot.post.policy import may_have_devices
from deelgenoot.post.push import Subscription, fits
from deelgenoot.post.queries import shown_on, wished_of_devices
from deelgenoot.post.rules import TURNING_ON, DeviceOffered


@action(may_have_devices)
def turn_on(
    actor: Actor,
    account: Account,
    *,
    given: Subscription,
    own: bool,
    mark: str,
    before: str,
    browser: str,
    system: str,
) -> PushDevice:
    """Let messages be shown on this device; whatever this browser had before is over.

    `mark` is what the browser keeps from now on, `before` what it kept until now.
    """
    others = [each for each in shown_on(actor) if not before or before != each.mark]
    safe = not wished_of_devices(actor).never
    TURNING_ON.require(DeviceOffered(safe=safe, own=own, fits=fits(given), others=len(others)))
    for last_time in (False, True):
        forget_browser(before, endpoint=given.endpoint)
        try:
            with transaction.atomic():
                return PushDevice.objects.create(
                    account=account,
                    endpoint=given.endpoint,
                    p256dh=given.p256dh,
                    auth=given.auth,
                    mark=mark,
                    browser=browser,
                    system=system,
                    since=actor.now,
                )
        except IntegrityError:  # the button was pressed twice
            if last_time:
                raise
    raise AssertionError("one of two tries is the last")


@action(may_have_devices)
def turn_off(actor: Actor, account: Account, *, device: UUID | None) -> None:
    """Show nothing more on one device of one's own, or on none at all."""
    mine = PushDevice.objects.seen_by(actor).filter(account=account)
    (mine.filter(pk=device) if device else mine).delete()


def forget_browser(mark: str, *, endpoint: str = "", keep: UUID | None = None) -> None:
    """Show nothing more in the browser that keeps this mark, but for the account to `keep`.

    For signing out, and for whoever comes after: the browser itself says which row is its own.
    """
    ask_database("deelgenoot_forget_browser", mark, endpoint, keep)
