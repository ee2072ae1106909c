"""How what contact asks reads on Vandaag."""

from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.circles.asked import ASKED, Asked
from deelgenoot.circles.queries.asks import AskLine
from deelgenoot.circles.terms import AskKind


def _come_back(line: AskLine) -> Asked:
    """You said you would come back to this."""
    return Asked(
        title=_("Come back to this with the family of %(pupil)s") % {"pupil": line.pupil},
        words=line.words,
        label=_("Keep a contact"),
        url=reverse("contact:log", args=[line.circle]),
        thanks=True,
    )


def _talk_at_home(line: AskLine) -> Asked:
    """The team wrote about a child, and nobody spoke with the parents yet."""
    return Asked(
        title=_("Talk with the parents of %(pupil)s") % {"pupil": line.pupil},
        words=_(
            "The team wrote something a while ago, and nobody has spoken with the parents since."
        ),
        label=_("Open the circle"),
        url=reverse("circles:show", args=[line.circle]),
        thanks=True,
    )


ASKED[AskKind.COME_BACK] = _come_back
ASKED[AskKind.TALK_AT_HOME] = _talk_at_home
