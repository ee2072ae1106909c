"""A piece of ground per test, where databases are made and after which nothing is left."""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
import pytest

from deelgenoot.database.binaries import NEEDED, Binaries, _runs, _site_folder
from deelgenoot.database.server import ConnectionFacts, EmbeddedServer, running
from deelgenoot.database.system_user import Account

SOURCE = Path(__file__).resolve().parents[3]
IS_ROOT = os.geteuid() == 0
DROP = """
import email.message, os, sys
import deelgenoot.database.server
if user := int(os.environ.get("TEST_USER", "0")):
    os.setgroups([])
    os.setgid(int(os.environ["TEST_GROUP"]))
    os.setuid(user)
"""
STAY = """
from pathlib import Path
from deelgenoot.database.server import DatabaseTrouble, running
try:
    with running(Path(sys.argv[1]), durable=False) as facts:
        print(facts.as_door(), flush=True)
        sys.stdin.readline()
    print("done", flush=True)
except DatabaseTrouble as trouble:
    print("trouble:", trouble, flush=True)
"""


def eventually(true: Callable[[], object], patience: float = 15.0, *, pause: float = 0.01) -> None:
    """Fail when something does not come true in time."""
    until = time.monotonic() + patience
    while not true():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(pause)


@dataclass
class Other:
    """Another process of ours that keeps, or visits, a database."""

    process: subprocess.Popen[str]

    def hear(self) -> str:
        """Wait for its next line."""
        return self.process.stdout.readline().strip()

    def facts(self) -> ConnectionFacts:
        """Wait until it is in."""
        said = self.hear()
        assert said.startswith("["), said
        return ConnectionFacts.from_door(said)

    def leave(self) -> str:
        """Let it go out in good order and hear its last line."""
        out, _ = self.process.communicate("\n", timeout=40)
        return out.strip()

    def kill(self) -> None:
        """Kill it without a word."""
        self.process.kill()
        self.process.wait()


@dataclass
class House:
    """A clone's folder, the user who works there, and the processes started for it."""

    ground: Path
    folder: Path
    uid: int
    others: list[Other] = field(default_factory=list)

    @property
    def home(self) -> Path:
        """Where the database of this clone really lies."""
        return self.home_of(self.folder)

    def home_of(self, folder: Path) -> Path:
        """Where the database of a folder really lies for this user."""
        if self.uid != 0:
            return folder
        return self.ground / "state" / hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]

    def other(
        self, folder: Path | None = None, script: str = STAY, search: Path | None = None
    ) -> Other:
        """Start another process of ours as this house's user."""
        user = {}
        if IS_ROOT and self.uid != 0:
            user = {"TEST_USER": f"{self.uid}", "TEST_GROUP": f"{pwd.getpwuid(self.uid).pw_gid}"}
        paths = [str(search)] if search else []
        env = os.environ | {"PYTHONPATH": os.pathsep.join([*paths, str(SOURCE)])} | user
        process = subprocess.Popen(
            [sys.executable, "-c", DROP + script, str(folder or self.folder)],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
        )
        self.others.append(Other(process))
        return self.others[-1]

    @contextlib.contextmanager
    def as_its_user(self) -> Iterator[None]:
        """Come to the door as the house's own user: a plain user's server refuses even root."""
        before = os.geteuid()
        os.seteuid(self.uid)
        try:
            yield
        finally:
            os.seteuid(before)

    def tables(self, facts: ConnectionFacts) -> list[str]:
        """Read which promises were kept."""
        with (
            self.as_its_user(),
            psycopg.connect(**facts.params("postgres", "postgres")) as connection,
        ):
            rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname='public'")
            return sorted(name for (name,) in rows)

    def promise(self, facts: ConnectionFacts, name: str) -> None:
        """Commit something that must still be there later."""
        with (
            self.as_its_user(),
            psycopg.connect(**facts.params("postgres", "postgres")) as connection,
        ):
            connection.execute("SET synchronous_commit = on")
            connection.execute(f"CREATE TABLE {name} ()".encode())

    def check_it_works(self) -> list[str]:
        """See that the next one comes in as if nothing had happened, and leaves in order."""
        if self.uid == os.geteuid():
            with running(self.folder, durable=False) as facts:
                found = self.tables(facts)
        else:
            other = self.other()
            found = self.tables(other.facts())
            assert other.leave() == "done"
        assert servers_under(self.ground) == []
        return found


def servers_under(ground: Path) -> list[int]:
    """Find every PostgreSQL process at work on this ground."""
    found = []
    for pid in psutil.pids():
        with contextlib.suppress(OSError):
            exe = Path(os.readlink(f"/proc/{pid}/exe")).name
            where = os.readlink(f"/proc/{pid}/cwd")
            if exe.startswith(("postgres", "initdb")) and where.startswith(str(ground)):
                found.append(pid)
    return found


def leading_server(ground: Path) -> int:
    """Find the one that leads."""
    for pid in servers_under(ground):
        with contextlib.suppress(psutil.Error):
            if "-D" in psutil.Process(pid).cmdline():
                return pid
    raise LookupError("no server leads here")


@pytest.fixture
def ground(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A short-named folder that everyone may enter, gone without a trace afterwards."""
    place = Path(tempfile.mkdtemp(prefix="dg-", dir="/tmp"))
    place.chmod(0o755)
    monkeypatch.setenv("DEELGENOOT_STATE", str(place / "state"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    before = set(Path("/tmp").glob("deelgenoot-*"))
    yield place
    left = servers_under(place)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    keys = {hashlib.sha256(os.fsencode(p)).hexdigest()[:12] for p in place.rglob("*")}
    shutil.rmtree(place)
    for folder in set(Path("/tmp").glob("deelgenoot-*")) - before:
        if folder.name.rpartition("-")[2] in keys:
            shutil.rmtree(folder)
    assert left == [], "a server was left running"


def _house(ground: Path, uid: int) -> Iterator[House]:
    if IS_ROOT and uid != 0:
        (ground / "thuis").mkdir(mode=0o700)
        os.chown(ground / "thuis", uid, pwd.getpwuid(uid).pw_gid)
    else:
        (ground / "thuis").mkdir()
    house = House(ground, ground / "thuis" / "clone" / "var" / "postgres", uid)
    yield house
    for other in house.others:
        other.process.kill()
        other.process.communicate()
    until = time.monotonic() + 5
    while servers_under(ground) and time.monotonic() < until:
        time.sleep(0.01)


@pytest.fixture
def house(ground: Path) -> Iterator[House]:
    """A clone of the user who runs the tests."""
    yield from _house(ground, os.geteuid())


@pytest.fixture(params=["root", "plain user"])
def any_house(request: pytest.FixtureRequest, ground: Path) -> Iterator[House]:
    """A clone of root, and one of a plain user whose home is closed to everyone else."""
    if request.param == "root" and not IS_ROOT:
        pytest.skip("only root can try what root meets")
    uid = os.geteuid()
    if request.param == "plain user" and IS_ROOT:
        uid = pwd.getpwnam("nobody").pw_uid
        if not _runs(Binaries(_site_folder() / NEEDED[0], ""), Account(uid, uid, "", "")):
            pytest.skip("this clone lies where a plain user cannot reach its PostgreSQL")
    yield from _house(ground, uid)


@pytest.fixture
def server(house: House) -> Iterator[EmbeddedServer]:
    """A server that was not started yet."""
    made = EmbeddedServer(house.folder, durable=False)
    yield made
    made.stop()
