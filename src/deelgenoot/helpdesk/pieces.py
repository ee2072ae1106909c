"""What pages draw of looking along: the bar on every page, and how it stands, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deelgenoot.circles.terms import Way
from deelgenoot.helpdesk.queries import CodeLine, LookedLine, Stands
from deelgenoot.people.terms import Channel
from deelgenoot.ui.banners import Banner, Tap
from deelgenoot.ui.dates import clock, full_day, moment, short_moment

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def looking_along(request: HttpRequest) -> Banner | None:
    """The bar on every page: who of school looks along or asks to, or with whom one looks along.

    What it tells came with the account itself, so it asks the database nothing.
    """
    actor = getattr(request, "actor", None)
    known: dict[str, Any] = getattr(request.user, "looking_along", None) or {} if actor else {}
    told = known.get("mine" if actor and actor.is_family else "helps")
    if not told or _at(told["until"]) <= timezone.now():
        return None
    names = {"name": told["name"], "time": clock(_at(told["until"]))}
    if "person" in told:
        page = reverse("helpdesk:look_along", args=[told["person"]])
        if request.path == page:
            return None  # that page says it itself, also when it ends while it is open
        return Banner(_("%(name)s lets you look along until %(time)s") % names, page)
    mine, to = reverse("helpdesk:mine"), reverse("helpdesk:answer", args=[told["id"]])
    if told["yes"]:
        words = _("%(name)s looks along until %(time)s") % names
        return Banner(words, mine, Tap(_("Stop"), to, "stop"))
    words = _("%(name)s of school asks to look along") % names
    return Banner(words, mine, Tap(_("No"), to, "stop"))


def _at(told: str) -> datetime:
    """Read a moment as the database writes it."""
    return datetime.fromisoformat(told)


@dataclass(frozen=True)
class Told:
    """One heading of how it stands, with its lines and what to do about them."""

    title: "StrOrPromise"
    lines: list[str]
    mend: str = ""


def stands_in_words(stands: Stands, now: datetime) -> list[Told]:
    """Say how it stands in plain lines that can be read aloud: no words, address or number."""
    told = [_account(stands), _codes(stands.codes, now)]
    return [*told, _post(stands), _circles(stands)] if stands.reads_along else told


def _account(stands: Stands) -> Told:
    """Since when someone is in, how they sign in, in which language, and what they read."""
    language = LANG_INFO.get(stands.language, {}).get("name_local", stands.language)
    by_mail = stands.signs_in_by_mail
    lines = [
        _("Has an account since %(day)s.") % {"day": full_day(stands.since)},
        _("Signs in with mail.") if by_mail else _("Came in with a code on paper."),
        _("Language: %(language)s.") % {"language": language},
    ]
    if stands.reads_along:
        return Told(_("Account"), [*lines, _("Has shown who they are, and reads along.")])
    lines.append(_("Has not shown who they are yet: can tell, and does not read along."))
    return Told(_("Account"), lines, _("They show who they are with a code, or at school."))


def _codes(codes: tuple[CodeLine, ...], now: datetime) -> Told:
    """How the last invitations went."""
    lines = [_code(line, now) for line in codes]
    return Told(_("Invitations"), lines or [_("No invitation was made here.")])


def _code(line: CodeLine, now: datetime) -> str:
    """How one invitation went."""
    names = {"way": Way(line.way).label, "day": short_moment(line.made_at)}
    made = _("%(way)s, made %(day)s") % names
    if line.used_at:
        how = _("used %(day)s") % {"day": short_moment(line.used_at)}
    elif line.paused_at:
        how = _("paused after three wrong birth dates")
    elif line.expires_at <= now:
        how = _("no longer works since %(day)s") % {"day": short_moment(line.expires_at)}
    else:
        how = _("works until %(day)s") % {"day": short_moment(line.expires_at)}
    return f"{made}: {how}."


def _post(stands: Stands) -> Told:
    """By which way messages reach someone, and whether mail came back."""
    lines = [_("Gets messages by: %(way)s.") % {"way": Channel(stands.channel).label}]
    if not stands.mail_to:
        return Told(_("How messages go"), [*lines, _("No mail address is known.")])
    lines.append(_("Mail goes to %(address)s.") % {"address": f"\u2068{stands.mail_to}\u2069"})
    if not stands.mail_broken:
        return Told(_("How messages go"), lines)
    lines.append(_("Mail came back, so nothing is sent there now."))
    return Told(_("How messages go"), lines, _("Let them change the address under My details."))


def _circles(stands: Stands) -> Told:
    """How many circles open, in numbers alone; why one does not, is not said here."""
    names = {"n": stands.circles}
    lines = [ngettext("%(n)s circle opens.", "%(n)s circles open.", stands.circles) % names]
    if stands.reads_on:
        many = ngettext(
            "%(n)s more can still be read.", "%(n)s more can still be read.", stands.reads_on
        )
        lines.append(many % {"n": stands.reads_on})
    if stands.circles + stands.reads_on:
        return Told(_("Circles at this school"), lines)
    mend = _("Why not, stands in the papers. Say nothing of it on the phone.")
    return Told(_("Circles at this school"), lines, mend)


def looked_in_words(line: LookedLine, now: datetime) -> tuple[str, str]:
    """Say who looked along and when, to the person themself."""
    look = line.look
    title = f"{look.by.name} · {look.school.name}"
    if look.yes_at is None:
        names = {"day": moment(look.asked_at or look.until)}
        if look.is_open(now):
            return title, _("%(day)s: asks to look along.") % names
        if look.stopped_at:
            return title, _("%(day)s: asked to look along. Stopped, nobody looked.") % names
        return title, _("%(day)s: asked to look along. No answer, nobody looked.") % names
    names = {
        "since": moment(look.yes_at),
        "until": clock(look.stopped_at or look.until),
        "times": ", ".join(dict.fromkeys(clock(at) for at in line.times)),
    }
    if line.times:
        return title, _("%(since)s until %(until)s. Looked at %(times)s.") % names
    return title, _("%(since)s until %(until)s. Has not looked.") % names
