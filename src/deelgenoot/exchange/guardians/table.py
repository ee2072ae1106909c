"""A list as a table: what is kept of it between looking and bringing in, and never more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from deelgenoot.exchange.guardians.columns import LEFT, plain
from deelgenoot.exchange.guardians.problems import refused
from deelgenoot.exchange.guardians.sheets import Line, lines_of

NO_HEADER = re.compile(r"@|\d{6}|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}")
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
EXAMPLES = 2
FEWEST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """The headers and lines of one list; `left` are columns of which no cell is kept."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    left: frozenset[int]
    fingerprint: str

    def without(self, columns: frozenset[int]) -> "Table":
        """Let go of all that stands in some columns."""
        left = self.left | columns
        kept = tuple(
            Line(line.number, tuple("" if n in left else c for n, c in enumerate(line.cells)))
            for line in self.lines
        )
        return Table(self.headers, kept, left, self.fingerprint)

    def examples(self, column: int) -> list[str]:
        """The first values of a column, so that who reads knows the shape and not the person."""
        found: dict[str, None] = {}
        for line in self.lines:
            if column < len(line.cells) and line.cells[column]:
                found[masked(line.cells[column])] = None
            if len(found) == EXAMPLES:
                break
        return list(found)


def masked(value: str) -> str:
    """Keep the first sign of each word, and hide the others."""
    return re.sub(r"(?<=[^\W_])[^\W_]", "•", value[:40])


def read_table(content: bytes) -> Table:
    """Read a file as a table, without the columns that have no purpose here."""
    lines = list(lines_of(content))
    if not lines:
        raise refused("empty")
    headers = lines[0].cells
    if sum(bool(header) for header in headers) < FEWEST_COLUMNS:
        raise refused("not-a-list")
    if any(NO_HEADER.search(header) for header in headers):
        raise refused("no-headers", lines[0].number)
    whole = Table(headers, tuple(lines[1:]), frozenset(), sha256(content).hexdigest())
    return whole.without(frozenset(n for n in range(len(headers)) if _has_no_purpose(whole, n)))


def _has_no_purpose(table: Table, column: int) -> bool:
    """Whether a column is known to be left, or holds citizen numbers under another name."""
    words = set(plain(table.headers[column]).split())
    if plain(table.headers[column]) in LEFT or words & {"bsn", "burgerservicenummer"}:
        return True
    cells = [line.cells[column] for line in table.lines if column < len(line.cells)]
    said = [cell for cell in cells if cell]
    return bool(said) and all(_is_citizen_number(cell) for cell in said)


def _is_citizen_number(cell: str) -> bool:
    """Whether these nine digits pass the eleven test of a citizen number."""
    digits = cell.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == len(WEIGHTS)):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return total % 11 == 0


def kept_of_table(table: Table) -> dict[str, Any]:
    """Write a table down as plain facts."""
    lines = [[line.number, list(line.cells)] for line in table.lines]
    return {"headers": list(table.headers), "lines": lines, "left": sorted(table.left)}


def table_of(kept: Mapping[str, Any], fingerprint: str) -> Table:
    """Make a table out of what was kept of it."""
    lines = tuple(Line(number, tuple(cells)) for number, cells in kept["lines"])
    return Table(tuple(kept["headers"]), lines, frozenset(kept["left"]), fingerprint)
