"""Judges what the file tells of one person or group, field by field, in plain words."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from deelgenoot.exchange.edexml.listening import Draft
from deelgenoot.exchange.edexml.problems import FIELDS, NAMELESS, Problem, problem, shortened
from deelgenoot.exchange.edexml.rows import ROLES, called
from deelgenoot.exchange.edexml.shape import DEFAULT_LIMIT, LIMITS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)


OLDEST = 30
"""Older than this is nobody in a school's file: such a date was typed wrongly (found here)."""

TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF])
"""Signs that turn the writing around: they make one name look like another and say nothing."""


def tidy(text: str) -> str:
    """Take away stray spaces and hidden turns, and write each letter with its accent as one."""
    plain = " ".join(text.split())
    if plain.isascii():
        return plain
    return " ".join(unicodedata.normalize("NFC", plain).translate(TURNS).split())


def is_garbled(text: str) -> bool:
    """Tell whether letters were broken on the way, as in IsmaÃ«l for Ismaël."""
    if text.isascii():
        return False
    if "\N{REPLACEMENT CHARACTER}" in text:
        return True
    try:
        text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True


@lru_cache(maxsize=8192)
def day_in(text: str) -> date | None:
    """Read a day the way EDEXML writes it; None when it is not a real day."""
    found = DAY.fullmatch(text)
    try:
        return date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None


class Judged:
    """The fields of one draft; whatever is wrong with one is told when it is asked for."""

    def __init__(self, draft: Draft, tell: Callable[[Problem], None]) -> None:
        self.draft = draft
        self._tell = tell
        self._told = {field: tidy(text) for field, text in draft.texts.items()}
        self.key = tidy(draft.key)
        self.name = shortened(self._called())
        self.about: StrOrPromise = self.name or shortened(self.key) or NAMELESS[draft.kind]
        self.key = self._sound("key", self.key)
        for field, line in draft.twice:
            self.problem("given-twice", line, field=FIELDS[field])

    def _called(self) -> str:
        said = self._told
        return called(
            said.get("roepnaam", ""),
            said.get("voornamen", ""),
            said.get("voorletters-1", ""),
            said.get("voorvoegsel", ""),
            said.get("achternaam", "") or said.get("naam", ""),
        )

    def problem(self, kind: str, line: int = 0, /, **words: "StrOrPromise | int") -> None:
        """Tell that something is wrong with this one."""
        self._tell(problem(kind, line or self.draft.line, self.about, **words))

    def text(self, field: str) -> str:
        """The words of one field, without stray spaces, and never longer than the standard."""
        return self._sound(field, self._told.get(field, ""))

    def _sound(self, field: str, words: str, line: int = 0) -> str:
        limit = LIMITS.get(field, DEFAULT_LIMIT)
        if len(words) > limit:
            self.problem("too-long", line, field=FIELDS[field], limit=limit)
        if is_garbled(words):
            self.problem("garbled", line, field=FIELDS[field])
        return words[:limit]

    def day(self, field: str, kind: str = "bad-date") -> date | None:
        """The day in one field; what was written instead of a day is not repeated."""
        written = self._told.get(field, "")
        day = day_in(written)
        if written and day is None:
            self.problem(kind, field=FIELDS[field])
        return day

    def born(self, today: date) -> date | None:
        """The birth date; one that cannot be is not kept, for ages decide who may read."""
        day = self.day("geboortedatum")
        if day is None:
            return None
        if day > today:
            self.problem("future-birth")
            return None
        if (age := today.year - day.year) > OLDEST:
            self.problem("unlikely-birth", age=age)
            return None
        return day

    def matching(self, field: str, pattern: str) -> str:
        """A number of the school, when it is written as the standard says."""
        written = self.text(field).upper()
        if written and not re.fullmatch(pattern, written):
            self.problem("school-number", field=FIELDS[field])
            return ""
        return written

    def roles(self, told: list[tuple[str, str]], line: int = 0) -> tuple[str, ...]:
        """The roles in order: codes of the standard, and roles in the school's own words."""
        roles = []
        for field, text in told:
            role = self._sound(field, tidy(text), line)
            if field == "rol" and role not in ROLES:
                self.problem("unknown-role", line)
            if role and role not in roles:
                roles.append(role)
        return tuple(roles)
