"""The one who stays with the server: starts it, notices that it fell, starts it again."""

import logging
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable

from deelgenoot.database.processes import ended

OFTEN = 3
WITHIN = 60.0
LOOK_ROUND = 60.0
log = logging.getLogger(__name__)


class Keeper:
    """A thread that lives exactly as long as its server, for the server dies with it."""

    def __init__(
        self, start: Callable[[], subprocess.Popen[bytes]], look_round: Callable[[], None]
    ) -> None:
        self._start = start
        self._look_round = look_round
        self._process: subprocess.Popen[bytes] | None = None
        self._launched = threading.Event()
        self._closing = threading.Event()
        self._error: Exception | None = None
        self._falls: deque[float] = deque(maxlen=OFTEN)
        self._thread = threading.Thread(target=self._keep, name="database keeper", daemon=True)
        self.once_ready = False

    def begin(self) -> None:
        """Start the server; what refuses is told to the one who asked."""
        self._thread.start()
        self._launched.wait()
        if self._error is not None:
            raise self._error

    @property
    def pid(self) -> int | None:
        """The number of the server now, if it runs."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    @property
    def is_at_work(self) -> bool:
        """Whether there is still a server to look after."""
        return self._thread.is_alive()

    def end(self, signals: tuple[tuple[signal.Signals, float], ...]) -> None:
        """Ask the server to stop, with each signal more firmly, and wait until it has."""
        self._closing.set()
        for sent, patience in signals:
            if self._process is not None:
                self._process.send_signal(sent)
            self._thread.join(patience)
            if not self._thread.is_alive():
                return

    def _keep(self) -> None:
        try:
            while not self._closing.is_set():
                self._process = self._start()
                if self._closing.is_set():
                    self._process.send_signal(signal.SIGINT)
                self._launched.set()
                while not ended(self._process, LOOK_ROUND):
                    self._look_round()
                if not self.once_ready or self._falls_too_often():
                    return
        except Exception as error:
            log.error("The database stays down: %s", error)
            self._error = error
        finally:
            self._launched.set()

    def _falls_too_often(self) -> bool:
        """Give up on a server that falls again and again; starting it once more helps nobody."""
        if self._closing.is_set():
            return True
        log.warning("The database fell and is started again.")
        self._falls.append(time.monotonic())
        return len(self._falls) == OFTEN and self._falls[-1] - self._falls[0] < WITHIN
