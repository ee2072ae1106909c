"""Rules about who works at a school or around it, with what and until when; pure, no database."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule
from deelgenoot.organisations.terms import Register


@dataclass(frozen=True, slots=True)
class TaskAsked:
    """What must be known to judge whether a colleague may get a task at school or with a class."""

    for_self: bool = False
    has_it: bool = False
    since: datetime | None = None
    until: datetime | None = None


@rule(
    _("Someone else has to give you a task."),
    id="no-task-for-oneself",
    basis="product: nobody widens their own reach; 2-architecture: administrator no content",
)
def nobody_gives_themselves_a_task(asked: TaskAsked) -> bool:
    """Leave it to someone else what one may read."""
    return not asked.for_self


@rule(
    _("This colleague has this task already."),
    id="no-task-twice",
    basis="product: two rows for one task would end at two moments",
)
def nobody_gets_a_task_twice(asked: TaskAsked) -> bool:
    """Keep one row for one task."""
    return not asked.has_it


@rule(
    _("The last day lies before the first day."),
    id="ends-after-it-begins",
    basis="product: reach that never runs helps nobody",
)
def a_task_ends_after_it_begins(asked: TaskAsked) -> bool:
    """Refuse an end at or before the beginning."""
    return asked.until is None or asked.since is None or asked.until > asked.since


GIVING = Rulebook(
    nobody_gives_themselves_a_task, nobody_gets_a_task_twice, a_task_ends_after_it_begins
)


@dataclass(frozen=True, slots=True)
class EndAsked:
    """What must be known to judge whether a task may end."""

    administers: bool
    other_administrators: int


@rule(
    _("This is the only administrator. First appoint another one."),
    id="a-school-keeps-an-administrator",
    basis="product: else nobody can let anyone in or out",
)
def a_school_keeps_an_administrator(asked: EndAsked) -> bool:
    """Keep someone who can end the reach of others."""
    return not asked.administers or asked.other_administrators > 0


ENDING = Rulebook(a_school_keeps_an_administrator)


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """What must be known to judge a change of someone's days and last day."""

    unchanged: bool = True
    since: datetime | None = None
    until: datetime | None = None


@rule(
    _("Someone else changed this colleague a moment ago. Look at how it stands, and save again."),
    id="no-colleague-overwritten-unseen",
    basis="2-architecture 'Truth and history': two people saving the same thing, nothing is lost",
)
def a_colleague_is_as_was_seen(asked: ChangeAsked) -> bool:
    """Let nobody undo unseen what someone else just did."""
    return asked.unchanged


@rule(
    _("The last day is over already. Choose today or a later day, or end it now."),
    id="no-last-day-in-the-past",
    basis="product: what was read before cannot be taken back by a date",
)
def a_last_day_is_still_to_come(asked: ChangeAsked) -> bool:
    """Refuse an end that lies behind us."""
    return asked.until is None or asked.since is None or asked.until > asked.since


CHANGING_WORK = Rulebook(a_colleague_is_as_was_seen, a_last_day_is_still_to_come)


DIGITS = {Register.KVK: 8, Register.AGB: 8, Register.BIG: 11, Register.SKJ: 9}
"""How many digits a number in each register has; own-M."""


def verify_again_from(verified: date, *, months: int) -> date:
    """Say from which day a verification is too old to lean on."""
    year, month = divmod(verified.year * 12 + verified.month - 1 + months, 12)
    return date(year, month + 1, min(verified.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class RegistrationAsked:
    """A number in a public register, or none."""

    register: str
    number: str


@rule(
    _(
        "This number does not fit this register: KvK and AGB have 8 digits, BIG has 11, SKJ has 9."
        " Leave both empty when you do not know."
    ),
    id="number-fits-register",
    basis="product: a slip of the pen is seen at once; lengths own-M",
)
def a_number_fits_its_register(asked: RegistrationAsked) -> bool:
    """Take a number only with its register, and as long as that register writes it."""
    if not asked.register:
        return not asked.number
    return bool(re.fullmatch(rf"[0-9]{{{DIGITS[Register(asked.register)]}}}", asked.number))


@dataclass(frozen=True, slots=True)
class VerificationAsked:
    """What must be known to judge whether school verified an organisation or someone of it."""

    called: str
    found: str
    close: bool = False
    unchanged: bool = True
    works_with: bool = True


@rule(
    _("Fill in the phone number you called."),
    id="verified-by-a-call",
    basis="product: a mail or a form on a site can be anyone's; a number found elsewhere is not",
)
def a_number_was_called(asked: VerificationAsked) -> bool:
    """Lean on a call, not on what was sent; 14 with an area code is a number as well."""
    digits = sum(sign.isdigit() for sign in asked.called)
    return 5 <= digits <= 15 and bool(re.fullmatch(r"[+\d ()-]+", asked.called))


@rule(
    _("Say where you found this number. Never take it from the mail of who asks to come in."),
    id="verified-from-elsewhere",
    basis="product: who pretends to be someone gives a number of their own",
)
def the_number_was_found_somewhere(asked: VerificationAsked) -> bool:
    """Ask where the number comes from."""
    return bool(asked.found.strip())


@rule(
    _("This is you yourself, or someone with whom you share a child. Ask another administrator."),
    id="nobody-verifies-who-is-close",
    basis="product: who is let in near children is looked at by someone who gains nothing by it",
)
def nobody_verifies_who_is_close(asked: VerificationAsked) -> bool:
    """Leave oneself, and the other parent of one's child, to someone else."""
    return not asked.close


@rule(
    _("Someone else changed this a moment ago. Look at how it stands, and save again."),
    id="no-care-overwritten-unseen",
    basis="2-architecture 'Truth and history': two people saving the same thing, nothing is lost",
)
def care_is_as_was_seen(asked: VerificationAsked) -> bool:
    """Let nobody open again unseen what a colleague just ended."""
    return asked.unchanged


@rule(
    _("The school no longer works with this organisation. Verify the organisation first."),
    id="organisation-before-its-people",
    basis="product: someone is verified as someone of an organisation that is known",
)
def the_organisation_comes_first(asked: VerificationAsked) -> bool:
    """Let nobody in from an organisation school stopped working with."""
    return asked.works_with


VERIFYING = Rulebook(
    a_number_was_called,
    the_number_was_found_somewhere,
    nobody_verifies_who_is_close,
    care_is_as_was_seen,
    the_organisation_comes_first,
)


@dataclass(frozen=True, slots=True)
class AlikeAsked:
    """Whether there is an organisation or someone like this already, and what was said of it."""

    surely: bool = False
    perhaps: bool = False
    another: bool = False


@rule(
    _("There is one like this already: the same number or mail address. Open that one."),
    id="no-care-twice",
    basis="product: two rows for one would each tell half, and one would be forgotten at the end",
)
def nobody_in_care_is_added_twice(asked: AlikeAsked) -> bool:
    """Keep one row for one organisation and for one person of it."""
    return not asked.surely


@rule(
    _("There is one with this name or mail address. Is it this one? Look, and tick what is so."),
    id="no-care-mixed-up",
    basis="product: two practices may have one name, and one person two kinds of work",
)
def who_is_alike_was_looked_at(asked: AlikeAsked) -> bool:
    """Ask once whether it is the same; a typing error would let in someone else."""
    return not asked.perhaps or asked.another


ADDING_CARE = Rulebook(nobody_in_care_is_added_twice, who_is_alike_was_looked_at)
REGISTERED = Rulebook(a_number_fits_its_register)
SPANNING = Rulebook(a_task_ends_after_it_begins)
