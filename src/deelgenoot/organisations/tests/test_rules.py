"""Rules about who works at a school, on plain facts."""

from datetime import UTC, datetime, timedelta

from deelgenoot.organisations.rules import ENDING, GIVING, EndAsked, TaskAsked

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
