"""Rules about phone numbers and addresses; pure, no database."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time

import phonenumbers
from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule
from deelgenoot.people.terms import PhoneKind

DUTCH_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?(?!SA|SD|SS)([A-Z]{2})")
POSTCODE = re.compile(r"[A-Z0-9][A-Z0-9 -]{1,11}")
HOUSE = re.compile(r"[1-9][0-9]{0,4}")
NO_ONE_PAYS_TO_CALL = {
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
}
KINDS = {
    phonenumbers.PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE: PhoneKind.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE: PhoneKind.LANDLINE,
}


JOINERS = {"\u200c", "\u200d"}  # names in Persian and some signs are written with them


def plain(typed: str) -> str:
    """Take out what cannot be seen (marks of direction, lost control signs) and double spaces."""
    signs = " ".join(unicodedata.normalize("NFC", typed).split())
    seen = (s for s in signs if s in JOINERS or unicodedata.category(s) not in {"Cf", "Cc"})
    return " ".join("".join(seen).split())


def narrow(typed: str) -> str:
    """Write letters and digits as on a Dutch keyboard, for codes and numbers."""
    return plain(unicodedata.normalize("NFKC", typed)).upper()


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number as the whole world writes it, and what kind it is."""

    e164: str
    kind: PhoneKind


def read_number(typed: str, *, region: str = "NL") -> Number | None:
    """Understand a phone number as people write it; without a country it is a Dutch one."""
    try:
        found = phonenumbers.parse(plain(typed), region)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(found)
    if not phonenumbers.is_valid_number(found) or kind in NO_ONE_PAYS_TO_CALL:
        return None
    e164 = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    return Number(e164, KINDS.get(kind, PhoneKind.OTHER))


def number_in_words(e164: str) -> str:
    """Write a number as people read it: Dutch ones without the country, others with it."""
    found = phonenumbers.parse(e164)
    home = found.country_code == 31
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(found, style.NATIONAL if home else style.INTERNATIONAL)


def read_postcode(typed: str, *, country: str) -> str:
    """Write a postcode as its country does; empty when it is none."""
    wanted = narrow(typed)
    if country != "NL":
        return wanted if POSTCODE.fullmatch(wanted) else ""
    found = DUTCH_POSTCODE.fullmatch(wanted)
    return f"{found[1]} {found[2]}" if found else ""


@dataclass(frozen=True, slots=True)
class NumberTyped:
    """A phone number as someone typed it."""

    typed: str


@rule(
    _("This is not a number that school can call."),
    id="number-that-can-be-called",
    basis="ITU-T E.164; found in libphonenumber; product: no premium rate",
    mend=_("Write it like 06 12345678, or with the country like +32 470 12 34 56."),
)
def the_number_can_be_called(number: NumberTyped) -> bool:
    """Keep only numbers that exist and cost no more than a call."""
    return read_number(number.typed) is not None


@dataclass(frozen=True, slots=True)
class AddressTyped:
    """An address as someone typed it, and whether it is a child's."""

    postcode: str
    number: str
    country: str
    of_a_child: bool = False


@rule(
    _("A Dutch postcode is four digits and two letters, like 6811 AB."),
    id="postcode-of-its-country",
    basis="PostNL: 1000-9999, without SA, SD and SS",
)
def the_postcode_fits_its_country(address: AddressTyped) -> bool:
    """Ask for a Dutch postcode in the Netherlands; elsewhere it may be missing."""
    if address.country != "NL" and not plain(address.postcode):
        return True
    return bool(read_postcode(address.postcode, country=address.country))


@rule(
    _("Fill in the house number, only digits. Letters go in the next field."),
    id="house-number",
    basis="BAG: 1-99999; product: abroad a house may have a name",
)
def the_house_has_a_number(address: AddressTyped) -> bool:
    """Ask for a house number in the Netherlands; elsewhere it may be missing."""
    return address.country != "NL" or bool(HOUSE.fullmatch(narrow(address.number)))


@rule(
    _("The address of a child is not kept here. The addresses of the parents are enough."),
    id="no-address-of-a-child",
    basis="product: with two homes it would give one of them away",
)
def it_is_not_the_address_of_a_child(address: AddressTyped) -> bool:
    """Keep addresses of adults only."""
    return not address.of_a_child


@dataclass(frozen=True, slots=True)
class NumberTakenOut:
    """A number someone takes out, and whether it is the only safe one."""

    only_safe: bool


@rule(
    _("This is the only number that is safe to call, so it stays for now."),
    id="safe-number-stays",
    basis="product: without it school would call any other number",
    mend=_("First choose at Safe contact which number school may call."),
)
def the_only_safe_number_stays(number: NumberTakenOut) -> bool:
    """Refuse to widen whom school calls by taking a number out."""
    return not number.only_safe


@dataclass(frozen=True, slots=True)
class HoursTyped:
    """From when until when school may call; None is: not said."""

    begin: time | None
    end: time | None


@rule(
    _("Fill in both times, the earlier one first."),
    id="hours-begin-and-end",
    basis="product: half a wish is read in two ways",
)
def the_hours_begin_before_they_end(hours: HoursTyped) -> bool:
    """Keep both hours or none, in order."""
    if hours.begin is None or hours.end is None:
        return hours.begin is hours.end
    return hours.begin < hours.end


@dataclass(frozen=True, slots=True)
class FormOpened:
    """When what is being changed was last noted, as the form knew it and as it stands now."""

    known: datetime | None
    noted: datetime | None


@rule(
    _("Someone else changed this in the meantime, so it is not saved yet."),
    id="nothing-overwritten",
    basis="product: an old form would undo a wish for safety",
    mend=_("Look whether it is right now. Then save it again."),
)
def nothing_is_overwritten(form: FormOpened) -> bool:
    """Save only over what the form was opened with."""
    return form.known == form.noted


CALLING = Rulebook(the_number_can_be_called)
LIVING = Rulebook(
    it_is_not_the_address_of_a_child, the_postcode_fits_its_country, the_house_has_a_number
)
HOURS = Rulebook(the_hours_begin_before_they_end)
SAVING = Rulebook(nothing_is_overwritten)
TAKING_OUT = Rulebook(the_only_safe_number_stays)
