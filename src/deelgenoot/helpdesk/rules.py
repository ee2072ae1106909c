"""Rules about looking along; pure, no database."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule


@dataclass(frozen=True, slots=True)
class LookAsked:
    """What must be known to judge whether someone may be asked to let school look along."""

    has_come_in: bool
    in_vain: bool = False


@rule(
    _("This person has not come in yet, so there is no screen on which to say yes."),
    mend=_("Make a new letter or card instead."),
    id="yes-needs-a-screen",
    basis="decision 0014: only a yes on the person's own screen counts, never one by phone",
)
def a_yes_needs_a_screen(asked: LookAsked) -> bool:
    """Ask only who can answer for themselves."""
    return asked.has_come_in


@rule(
    _(
        "School asked this not long ago, so it is not asked again yet. Who does want it can let"
        " school look along at any time, on their own screen."
    ),
    id="not-asked-again-so-soon",
    basis="decision 0014: nobody is asked until they give in; a no and no answer look the same",
)
def nobody_is_asked_again_so_soon(asked: LookAsked) -> bool:
    """After a no, or no answer, let a day go by before anyone of school asks again."""
    return not asked.in_vain


@dataclass(frozen=True, slots=True)
class LookAnswered:
    """What must be known to judge a yes: until when the question stands, and if it was closed."""

    until: datetime
    now: datetime
    closed: bool


@rule(
    _("This question is over. Nobody looks along."),
    mend=_("Do you still want it? Choose below who may look along."),
    id="no-yes-to-an-old-question",
    basis="decision 0014: a yes is about now",
)
def the_question_still_stands(asked: LookAnswered) -> bool:
    """Take no yes to a question of earlier."""
    return asked.until > asked.now and not asked.closed


ASKING = Rulebook(a_yes_needs_a_screen, nobody_is_asked_again_so_soon)
ANSWERING = Rulebook(the_question_still_stands)
