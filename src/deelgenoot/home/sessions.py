"""How long someone stays signed in: by whose device it is, and whether they work at school."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest

from deelgenoot.access.doors import SECOND_FACTOR
from deelgenoot.kernel.actor import Hat
from deelgenoot.people.backends import HatBackend
from deelgenoot.people.models import Account

OWN_DEVICE = "own_device"
INVITATION = "invitation"
METHODS = "account_authentication_methods"


def settle_session(request: HttpRequest, account: Account) -> None:
    """Set the session's end, and note whether a second factor was shown.

    Staff: 12 hours. Family: 30 days on a device marked as one's own, else 2 hours.
    """
    found = HatBackend().get_user(account.pk)
    works = any(hat.hat is Hat.WORK for hat in (found.hats() if found else []))
    own = request.session.get(OWN_DEVICE, False)
    lasts = timedelta(hours=settings.SHARED_DEVICE_HOURS)
    if works:
        lasts = timedelta(hours=settings.STAFF_SESSION_HOURS)
    elif own:
        lasts = timedelta(days=settings.FAMILY_SESSION_DAYS)
    request.session.set_expiry(int(lasts.total_seconds()))
    note_second_factor(request)


def note_second_factor(request: HttpRequest) -> None:
    """Note whether a second factor was shown in this session."""
    methods = request.session.get(METHODS, [])
    request.session[SECOND_FACTOR] = any(m.get("method") == "mfa" for m in methods)


def remember_device(request: HttpRequest, *, own: bool) -> None:
    """Keep until signing in whether the device was marked as one's own."""
    request.session[OWN_DEVICE] = own
