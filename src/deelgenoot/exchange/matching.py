"""Find out who in a school's file is someone who stands here under another number; pure.

Being wrong would give a family the circle of another child. So only what cannot be mistaken is
taken as the same: the same name, the same birth date, and nobody else like it on either side.
All else that looks alike is a question to a person, and a question has no answer by itself.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

SOMEONE_ELSE = "other"
ALIKE = 0.8
"""From which likeness of two whole names on a person is asked; product: asking costs one tap."""


@dataclass(frozen=True, slots=True)
class Someone:
    """By what one recognises someone: the name, the birth date of a pupil, the mail at work."""

    key: str
    first: str
    rest: str
    born_on: date | None = None
    mail: str = ""

    @property
    def sure(self) -> tuple[str, str, str] | None:
        """What must be the same to be surely the same; None when too little is known."""
        known = self.born_on.isoformat() if self.born_on else self.mail.casefold()
        return (folded(self.first), folded(self.rest), known) if known else None


@dataclass(slots=True)
class Matches:
    """Who is the same, by new key and old key; and who may be, for a person to say."""

    same: dict[str, str] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def asked_about(self) -> set[str]:
        """The old keys about which a question is open: nothing happens to these people yet."""
        return {old for candidates in self.questions.values() for old in candidates}


def folded(name: str) -> str:
    """Write a name without accents, capitals, spaces and signs."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def find_matches(
    new: Collection[Someone],
    gone: Collection[Someone],
    everyone: Iterable[Someone],
    answers: Mapping[str, str],
) -> Matches:
    """Match who is new in the file with who is gone from it.

    `everyone` is all of the file and all who stand here, each once: a namesake with the same
    birth date anywhere makes it a question. `answers` is what a person said, by new key. Only
    those who can be a match are counted, and held while it is worked out.
    """
    found = Matches()
    if not (new and gone):
        return found
    by_facts = {one.sure: one.key for one in gone if one.sure}
    there = Counter(sure for one in everyone if (sure := one.sure) in by_facts)
    for one in new:
        if one.sure in by_facts and there[one.sure] == 2:  # the one in the file, the one here
            found.same[one.key] = by_facts[one.sure]
    taken = set(found.same.values())
    left = [one for one in gone if one.key not in taken]
    for one in new:
        if one.key not in found.same and (alike := _alike(one, left)):
            _ask(found, one.key, alike, answers.get(one.key, ""), taken)
    for key in list(found.questions):
        found.questions[key] = [old for old in found.questions[key] if old not in taken]
        if not found.questions[key]:
            del found.questions[key]
    return found


def _ask(found: Matches, key: str, alike: list[str], answer: str, taken: set[str]) -> None:
    """Take over what a person said, or ask."""
    if answer == SOMEONE_ELSE:
        return
    if answer in alike and answer not in taken:
        found.same[key] = answer
        taken.add(answer)
        return
    found.questions[key] = alike


def _alike(one: Someone, left: Collection[Someone]) -> list[str]:
    """The old keys of who looks like this one, the most alike first."""
    near = [(_likeness(one, other), other.key) for other in left]
    return [key for likeness, key in sorted(near, reverse=True) if likeness]


def _likeness(one: Someone, other: Someone) -> float:
    """How much two look like the same; 0 when nobody needs to be asked.

    Twins share the birth date and the surname: that is asked, never taken as the same.
    """
    first = folded(one.first) == folded(other.first)
    rest = folded(one.rest) == folded(other.rest)
    if one.born_on and other.born_on:
        if one.born_on != other.born_on:
            return 0
        mine, theirs = (folded(each.first + each.rest) for each in (one, other))
        ratio = SequenceMatcher(None, mine, theirs).ratio()
        return ratio if first or rest or ratio >= ALIKE else 0
    return 1 if first and rest else 0
