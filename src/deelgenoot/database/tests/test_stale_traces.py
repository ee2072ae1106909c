import json
import os
import pwd
import subprocess

import pytest

from deelgenoot.database.lock import Keeping, Lock
from deelgenoot.database.places import places_for, socket_folder
from deelgenoot.database.processes import birth_of, servers_in
from deelgenoot.database.server import HeldByAnother, running
from deelgenoot.database.system_user import server_account


@pytest.fixture
def passer_by():
    """A process of the server's own user that has nothing to do with any database."""
    account = server_account()
    drop = {"user": account.uid, "group": account.gid} if account.is_another else {}
    process = subprocess.Popen(["/bin/sleep", "60"], **drop)
    yield process
    process.kill()
    process.wait()


def _try_with(house, name, *attempts):
    with running(house.folder, durable=False) as facts:
        house.promise(facts, "kept")
    for words in attempts:
        _leave(house, name, words)
        with running(house.folder, durable=False) as facts:
            assert house.tables(facts) == ["kept"]


def _leave(house, name, words):
    account = server_account()
    path = house.home / "data" / name
    if name.startswith(".s"):
        path = socket_folder(places_for(house.folder, account), account) / name
    path.write_text(words)
    os.chown(path, account.uid, account.gid)


@pytest.mark.parametrize("name", ["postmaster.pid", ".s.PGSQL.5432.lock"])
def test_a_number_now_borne_by_a_passer_by_is_not_in_the_way(house, passer_by, name):
    started = "1700000000"
    words = f"{passer_by.pid}\n{house.home}/data\n{started}\n5432\n/tmp\n\n  1  1\nready   \n"
    _try_with(house, name, words)
    assert passer_by.poll() is None, "a passer-by is never hurt"


@pytest.mark.parametrize("name", ["postmaster.pid", ".s.PGSQL.5432.lock"])
def test_half_a_pid_file_is_not_in_the_way(house, name):
    _try_with(house, name, "", "12", "niets\n", "1\n/some")


def test_a_shell_that_stands_in_the_data_folder_is_no_server(house):
    with running(house.folder, durable=False):
        pass
    shell = subprocess.Popen(["/bin/sleep", "60"], cwd=house.home / "data")
    try:
        assert servers_in(house.home / "data") == {}
    finally:
        shell.kill()
        shell.wait()


@pytest.mark.parametrize(
    "words",
    [
        "",
        '{"pid": 1',
        "[]",
        '{"pid": "x", "birth": "", "door": ""}',
        json.dumps({"pid": 1, "birth": "another/1", "door": '["/tmp", 5432, "/tmp"]'}),
        json.dumps({"pid": os.getppid(), "birth": "", "door": ""}),
    ],
)
def test_a_lock_that_names_nobody_living_is_free(tmp_path, words):
    path = tmp_path / "keeper.lock"
    path.write_text(words)
    lock = Lock(path)
    assert lock.keeper() is None
    assert lock.acquire()
    assert lock.keeper().pid == os.getpid()
    lock.release()
    assert path.read_text() == ""


def test_a_lock_that_names_someone_living_is_believed_where_the_disk_knows_no_locks(tmp_path):
    path = tmp_path / "keeper.lock"
    path.write_text(json.dumps({"pid": 1, "birth": birth_of(1), "door": ""}))
    assert not Lock(path).acquire()
    assert Lock(path).keeper() == Keeping(1, birth_of(1), "")


def test_one_process_cannot_take_a_lock_twice_and_asking_does_not_free_it(tmp_path):
    path = tmp_path / "keeper.lock"
    lock = Lock(path)
    assert lock.acquire()
    assert not Lock(path).acquire()
    Lock(path).keeper()
    Lock(path).release()
    taken = "import fcntl, sys; file = open(sys.argv[1], 'r+')\n"
    taken += "try: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
    taken += "except OSError: sys.exit(0)\n"
    taken += "sys.exit(1)"
    assert _python(taken, path) == 0
    lock.release()
    assert _python(taken, path) == 1


def _python(script, *words):
    import sys

    from .conftest import SOURCE

    asked = [sys.executable, "-c", script, *map(str, words)]
    env = os.environ | {"PYTHONPATH": str(SOURCE)}
    return subprocess.run(asked, env=env, check=False).returncode


def test_the_dead_have_no_birth():
    child = subprocess.Popen(["/bin/true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert birth_of(child.pid) is None, "a zombie keeps nothing"
    child.wait()
    assert birth_of(child.pid) is None


def test_a_keeper_that_never_answers_is_named(house, monkeypatch):
    monkeypatch.setattr("deelgenoot.database.server.ATTACH_PATIENCE", 0.2)
    account = server_account()
    places = places_for(house.folder, account)
    places.lock.write_text(json.dumps({"pid": 1, "birth": birth_of(1), "door": ""}))
    with (
        pytest.raises(HeldByAnother, match=r"Process 1 already looks after .* stop it"),
        running(house.folder),
    ):
        pass


def test_the_user_who_asks_and_the_user_who_serves_are_the_only_ones_let_in(house):
    with running(house.folder, durable=False):
        lines = (house.home / "pg_ident.conf").read_text().splitlines()
    names = {pwd.getpwuid(os.geteuid()).pw_name, server_account().name}
    assert sorted(lines[1:]) == sorted(f'deelgenoot "{name}" all' for name in names)
