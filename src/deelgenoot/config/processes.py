"""The processes of a running house: web and worker, started together, ended together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

PR_SET_PDEATHSIG = 1


class Household:
    """Starts processes and sees to it that none outlives us."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[bytes]] = []
        self.asked_to_stop = False

    def start(
        self, command: Sequence[str], *, death: int = signal.SIGTERM, **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start one process that ends when we do; `death` is its signal if we are killed."""
        us = os.getpid()
        process = subprocess.Popen(
            list(command),
            env={**os.environ, **environment},
            preexec_fn=lambda: _end_with(us, death),
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def wait(self) -> int:
        """Wait until someone stops us or one of the processes ends by itself."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        while not self.asked_to_stop:
            for process in self.running:
                if process.poll() is not None:
                    return process.returncode or 1
            time.sleep(0.2)
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """Note that someone asked us to stop."""
        self.asked_to_stop = True

    def end(self) -> None:
        """End all processes: ask first, insist after ten seconds."""
        for process in self.running:
            _signal(process, signal.SIGTERM)
        for process in self.running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a process and its own children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _end_with(parent: int, death: int) -> None:
    """Ask the kernel to end this process when its parent dies, however it dies."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death)
        if os.getppid() != parent:
            os._exit(1)
