"""Sealing while others write: what commits later is sealed later, and nothing falls between."""

import threading
import time

from django.db import connection

from deelgenoot.audit.tests.books import (
    BOARD,
    OTHER,
    WRITE,
    broken,
    seal_all,
    seal_once,
    unsealed,
    write,
)


def test_a_deed_that_commits_after_the_sealing_is_sealed_by_the_next_round(copy):
    seal_all(copy)
    with copy.open("app") as slow:
        slow.execute(WRITE, [BOARD, "slow_deed"])
        write(copy, "fast_deed")
        write(copy, "fast_deed", board=OTHER)
        for _round in range(3):
            seal_once()
        assert unsealed(copy) == 2  # nothing younger than the slow one is closed before it
        slow.commit()
    assert unsealed(copy) == 3
    seal_all(copy)
    assert unsealed(copy) == 0
    assert broken() == []


def test_a_deed_that_is_taken_back_leaves_no_hole(copy):
    seal_all(copy)
    with copy.open("app") as slow:
        slow.execute(WRITE, [BOARD, "taken_back"])
        write(copy, "fast_deed")
        slow.rollback()
    seal_all(copy)
    assert copy.rows("SELECT 1 FROM audit_line WHERE did = 'taken_back'") == []
    assert broken() == []


def test_two_workers_that_seal_at_once_make_one_chain(copy):
    seal_all(copy)
    stop = threading.Event()

    def work(do):
        try:
            while not stop.is_set():
                do()
        finally:
            connection.close()

    def two_lines_in_one_deed():
        with copy.open("app") as web:
            web.execute(WRITE, [BOARD, "first"])
            time.sleep(0.002)
            web.execute(WRITE, [OTHER, "second"])

    workers = [
        threading.Thread(target=work, args=[do])
        for do in (two_lines_in_one_deed, two_lines_in_one_deed, seal_once, seal_once)
    ]
    for worker in workers:
        worker.start()
    time.sleep(2)
    stop.set()
    for worker in workers:
        worker.join()
    seal_all(copy)
    written = copy.rows("SELECT count(*) FROM audit_line WHERE did IN ('first', 'second')")
    assert written[0][0] > 20
    assert copy.rows("SELECT sum(lines) FROM audit_seal") == copy.rows(
        "SELECT count(*) FROM audit_line"
    )
    assert broken() == []
