"""Each rule about which classes take part has a case that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from deelgenoot.circles.starting_rules import (
    FAR_AHEAD,
    INVITED,
    STARTING,
    StartAsked,
    a_class_begins_today_or_later,
    a_class_begins_within_a_year,
    it_stands_as_was_seen,
    the_class_of_the_child_takes_part,
    the_school_goes_class_by_class,
)

TODAY = datetime(2026, 11, 27, 23, tzinfo=UTC)
DAY = timedelta(days=1)
FINE = StartAsked(since=TODAY, today=TODAY)


def test_a_class_begins_today_or_later():
    assert STARTING.broken_by(FINE) == []
    early = replace(FINE, since=TODAY - DAY)
    assert STARTING.broken_by(early) == [a_class_begins_today_or_later]


def test_a_class_begins_within_a_year():
    assert STARTING.broken_by(replace(FINE, since=TODAY + FAR_AHEAD)) == []
    late = replace(FINE, since=TODAY + FAR_AHEAD + DAY)
    assert STARTING.broken_by(late) == [a_class_begins_within_a_year]


def test_the_school_goes_class_by_class():
    broken = STARTING.broken_by(replace(FINE, by_class=False))
    assert broken == [the_school_goes_class_by_class]
    assert the_school_goes_class_by_class.holds(FINE)


def test_it_stands_as_was_seen():
    assert STARTING.broken_by(replace(FINE, unchanged=False)) == [it_stands_as_was_seen]
    assert it_stands_as_was_seen.holds(FINE)


def test_the_class_of_the_child_takes_part():
    assert INVITED.broken_by(True) == []
    assert INVITED.broken_by(False) == [the_class_of_the_child_takes_part]
