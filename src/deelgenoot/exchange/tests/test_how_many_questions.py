"""A school of a thousand pupils is written in as many statements as a school of ten."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deelgenoot.exchange.tests.schools import bring_in, colleague, file_of, pupil

MOST = 60


def statements_for(path):
    with CaptureQueriesContext(connection) as asked:
        bring_in(path)
    return len(asked)


def school_of(folder, count, brin, group="5B"):
    pupils = "".join(pupil(f"P{n}", group, combined=["PLUS"]) for n in range(count))
    staff = "".join(colleague(f"C{n}", "5B", "5A") for n in range(max(2, count // 20)))
    return file_of(folder, pupils=pupils, teachers=staff, brin=brin)


def test_a_thousand_pupils_cost_as_many_statements_as_ten(copy, tmp_path):
    few = statements_for(school_of(tmp_path, 10, "99XX"))
    began = time.perf_counter()
    many = statements_for(school_of(tmp_path, 1000, "99YY"))
    seconds = time.perf_counter() - began
    assert many == few
    assert many <= MOST, many
    assert seconds < 60, seconds
    count = "SELECT count(*) FROM circles_circle c JOIN organisations_school s"
    assert copy.rows(f"{count} ON s.id = c.school_id WHERE s.brin = '99YY'") == [(1000,)]


@pytest.mark.parametrize("group", ["5A", "5B"])
def test_a_second_time_and_a_whole_class_that_moves_cost_no_more(copy, tmp_path, group):
    counts = []
    for size, brin in ((10, "99XX"), (300, "99YY")):
        bring_in(school_of(tmp_path, size, brin))
        counts.append(statements_for(school_of(tmp_path, size, brin, group)))
    assert counts[0] == counts[1] <= MOST, counts
