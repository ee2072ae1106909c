"""What goes to someone at home: that there is a message, and nothing of it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.ui.names import days_in_words


@dataclass(frozen=True, slots=True)
class Notice:
    """A message as it goes out, in the language that is active.

    `step` is the subject for who chose that it names the step; `short` is the text message.
    """

    subject: str
    body: str
    short: str
    step: str


def notice(
    circle: Circle, first: str, contact: MemberLine | None, *, good: bool = False
) -> Notice:
    """Write that there is a message; with nothing in it, for whoever may see the screen."""
    names = {"school": circle.school.name, "link": f"{settings.SITE}/"}
    parts = (
        _("Dear %(person)s,") % {"person": first},
        _("There is a message for you in Deelgenoot: %(link)s") % names,
        _whom_to_call(circle, contact),
        _("This mail says little on purpose. So what it is about stays between us."),
        _("Kind regards,\n%(school)s") % names,
    )
    return Notice(
        subject=_("Message from %(school)s") % names,
        body="\n\n".join(part for part in parts if part),
        short=_("%(school)s: there is a message for you. %(link)s") % names,
        step=_("Good news from %(school)s") % names if good else "",
    )


def _whom_to_call(circle: Circle, contact: MemberLine | None) -> str:
    """Name the one to call, with the days if they are known; nothing without a number."""
    name = contact.name if contact else circle.school.name
    days = days_in_words(contact.days, whole=True) if contact else ""
    names = {"name": name, "phone": circle.school.phone, "days": days}
    if not circle.school.phone:
        return ""
    if not days:
        return _("Would you rather call? %(name)s: %(phone)s.") % names
    return _("Would you rather call? %(name)s: %(phone)s, on %(days)s.") % names
