"""Find out which pupil a line of a list is about, and which names and addresses are the same."""

from collections.abc import Mapping
from datetime import date

from deelgenoot.exchange.family_file import Adult, Family, Pupil
from deelgenoot.exchange.guardians.rows import AdultRow, ChildTold
from deelgenoot.exchange.matching import folded

LANGUAGES = {
    **{word: "nl" for word in ("nl", "nederlands", "dutch")},
    **{word: "en" for word in ("en", "engels", "english")},
    **{word: "ar" for word in ("ar", "arabisch", "arabic")},
}
ByFacts = Mapping[tuple[str, date | None], list[Pupil]]


def by_name_and_day(stands: Family) -> ByFacts:
    """Put the pupils of a school by name and birth date, for a list without their numbers."""
    found: dict[tuple[str, date | None], list[Pupil]] = {}
    for pupil in stands.pupils.values():
        found.setdefault((folded(pupil.name), pupil.born_on), []).append(pupil)
    return found


def named_pupil(stands: Family, by_facts: ByFacts, child: ChildTold) -> Pupil | str:
    """The pupil with this number, or the only one with this name and birth date; or why not."""
    if not child.key:
        there = by_facts.get((folded(child.name), child.born_on), []) if child.born_on else []
        return there[0] if len(there) == 1 else "two-pupils" if there else "not-here"
    found = stands.pupils.get(child.key)
    if found is None:
        return "not-here"
    other_day = child.born_on and found.born_on and child.born_on != found.born_on
    other_name = child.first and folded(child.first) != folded(found.first)
    alike = folded(child.rest) == folded(found.rest)
    return "other-pupil" if other_day or (other_name and not alike) else found


def language_of(row: AdultRow) -> str:
    """The language a line tells, when it is one of the house; nothing is guessed."""
    return LANGUAGES.get(row.language.casefold(), "")


def folded_name(adult: Adult) -> str:
    """A name as it is compared."""
    return folded(f"{adult.first} {adult.rest}")


def folded_mail(adult: Adult) -> str:
    """A mail address as it is compared."""
    return adult.mail.casefold()


def looks_like(adult: Adult, row: AdultRow) -> bool:
    """Whether one of the two has initials only, and the rest of the name is the same."""
    firsts = folded(adult.first), folded(row.first)
    if not all(firsts) or not row.rest or folded(adult.rest) != folded(row.rest):
        return False
    few = min(len(first) for first in firsts)
    return firsts[0][0] == firsts[1][0] and (few <= 2 or "." in adult.first + row.first)
