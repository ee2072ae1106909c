"""Each rule about looking along has a case that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from deelgenoot.helpdesk.rules import (
    ANSWERING,
    ASKING,
    LookAnswered,
    LookAsked,
    a_yes_needs_a_screen,
    nobody_is_asked_again_so_soon,
    the_question_still_stands,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
STANDS = LookAnswered(NOW + timedelta(minutes=15), NOW, closed=False)


def test_a_yes_needs_a_screen():
    assert ASKING.broken_by(LookAsked(has_come_in=True)) == []
    assert ASKING.broken_by(LookAsked(has_come_in=False)) == [a_yes_needs_a_screen]


def test_nobody_is_asked_again_so_soon():
    assert ASKING.broken_by(LookAsked(has_come_in=True, in_vain=False)) == []
    asked = LookAsked(has_come_in=True, in_vain=True)
    assert ASKING.broken_by(asked) == [nobody_is_asked_again_so_soon]


def test_the_question_still_stands():
    assert ANSWERING.broken_by(STANDS) == []
    for over in (replace(STANDS, until=NOW), replace(STANDS, closed=True)):
        assert ANSWERING.broken_by(over) == [the_question_still_stands]
