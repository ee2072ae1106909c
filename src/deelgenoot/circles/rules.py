"""Rules about who may be put around a child, and who is kept away; pure, no database."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from deelgenoot.circles.terms import Capacity, Topic
from deelgenoot.kernel.rules import Rulebook, rule
from deelgenoot.people.terms import HAS_A_PLACE


class Claimed(Protocol):
    """What is said about an adult and a child, and how school knows it."""

    @property
    def kind(self) -> str:
        """What the adult may decide and know."""

    @property
    def proof(self) -> str:
        """How school knows."""


@dataclass(frozen=True, slots=True)
class GuardianAsked:
    """What must be known to judge whether an adult may be added to a child."""

    name: str
    known: frozenset[str]
    kind: str
    proof: str


@dataclass(frozen=True, slots=True)
class CustodyChanged:
    """What must be known to judge a change of custody; `earlier` is when what runs now began."""

    kind: str
    proof: str
    since: datetime
    earlier: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class LimitDecided:
    """What must be known to note a court limit or to let one end; `noted` is what runs already."""

    decision: str
    since: datetime
    until: datetime | None
    noted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReachKept:
    """What must be known to judge whether a pupil may say who reads on after 18."""

    today: date
    asked_from: date | None


@dataclass(frozen=True, slots=True)
class MailAsked:
    """What must be known to judge whether someone may be invited by mail."""

    shared: bool
    ended: bool = False


@rule(
    _("Another adult of this child uses this mail address too, so a code by mail proves nothing."),
    mend=_("Make a letter instead, or hand a code over at school."),
    id="mail-of-one-adult",
    basis="product: two parents with one mailbox never open each other's account; decision 0006",
)
def a_mail_address_is_of_one_adult(asked: MailAsked) -> bool:
    """Send no code to a mailbox that two adults of one child share."""
    return not asked.shared


@rule(
    _("This person's time here is over. Verify them again first."),
    id="no-invitation-after-the-end",
    basis="product: a code would open nothing",
)
def who_is_invited_is_here(asked: MailAsked) -> bool:
    """Invite from care only who is verified now."""
    return not asked.ended


@rule(
    _("This adult is already with this child."),
    mend=_("Open the adult's page under this child and change it there."),
    id="no-adult-twice",
    basis="product: two rows for one parent would split what they see, and pass by a court limit",
)
def nobody_is_added_twice(asked: GuardianAsked) -> bool:
    """Keep one row for one adult, also after custody has ended."""
    return asked.name not in asked.known


@rule(
    _("Say how school knows that this adult has custody or cares for the child."),
    id="custody-with-proof",
    basis="3-domain §2.5, §2.6 (own-H); product: custody is never guessed",
)
def custody_has_a_proof(asked: Claimed) -> bool:
    """Ask for proof of whatever gives a place; other kinds open nothing by themselves."""
    return bool(asked.proof.strip()) or asked.kind not in HAS_A_PLACE


@rule(
    _("This day has not come yet. Note the change when it holds."),
    id="custody-not-ahead",
    basis="product: custody is a fact, not an expectation",
)
def custody_has_begun(asked: CustodyChanged) -> bool:
    """Take no custody from a later day."""
    return asked.since <= asked.now


@rule(
    _("What is known now began later than this day. Choose a later day."),
    id="custody-after-earlier",
    basis="product: dated facts follow each other",
)
def custody_follows_what_was(asked: CustodyChanged) -> bool:
    """Let one fact begin where the one before ends."""
    return asked.earlier is None or asked.since > asked.earlier


@rule(
    _("Say which decision of the court this is: the court, the date and the number."),
    id="limit-with-decision",
    basis="3-domain §2.6 (derived: 'limited by decision + reason'; BW 1:377c found [51])",
)
def a_limit_rests_on_a_decision(asked: LimitDecided) -> bool:
    """Neither shut a parent out nor let one back in on someone's word."""
    return bool(asked.decision.strip())


@rule(
    _("The last day must be later than the first day."),
    id="limit-ends-later",
    basis="product: a period has a length",
)
def a_limit_ends_after_it_begins(asked: LimitDecided) -> bool:
    """Let a limit hold for some time."""
    return asked.until is None or asked.until > asked.since


@rule(
    _("This decision is already noted for this adult."),
    id="limit-noted-once",
    basis="product: a double click is no second decision",
)
def a_limit_is_noted_once(asked: LimitDecided) -> bool:
    """Keep one row for one decision as long as it runs."""
    return asked.decision.strip() not in asked.noted


@rule(
    _("You can choose this from 60 days before you are 18."),
    id="only-adult-pupil-keeps",
    basis="BW 1:233 (own-H); product: asked 60 days before",
)
def the_pupil_is_almost_an_adult(asked: ReachKept) -> bool:
    """Leave this choice to pupils who are 18 or almost; with no date of birth nobody can say."""
    return asked.asked_from is not None and asked.today >= asked.asked_from


INVITING = Rulebook[MailAsked](a_mail_address_is_of_one_adult, who_is_invited_is_here)
ADDING = Rulebook[GuardianAsked](nobody_is_added_twice, custody_has_a_proof)
CHANGING = Rulebook[CustodyChanged](
    custody_has_a_proof, custody_has_begun, custody_follows_what_was
)
LIMITING = Rulebook[LimitDecided](
    a_limit_rests_on_a_decision, a_limit_ends_after_it_begins, a_limit_is_noted_once
)
KEEPING = Rulebook[ReachKept](the_pupil_is_almost_an_adult)

NARROWABLE = frozenset({Capacity.CLASS_TEACHER, Capacity.SUBJECT_TEACHER, Capacity.COORDINATOR})
"""The capacities at work that read topics; the others read none, or for safety alone."""


@dataclass(frozen=True, slots=True)
class NarrowingAsked:
    """What must be known to judge whether a school may leave a capacity these topics."""

    capacity: str
    topics: frozenset[str]
    most: frozenset[str]
    unchanged: bool = True


@rule(
    _("A school narrows what colleagues read, not what family or pupil read."),
    id="only-colleagues-are-narrowed",
    basis="2-architecture 'Reach': topics per staff capacity; product: family reads with school",
)
def only_colleagues_are_narrowed(asked: NarrowingAsked) -> bool:
    """Leave the reach of pupil, family and care to what it rests on."""
    return asked.capacity in NARROWABLE


@rule(
    _("A school may leave out topics, never add one."),
    id="narrower-never-wider",
    basis="2-architecture 'Reach': a table the school may narrow, not widen",
)
def a_school_never_widens(asked: NarrowingAsked) -> bool:
    """Keep within what the capacity reads everywhere."""
    return asked.topics <= asked.most


@rule(
    _("The class teacher goes on reading how pupils are; else a message of a family goes unread."),
    id="families-are-read",
    basis="product: what a family tells goes to the class teacher, on the topic wellbeing",
)
def what_families_tell_is_read(asked: NarrowingAsked) -> bool:
    """Keep someone at school who reads what home tells."""
    return asked.capacity != Capacity.CLASS_TEACHER or Topic.WELLBEING in asked.topics


@rule(
    _("Someone else changed this a moment ago. Look at how it stands now, and choose again."),
    id="nothing-overwritten-unseen",
    basis="2-architecture 'Truth and history': two people saving the same thing, nothing is lost",
)
def nothing_is_overwritten_unseen(asked: NarrowingAsked) -> bool:
    """Let nobody undo unseen what a colleague just did."""
    return asked.unchanged


NARROWING = Rulebook(
    only_colleagues_are_narrowed,
    a_school_never_widens,
    what_families_tell_is_read,
    nothing_is_overwritten_unseen,
)
