import os
import random
import signal
import time

import psutil
import psycopg
import pytest

from .conftest import eventually, leading_server, servers_under


def _at_once(true):
    """Look without a pause, for the moment is short."""
    eventually(true, pause=0.0005)


def _unfinished(house):
    return list(house.home.glob("unfinished-*")) if house.home.is_dir() else []


def _pid_file(house):
    return house.home / "data" / "postmaster.pid"


def _status(house):
    try:
        return _pid_file(house).read_text().splitlines()[7].strip()
    except (OSError, IndexError):
        return ""


def test_we_are_killed_while_the_database_is_made(any_house):
    other = any_house.other()
    _at_once(lambda: any((part / "base").exists() for part in _unfinished(any_house)))
    other.kill()
    eventually(lambda: not servers_under(any_house.ground))
    assert not (any_house.home / "data").exists()
    assert any_house.check_it_works() == []
    assert _unfinished(any_house) == []


def test_what_a_killed_initdb_left_is_cleared_away(any_house):
    any_house.check_it_works()
    part = any_house.home / "unfinished-0123abcd"
    (part / "base").mkdir(parents=True)
    (part / "PG_VERSION").write_text("18\n")
    os.chown(part, any_house.home.stat().st_uid, -1)
    os.chown(part / "base", any_house.home.stat().st_uid, -1)
    assert any_house.check_it_works() == []
    assert _unfinished(any_house) == []


def test_we_are_killed_while_the_server_starts(any_house):
    any_house.check_it_works()
    other = any_house.other()
    _at_once(_pid_file(any_house).exists)
    other.kill()
    assert any_house.check_it_works() == []


def test_we_are_killed_while_it_runs_and_the_server_closes_in_good_order(any_house):
    other = any_house.other()
    any_house.promise(other.facts(), "kept")
    other.kill()
    eventually(lambda: not servers_under(any_house.ground), 5)
    assert "database system is shut down" in (any_house.home / "server.log").read_text()
    assert any_house.check_it_works() == ["kept"]


def test_we_are_killed_and_the_next_comes_before_the_server_is_gone(any_house):
    other = any_house.other()
    facts = other.facts()
    any_house.promise(facts, "kept")
    leader = leading_server(any_house.ground)
    os.kill(leader, signal.SIGSTOP)
    other.kill()
    following = any_house.other()
    time.sleep(0.5)
    assert psutil.pid_exists(leader)
    os.kill(leader, signal.SIGCONT)
    assert any_house.tables(following.facts()) == ["kept"]
    assert following.leave() == "done"


def test_we_are_killed_while_it_stops(any_house):
    other = any_house.other()
    any_house.promise(other.facts(), "kept")
    other.process.stdin.write("\n")
    other.process.stdin.flush()
    _at_once(lambda: _status(any_house) in ("stopping", ""))
    other.kill()
    assert any_house.check_it_works() == ["kept"]


def test_we_are_killed_at_any_moment(house, record_property):
    seed = random.randrange(1_000_000)
    record_property("seed", seed)
    moments = random.Random(seed)
    kept = []
    for round_ in range(4):
        other = house.other()
        time.sleep(moments.uniform(0.05, 0.9))
        other.kill()
        following = house.other()
        facts = following.facts()
        assert house.tables(facts) == kept, f"seed {seed}"
        house.promise(facts, f"kept_{round_}")
        kept.append(f"kept_{round_}")
        following.kill()


def test_initdb_is_killed(any_house):
    other = any_house.other()
    _at_once(lambda: any((part / "base").exists() for part in _unfinished(any_house)))
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "initdb" and str(any_house.home) in str(
            process.info["cmdline"]
        ):
            process.kill()
    assert other.hear().startswith("trouble: PostgreSQL could not make its database")
    assert not (any_house.home / "data").exists()
    assert any_house.check_it_works() == []
    assert _unfinished(any_house) == []


def test_the_server_is_killed_while_it_starts(any_house):
    any_house.check_it_works()
    other = any_house.other()
    _at_once(lambda: _pid_file(any_house).exists() and servers_under(any_house.ground))
    os.kill(leading_server(any_house.ground), signal.SIGKILL)
    said = other.hear()
    assert said.startswith(("trouble: PostgreSQL could not start", "["))
    other.kill()
    assert any_house.check_it_works() == []


def test_the_server_is_killed_while_it_runs_and_comes_back(any_house):
    other = any_house.other()
    facts = other.facts()
    any_house.promise(facts, "kept")
    first = leading_server(any_house.ground)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: _status(any_house) == "ready" and str(first) not in _first_line(any_house))
    assert any_house.tables(facts) == ["kept"]
    assert any_house.other().facts() == facts
    assert other.leave() == "done"


def _first_line(house):
    try:
        return _pid_file(house).read_text().splitlines()[0]
    except (OSError, IndexError):
        return ""


def test_a_server_that_falls_again_and_again_is_left_alone_and_can_be_started_later(house, server):
    house.promise(server.start(), "kept")
    for _ in range(3):
        eventually(lambda: server.pid and psutil.pid_exists(server.pid))
        os.kill(server.pid, signal.SIGKILL)
        eventually(lambda pid=server.pid: server.pid != pid)
    time.sleep(0.3)
    assert server.pid is None
    assert servers_under(house.ground) == []
    server.stop()
    assert house.check_it_works() == ["kept"]


def test_the_server_is_killed_while_it_stops(any_house):
    other = any_house.other()
    facts = other.facts()
    any_house.promise(facts, "kept")
    leader = leading_server(any_house.ground)
    other.process.stdin.write("\n")
    other.process.stdin.flush()
    _at_once(lambda: _status(any_house) in ("stopping", ""))
    try:
        os.kill(leader, signal.SIGKILL)
    except ProcessLookupError:
        pytest.skip("it had stopped before it could be killed")
    finally:
        assert other.hear() == "done"
    assert any_house.check_it_works() == ["kept"]


def test_an_orphan_in_the_middle_of_its_work_is_ended_before_the_next_server(house):
    other = house.other()
    facts = other.facts()
    busy = psycopg.connect(**facts.params("postgres", "postgres"))
    backend = busy.info.backend_pid
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000000)")
    time.sleep(0.1)
    os.kill(other.process.pid, signal.SIGSTOP)
    os.kill(leading_server(house.ground), signal.SIGKILL)
    other.kill()
    assert psutil.pid_exists(backend)
    assert house.check_it_works() == []
    busy.close()
