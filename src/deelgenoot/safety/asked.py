"""How what is asked for safety reads on Vandaag, to the one person it is asked of."""

from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.circles.asked import Asked
from deelgenoot.circles.queries.asks import AskLine


def for_you(line: AskLine) -> Asked:
    """The attention officer hears that something waits; not what, nor from whom."""
    return Asked(
        title=_("Something is ready for you"),
        label=_("Open it"),
        url=reverse("safety:help", args=[line.circle]),
        thanks=True,
    )


def talk_to_pupil(line: AskLine) -> Asked:
    """A pupil asked for this very colleague."""
    return Asked(
        title=_("%(pupil)s would like to talk with you") % {"pupil": line.pupil},
        words=_(
            "Look %(pupil)s up, at a quiet moment. Only you see this question. Say nothing of it"
            " in class or at home."
        )
        % {"pupil": line.pupil},
        label=_("What helps in such a talk"),
        url=reverse("safety:help", args=[line.circle]),
        thanks=True,
    )
