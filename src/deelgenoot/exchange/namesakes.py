"""Put the lines of a list about one adult together, and find who may be one adult; pure.

One name with one number or one mail address is one adult, and so is one name on one line. One
name with several children and nothing that tells more is a question: two women can have one name,
and one mother can have three children. Without an answer they stay apart, for what was joined
wrongly shows the mail and the home of one to the children of the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from deelgenoot.exchange.family_plan import Answers, FamilyLine
from deelgenoot.exchange.guardians.rows import AddressTold, AdultRow
from deelgenoot.exchange.matching import SOMEONE_ELSE, folded
from deelgenoot.exchange.terms import LineKind

SAME = "same "
LONGEST_KEY = 200
Rows = list[AdultRow]


class Placed(NamedTuple):
    """An adult of a list who came in by the name alone: the lines, and the children."""

    rows: Sequence[AdultRow]
    children: Mapping[UUID, str]

    @property
    def told(self) -> dict[str, Any]:
        """How one recognises them: the line and the children; `rows` is where more stands."""
        row = self.rows[0]
        keys = [key_of(one) for one in self.rows]
        return {
            "key": keys[0],
            "line": row.line,
            "children": [*self.children.values()],
            "rows": keys,
        }


def key_of(row: AdultRow) -> str:
    """By what an answer about an adult of a list is kept: the line, and the name."""
    return f"{row.line} {folded(row.name)}"[:LONGEST_KEY]


def adults_in(rows: Iterable[AdultRow], answers: Answers) -> list[Rows]:
    """Put together the lines of one adult, and of whom a person said that they are one."""
    found: dict[tuple[object, ...], Rows] = {}
    for row in rows:
        sure = row.key or row.mail or "".join(row.phones[:1]) or row.line
        found.setdefault((sure, folded(row.name)), []).append(row)
    return _joined(list(found.values()), answers)


def _joined(groups: list[Rows], answers: Answers) -> list[Rows]:
    """Join what shares a mail address, and whom a person named as one."""
    first: dict[tuple[str, str], int] = {}
    joined: list[Rows] = []
    for group in groups:
        name = folded(group[0].name)
        marks = [(name, mark) for mark in _marks(group, answers)]
        place = next((first[mark] for mark in marks if mark in first), len(joined))
        if place == len(joined):
            joined.append([])
        joined[place].extend(group)
        for mark in (*marks, *((name, key_of(row)) for row in group)):
            first.setdefault(mark, place)
    return joined


def _marks(group: Rows, answers: Answers) -> list[str]:
    """What joins a group with another of the same name; what a person said goes first."""
    said = [answers.get(SAME + key_of(row), "") for row in group]
    here = [answers.get(key_of(row), "") for row in group]
    mails = [row.mail for row in group]
    return [mark for mark in (*said, *here, *mails) if mark not in ("", SOMEONE_ELSE)]


def may_be_one(some: Placed, other: Placed) -> bool:
    """Whether a person has to say if two of one name are one adult.

    Two numbers of the administration are two adults, unless they are called on one phone.
    """
    if some.children.keys() & other.children.keys():
        return False
    phones = [{phone for row in one.rows for phone in row.phones} for one in (some, other)]
    numbered = [any(row.key for row in one.rows) for one in (some, other)]
    return bool(phones[0] & phones[1]) or not all(numbered)


def asked_about(placed: Iterable[Placed], answers: Answers) -> list[FamilyLine]:
    """Ask of everyone whose name an earlier one in the list has, until somebody said who it is."""
    by_name: dict[str, list[Placed]] = {}
    lines = []
    for one in placed:
        row, children = one.rows[0], ", ".join(one.children.values())
        earlier = by_name.setdefault(folded(row.name), [])
        said = {answers.get(SAME + key_of(other)) for other in one.rows}
        alike = [other.told for other in earlier if may_be_one(other, one)]
        earlier.append(one)
        if alike and SOMEONE_ELSE not in said:
            line = FamilyLine(LineKind.NAMESAKE, row.name, row.line, children)
            lines.append(line._replace(key=SAME + key_of(row), asked=(one.told, *alike)))
    return lines


def twofold(rows: Rows) -> list[str]:
    """Which kinds of things lines of one adult tell twice, where there can be one."""
    told = {"two-homes": [home_in_words(row.address) for row in rows]}
    told["two-mails"] = [row.mail for row in rows]
    return [kind for kind, values in told.items() if differ(values)]


def differ(values: Iterable[str]) -> bool:
    """Whether lines of one adult tell several things where there can be one."""
    return len({folded(value) for value in values if value}) > 1


def home_in_words(home: AddressTold | None) -> str:
    """Write an address on one line."""
    if home is None:
        return ""
    place = f"{home.street} {home.number}{home.addition}".strip()
    return ", ".join(part for part in (place, f"{home.postcode} {home.town}".strip()) if part)
