"""Say how someone is reached in lines people read, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deelgenoot.details.forms.names import language_names, phone_in_words
from deelgenoot.details.queries import Known
from deelgenoot.people.terms import Channel
from deelgenoot.ui.dates import LOCALES, language
from deelgenoot.ui.names import days_in_words, in_a_row

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PHONE, MAIL, ADDRESS, WISHES, SAFE = "telefoon", "mail", "adres", "wensen", "veilig"
TITLES: "dict[str, StrOrPromise]" = {
    PHONE: gettext_lazy("Phone"),
    MAIL: gettext_lazy("Mail"),
    ADDRESS: gettext_lazy("Address"),
    WISHES: gettext_lazy("Wishes"),
    SAFE: gettext_lazy("Safe contact"),
}
ICONS = {PHONE: "phone", MAIL: "mail", ADDRESS: "house", WISHES: "heart", SAFE: "lock"}


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part as the overview draws it: its title and what is known."""

    key: str
    title: str
    icon: str
    lines: list[str]


def parts_of(known: Known) -> list[PartLine]:
    """Draw every part that can be kept of this person."""
    keys = [key for key in TITLES if key != ADDRESS or known.is_adult]
    return [
        PartLine(key, str(TITLES[key]), ICONS[key], list(lines_of(known, key))) for key in keys
    ]


def lines_of(known: Known, key: str) -> Iterator[str]:
    """Say what is known of one part."""
    if key == PHONE:
        return (phone_in_words(phone.number, phone.label) for phone in known.phones)
    if key == MAIL:
        return _mail(known)
    return {ADDRESS: _address, WISHES: _wishes, SAFE: _safe}[key](known)


def _mail(known: Known) -> Iterator[str]:
    """Where mail goes, and whether it arrives."""
    if known.mail:
        yield known.mail.address
        if known.mail.broken_at:
            yield _("Mail to this address came back. Fill in another one.")


def _address(known: Known) -> Iterator[str]:
    """The lines of an envelope."""
    if home := known.address:
        yield " ".join(filter(None, (home.street, home.number, home.addition)))
        yield " ".join(filter(None, (home.postcode, home.town)))
        if home.country != "NL":
            yield str(Locale.parse(LOCALES[language()]).territories.get(home.country, ""))


def _wishes(known: Known) -> Iterator[str]:
    """How and in which language."""
    wishes = known.wishes
    if wishes.noted_at is None:
        return
    yield _("Best by: %(channel)s") % {"channel": Channel(wishes.channel).label}
    yield from _speaks(known)
    if wishes.reads_little:
        yield _("Rather hear it than read it.")


def _speaks(known: Known) -> Iterator[str]:
    """In which language one talks, and whether an interpreter helps."""
    names = dict(language_names())
    if known.wishes.languages:
        said = in_a_row([names[code] for code in known.wishes.languages if code in names])
        yield _("Speaks: %(languages)s") % {"languages": said}
    if known.wishes.needs_interpreter:
        yield _("An interpreter helps in a conversation.")


def _safe(known: Known) -> Iterator[str]:
    """What is safe: the number, what never, and when."""
    wishes = known.wishes
    only = [phone for phone in known.phones if phone.id == wishes.only_phone_id]
    for phone in only:
        said = phone_in_words(phone.number, phone.label)
        yield _("Call only: %(number)s") % {"number": said}
    if wishes.never:
        ways = in_a_row([str(Channel(way).label) for way in wishes.never])
        yield _("Never: %(ways)s") % {"ways": ways}
    if when := when_to_call(known):
        yield when


def when_to_call(known: Known) -> str:
    """Say when one may call; nothing when any time is fine."""
    wishes = known.wishes
    days = days_in_words(wishes.days, whole=True) if wishes.days else ""
    hours = ""
    if wishes.call_from and wishes.call_until:
        times = {"begin": f"{wishes.call_from:%H:%M}", "end": f"{wishes.call_until:%H:%M}"}
        hours = _("between %(begin)s and %(end)s") % times
    if not days and not hours:
        return ""
    return _("Call only %(when)s") % {"when": " ".join(filter(None, (days, hours)))}


def to_call(known: Known) -> list[str]:
    """Say what one must know before calling: when, what never, and in which language."""
    said = [when_to_call(known)] if when_to_call(known) else []
    if known.wishes.never:
        ways = in_a_row([str(Channel(way).label) for way in known.wishes.never])
        said.append(_("Never: %(ways)s") % {"ways": ways})
    return said + list(_wishes(known))


def to_call_now(known: Known) -> list[str]:
    """Say what one must know to call in an emergency: when, if never, in which language."""
    said = [when_to_call(known)] if when_to_call(known) else []
    if Channel.CALL in known.wishes.never:
        said.append(_("Never: %(ways)s") % {"ways": Channel.CALL.label})
    return said + list(_speaks(known))
