"""The site and the floor, each under the same server on a port of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.load import Asked, Outcome
from bench.world import ROOT, STATE
from deelgenoot.config.serving import web_command
from tests.database import TestDatabase

SITE = "deelgenoot.config.wsgi:application"
FLOOR = "bench.floor:application"


@dataclass(frozen=True)
class Server:
    """A running server: its port and its process."""

    port: int
    pid: int

    def ask(self, asked: list[Asked], *, connections: int, seconds: float, status: int) -> Outcome:
        """Let a process of its own ask it for some seconds; wrong answers end the run."""
        job = {
            "port": self.port,
            "asked": [asdict(one) for one in asked],
            "connections": connections,
            "seconds": seconds,
            "status": status,
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench.load"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        outcome = Outcome(**json.loads(done.stdout))
        if outcome.wrong:
            raise RuntimeError(
                f"{outcome.wrong} wrong answers: {asked[0].path}\n{outcome.trouble}"
            )
        return outcome

    def memory(self) -> float:
        """Proportional set size of all its processes, in MB; 0 where the system does not tell."""
        return sum(_pss(pid) for pid in _family(self.pid)) / 1024


def environment(database: TestDatabase) -> dict[str, str]:
    """Say what the house is told: as in earnest, with one worker."""
    return {
        **os.environ,
        **database.environment(),
        "DJANGO_SETTINGS_MODULE": "deelgenoot.config.settings",
        "DEELGENOOT_ROLE": "app",
        "DEELGENOOT_VAR": str(STATE),
        "SECRET_KEY": "only for the bench, never for people",
        "STAFF_SECOND_FACTOR": "no",
        "WEB_WORKERS": "1",
    }


def prepare(database: TestDatabase) -> None:
    """Make words and look ready, as serving does."""
    from_inside = "from deelgenoot.ui.catalogue import compile_stale; compile_stale()"
    for more in (["-c", from_inside], ["-m", "django", "collectstatic", "-v", "0", "--noinput"]):
        subprocess.run([sys.executable, *more], check=True, cwd=ROOT, env=environment(database))


@contextmanager
def serving(what: str, database: TestDatabase, **more: str) -> Iterator[Server]:
    """Start one server and end it afterwards."""
    port = _free_port()
    command = [what if part == SITE else part for part in web_command(port)]
    process = subprocess.Popen(
        command, env={**environment(database), **more}, cwd=ROOT, start_new_session=True
    )
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def inside(database: TestDatabase, job: dict[str, Any]) -> dict[str, Any]:
    """Let the house itself sign people in and count."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside"],
        input=json.dumps(job),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(database),
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers anything at all."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The server did not start.")


def _family(pid: int) -> list[int]:
    """List a process and all that came from it."""
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += _family(int(child))
    return found


def _pss(pid: int) -> int:
    """Read the proportional set size of one process, in kB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
