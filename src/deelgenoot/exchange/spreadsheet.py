"""A list as a spreadsheet opens it, in which no cell ever starts to calculate."""

import csv
import io
from collections.abc import Iterable, Sequence

CALCULATES = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""How a cell begins that a spreadsheet takes for a formula; the last four are wide ones of Asian
keyboards; basis= the advice of OWASP on CSV injection."""


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a list as Dutch spreadsheets open it: UTF-8 with its mark, semicolons, CRLF."""
    paper = io.StringIO()
    writer = csv.writer(paper, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([_still(cell) for cell in head])
    writer.writerows([_still(cell) for cell in row] for row in rows)
    return paper.getvalue().encode("utf-8-sig")


def _still(cell: str) -> str:
    """Put an apostrophe before what would calculate, so that it is read as words."""
    return f"'{cell}" if cell.lstrip(" ").startswith(CALCULATES) else cell
