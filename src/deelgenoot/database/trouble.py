"""Every way the database can fail people, told in one plain sentence with what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DISK_FULL = "The disk is full; make room where {place} lies and start again."
READ_ONLY = "{place} lies on a disk that cannot be written; move it or make that disk writable."
NOT_ALLOWED = "This user may not {doing}; give it that right or choose another folder."
ELSEWHERE = "set DATABASE_URL to a PostgreSQL server of your own"


class DatabaseTrouble(Exception):
    """The one sentence that tells a person what is wrong and how to mend it."""


class HeldByAnother(DatabaseTrouble):
    """Someone else already looks after the database of this folder."""


@contextmanager
def told_plainly(doing: str, place: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence a person can act on."""
    try:
        yield
    except OSError as error:
        raise DatabaseTrouble(_sentence(error, doing, place)) from error


def _sentence(error: OSError, doing: str, place: Path) -> str:
    """Say what the refusal means for the person who reads it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL.format(place=place)
    if error.errno == errno.EROFS:
        return READ_ONLY.format(place=place)
    if error.errno in (errno.EACCES, errno.EPERM):
        return NOT_ALLOWED.format(doing=doing)
    return f"It failed to {doing}: {error.strerror or error}."


def from_last_words(words: str, *, doing: str, place: Path) -> DatabaseTrouble:
    """Explain from what PostgreSQL wrote last why it could not go on."""
    if "No space left on device" in words or "Disk quota exceeded" in words:
        return DatabaseTrouble(DISK_FULL.format(place=place))
    if "Read-only file system" in words:
        return DatabaseTrouble(READ_ONLY.format(place=place))
    return DatabaseTrouble(f"PostgreSQL could not {doing}: {_weightiest_line(words)}")


def _weightiest_line(words: str) -> str:
    """Pick the last line that names a failure, or else the last line."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    grave = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "error:"))]
    return (grave or lines or ["it said nothing."])[-1]
