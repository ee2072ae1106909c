"""Fill a notice in for one reader: subject, mail, text message and letter; pure, no database."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deelgenoot.post.terms import NOTICES, Notice, Reader, Told
from deelgenoot.ui.names import days_in_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ONE_TEXT = 160
"""How many characters of the GSM alphabet fit in one text message; basis: 6-content §9."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is filled in: the reader's own first name, school, initials, whom to call and when."""

    first: str
    school: str
    reader: str = Reader.HOME
    initials: str = ""
    phone: str = ""
    contact: str = ""
    days: tuple[int, ...] = ()

    def kept(self) -> dict[str, Any]:
        """Write down for the outbox."""
        return {name: value for name, value in asdict(self).items() if value}


def facts_kept(kept: dict[str, Any]) -> Facts:
    """Read what the outbox kept."""
    return Facts(**{**kept, "days": tuple(kept.get("days", ()))})


@dataclass(frozen=True, slots=True)
class Said:
    """A notice as it goes out; `step` is the subject for who chose that it names the step."""

    subject: str
    body: str
    short: str
    step: str


def said(told: str, facts: Facts, language: str, *, quiet: bool = False) -> Said:
    """Write a notice for one reader in one language.

    `quiet`: the reader has a wish for safe contact, so it says that there is a message, no more.
    """
    with translation.override(language):
        names = _names(facts)
        step = NOTICES[Told(told)].step
        return Said(
            subject=_("Message from %(school)s") % names,
            body=_mail(facts, sentence(told, facts, quiet=quiet), quiet=quiet),
            short=_short(told, facts, quiet=quiet),
            step=str(step) % names,
        )


def sentence(told: str, facts: Facts, *, quiet: bool = False) -> str:
    """Say what happened in the language that is active: the step, and nothing of it."""
    notice = NOTICES[Told.MESSAGE if quiet else Told(told)]
    words = _spoken(notice, facts.reader) or _spoken(NOTICES[Told.MESSAGE], facts.reader)
    return str(words) % _names(facts)


def _spoken(notice: Notice, reader: str) -> "StrOrPromise":
    """The sentence of a notice in the tone of its reader; empty when it has none for them."""
    others: dict[str, StrOrPromise] = {
        Reader.PUPIL: notice.pupil,
        Reader.COLLEAGUE: notice.colleague,
    }
    return others.get(reader, notice.body)


def _names(facts: Facts) -> dict[str, str]:
    """What the sentences may name."""
    return {
        "school": facts.school,
        "initials": facts.initials,
        "contact": facts.contact or facts.school,
        "link": f"{settings.SITE}/",
    }


def _mail(facts: Facts, words: str, *, quiet: bool) -> str:
    """The mail around the sentence: a greeting, where to read, whom to call."""
    names = _names(facts)
    about = _("This mail says little on purpose. So what it is about stays between us.")
    parts = (
        _("Dear %(person)s,") % {"person": facts.first},
        words,
        _("Read on in Deelgenoot: %(link)s") % names,
        whom_to_call(facts),
        about if quiet or not facts.initials or facts.reader != Reader.HOME else _between(names),
        _("Kind regards,\n%(school)s") % names,
    )
    return "\n\n".join(part for part in parts if part)


def _between(names: dict[str, str]) -> str:
    """Say why the mail says so little."""
    words = _("This mail says little on purpose. So what is about %(initials)s stays between us.")
    return words % names


def whom_to_call(facts: Facts) -> str:
    """Name the one to call, with the days if they are known; nothing without a number."""
    if not facts.phone or facts.reader == Reader.COLLEAGUE:
        return ""
    days = days_in_words(facts.days, whole=True) if facts.days else ""
    names = {"name": facts.contact or facts.school, "phone": facts.phone, "days": days}
    if facts.reader == Reader.PUPIL:
        return pgettext("to pupils", "Would you rather call? %(name)s: %(phone)s.") % names
    if not days:
        return _("Would you rather call? %(name)s: %(phone)s.") % names
    return _("Would you rather call? %(name)s: %(phone)s, on %(days)s.") % names


def _short(told: str, facts: Facts, *, quiet: bool) -> str:
    """The text message; one that would be too long says only that there is a message."""
    names = _names(facts)
    words = NOTICES[Told(told)].short
    if words and facts.initials and facts.reader == Reader.HOME and not quiet:
        filled = str(words) % names
        if len(filled) <= ONE_TEXT:
            return filled
    if facts.reader == Reader.HOME:
        return _("%(school)s: there is a message for you. %(link)s") % names
    return pgettext("to pupils", "%(school)s: there is a message for you. %(link)s") % names


def shown(told: str, facts: Facts, language: str, *, names_step: bool) -> dict[str, str]:
    """Write what a device shows: the school's name and that there is a message, and no more.

    `names_step`: the reader chose that it may say which step it is. basis: 6-content §9.
    """
    notice = NOTICES[Told(told)]
    with translation.override(language):
        title, body = facts.school, sentence(Told.MESSAGE, facts)
        if names_step and notice.title:
            title = str(notice.title)
            body = str(notice.shown) if facts.reader == Reader.HOME else body
        return {"title": title, "body": body}
