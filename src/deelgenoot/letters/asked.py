"""How the ask about a paused code reads on Vandaag."""

from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.circles.asked import ASKED, Asked
from deelgenoot.circles.queries.asks import AskLine
from deelgenoot.circles.terms import AskKind


def _code_paused(line: AskLine) -> Asked:
    """A code was tried three times with a wrong birth date; a call clears it up."""
    return Asked(
        title=_("A code for the circle of %(pupil)s is paused") % {"pupil": line.pupil},
        words=_(
            "Someone filled in a wrong date of birth three times. Call the family: was it them?"
            " The office can make a new code."
        ),
        label=_("See who comes in"),
        url=reverse("letters:newcomers", args=[line.circle]),
        thanks=True,
    )


ASKED[AskKind.CODE_PAUSED] = _code_paused
