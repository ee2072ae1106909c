"""An invitation from the side of who has the code: find it, see whether it works, use it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from deelgenoot.access.rows import ask_database
from deelgenoot.audit.records import Trace, record
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.people.models import Account


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """What a code opens: whom it is for, and whether it still works."""

    code_hash: str
    person: UUID
    first: str
    school: str
    address: str
    expires_at: datetime
    used_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Whether the code still works: once, and not after its last day."""
        return self.used_at is None and self.expires_at > now

    def trouble(self) -> str:
        """Say in plain words why the code does not work."""
        if self.used_at:
            return used_before()
        return _("This code has expired. Ask school for a new one.")


def used_before() -> str:
    """Say that who was invited has come in already."""
    return _("This code was used before. Sign in with your mail address.")


def find_invitation(code_hash: str) -> OpenInvitation | None:
    """Find what a code opens; the code itself is the key."""
    rows = ask_database("deelgenoot_find_invitation", code_hash)
    return OpenInvitation(code_hash, *rows[0]) if rows else None


def use_invitation(invitation: OpenInvitation, account: Account, *, now: datetime) -> bool:
    """Tie the invited person to the account, once; says whether this was the time."""
    tied = ask_database("deelgenoot_use_invitation", invitation.code_hash, account.pk, now)
    if tied:
        actor = Actor(account.pk, (invitation.person,), Hat.FAMILY, now)
        record(actor, did="use_invitation", to=Trace("people.Person", invitation.person))
    return bool(tied)
