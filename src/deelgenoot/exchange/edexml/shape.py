"""Where in a school's file each fact stands that Deelgenoot reads; all else is passed over."""

from enum import Enum


class Place(Enum):
    """What the reader does at one place in the file."""

    TEXT = "text"
    LINK = "link"
    ROLE = "role"
    INSIDE = "inside"


SECTIONS: dict[str, frozenset[str]] = {
    "vestigingen": frozenset({"vestiging"}),
    "groepen": frozenset({"groep", "samengestelde_groep"}),
    "leerlingen": frozenset({"leerling"}),
    "leerkrachten": frozenset({"leerkracht"}),
}
"""The parts of the file and what each part lists; `school` stands beside them, alone."""

NAME = {
    name: Place.TEXT
    for name in ("achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam")
}
ROLES_HERE = {"rol": Place.ROLE, "rolomschrijving": Place.ROLE}

SHAPE: dict[str, dict[str, Place]] = {
    "school": {
        name: Place.TEXT
        for name in (
            "schooljaar",
            "peildatum",
            "brincode",
            "dependancecode",
            "instellingsnummer",
            "schoolkey",
            "aanmaakdatum",
            "auteur",
            "xsdversie",
        )
    },
    "vestiging": {"naam": Place.TEXT},
    "groep": {"naam": Place.TEXT, "jaargroep": Place.TEXT},
    "samengestelde_groep": {"naam": Place.TEXT},
    "leerling": NAME
    | {
        "geboortedatum": Place.TEXT,
        "jaargroep": Place.TEXT,
        "instroomdatum": Place.TEXT,
        "uitstroomdatum": Place.TEXT,
        "groep": Place.LINK,
        "vestiging": Place.LINK,
        "samengestelde_groepen": Place.INSIDE,
        "samengestelde_groepen/samengestelde_groep": Place.LINK,
    },
    "leerkracht": NAME
    | ROLES_HERE
    | {
        "emailadres": Place.TEXT,
        "groepen": Place.INSIDE,
        "groepen/groep": Place.LINK,
        "groepen/samengestelde_groep": Place.LINK,
    }
    | {f"groepen/groep/{name}": place for name, place in ROLES_HERE.items()}
    | {f"groepen/samengestelde_groep/{name}": place for name, place in ROLES_HERE.items()},
}
"""Per thing in the file, the places below it that are read."""

KEYLESS = frozenset({"school"})

LIMITS: dict[str, int] = {
    "key": 256,
    "achternaam": 200,
    "voorvoegsel": 10,
    "voornamen": 200,
    "voorletters-1": 6,
    "roepnaam": 64,
    "emailadres": 256,
    "rol": 64,
    "rolomschrijving": 64,
    "naam": 64,
    "auteur": 128,
    "schoolkey": 256,
    "jaargroep": 32,
    "xsdversie": 32,
}
"""How many characters the standard allows (basis: EDEXML 2.1, types.vast); else DEFAULT_LIMIT."""

DEFAULT_LIMIT = 64

VERSIONS = frozenset({"2.1", "2.0"})
OLD_VERSIONS = frozenset({"1.0", "1.0.3", "1.03"})
"""Versions that read the same as far as Deelgenoot needs; an old one is told, not refused.

What differs was found in the schemas and samples of the versions themselves (2.1 of 2017-02-17
from Edustandaard; 2.0 and 1.03 as the open-source plugin cakephp-edexml carries them):

- 2.1 adds to 2.0 the attribute `eckid`, keys of 256 characters instead of 64, and the role TAL.
- 1.03 writes its version as 1.03. It knows no `vestigingen`, no combined groups, no roles, and no
  `voornamen`, `gebruikersnaam`, `emailadres` or `bsn`; a surname has at most 70 characters. A
  pupil has a group or a year group, not both.
- A Flemish file (2.0 and 2.1 only) has `instellingsnummer` instead of `brincode`, without leading
  zeros; `rijksregisternummer` and `postnummerbe`; and Dutch year groups: class 4 is year group 6.

Our own choices, for want of a rule: what a newer version allows is taken in an older one too; a
version that is not told is read as 2.1; and who stands with a class without any role is its
teacher, which in 1.03 is everyone, so the school is asked to check.
"""
