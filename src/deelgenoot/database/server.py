"""The database of this clone: start it, come in, and stop it when everybody is done."""

import sys

from deelgenoot.database.trouble import ELSEWHERE, DatabaseTrouble, HeldByAnother, told_plainly

if sys.platform == "win32":
    raise DatabaseTrouble(
        f"The built-in database does not run on Windows; use WSL or {ELSEWHERE}."
    )

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from deelgenoot.database.binaries import Binaries, find_binaries
from deelgenoot.database.cluster import SUPERUSER, clear_traces, ensure_cluster, write_settings
from deelgenoot.database.keeper import Keeper
from deelgenoot.database.lock import Lock
from deelgenoot.database.log import ServerLog
from deelgenoot.database.places import PORT, places_for, require_private, socket_folder
from deelgenoot.database.processes import end_servers_in, launch, wait_until
from deelgenoot.database.system_user import server_account

START_PATIENCE = 300.0
ATTACH_PATIENCE = 60.0
FIRMER = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """The way in: where the socket lies, its port, and the folder of the data."""

    socket_folder: Path
    port: int
    data: Path

    def params(self, role: str, dbname: str) -> dict[str, str]:
        """Give what psycopg needs to come in as this role."""
        host, port = str(self.socket_folder), str(self.port)
        return {"host": host, "port": port, "user": role, "dbname": dbname}

    def as_door(self) -> str:
        """Write the way in down for another process."""
        return json.dumps([str(self.socket_folder), self.port, str(self.data)])

    @classmethod
    def from_door(cls, door: str) -> "ConnectionFacts":
        """Read the way in that another process wrote down."""
        socket, port, data = json.loads(door)
        return cls(Path(socket), int(port), Path(data))


class EmbeddedServer:
    """The PostgreSQL of one folder, kept by this process as its child."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._durable = durable
        self._account = server_account()
        self._places = places_for(Path(folder), self._account)
        self._lock = Lock(self._places.lock)
        self._log = ServerLog(self._places.log)
        self._keeper: Keeper | None = None
        self._facts: ConnectionFacts | None = None
        self._owner = 0

    @property
    def pid(self) -> int | None:
        """The number of the server's process, if it runs."""
        return self._keeper.pid if self._keeper else None

    def start(self) -> ConnectionFacts:
        """Start the database, make it first if need be, and wait until it answers."""
        with told_plainly(f"write in {self._places.home}", self._places.home):
            if not self._lock.acquire():
                raise HeldByAnother(self._held())
        self._owner = os.getpid()
        try:
            self._facts = self._start()
        except BaseException:
            self.stop()
            raise
        self._lock.open_door(self._facts.as_door())
        return self._facts

    def _held(self) -> str:
        """Name the one who looks after the database now."""
        keeping = self._lock.keeper()
        who = f"Process {keeping.pid}" if keeping else "Another process"
        return f"{who} already looks after the database in {self._places.folder}."

    def _start(self) -> ConnectionFacts:
        binaries = find_binaries(self._account, self._places.state)
        ensure_cluster(self._places, binaries, self._account, durable=self._durable)
        socket = socket_folder(self._places, self._account)
        settings = write_settings(self._places, self._account, socket, durable=self._durable)
        facts = ConnectionFacts(socket, PORT, self._places.data)
        self._keeper = Keeper(lambda: self._launch(binaries, settings, socket), self._log.trim)
        self._keeper.begin()
        self._wait_until_ready(facts)
        self._keeper.once_ready = True
        return facts

    def _launch(self, binaries: Binaries, settings: Path, socket: Path) -> subprocess.Popen[bytes]:
        """Clear the way and start the server as a child in the foreground."""
        places = self._places
        clear_traces(places.data, socket)
        command: list[str | Path] = [
            binaries.postgres,
            "-D",
            places.data,
            "-c",
            f"config_file={settings}",
        ]
        with told_plainly(f"start {binaries.postgres}", places.home):
            self._log.open()
            return launch(
                command, self._account, cwd=places.home, said=self._log.fd, death=signal.SIGINT
            )

    def _wait_until_ready(self, facts: ConnectionFacts) -> None:
        """Wait until it says it is ready and lets us in, or tell what it said last."""
        keeper = self._keeper
        assert keeper is not None
        wait_until(
            lambda: not keeper.is_at_work or _says_ready(facts.data, keeper.pid), START_PATIENCE
        )
        if not keeper.is_at_work or not _answers(facts):
            raise self._log.as_trouble("start")

    def attach(self) -> ConnectionFacts | None:
        """Come in by the door of the process that keeps this database, if it is open."""
        keeping = self._lock.keeper()
        if keeping is None or not keeping.door:
            return None
        facts = ConnectionFacts.from_door(keeping.door)
        with contextlib.suppress(FileNotFoundError):
            require_private(facts.socket_folder, self._account.uid)
            return facts if _answers(facts) else None
        return None

    def stop(self) -> None:
        """Stop the database in good order and leave the folder to the next one."""
        if self._owner != os.getpid():
            return
        self._lock.open_door("")
        if self._keeper is not None:
            self._keeper.end(FIRMER)
            end_servers_in(self._places.data)
        if self._facts is not None:
            with contextlib.suppress(OSError):
                self._facts.socket_folder.rmdir()
        self._log.close()
        self._keeper = self._facts = None
        self._owner = 0
        self._lock.release()


@contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[ConnectionFacts]:
    """Have the database while the block lasts: start it, or come in where it already runs."""
    server = EmbeddedServer(folder, durable=durable)
    until = time.monotonic() + ATTACH_PATIENCE
    while True:
        try:
            facts = server.start()
            break
        except HeldByAnother as held:
            if attached := server.attach():
                yield attached
                return
            if time.monotonic() > until:
                raise HeldByAnother(f"{held} It does not answer; stop it.") from None
            time.sleep(0.05)
    try:
        yield facts
    finally:
        server.stop()


def _says_ready(data: Path, pid: int | None) -> bool:
    """Read whether this very server has opened its door; half a file says nothing."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except (OSError, ValueError):
        return False
    return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _answers(facts: ConnectionFacts) -> bool:
    """Try the door."""
    asked = " ".join(f"{k}='{v}'" for k, v in facts.params(SUPERUSER, "postgres").items())
    try:
        psycopg.connect(asked, connect_timeout=5).close()
    except psycopg.Error:
        return False
    return True
