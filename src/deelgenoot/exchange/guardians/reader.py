"""Reads a list of parents and carers: who is told about which child, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from deelgenoot.details.rules import plain
from deelgenoot.exchange.guardians.columns import Column, Tells, Whose, understand
from deelgenoot.exchange.guardians.columns import plain as plain_header
from deelgenoot.exchange.guardians.judging import address_of, custody_of, mail_of, phones_of
from deelgenoot.exchange.guardians.problems import Problem, problem, refused
from deelgenoot.exchange.guardians.rows import AdultRow, ChildTold
from deelgenoot.exchange.guardians.sheets import Line
from deelgenoot.exchange.guardians.table import Table, read_table

Tell = Callable[[Problem], None]
Cells = Mapping[Tells, list[str]]
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d-%m-%y")
LONGEST_NAME = 120
BY_NAME = (Tells.FIRST, Tells.INITIALS, Tells.FAMILY, Tells.NAME)


@dataclass(frozen=True, slots=True)
class GuardianList:
    """A whole list: its headers, what each column tells, the adults, and what is wrong with it."""

    headers: tuple[str, ...]
    columns: Mapping[int, Column | None]
    adults: tuple[AdultRow, ...]
    problems: tuple[Problem, ...]

    @property
    def asked_about(self) -> tuple[int, ...]:
        """The columns nobody knows: the school says once what they tell."""
        return tuple(n for n, said in enumerate(self.headers) if said and n not in self.columns)


def read_list(
    content: bytes, *, today: date, told: Mapping[str, Column | None] | None = None
) -> GuardianList:
    """Read a list whole; `told` is what this school said before about its own headers."""
    return list_in(read_table(content), today=today, told=told or {})


def list_in(table: Table, *, today: date, told: Mapping[str, Column | None]) -> GuardianList:
    """Tell the adults of a table; refused when no column says who or about which child."""
    columns = columns_of(table, told)
    require_usable(columns)
    found: list[Problem] = []
    adults: list[AdultRow] = []
    for line in table.lines:
        adults.extend(_adults_in(line, columns, today, found.append))
    once = _once(adults, found.append)
    return GuardianList(table.headers, columns, tuple(once), tuple(sorted(found, key=_by_line)))


def columns_of(table: Table, told: Mapping[str, Column | None]) -> dict[int, Column | None]:
    """Say of each column what it tells; what this school said goes before the house's guess."""
    headers = {n: plain_header(header) for n, header in enumerate(table.headers) if header}
    said = {n: told[header] for n, header in headers.items() if header in told}
    return understand(table.headers) | said | dict.fromkeys(table.left)


def _by_line(found: Problem) -> int:
    return found.line


def require_usable(columns: Mapping[int, Column | None]) -> None:
    """Go on only when the list says who the parents are, and of which child."""
    known = {(c.whose, c.tells) for c in columns.values() if c}
    child = {tells for whose, tells in known if whose is Whose.CHILD}
    if not any((Whose.ADULT, tells) in known for tells in BY_NAME):
        raise refused("no-adults", 1)
    named = child & set(BY_NAME) and Tells.BORN in child
    if Tells.KEY not in child and not named:
        raise refused("no-children", 1)


def _adults_in(
    line: Line, columns: Mapping[int, Column | None], today: date, tell: Tell
) -> list[AdultRow]:
    """Every adult of one line; a line may name several, and several children of one adult."""
    child: dict[Tells, list[str]] = {}
    adults: dict[tuple[int, str], dict[Tells, list[str]]] = {}
    for place, cell in enumerate(line.cells):
        column = columns.get(place)
        if column is None or not cell:
            continue
        about = child
        if column.whose is Whose.ADULT:
            about = adults.setdefault((column.nth, column.relation), {})
        about.setdefault(column.tells, []).append(plain(cell))
    children = _children(line, child, today, tell)
    return [
        _adult(line, one, relation, cells, tell)
        for (_nth, relation), cells in adults.items()
        for one in children
        if _is_someone(cells)
    ]


def _is_someone(cells: Cells) -> bool:
    """Whether a line says anything about an adult at all."""
    return any(tells in cells for tells in (*BY_NAME, Tells.MAIL, Tells.PHONE))


def _children(line: Line, cells: Cells, today: date, tell: Tell) -> list[ChildTold]:
    """The child of a line; a list of numbers names several."""
    said = _first(cells, Tells.BORN)
    born = day_in(said) if said else None
    if said and (born is None or born > today):
        tell(problem("born", line.number, name_of(cells), said=said))
        born = None
    keys = re.split(r"[,;/ ]+", _first(cells, Tells.KEY))
    first, rest, group = _called(cells), _rest(cells), _first(cells, Tells.GROUP)
    return [ChildTold(key, first, rest, born, group) for key in keys]


def _adult(line: Line, child: ChildTold, relation: str, cells: Cells, tell: Tell) -> AdultRow:
    """One adult with one child, as the line tells; what is wrong with a cell is left out."""
    about = name_of(cells)
    first, rest = _called(cells), _rest(cells)
    if not (first or rest):
        tell(problem("no-name", line.number, about))
    return AdultRow(
        line=line.number,
        child=child,
        key=_first(cells, Tells.KEY),
        first=first or rest,
        rest=rest if first else "",
        relation=_first(cells, Tells.RELATION) or relation,
        custody=custody_of(line.number, about, _first(cells, Tells.CUSTODY), tell),
        mail=mail_of(line.number, about, _first(cells, Tells.MAIL), tell),
        phones=phones_of(line.number, about, cells.get(Tells.PHONE, []), tell),
        address=address_of(line.number, about, cells, tell),
        language=_first(cells, Tells.LANGUAGE),
    )


def _first(cells: Cells, tells: Tells) -> str:
    return cells[tells][0] if tells in cells else ""


def name_of(cells: Cells) -> str:
    """How someone is called in a sentence."""
    return f"{_called(cells)} {_rest(cells)}".strip() or _first(cells, Tells.MAIL)


def _called(cells: Cells) -> str:
    """The first part of a name: how someone is called, else initials, else the first word."""
    known = _first(cells, Tells.FIRST) or _first(cells, Tells.INITIALS)
    if known or _first(cells, Tells.FAMILY):
        return known[:LONGEST_NAME]
    return _first(cells, Tells.NAME).partition(" ")[0][:LONGEST_NAME]


def _rest(cells: Cells) -> str:
    """The rest of a name: prefix and family name."""
    family = _first(cells, Tells.FAMILY)
    if family:
        return f"{_first(cells, Tells.PREFIX)} {family}".strip()[:LONGEST_NAME]
    return _first(cells, Tells.NAME).partition(" ")[2][:LONGEST_NAME]


def day_in(said: str) -> date | None:
    """Read a day as people and systems write it; None when it is not a real day."""
    for pattern in DAYS:
        try:
            return datetime.strptime(said, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _once(adults: Sequence[AdultRow], tell: Tell) -> list[AdultRow]:
    """Take the first of lines that tell the same adult with the same child."""
    kept: dict[tuple[object, ...], AdultRow] = {}
    for row in adults:
        if not (row.first or row.rest):
            continue
        who = (row.child, row.name.casefold(), row.mail)
        if who in kept:
            tell(problem("repeated", row.line, row.name))
        kept.setdefault(who, row)
    return list(kept.values())
