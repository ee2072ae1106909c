"""Rules about who works at a school, on plain facts."""

from datetime import UTC, datetime, timedelta

from deelgenoot.organisations.rules import (
    CHANGING_WORK,
    ENDING,
    GIVING,
    ChangeAsked,
    EndAsked,
    TaskAsked,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def broken(asked):
    return {rule.id for rule in GIVING.broken_by(asked)}


def test_nobody_gives_themselves_a_task():
    assert broken(TaskAsked(for_self=True)) == {"no-task-for-oneself"}
    assert broken(TaskAsked()) == set()


def test_nobody_gets_a_task_twice():
    assert broken(TaskAsked(has_it=True)) == {"no-task-twice"}


def test_a_task_ends_after_it_begins():
    for until in (NOW, NOW - timedelta(days=1)):
        assert broken(TaskAsked(since=NOW, until=until)) == {"ends-after-it-begins"}
    assert broken(TaskAsked(since=NOW, until=NOW + timedelta(microseconds=1))) == set()
    assert broken(TaskAsked(since=NOW)) == set()


def test_a_school_keeps_an_administrator():
    assert [rule.id for rule in ENDING.broken_by(EndAsked(True, 0))] == [
        "a-school-keeps-an-administrator"
    ]
    assert ENDING.broken_by(EndAsked(True, 1)) == []
    assert ENDING.broken_by(EndAsked(False, 0)) == []


def changed(**asked):
    return {rule.id for rule in CHANGING_WORK.broken_by(ChangeAsked(**asked))}


def test_a_colleague_is_as_was_seen():
    assert changed(unchanged=False) == {"no-colleague-overwritten-unseen"}
    assert changed() == set()


def test_a_last_day_is_still_to_come():
    assert changed(since=NOW, until=NOW) == {"no-last-day-in-the-past"}
    assert changed(since=NOW, until=NOW + timedelta(days=1)) == set()
