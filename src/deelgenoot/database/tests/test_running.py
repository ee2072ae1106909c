import os
import signal
import threading
import time

import psutil
import psycopg
import pytest

from deelgenoot.database.processes import servers_in
from deelgenoot.database.server import EmbeddedServer, HeldByAnother, running

from .conftest import STAY, eventually, leading_server, servers_under


def test_it_starts_empty_and_keeps_what_was_written(any_house):
    first = any_house.other()
    any_house.promise(first.facts(), "kept")
    assert first.leave() == "done"
    assert servers_under(any_house.ground) == []
    assert any_house.check_it_works() == ["kept"]


def test_a_cold_start_takes_seconds_and_a_warm_one_less_than_one(house):
    with running(house.folder):
        pass
    began = time.monotonic()
    with running(house.folder):
        assert time.monotonic() - began < 1.5


def test_it_is_set_up_for_people_and_not_for_the_network(house):
    asked = {
        "listen_addresses": "",
        "fsync": "on",
        "data_checksums": "on",
        "TimeZone": "UTC",
        "server_encoding": "UTF8",
        "unix_socket_permissions": "0700",
        "log_min_error_statement": "panic",
    }
    with running(house.folder) as facts:
        with psycopg.connect(**facts.params("postgres", "postgres")) as connection:
            for name, wanted in asked.items():
                assert connection.execute(f"SHOW {name}".encode()).fetchone() == (wanted,)
            sorted_names = "SELECT lower('ÉÏ'), 'zoë' ~ '^[[:alpha:]]+$'"
            assert connection.execute(sorted_names).fetchone() == ("éï", True)
        inet = psutil.Process(leading_server(house.ground)).net_connections(kind="inet")
        assert inet == []
        lines = (house.home / "pg_hba.conf").read_text().splitlines()
        rules = [line for line in lines if not line.startswith("#")]
        assert rules == ["local all all peer map=deelgenoot"]


def test_for_tests_it_may_forget(house):
    with (
        running(house.folder, durable=False) as facts,
        psycopg.connect(**facts.params("postgres", "postgres")) as connection,
    ):
        assert connection.execute("SHOW fsync").fetchone() == ("off",)


def test_a_second_process_comes_in_and_leaves_the_server_running(any_house):
    keeper = any_house.other()
    facts = keeper.facts()
    visitor = any_house.other()
    assert visitor.facts() == facts
    assert visitor.leave() == "done"
    assert any_house.tables(facts) == []
    assert keeper.leave() == "done"


def test_four_at_once_on_one_folder_share_one_server(any_house):
    others = [any_house.other() for _ in range(4)]
    assert len({other.facts() for other in others}) == 1
    found = servers_in(any_house.home / "data")
    leaders = [pid for pid, leads in found.items() if leads]
    assert len(leaders) == 1
    owner = psutil.Process(leaders[0]).ppid()
    others.sort(key=lambda other: other.process.pid == owner)
    assert [other.leave() for other in others] == ["done"] * 4


def test_two_clones_at_once_have_a_server_each(any_house):
    folders = [any_house.folder.parent / name for name in ("one", "two")]
    others = [any_house.other(folder) for folder in folders]
    one, two = (other.facts() for other in others)
    any_house.promise(one, "of_one")
    assert any_house.tables(two) == []
    assert any_house.tables(one) == ["of_one"]
    assert [other.leave() for other in others] == ["done", "done"]


def test_in_one_process_the_second_comes_in_by_the_door_of_the_first(house, server):
    facts = server.start()
    with running(house.folder) as same:
        assert same == facts
    with pytest.raises(HeldByAnother, match=f"Process {os.getpid()} already looks after"):
        EmbeddedServer(house.folder).start()
    assert house.tables(facts) == []


def test_when_the_keeper_leaves_the_next_takes_over(house):
    keeper = house.other()
    house.promise(keeper.facts(), "handed_on")
    keeper.process.stdin.write("\n")
    keeper.process.stdin.flush()
    assert house.check_it_works() == ["handed_on"]
    keeper.process.wait()


def test_the_server_outlives_the_thread_that_asked_for_it(house, server):
    told = []
    thread = threading.Thread(target=lambda: told.append(server.start()))
    thread.start()
    thread.join()
    pid = server.pid
    time.sleep(0.3)
    assert server.pid == pid
    assert house.tables(told[0]) == []


def test_ctrl_c_is_for_us_and_not_for_the_server(house, server):
    server.start()
    assert os.getpgid(server.pid) != os.getpgid(0)
    assert os.getsid(server.pid) != os.getsid(0)


def test_a_forked_child_that_ends_takes_nothing_with_it(house):
    forked = STAY.replace(
        "        print(",
        "        import os, warnings; warnings.simplefilter('ignore')\n"
        "        pid = os.fork()\n"
        "        if pid == 0: sys.exit()\n"
        "        os.waitpid(pid, 0)\n"
        "        print(",
    )
    keeper = house.other(script=forked)
    facts = keeper.facts()
    assert house.tables(facts) == []
    assert house.other().facts() == facts
    assert keeper.leave() == "done"


def test_an_ended_python_that_forgot_to_stop_leaves_nothing(house):
    forgot = (
        "import sys; from pathlib import Path\n"
        "from deelgenoot.database.server import EmbeddedServer\n"
        "print(EmbeddedServer(Path(sys.argv[1])).start().as_door(), flush=True)"
    )
    other = house.other(script=forgot)
    other.facts()
    other.process.wait(20)
    eventually(lambda: not servers_under(house.ground))


def test_a_terminated_process_leaves_nothing(house):
    other = house.other()
    other.facts()
    other.process.send_signal(signal.SIGTERM)
    eventually(lambda: not servers_under(house.ground))
    assert house.check_it_works() == []
