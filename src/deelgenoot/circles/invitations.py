"""An invitation from the side of who has the code: find it, see whether it works, use it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
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
    """Tie the invited person to the account, once; says whether this was the time.

    Never to an account that holds another adult of the same child.
    """
    return _tied(invitation.code_hash, invitation.person, account, now=now)


def _tied(
    code_hash: str, person: UUID, account: Account, *, now: datetime, visit: UUID | None = None
) -> bool:
    """Tie a person to an account, and write down that they came in."""
    tied = ask_database("deelgenoot_use_invitation", code_hash, account.pk, now, visit)
    if tied:
        actor = Actor(account.pk, (person,), Hat.FAMILY, now)
        record(actor, did="use_invitation", to=Trace("people.Person", person))
    return bool(tied)


class Answer(StrEnum):
    """What a code on paper and a birth date open together."""

    NO = "no"
    OPEN = "open"
    AGAIN = "again"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PaperCode:
    """A code on paper that was typed with a birth date, and what it opens."""

    code_hash: str
    visit: UUID
    answer: Answer
    person: UUID | None
    account: UUID | None

    def trouble(self) -> str:
        """Say in plain words why it does not open; the same words whatever is not right.

        Only who has both right hears that the code was used or has expired.
        """
        if self.answer is Answer.USED:
            return _("This code was used before. Are you here again? Ask school for a new code.")
        if self.answer is Answer.EXPIRED:
            return _("This code has expired. Ask school for a new one.")
        return _(
            "This code and this date of birth do not belong together. Look at both again. After"
            " three wrong tries a code stops and school hears of it. Or call school."
        )


def try_paper_code(code_hash: str, *, born: date, visit: UUID, now: datetime) -> PaperCode:
    """Try a code on paper with a birth date; a wrong one counts, the third pauses the code."""
    answer, person, account = ask_database(
        "deelgenoot_try_paper_code", code_hash, born, visit, now
    )[0]
    return PaperCode(code_hash, visit, Answer(answer), person, account)


def use_paper_code(found: PaperCode, account: Account, *, now: datetime) -> bool:
    """Tie who was invited to the account, once; who has an account already comes into that."""
    if found.person is None:
        return False
    if found.account is None:
        return _tied(found.code_hash, found.person, account, now=now, visit=found.visit)
    again = ask_database("deelgenoot_use_again", found.code_hash, found.visit, now)
    if again:
        actor = Actor(found.account, (found.person,), Hat.FAMILY, now)
        record(actor, did="come_in_again", to=Trace("people.Person", found.person))
    return bool(again)
