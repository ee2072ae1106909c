"""The commands a newcomer types: they start, say where they are, and leave nothing behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from deelgenoot.config import ports, roles
from deelgenoot.config.roles import WrongRoles, setup_roles

ROOT = Path(__file__).resolve().parents[1]
DEELGENOOT = [sys.executable, "-W", "ignore", "-m", "deelgenoot.config.cli"]
pytestmark = pytest.mark.xdist_group("commands")


class House:
    """One running `deelgenoot demo` with a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE")}
        for name in ("DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DEELGENOOT_DEMO", "PORT"):
            kept.pop(name, None)
        self.environment = {
            **kept,
            "DEELGENOOT_VAR": str(folder / "var"),
            "WEB_WORKERS": "1",
            "DEELGENOOT_STATE": str(folder / "state"),
            **environment,
        }

    def start(self) -> "House":
        """Start it as make does."""
        with (self.folder / "said").open("w") as said:
            self.process = self._launch(said)
        return self

    def _launch(self, said: IO[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*DEELGENOOT, "demo"],
            cwd=ROOT,
            env=self.environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def words(self) -> str:
        """All it has said so far."""
        return (self.folder / "said").read_text()

    def address(self) -> str:
        """Wait until it says where it is."""
        until = time.monotonic() + 90
        while time.monotonic() < until:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", self.words()):
                return found.group(0)
            assert self.process.poll() is None, self.words()
            time.sleep(0.1)
        raise AssertionError(self.words())

    def processes(self) -> list[str]:
        """Every living process that was started for this house, the database too."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            try:
                told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                alive = (entry / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
            except OSError:
                continue
            if alive and str(self.folder).encode() in told and int(entry.name) != os.getpid():
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        return found

    def is_gone(self) -> bool:
        """Whether nothing of it lives any more."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if not self.processes():
                return True
            time.sleep(0.1)
        return False


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the database's system user can reach too."""
    made = Path(tempfile.mkdtemp(prefix="dg-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def folders(folder: Path) -> tuple[Path, Path]:
    """Two clones' folders."""
    for name in ("one", "two"):
        (folder / name).mkdir(mode=0o755)
    return folder / "one", folder / "two"


def fetch(address: str) -> str:
    """Open a page."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode())


def test_two_demos_at_once_start_and_end_without_leaving_a_process(folders):
    one, two = House(folders[0]).start(), House(folders[1]).start()
    try:
        first, second = one.address(), two.address()
        assert first != second
        for address in (first, second):
            assert "/demo/anna/" in fetch(address + "inloggen/")
        assert "Samira El Amrani" in one.words()
        one.process.send_signal(signal.SIGINT)
        assert one.process.wait(timeout=30) == 0
        assert one.is_gone(), one.processes()
        two.process.kill()
        two.process.wait(timeout=10)
        assert two.is_gone(), two.processes()
    finally:
        for house in (one, two):
            house.process.kill()


def test_a_second_command_works_beside_a_running_demo(folder):
    house = House(folder).start()
    try:
        house.address()
        checked = subprocess.run(
            [*DEELGENOOT, "check", "--audit"],
            cwd=ROOT,
            env=house.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr
    finally:
        house.process.send_signal(signal.SIGINT)
        house.process.wait(timeout=30)
    assert house.is_gone()


def test_a_taken_port_is_told_in_one_sentence(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        house = House(folder, PORT=str(port)).start()
        assert house.process.wait(timeout=60) == 1
    lines = house.words().strip().splitlines()
    assert lines == [
        f"deelgenoot: Port {port} is taken; choose another one with PORT=8123 make demo."
    ]


@pytest.mark.parametrize("wanted", ["eight", "0", "70000", "-1"])
def test_a_port_that_is_none_is_told(wanted):
    with pytest.raises(ports.PortTaken, match="must be a number"):
        ports.claim(wanted)


def test_an_old_server_is_told(superuser, monkeypatch):
    monkeypatch.setattr(roles, "OLDEST", 990000)
    with pytest.raises(WrongRoles, match="needs PostgreSQL 15 or newer"):
        setup_roles(superuser, database="never_made")


def environment_script(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script that makes the environment, in an empty folder."""
    shutil.copy(ROOT / "scripts" / "environment.sh", folder)
    return subprocess.run(
        ["/bin/sh", "environment.sh", "base"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], **environment},
        check=False,
        timeout=60,
    )


def test_no_python_is_told_in_one_sentence(folder):
    (folder / "bin").mkdir()
    done = environment_script(folder, PATH=str(folder / "bin"))
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_no_venv_module_is_told_in_one_sentence(folder):
    (folder / "ensurepip.py").write_text("raise ImportError('not on this machine')")
    done = environment_script(folder, PYTHONPATH=str(folder))
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
