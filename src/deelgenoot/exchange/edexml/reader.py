"""Reads a school's EDEXML file: row by row for large files, or as one whole with its problems."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeVar

from deelgenoot.exchange.edexml.building import Builder
from deelgenoot.exchange.edexml.letters import texts
from deelgenoot.exchange.edexml.listening import Listener
from deelgenoot.exchange.edexml.problems import Problem, problem, refused
from deelgenoot.exchange.edexml.rows import (
    GroupRow,
    PupilRow,
    Row,
    SchoolRow,
    SiteRow,
    TeacherRow,
)

LARGEST_FILE_MB = 250
"""A file of 100,000 pupils is 52 MB; more than this is refused before it is read."""

MOST_PROBLEMS = 500
"""A longer list helps nobody; the rest is counted, and still stops the import if it must."""

Wanted = TypeVar("Wanted")


class Measured:
    """A file that takes its own fingerprint while it is read, and stops where it grows too large.

    A file that is asked for in small pieces never stands in memory, however large it says it is.
    """

    def __init__(self, source: BinaryIO, most_mb: int) -> None:
        self._source = source
        self._most_mb = most_mb
        self._digest = sha256()
        self._size = 0

    def read(self, size: int = -1, /) -> bytes:
        """Read on; refuse the file when it is larger than a file of a school can be."""
        piece = self._source.read(size)
        self._size += len(piece)
        self.weigh(self._size)
        self._digest.update(piece)
        return piece

    def weigh(self, size: int) -> None:
        """Refuse so many bytes when they are too many."""
        if size > self._most_mb * 1_000_000:
            raise refused("too-large", 1, megabytes=self._most_mb)

    @property
    def fingerprint(self) -> str:
        """Tells this file from every other, and nothing of what is in it (SHA-256)."""
        return self._digest.hexdigest()


class Reading(Iterator[Row | Problem]):
    """One file being read: rows and problems as they come by, and a count of what was left."""

    def __init__(self, source: BinaryIO | Path, *, today: date, most_mb: int) -> None:
        self._source = source
        self._most_mb = most_mb
        self.fingerprint = ""
        self._found: list[Row | Problem] = []
        self._problems = 0
        self._untold_stops = False
        self._builder = Builder(today, self._tell)
        self._listener = Listener(self._builder.take)
        self._going = self._go()

    def __next__(self) -> Row | Problem:
        return next(self._going)

    @property
    def passed_over(self) -> Mapping[str, int]:
        """How often each field was left where it is; complete when the reading is over."""
        return dict(self._listener.passed_over)

    def _tell(self, found: Row | Problem) -> None:
        if isinstance(found, Problem):
            self._problems += 1
            if self._problems > MOST_PROBLEMS:
                self._untold_stops |= found.blocks
                return
        self._found.append(found)

    def _go(self) -> Iterator[Row | Problem]:
        with ExitStack() as stack:
            source = self._source
            stream = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
            measured = Measured(stream, self._most_mb)
            if isinstance(source, Path):
                measured.weigh(source.stat().st_size)
            for text in texts(measured):
                self._listener.hear(text)
                yield from self._drained()
            self.fingerprint = measured.fingerprint
        self._listener.hear("", last=True)
        self._builder.finish(self._listener.line)
        self._tell_the_rest()
        yield from self._drained()

    def _drained(self) -> list[Row | Problem]:
        found, self._found = self._found, []
        return found

    def _tell_the_rest(self) -> None:
        if (untold := self._problems - MOST_PROBLEMS) > 0:
            line = self._listener.line
            rest = problem("too-many", line, count=untold, shown=MOST_PROBLEMS)
            self._found.append(replace(rest, blocks=self._untold_stops))


@dataclass(frozen=True, slots=True)
class EdexFile:
    """A school's whole file: its people, what is wrong with it, and what was left in it."""

    school: SchoolRow | None
    sites: tuple[SiteRow, ...]
    groups: tuple[GroupRow, ...]
    pupils: tuple[PupilRow, ...]
    teachers: tuple[TeacherRow, ...]
    problems: tuple[Problem, ...]
    passed_over: Mapping[str, int]
    fingerprint: str = field(default="", compare=False)

    @property
    def whose(self) -> SchoolRow:
        """The school of a file that can be used."""
        if self.school is None:
            raise ValueError("A file without a school cannot be used.")
        return self.school

    @property
    def importable(self) -> bool:
        """Whether nothing stands in the way of taking these people over."""
        return not any(found.blocks for found in self.problems)


def this_day() -> date:
    """The day of reading, when nobody says which day it is."""
    return datetime.now(tz=UTC).date()


def read(
    source: BinaryIO | Path, *, today: date | None = None, most_mb: int = LARGEST_FILE_MB
) -> Reading:
    """Read a file row by row; a file that cannot be trusted raises `EdexRefused` on the way.

    Rows that came by before the refusal do not count: take them over only when the reading ended
    and no problem blocks. `today` tells which birth dates have yet to come and which school year
    it is; `most_mb` is how large a file may be, in millions of bytes.
    """
    return Reading(source, today=today or this_day(), most_mb=most_mb)


def read_file(
    source: BinaryIO | Path, *, today: date | None = None, most_mb: int = LARGEST_FILE_MB
) -> EdexFile:
    """Read a whole file and tell everything that is wrong with it, in the order of its lines."""
    reading = read(source, today=today, most_mb=most_mb)
    found = list(reading)
    schools = chosen(found, SchoolRow)
    return EdexFile(
        school=schools[0] if schools else None,
        sites=chosen(found, SiteRow),
        groups=chosen(found, GroupRow),
        pupils=chosen(found, PupilRow),
        teachers=chosen(found, TeacherRow),
        problems=tuple(sorted(chosen(found, Problem), key=lambda problem: problem.line)),
        passed_over=reading.passed_over,
        fingerprint=reading.fingerprint,
    )


def chosen(found: list[Row | Problem], kind: type[Wanted]) -> tuple[Wanted, ...]:
    """Pick one kind of row out of all that was found."""
    return tuple(row for row in found if isinstance(row, kind))
