"""Turns a school's CSV or XLSX file into lines of cells, or says in a sentence why it cannot."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from deelgenoot.exchange.guardians.problems import refused

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
MOST_PARTS = 1000
MOST_LINES = 20_000
MOST_COLUMNS = 300
LONGEST_CELL = 2_000
DELIMITERS = ";,\t|"
SAMPLE = 64 * 1024
PLACE_OF_ZIP = b"PK\x03\x04"
FORMULA = ("=", "@")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, with its number as people count it."""

    number: int
    cells: tuple[str, ...]


def lines_of(content: bytes) -> Iterator[Line]:
    """Read a file as a list of lines; which kind it is shows from its first bytes."""
    if len(content) > MOST_BYTES:
        raise refused("too-large", limit=MOST_BYTES // 1024 // 1024)
    if not content.strip(b"\x00\r\n\t ;,"):
        raise refused("empty")
    if content.startswith(OLD_EXCEL):
        raise refused("old-excel")
    rows = _of_xlsx(content) if content.startswith(PLACE_OF_ZIP) else _of_csv(content)
    for number, cells in rows:
        _require_reasonable(number, cells)
        if any(cells):
            yield Line(number, tuple(cells))


def _require_reasonable(number: int, cells: list[str]) -> None:
    """Refuse what no list of people is: endless lines, columns without end, a book in a cell."""
    if number > MOST_LINES:
        raise refused("too-many-lines", limit=MOST_LINES)
    if len(cells) > MOST_COLUMNS:
        raise refused("too-many-columns", number, limit=MOST_COLUMNS)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise refused("cell-too-long", number, limit=LONGEST_CELL)
    if any(cell.startswith(FORMULA) for cell in cells):
        raise refused("formula", number)


def _of_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Read CSV; letters and delimiter are found from the file itself."""
    text = _decoded(content)
    if "\x00" in text:
        raise refused("not-a-list")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            if "field limit" in str(broken):
                raise refused("cell-too-long", before + 1, limit=LONGEST_CELL) from None
            raise refused("broken-quotes", before + 1) from None
        yield before + 1, [" ".join(cell.split()) for cell in cells]
        before = reader.line_num


def _decoded(content: bytes) -> str:
    """Turn bytes into letters: by the mark in front, else UTF-8, else as Windows writes."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _as(content, "cp1252")


def _as(content: bytes, encoding: str) -> str:
    """Read in one way of writing, or refuse the file."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise refused("letters") from None


def _delimiter(text: str) -> str:
    """Find what stands between the cells: the sign that cuts most lines in as many pieces."""
    lines = [line for line in text[:SAMPLE].splitlines() if line.strip()][:20]
    if not lines:
        return ";"

    def worth(sign: str) -> tuple[int, int]:
        pieces = [len(next(csv.reader([line], delimiter=sign))) for line in lines]
        alike = sum(count == pieces[0] for count in pieces) if pieces[0] > 1 else 0
        return alike, pieces[0]

    try:
        best = max(DELIMITERS, key=worth)
    except (csv.Error, StopIteration):
        return ";"
    return best


def _of_xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Read the first sheet with anything on it of an XLSX file that is not larger than it says."""
    _check_zip(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        sheet = next((one for one in sheets if one.height > 0), None)
        if sheet is None:
            raise refused("empty")
        if sheet.total_width > MOST_COLUMNS:
            raise refused("too-many-columns", 1, limit=MOST_COLUMNS)
        if sheet.total_height > MOST_LINES:
            raise refused("too-many-lines", limit=MOST_LINES)
        rows = sheet.to_python(skip_empty_area=False)
    except CalamineError:
        raise refused("not-a-list") from None
    for number, row in enumerate(rows, start=1):
        yield number, [_in_words(cell) for cell in row]


def _check_zip(content: bytes) -> None:
    """Refuse a packed file that unpacks to far more than a list of people ever is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise refused("not-a-list") from None
    unpacked = sum(part.file_size for part in parts)
    too_tight = any(p.file_size > MOST_RATIO * max(p.compress_size, 1) for p in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or too_tight:
        raise refused("bomb")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise refused("not-a-list")


def _in_words(cell: Any) -> str:
    """Write a cell as people see it: a day as a day, a number without a tail."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
