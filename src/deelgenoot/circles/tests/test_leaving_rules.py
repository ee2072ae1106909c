"""Each rule about leaving school has a case that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from deelgenoot.circles.leaving_rules import (
    FAR_AHEAD,
    KEPT,
    LEAVING,
    LeavingAsked,
    a_last_day_follows_the_first,
    a_last_day_is_as_was_seen,
    a_last_day_is_within_a_year,
    kept_until,
)

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ASKED = LeavingAsked(until=NOW + DAY, since=NOW - 90 * DAY, now=NOW)


def test_a_last_day_that_is_right_breaks_no_rule():
    assert LEAVING.broken_by(ASKED) == []
    assert LEAVING.broken_by(replace(ASKED, until=NOW - 9 * DAY)) == []


def test_a_last_day_follows_the_first():
    for until in (ASKED.since, ASKED.since - DAY):
        assert LEAVING.broken_by(replace(ASKED, until=until)) == [a_last_day_follows_the_first]


def test_a_last_day_is_within_a_year():
    assert LEAVING.broken_by(replace(ASKED, until=NOW + FAR_AHEAD)) == []
    late = replace(ASKED, until=NOW + FAR_AHEAD + DAY)
    assert LEAVING.broken_by(late) == [a_last_day_is_within_a_year]


def test_a_last_day_is_as_was_seen():
    assert LEAVING.broken_by(replace(ASKED, unchanged=False)) == [a_last_day_is_as_was_seen]


@pytest.mark.parametrize(
    ("id_", "last", "differs", "day"),
    [
        ("pupil-file", date(2026, 12, 18), {}, date(2028, 12, 19)),
        ("enrolment", date(2026, 12, 18), {}, date(2031, 12, 19)),
        ("special", date(2026, 12, 31), {}, date(2030, 1, 1)),
        ("pupil-file", date(2028, 2, 29), {}, date(2030, 3, 1)),
        ("pupil-file", date(2026, 12, 18), {"pupil-file": 1}, date(2027, 12, 19)),
    ],
)
def test_what_was_written_may_go_the_day_after_its_years_are_over(id_, last, differs, day):
    kept = next(one for one in KEPT if one.id == id_)
    assert kept_until(last, kept, differs) == day


def test_every_term_says_where_it_comes_from():
    for kept in KEPT:
        assert "2.11" in kept.basis
        assert str(kept.source)
        assert kept.found == ("found [" in kept.basis), kept.id
