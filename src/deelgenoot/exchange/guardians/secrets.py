"""Lets go of an address that a list itself marks as secret, before anything is kept."""

from collections.abc import Mapping

from deelgenoot.exchange.guardians.columns import Column, Tells
from deelgenoot.exchange.guardians.judging import YES
from deelgenoot.exchange.guardians.reader import columns_of
from deelgenoot.exchange.guardians.sheets import Line
from deelgenoot.exchange.guardians.table import Table

HOME = frozenset({Tells.STREET, Tells.NUMBER, Tells.ADDITION, Tells.POSTCODE, Tells.TOWN})


def without_secrets(table: Table, told: Mapping[str, Column | None]) -> Table:
    """Empty the cells of every secret address, as far as it is clear what columns tell."""
    columns = {n: column for n, column in columns_of(table, told).items() if column}
    lines = tuple(_without(line, columns) for line in table.lines)
    return Table(table.headers, lines, table.left, table.fingerprint)


def _without(line: Line, columns: Mapping[int, Column]) -> Line:
    """One line without the homes of the adults it marks."""
    cells = dict(enumerate(line.cells))
    marked = {
        (column.nth, column.relation)
        for n, column in columns.items()
        if column.tells is Tells.SECRET and cells.get(n, "").casefold() in YES
    }
    gone = {
        n
        for n, column in columns.items()
        if column.tells in HOME and (column.nth, column.relation) in marked
    }
    return Line(line.number, tuple("" if n in gone else cell for n, cell in cells.items()))
