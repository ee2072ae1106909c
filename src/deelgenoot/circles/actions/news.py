"""Telling someone at home that something waits in Deelgenoot, with nothing in it."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import MemberLine
from deelgenoot.post.outbox import put_in_outbox
from deelgenoot.ui.names import days_in_words


def tell_there_is_news(
    circle: Circle, reader: MemberLine, contact: MemberLine | None, *, good: bool = False
) -> None:
    """Mail that there is a message; with nothing in it, for whoever may see the screen."""
    language = reader.language or "nl"
    with translation.override(language):
        subject = _("Message from %(school)s") % {"school": circle.school.name}
        parts = (
            _("Dear %(person)s,") % {"person": reader.first},
            _("There is a message for you in Deelgenoot: %(link)s") % {"link": _site()},
            _whom_to_call(circle, contact),
            _("This mail says little on purpose. So what it is about stays between us."),
            _("Kind regards,\n%(school)s") % {"school": circle.school.name},
        )
        names = {"school": circle.school.name, "link": _site()}
        short = _("%(school)s: there is a message for you. %(link)s") % names
        step = _("Good news from %(school)s") % names if good else ""
    body = "\n\n".join(part for part in parts if part)
    put_in_outbox(
        subject=subject, body=body, language=language, person=reader.person, short=short, step=step
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


def _site() -> str:
    """The address of the front door."""
    return f"{settings.SITE}/"
