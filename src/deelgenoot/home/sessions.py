"""How long someone stays signed in: by whose device it is, and whether they work at school."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from deelgenoot.access.doors import SECOND_FACTOR
from deelgenoot.circles.codes import fingerprint
from deelgenoot.details.devices import mark_of
from deelgenoot.kernel.actor import Hat
from deelgenoot.people.backends import HatBackend
from deelgenoot.people.models import Account
from deelgenoot.post.actions import forget_browser
from deelgenoot.ui.drafts import OWN_DEVICE

INVITATION = "invitation"
PROOF = "proof"
PROOF_LASTS = timedelta(minutes=30)
PROOF_TRIES = 5
METHODS = "account_authentication_methods"


def settle_session(request: HttpRequest, account: Account) -> None:
    """Set the session's end, and note whether a second factor was shown.

    Messages that another let be shown on this device are over.

    Staff: 12 hours. Family: 30 days on a device marked as one's own, else 2 hours.
    """
    forget_browser(mark_of(request), keep=account.pk)
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


@dataclass(frozen=True, slots=True)
class ProofAsked:
    """A code that was sent to show who someone is; it waits in the session, not as itself."""

    person: str
    code_hash: str
    until: float
    tries: int
    way: str = "mail"

    @classmethod
    def ask(
        cls, request: HttpRequest, person: UUID, code_hash: str, *, way: str, now: datetime
    ) -> None:
        """Let the newest code wait; an earlier one no longer works."""
        until = (now + PROOF_LASTS).timestamp()
        request.session[PROOF] = [str(person), code_hash, until, 0, way]

    @classmethod
    def of(cls, request: HttpRequest, person: UUID) -> "ProofAsked | None":
        """Find the code that waits for this person."""
        waits = request.session.get(PROOF)
        return cls(*waits) if waits and waits[0] == str(person) else None

    def take(self, request: HttpRequest, typed: str, *, now: datetime) -> bool:
        """Take a typed code: right, in time, and at most the fifth try."""
        fits = self.code_hash == fingerprint(typed)
        if fits and now.timestamp() < self.until and self.tries < PROOF_TRIES:
            request.session.pop(PROOF)
            return True
        tried = [self.person, self.code_hash, self.until, self.tries + 1, self.way]
        request.session[PROOF] = tried
        return False
