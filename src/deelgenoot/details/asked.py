"""How asks about reaching a parent read on Vandaag; no address and no number is named."""

from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.circles.asked import ASKED, Asked
from deelgenoot.circles.queries.asks import AskLine
from deelgenoot.circles.terms import AskKind


def _speak(line: AskLine) -> Asked:
    """A message found no way that is safe or wished: someone speaks to them."""
    return Asked(
        title=_("Speak to a parent of %(pupil)s") % {"pupil": line.pupil},
        words=_(
            "There is a message for a parent who would rather be spoken to, or whom no message"
            " reaches. Look first how and when that is safe. Say nothing of it to anyone else."
        ),
        label=_("Look whom, and how"),
        url=reverse("details:reach", args=[line.circle]) + f"#p{line.subject}",
        thanks=True,
    )


def _new_mail(line: AskLine) -> Asked:
    """Mail came back: another address is needed."""
    return Asked(
        title=_("A mail address does not work: a parent of %(pupil)s") % {"pupil": line.pupil},
        words=_(
            "Ask this parent, and nobody else, for another mail address. Whoever keeps the papers"
            " at school fills it in, or the parent does so at My details."
        ),
        label=_("Look whom, and how"),
        url=reverse("details:reach", args=[line.circle]) + f"#p{line.subject}",
        thanks=True,
    )


ASKED.update({AskKind.SPEAK: _speak, AskKind.NEW_MAIL: _new_mail})
