"""Rules about two rows that may be one person; pure, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule


@dataclass(frozen=True, slots=True)
class MergeAsked:
    """What must be known to judge whether two rows may become one person."""

    unchanged: bool = True
    two_people: bool = False
    born_on: tuple[date | None, date | None] = (None, None)
    accounts: tuple[UUID | None, UUID | None] = (None, None)
    proven: tuple[bool, bool] = (False, False)
    differing_custody: bool = False
    passes_by_limit: bool = False
    elsewhere: bool = False
    held_twice: bool = False
    safe_numbers: tuple[str, str] = ("", "")
    can_be_called: bool = True


@rule(
    _("Something changed since you looked. Look at it once more; nothing was done."),
    id="merge-as-seen",
    basis="product: nobody joins what they did not see",
)
def it_is_as_it_was_seen(asked: MergeAsked) -> bool:
    """Do only what stood on the page."""
    return asked.unchanged


@rule(
    _("It is noted that these are two people."),
    mend=_("Take that note away first, if it is not right."),
    id="not-two-people",
    basis="product: father and son, two mothers of one child, may have one name",
)
def they_are_not_two_people(asked: MergeAsked) -> bool:
    """Let nobody pass by what a colleague knew."""
    return not asked.two_people


@rule(
    _("Their dates of birth differ, so these are two people, or one date is wrong."),
    mend=_("Look in the school's own administration. If one is wrong, correct it first."),
    id="one-birthday",
    basis="product: nobody is born twice",
)
def nobody_is_born_twice(asked: MergeAsked) -> bool:
    """Refuse when both dates are known and differ."""
    one, other = asked.born_on
    return one is None or other is None or one == other


@rule(
    _("Both have come in by themselves, each with an account of their own."),
    mend=_("Call them: it may be two people. As long as both come in, they stay two."),
    id="one-account",
    basis="product: joining two accounts would open one's words to the other; decision 0006",
)
def no_two_accounts_become_one(asked: MergeAsked) -> bool:
    """Never let the holder of one account in where the other holder reads."""
    one, other = asked.accounts
    return one is None or other is None or one == other


@rule(
    _("One of the two has shown who they are, the other not yet."),
    mend=_("Let them show it for the other too. Then the two can be put together."),
    id="nobody-is-lifted",
    basis="decision 0006: level 2 takes a proof, once; joining two rows is none",
)
def nobody_is_lifted_unseen(asked: MergeAsked) -> bool:
    """Refuse when both came in and only one was proven."""
    if None in asked.accounts:
        return True
    return asked.proven[0] == asked.proven[1]


@rule(
    _("For one child the two say something different about custody."),
    mend=_("Find out what is right, set it right with both, and then put them together."),
    id="one-custody-per-child",
    basis="3-domain §2.5 (own-H); product: custody is never guessed",
)
def custody_is_the_same(asked: MergeAsked) -> bool:
    """Guess nothing about who decides for a child."""
    return not asked.differing_custody


@rule(
    _("A court keeps one of the two away from a child, and the other has a place with a child."),
    mend=_(
        "Put together, this adult would see more than now. Read the decision of the court, and"
        " first note what holds for each child."
    ),
    id="no-way-past-a-court",
    basis="BW 1:377a (own-H, found [51]); product: no reach through the other row",
)
def no_court_is_passed_by(asked: MergeAsked) -> bool:
    """Give who is kept away from one child no other child without a fact of its own."""
    return not asked.passes_by_limit


@rule(
    _("Not everything about these two stands at your school, so it cannot be done here."),
    mend=_("Ask who runs Deelgenoot for your school board."),
    id="merge-seen-whole",
    basis="product: nobody joins what they cannot see",
)
def all_of_both_is_kept_here(asked: MergeAsked) -> bool:
    """Refuse when part of what hangs on one of them is out of this administrator's sight."""
    return not asked.elsewhere


@rule(
    _("The account of one of them also holds another adult of the same child."),
    mend=_("First find out who that account is of."),
    id="one-adult-per-account",
    basis="decision 0006: an account never holds two adults of one child",
)
def an_account_holds_one_adult_of_a_child(asked: MergeAsked) -> bool:
    """Keep two adults of one child on two accounts."""
    return not asked.held_twice


@rule(
    _("Each has another number that is the only safe one to call."),
    mend=_("Ask which number is safe, and note it with both."),
    id="one-safe-number",
    basis="product: calling the wrong number can be dangerous",
)
def one_number_is_safe(asked: MergeAsked) -> bool:
    """Choose no number in someone's place."""
    one, other = asked.safe_numbers
    return not one or not other or one == other


@rule(
    _("The days or hours at which the two may be called do not meet."),
    mend=_("Ask when school may call, and note it with both."),
    id="a-time-to-call-is-left",
    basis="product: the stricter wish holds, and school must be able to call",
)
def a_time_to_call_is_left(asked: MergeAsked) -> bool:
    """Neither drop a wish nor leave no hour at all."""
    return asked.can_be_called


@dataclass(frozen=True, slots=True)
class UndoAsked:
    """What must be known to judge whether two rows may be parted again."""

    at: datetime
    now: datetime
    days: int
    joined_again: bool = False


@rule(
    _("The time to undo this is over."),
    mend=_("Add the other adult anew. Who wrote what stays as it is."),
    id="undo-in-time",
    basis="product: 7 days to notice; after that what changed is no longer kept",
)
def it_is_not_too_late(asked: UndoAsked) -> bool:
    """Undo within the days that what changed is kept."""
    return asked.now <= asked.at + timedelta(days=asked.days)


@rule(
    _("After this the same adult was put together once more."),
    mend=_("First undo the later one."),
    id="undo-latest-first",
    basis="product: what was put on top comes off first",
)
def the_latest_goes_first(asked: UndoAsked) -> bool:
    """Take apart in the order opposite to joining."""
    return not asked.joined_again


MERGING = Rulebook[MergeAsked](
    it_is_as_it_was_seen,
    they_are_not_two_people,
    all_of_both_is_kept_here,
    nobody_is_born_twice,
    no_two_accounts_become_one,
    nobody_is_lifted_unseen,
    an_account_holds_one_adult_of_a_child,
    custody_is_the_same,
    no_court_is_passed_by,
    one_number_is_safe,
    a_time_to_call_is_left,
)
UNDOING = Rulebook[UndoAsked](it_is_not_too_late, the_latest_goes_first)


def gains(had: Sequence[UUID], other: Sequence[UUID], forbidden: Sequence[UUID]) -> bool:
    """Whether who is kept away by a court would get a place they had not, through the other row.

    `had` and `other` are the children around whom each has a place; `forbidden` those a court
    keeps the first away from: there joining only takes away.
    """
    return bool(set(other) - set(had) - set(forbidden))
