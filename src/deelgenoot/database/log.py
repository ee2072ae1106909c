"""What the server says: kept short, and read back when a person must hear why it failed."""

import contextlib
import os
from pathlib import Path

from deelgenoot.database.trouble import DatabaseTrouble, from_last_words

LARGEST = 10 * 1024 * 1024
KEPT = 1024 * 1024


class ServerLog:
    """One file, never larger than ten megabytes, that the server writes at the end of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fd = -1
        self._since = 0

    def open(self) -> None:
        """Open the file and remember where this start begins: older failures are not told."""
        if self.fd < 0:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
            self.fd = os.open(self.path, flags, 0o600)
        self.trim()
        self._since = os.fstat(self.fd).st_size

    def trim(self) -> None:
        """Drop the oldest words when there are too many."""
        size = os.fstat(self.fd).st_size
        if size > LARGEST:
            kept = os.pread(self.fd, KEPT, size - KEPT)
            with contextlib.suppress(OSError):  # on a full disk shorter is better than nothing
                os.ftruncate(self.fd, 0)
                os.write(self.fd, kept.partition(b"\n")[2])

    def as_trouble(self, doing: str) -> DatabaseTrouble:
        """Tell in one sentence why the server could not go on."""
        words = os.pread(self.fd, KEPT, self._since).decode(errors="replace")
        return from_last_words(words, doing=doing, place=self.path.parent)

    def close(self) -> None:
        """Let go of the file."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
