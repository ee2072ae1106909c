"""Two taps at the same moment: one question, and one colleague who looks along."""

import threading
import time

from django.db import connections

from deelgenoot.access.rows import acting_as
from deelgenoot.helpdesk.actions import ask_to_look_along, let_look_along
from deelgenoot.helpdesk.queries import find_helped
from deelgenoot.people.models import Person
from tests.cast import Cast

ROWS = "SELECT count(*), count(*) FILTER (WHERE stopped_at IS NULL) FROM helpdesk_lookalong"


WAITING = (
    "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
    " WHERE NOT l.granted AND a.datname = current_database()"
)


def at_once(copy, do):
    """Let two do the same at one moment, both held where they write, so neither is done first."""
    ready, wrong = threading.Barrier(2), []

    def tap():
        connections["default"].ensure_connection()
        ready.wait()
        try:
            do()
        except Exception as trouble:
            wrong.append(trouble)
        connections.close_all()

    threads = [threading.Thread(target=tap) for _ in range(2)]
    with copy.working_as("app"), copy.database.connect("owner") as owner:
        with owner.transaction():
            owner.execute("LOCK TABLE helpdesk_lookalong IN SHARE MODE")  # read on, write nothing
            for thread in threads:
                thread.start()
            end = time.monotonic() + 30
            while copy.rows(WAITING) != [(2,)]:
                assert time.monotonic() < end
                time.sleep(0.02)
        for thread in threads:
            thread.join()
    assert wrong == []
    return copy.rows(ROWS)


def test_two_questions_at_once_are_one(copy):
    with copy.working_as("app"):
        ria, samira = Cast().ria, Cast().samira
        with acting_as(ria):
            person = find_helped(ria, samira.person_id)
    assert at_once(copy, lambda: ask_to_look_along(ria, person)) == [(1, 1)]


def test_two_yeses_at_once_are_one(copy):
    with copy.working_as("app"):
        ria, samira = Cast().ria, Cast().samira
    to = {"colleague": ria.person_id, "school": ria.organisation_id}
    me = Person(pk=samira.person_id)
    assert at_once(copy, lambda: let_look_along(samira, me, **to)) == [(1, 1)]
