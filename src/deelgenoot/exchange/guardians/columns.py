"""What the columns of a list of parents are called, in Dutch, in English and by each system.

A header is read word by word: whose it is (the child's, or of which adult), and what it tells.
Names of columns are settings of the exporting school, so a header nobody knows is asked about.
basis: names marked `found` stand in public help pages of importing apps (Zermelo, Social Schools);
all others are assumed from the fields the systems show (own-L), and the page says so.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Tells(StrEnum):
    """What a column tells."""

    KEY = "key"
    FIRST = "first"
    INITIALS = "initials"
    PREFIX = "prefix"
    FAMILY = "family"
    NAME = "name"
    BORN = "born"
    GROUP = "group"
    RELATION = "relation"
    CUSTODY = "custody"
    MAIL = "mail"
    PHONE = "phone"
    STREET = "street"
    NUMBER = "number"
    ADDITION = "addition"
    POSTCODE = "postcode"
    TOWN = "town"
    COUNTRY = "country"
    LANGUAGE = "language"
    SECRET = "secret"  # noqa: S105 - whether an address is secret


class Whose(StrEnum):
    """About whom a column is."""

    CHILD = "child"
    ADULT = "adult"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column tells, about whom; `nth` tells the adults of one row apart, 0 is the only.

    `relation` is said by the header itself, as in 'e-mail moeder'.
    """

    whose: Whose
    tells: Tells
    nth: int = 0
    relation: str = ""


LABELS = {
    Tells.KEY: _("number in the administration"),
    Tells.FIRST: _("first name"),
    Tells.INITIALS: _("initials"),
    Tells.PREFIX: _("name prefix"),
    Tells.FAMILY: _("surname"),
    Tells.NAME: _("whole name"),
    Tells.BORN: _("birth date"),
    Tells.GROUP: _("class"),
    Tells.RELATION: _("relation to the child"),
    Tells.CUSTODY: _("custody"),
    Tells.MAIL: _("mail address"),
    Tells.PHONE: _("phone number"),
    Tells.STREET: _("street"),
    Tells.NUMBER: _("house number"),
    Tells.ADDITION: _("addition to the house number"),
    Tells.POSTCODE: _("postcode"),
    Tells.TOWN: _("town"),
    Tells.COUNTRY: _("country"),
    Tells.LANGUAGE: _("language at home"),
    Tells.SECRET: _("secret address"),
}
OF_A_CHILD = (
    *(Tells.KEY, Tells.FIRST, Tells.INITIALS, Tells.PREFIX, Tells.FAMILY, Tells.NAME),
    *(Tells.BORN, Tells.GROUP),
)
OF_AN_ADULT = tuple(kind for kind in Tells if kind not in {Tells.BORN, Tells.GROUP})

WORDS: dict[Tells, str] = {
    Tells.KEY: "key | code | nummer | number | id | leerlingnummer | leerlingcode | stamnummer"
    " | administratienummer | leerlingcodes | leerling id | student id | pupil id",
    Tells.FIRST: "roepnaam | voornaam | voornamen | first name | firstname | given name"
    " | call name | preferred name",
    Tells.INITIALS: "voorletters | voorletter | initialen | initials",
    Tells.PREFIX: "tussenvoegsel | tussenvoegsels | voorvoegsel | voorvoegsels | tussenv | prefix"
    " | infix",
    Tells.FAMILY: "achternaam | familienaam | geslachtsnaam | surname | last name | lastname"
    " | family name",
    Tells.NAME: "naam | volledige naam | name | full name | aanschrijfnaam",
    Tells.BORN: "geboortedatum | geb datum | gebdatum | geboren | birth date | birthdate"
    " | date of birth | dob",
    Tells.GROUP: "klas | klasnaam | groep | groepsnaam | stamgroep | stamklas | basisgroep"
    " | class | group",
    Tells.RELATION: "relatie | relatie tot kind | relatie met leerling | soort | soort relatie"
    " | type | rol | relation | relationship",
    Tells.CUSTODY: "gezag | ouderlijk gezag | heeft gezag | wettelijk vertegenwoordiger"
    " | wettelijke vertegenwoordiger | custody | has custody",
    Tells.MAIL: "email | e mail | mail | emailadres | e mailadres | mailadres | email address"
    " | e mail adres | email adres | mail address",
    Tells.PHONE: "telefoon | telefoonnummer | tel | mobiel | mobiele nummer | mobiel nummer | gsm"
    " | telefoon thuis | telefoon mobiel | telefoon werk | vast nummer | phone | mobile"
    " | phone number | mobile phone | home phone | telefoonnummer mobiel | mobiel telefoonnummer",
    Tells.STREET: "straat | straatnaam | adres | street | address",
    Tells.NUMBER: "huisnummer | huisnr | nr | house number",
    Tells.ADDITION: "toevoeging | huisnummertoevoeging | huisletter | huisnr toev | addition",
    Tells.POSTCODE: "postcode | zip | zip code | postal code | post code",
    Tells.TOWN: "plaats | woonplaats | plaatsnaam | town | city",
    Tells.COUNTRY: "land | country",
    Tells.LANGUAGE: "taal | thuistaal | voorkeurstaal | language | home language",
    Tells.SECRET: "geheim | geheim adres | adres geheim | adres is geheim | geheim telefoonnummer"
    " | secret | secret address",
}
"""The words for each thing a column tells; `found`: Roepnaam, Tussenvoegsel, Achternaam,
Geboortedatum, Klasnaam, E-mailadres ouder/verzorger 1 and 2, Code, Email, Leerlingcodes."""

PASSED_OVER = (
    "bsn | burgerservicenummer | persoonsgebonden nummer | onderwijsnummer | geslacht | gender"
    " | sex | geboorteland | geboorteplaats | nationaliteit | nationality | country of birth"
    " | beroep | occupation | opleiding | opleidingsniveau | gewicht | iban | rekeningnummer"
    " | godsdienst | kerkgenootschap | religie | burgerlijke staat | foto | verzekering"
    " | huisarts | schoolgewicht"
)
"""Columns that are left where they are: no one needs them to bring a circle together.

basis: AVG art. 5(1)(c), 3-domain §2.14 and §2.15.
"""

MARKS = {
    "child": ("leerling", "kind", "pupil", "student", "child", "lln"),
    "adult": ("verzorger", "ouder", "guardian", "parent", "voogd", "contactpersoon", "carer"),
}
BY_RELATION = {"moeder": 1, "mother": 1, "vader": 2, "father": 2}
MOST_ADULTS = 4


def plain(header: str) -> str:
    """Write a header in one way: small letters, no accents, one space between words."""
    bare = unicodedata.normalize("NFKD", header.replace("_", " ").casefold())
    spaced = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", re.sub(r"[^a-z0-9]+", " ", bare))
    return " ".join(spaced.split())


def _by_words() -> dict[str, Tells]:
    """Every known wording, and what it tells."""
    return {plain(word): tells for tells, words in WORDS.items() for word in words.split("|")}


KNOWN = _by_words()
LEFT = frozenset(plain(word) for word in PASSED_OVER.split("|"))
OF_ITSELF = {"leerlingnummer", "leerlingcode", "leerlingcodes", "stamnummer"}
"""Numbers that are the child's, also where nothing else in the header says so."""
CALLS = {"tel", "telefoon", "telefoonnummer", "mobiel", "mobile", "phone", "gsm", "telnr"}
MAILS = {"mail", "email", "emailadres", "mailadres"}
SMALL = {"van", "de", "het", "of", "the", "s"}


def understand(headers: Sequence[str]) -> dict[int, Column | None]:
    """Say of each column what it tells; None is one that is left, a missing one is asked about."""
    read = {place: _read(header) for place, header in enumerate(headers) if header.strip()}
    marked = {one.kind for one in read.values()}
    unmarked = "adult" if "child" in marked else ""
    unmarked = "child" if "adult" in marked else unmarked
    found: dict[int, Column | None] = {}
    taken: set[Column] = set()
    for place, one in read.items():
        if one.left in LEFT:
            found[place] = None
            continue
        column = _column(one, unmarked)
        if column and (column not in taken or column.tells is Tells.PHONE):
            found[place] = column
            taken.add(column)
    return found


class _Header(NamedTuple):
    """A header taken apart: whose it is, which adult, the relation it names, and what is left."""

    kind: str
    nth: int
    relation: str
    left: str


def _column(header: _Header, unmarked: str) -> Column | None:
    """What a column tells, if its header is known and says about whom."""
    tells = _tells(header)
    if tells in {Tells.BORN, Tells.GROUP} and not header.kind:
        return Column(Whose.CHILD, tells)
    whose = header.kind or unmarked
    if tells is None or not whose:
        return None
    if whose == "child":
        return Column(Whose.CHILD, tells) if tells in OF_A_CHILD else None
    return Column(Whose.ADULT, tells, header.nth, header.relation)


def _tells(header: _Header) -> Tells | None:
    """What the words that are left of a header say."""
    words = set(header.left.split())
    if not words:
        return Tells.NAME if header.kind else None
    if header.left in KNOWN:
        return KNOWN[header.left]
    return Tells.MAIL if words & MAILS else Tells.PHONE if words & CALLS else None


def _read(header: str) -> _Header:
    """Take a header apart, word by word."""
    kind, nth, relation, left = "", 0, "", []
    for word in plain(header).split():
        side = next((side for side, marks in MARKS.items() if word in marks), "")
        if side:
            kind = side
        elif word in BY_RELATION:
            kind, nth, relation = "adult", nth or BY_RELATION[word], word
        elif word.isdigit() and 0 < int(word) <= MOST_ADULTS:
            nth = int(word)
        elif word not in SMALL:
            left.append(word)
        kind = kind or ("child" if word in OF_ITSELF else "")
    return _Header(kind, nth if kind == "adult" else 0, relation, " ".join(left))
