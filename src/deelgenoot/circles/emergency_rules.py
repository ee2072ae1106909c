"""Rules about looking in an emergency; pure, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule

LONGEST = timedelta(hours=24)
ALONE_A_WEEK = 2
"""How often in seven days one opens a look for oneself; the database holds the same number."""
OFTEN = 3
"""From how many looks in seven days coordinator and leader hear of each, whoever opened it."""


@dataclass(frozen=True, slots=True)
class LookAsked:
    """What must be known to judge whether a colleague may look in an emergency."""

    reason: str
    since: datetime
    until: datetime
    has_account: bool = True
    alone: bool = False
    for_class: bool = False
    alone_lately: int = 0
    too_close: bool = False
    may: bool = True


@rule(
    _("Say in your own words why. The family reads it today."),
    id="emergency-with-reason",
    basis="1-vision 'Trust by design'; GDPR 5(1)(a): whom it is about knows who looked, and why",
)
def a_look_has_a_reason(asked: LookAsked) -> bool:
    """Open nothing about a child without telling why."""
    return bool(asked.reason.strip())


@rule(
    _("At most 24 hours. After that, open it anew, with a reason."),
    id="emergency-ends",
    basis="GDPR 5(1)(e); product: an emergency is over by tomorrow, or needs another word",
)
def a_look_ends_within_a_day(asked: LookAsked) -> bool:
    """Let no emergency become a habit."""
    return asked.since < asked.until <= asked.since + LONGEST


@rule(
    _("This colleague has not come in yet, so could see nothing. Choose someone else."),
    id="emergency-for-who-comes-in",
    basis="product: a family is not told of a look nobody can take",
)
def who_looks_has_come_in(asked: LookAsked) -> bool:
    """Ask for a colleague with an account."""
    return asked.has_account


@rule(
    _("For a whole class someone else opens it for you."),
    id="emergency-of-a-class-by-another",
    basis="product: nobody gives themselves sight of a class; decision record 0008",
)
def nobody_opens_a_class_alone(asked: LookAsked) -> bool:
    """Let one see a single child in one's own care, not a list of families."""
    return not (asked.alone and asked.for_class)


@rule(
    _("You opened it for yourself twice this week. Ask a colleague to open it for you."),
    id="emergency-alone-is-rare",
    basis="product: who looks often, looks with someone who knows; decision record 0008",
)
def opening_alone_is_rare(asked: LookAsked) -> bool:
    """Keep a way for accidents from becoming a way to look around."""
    return not asked.alone or asked.alone_lately < ALONE_A_WEEK


@rule(
    _("Someone else opens this: class teacher, coordinator, school leader or administrator."),
    id="emergency-by-who-may",
    basis="2-architecture: administrator no content; decision record 0008",
)
def who_opens_may_do_so(asked: LookAsked) -> bool:
    """Let who knows the school open it for another; who keeps the papers never for themselves."""
    return asked.may


@rule(
    _("This colleague stands too close to this child. Choose someone else."),
    id="emergency-not-too-close",
    basis="product: never one's own child, nor a child of who shares a child with one",
)
def who_looks_stands_apart(asked: LookAsked) -> bool:
    """Keep away who could be looking for a former partner."""
    return not asked.too_close


OPENING = Rulebook(
    a_look_has_a_reason,
    a_look_ends_within_a_day,
    who_looks_has_come_in,
    nobody_opens_a_class_alone,
    who_opens_may_do_so,
    opening_alone_is_rare,
    who_looks_stands_apart,
)
