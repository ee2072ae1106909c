"""Each rule about the contact person has a case that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from deelgenoot.circles.contact_rules import (
    ACCEPTING,
    CHOOSING,
    ContactAnswered,
    ContactAsked,
    contact_asked_is_open,
    contact_asked_last,
    contact_is_someone_else,
    contact_works_with_child,
    family_is_asked_first,
    stand_in_ends,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ASKED = ContactAsked(
    works_with_child=True, already=False, stands_in=False, until=None, now=NOW, most_days=42
)
ANSWERED = ContactAnswered(
    open=True, asked_last=True, stands_in=False, still_asked=0, asked_at=NOW, now=NOW, days=3
)


def test_a_sound_question_and_a_sound_yes_break_no_rule():
    assert CHOOSING.broken_by(ASKED) == []
    assert ACCEPTING.broken_by(ANSWERED) == []


def test_contact_works_with_child():
    outsider = replace(ASKED, works_with_child=False)
    assert CHOOSING.broken_by(outsider) == [contact_works_with_child]


def test_contact_is_someone_else():
    assert CHOOSING.broken_by(replace(ASKED, already=True)) == [contact_is_someone_else]


def test_stand_in_ends():
    standing = replace(ASKED, stands_in=True, until=NOW + DAY)
    assert CHOOSING.broken_by(standing) == []
    for until in (None, NOW, NOW - DAY, NOW + 43 * DAY):
        assert CHOOSING.broken_by(replace(standing, until=until)) == [stand_in_ends]


def test_contact_asked_is_open():
    assert ACCEPTING.broken_by(replace(ANSWERED, open=False)) == [contact_asked_is_open]


def test_contact_asked_last():
    earlier = replace(ANSWERED, asked_last=False)
    assert ACCEPTING.broken_by(earlier) == [contact_asked_last]
    assert ACCEPTING.broken_by(replace(earlier, stands_in=True)) == []


def test_family_is_asked_first():
    waiting = replace(ANSWERED, still_asked=1)
    assert ACCEPTING.broken_by(waiting) == [family_is_asked_first]
    assert ACCEPTING.broken_by(replace(waiting, now=NOW + 3 * DAY)) == []
    assert ACCEPTING.broken_by(replace(waiting, stands_in=True)) == []
