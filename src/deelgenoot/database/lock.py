"""One keeper per database: a lock that is free the moment its holder is gone."""

import contextlib
import errno
import fcntl
import json
import os
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from deelgenoot.database.processes import birth_of

# The system's lock belongs to a process: among the threads of one process this table decides,
# and while a lock is held its file is opened by nobody else here (closing it would free it).
_table = threading.Lock()
_held: dict[Path, tuple[int, "Keeping | None"]] = {}


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who looks after a database, since when, and by which door others may come in."""

    pid: int
    birth: str
    door: str = ""

    @classmethod
    def by_us(cls, door: str = "") -> Self:
        """Name this process as the keeper."""
        return cls(os.getpid(), birth_of(os.getpid()) or "", door)

    @property
    def is_alive(self) -> bool:
        """Whether this very process still lives, and not another under its number."""
        return bool(self.birth) and birth_of(self.pid) == self.birth


class Lock:
    """The right to look after one folder, held by one keeper at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None

    def acquire(self) -> bool:
        """Take the lock if nobody living has it; never waits."""
        with _table:
            if _held.get(self.path, (0, None))[0] == os.getpid():
                return False
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            if not (_lock(fd) and not _a_living_other(_read(fd))):
                os.close(fd)
                return False
            self._fd = fd
            self._write(Keeping.by_us())
            return True

    def open_door(self, door: str) -> None:
        """Tell other processes how to come in, or with an empty word that we are closing."""
        with _table:
            if self._fd is not None:
                self._write(Keeping.by_us(door))

    def release(self) -> None:
        """Give the lock back and leave no name behind."""
        with _table:
            if self._fd is None or _held.get(self.path, (0, None))[0] != os.getpid():
                return
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, 0)
            del _held[self.path]
            os.close(self._fd)
            self._fd = None

    def keeper(self) -> Keeping | None:
        """Tell who holds the lock; nobody, when the one it names is gone."""
        with _table:
            pid, keeping = _held.get(self.path, (0, None))
            if pid == os.getpid():
                return keeping
            try:
                fd = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW)
            except FileNotFoundError:
                return None
            try:
                keeping = _read(fd)
            finally:
                os.close(fd)
        return keeping if keeping and keeping.is_alive else None

    def _write(self, keeping: Keeping) -> None:
        assert self._fd is not None
        words = json.dumps(asdict(keeping)).encode()
        _held[self.path] = (os.getpid(), keeping)
        with contextlib.suppress(OSError):  # on a full disk the lock itself still holds
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, words, 0)


def _lock(fd: int) -> bool:
    """Ask the system for the lock; a disk that knows no locks leaves it to the name inside."""
    try:
        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in (errno.ENOLCK, errno.ENOTSUP)
    return True


def _read(fd: int) -> Keeping | None:
    """Read who keeps; half a file names nobody."""
    try:
        told = json.loads(os.pread(fd, 4096, 0))
        return Keeping(int(told["pid"]), str(told["birth"]), str(told["door"]))
    except (ValueError, KeyError, TypeError):
        return None


def _a_living_other(keeping: Keeping | None) -> bool:
    return keeping is not None and keeping.pid != os.getpid() and keeping.is_alive
