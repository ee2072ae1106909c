"""Judges what a list tells of one adult, cell by cell; a wrong cell is left out and told."""

import re
from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from deelgenoot.details.rules import (
    AddressTyped,
    read_number,
    read_postcode,
    the_house_has_a_number,
)
from deelgenoot.exchange.guardians.columns import Tells
from deelgenoot.exchange.guardians.problems import Problem, problem
from deelgenoot.exchange.guardians.rows import AddressTold

Tell = Callable[[Problem], None]
LONGEST_MAIL = 254
YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x", "gezag", "volledig"})
NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", "geen", "geen gezag"})
LAND = {"": "NL", "nederland": "NL", "nl": "NL", "netherlands": "NL", "belgië": "BE"}
LAND |= {"belgie": "BE", "be": "BE", "belgium": "BE", "duitsland": "DE", "de": "DE"}
SHORT = {"street": 120, "number": 12, "addition": 12, "town": 80}


def custody_of(line: int, about: str, said: str, tell: Tell) -> bool | None:
    """What a list says about custody in so many words; anything else stays unknown."""
    if not said:
        return None
    if said.casefold() in YES:
        return True
    if said.casefold() in NO:
        return False
    tell(problem("custody", line, about, said=_short(said)))
    return None


def mail_of(line: int, about: str, said: str, tell: Tell) -> str:
    """A mail address that mail could reach, or none."""
    if not said:
        return ""
    try:
        validate_email(said)
    except ValidationError:
        tell(problem("mail", line, about, said=_short(said)))
        return ""
    return said.lower() if len(said) <= LONGEST_MAIL else ""


def phones_of(line: int, about: str, said: Sequence[str], tell: Tell) -> tuple[str, ...]:
    """The numbers that can be called, as the whole world writes them."""
    found: dict[str, None] = {}
    for typed in said:
        known = read_number(_with_zero(typed))
        if known:
            found[known.e164] = None
        else:
            tell(problem("phone", line, about, said=_short(typed)))
    return tuple(found)


def _with_zero(typed: str) -> str:
    """Give back the zero that a spreadsheet took from the front of a Dutch number."""
    return f"0{typed}" if typed.isdigit() and len(typed) == 9 else typed


def address_of(
    line: int, about: str, cells: Mapping[Tells, list[str]], tell: Tell
) -> AddressTold | None:
    """Where letters reach an adult; a secret address is never taken over."""
    said = {tells: cells.get(tells, [""])[0] for tells in Tells}
    if said[Tells.SECRET].casefold() in YES:
        tell(problem("secret", line, about))
        return None
    if not (said[Tells.STREET] or said[Tells.TOWN] or said[Tells.POSTCODE]):
        return None
    if not said[Tells.STREET] or not said[Tells.TOWN]:
        tell(problem("half-address", line, about))
        return None
    country = LAND.get(said[Tells.COUNTRY].casefold(), "")
    postcode = read_postcode(said[Tells.POSTCODE], country=country or "XX")
    if said[Tells.POSTCODE] and not postcode:
        tell(problem("postcode", line, about, said=_short(said[Tells.POSTCODE])))
        return None
    house = _house(said[Tells.STREET], said[Tells.NUMBER], said[Tells.ADDITION])
    facts = dict(zip(SHORT, (*house, said[Tells.TOWN]), strict=True))
    if not country or not the_house_has_a_number.holds(
        AddressTyped(postcode, facts["number"], country)
    ):
        tell(problem("half-address", line, about))
        return None
    whole = {name: facts[name][:most] for name, most in SHORT.items()}
    return AddressTold(postcode=postcode, country=country, **whole)


def _house(street: str, number: str, addition: str) -> tuple[str, str, str]:
    """Part street, number and addition, also where a list writes them together."""
    if not number and (found := re.fullmatch(r"(.+?) (\d{1,5})\b ?(.*)", street)):
        street, number, addition = found[1], found[2], found[3] or addition
    if found := re.fullmatch(r"(\d{1,5})[ -]?(\D.*)", number):
        number, addition = found[1], addition or found[2]
    return street, number, addition


def _short(said: str) -> str:
    """Keep a cell readable in a sentence."""
    return said if len(said) <= 40 else f"{said[:39]}…"
