"""Rules about who works at a school, with which class and until when; pure, no database."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule


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
