"""Each rule about a file has a case that keeps it and one that breaks it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from deelgenoot.exchange.edexml.rows import GroupTie
from deelgenoot.exchange.rules import (
    BRINGING_IN,
    COPYING,
    DOING,
    MOST_PIECES,
    UNDOING,
    CopyAsked,
    DeedAsked,
    FileAsked,
    UndoAsked,
    a_report_tells_what_was,
    every_question_is_answered,
    it_is_as_was_seen,
    it_is_not_too_much,
    it_is_undone_in_time,
    many_leave_only_when_counted,
    only_what_was_done_is_undone,
    the_file_can_be_used,
    the_file_is_not_of_an_older_year,
    the_file_is_of_this_school,
    the_file_names_its_school,
    the_newest_file_goes_first,
    the_text_is_as_was_seen,
    there_is_something_to_take,
)
from deelgenoot.exchange.staff_roles import role_with_class
from deelgenoot.organisations.terms import GroupRole

NOW = datetime(2027, 9, 1, tzinfo=UTC)
LOOKED_AT = DeedAsked(questions=0, leaving=2, here=10, agreed=None, most=20)
DONE = UndoAsked(done_at=NOW, undone=False, newer=False, now=NOW, days=7)
SOUND = FileAsked(brin="99AB", year="2026-2027", newest_year="2026-2027")


def test_a_file_of_this_year_with_a_brin_breaks_no_rule():
    assert BRINGING_IN.broken_by(SOUND) == []
    assert BRINGING_IN.broken_by(replace(SOUND, newest_year="")) == []
    assert BRINGING_IN.broken_by(replace(SOUND, year="2027-2028")) == []


def test_the_file_names_its_school():
    assert BRINGING_IN.broken_by(replace(SOUND, brin="")) == [the_file_names_its_school]


def test_the_file_is_not_of_an_older_year():
    older = replace(SOUND, year="2025-2026")
    assert BRINGING_IN.broken_by(older) == [the_file_is_not_of_an_older_year]


def test_the_file_is_of_this_school():
    other = replace(SOUND, of_this_school=False)
    assert BRINGING_IN.broken_by(other) == [the_file_is_of_this_school]


def test_what_was_looked_at_breaks_no_rule():
    assert DOING.broken_by(LOOKED_AT) == []
    assert UNDOING.broken_by(DONE) == []


def test_the_file_can_be_used():
    assert DOING.broken_by(replace(LOOKED_AT, usable=False)) == [the_file_can_be_used]


def test_it_is_as_was_seen():
    assert DOING.broken_by(replace(LOOKED_AT, as_seen=False)) == [it_is_as_was_seen]


def test_every_question_is_answered():
    assert DOING.broken_by(replace(LOOKED_AT, questions=1)) == [every_question_is_answered]


def test_many_leave_only_when_counted():
    many = replace(LOOKED_AT, leaving=3)
    assert DOING.broken_by(many) == [many_leave_only_when_counted]
    assert DOING.broken_by(replace(many, agreed=2)) == [many_leave_only_when_counted]
    assert DOING.broken_by(replace(many, agreed=3)) == []
    assert DOING.broken_by(replace(many, leaving=0, here=0)) == []


def test_only_what_was_done_is_undone():
    assert UNDOING.broken_by(replace(DONE, done_at=None)) == [only_what_was_done_is_undone]
    assert UNDOING.broken_by(replace(DONE, undone=True)) == [only_what_was_done_is_undone]


def test_it_is_undone_in_time():
    late = replace(DONE, now=NOW + timedelta(days=7))
    assert UNDOING.broken_by(late) == [it_is_undone_in_time]
    assert UNDOING.broken_by(replace(late, now=late.now - timedelta(seconds=1))) == []


def test_the_newest_file_goes_first():
    assert UNDOING.broken_by(replace(DONE, newer=True)) == [the_newest_file_goes_first]


def test_what_a_code_means_in_a_class_and_in_a_combined_group():
    expected = {
        (): (GroupRole.CLASS_TEACHER, GroupRole.SUBJECT_TEACHER),
        ("LRK",): (GroupRole.CLASS_TEACHER, GroupRole.SUBJECT_TEACHER),
        ("LRK", "RT"): (GroupRole.CLASS_TEACHER, GroupRole.SUBJECT_TEACHER),
        ("VAK",): (GroupRole.SUBJECT_TEACHER, GroupRole.SUBJECT_TEACHER),
        ("STA", "OWA"): (GroupRole.ASSISTANT, GroupRole.ASSISTANT),
        ("ADM",): (GroupRole.ASSISTANT, GroupRole.ASSISTANT),
        ("OUD",): (None, None),
        ("LRK", "OUD"): (None, None),
        ("Manusje van alles",): (GroupRole.ASSISTANT, GroupRole.SUBJECT_TEACHER),
    }
    for codes, (in_class, together) in expected.items():
        assert role_with_class(GroupTie("5B", False, codes), ()) is in_class, codes
        assert role_with_class(GroupTie("5B", False, ()), codes) is in_class, codes
        assert role_with_class(GroupTie("PLUS", True, codes), ()) is together, codes
    assert role_with_class(GroupTie("5B", False, ("LRK",)), ("VAK",)) is GroupRole.CLASS_TEACHER


TODAY = date(2026, 11, 28)
REPORT = CopyAsked(since=TODAY, until=TODAY, today=TODAY)


def test_a_report_tells_what_was():
    day = timedelta(days=1)
    assert COPYING.broken_by(REPORT) == []
    for other in ({"since": TODAY + day}, {"until": TODAY + day}, {"until": TODAY - day}):
        assert COPYING.broken_by(replace(REPORT, **other)) == [a_report_tells_what_was]


def test_there_is_something_to_take():
    assert COPYING.broken_by(replace(REPORT, pieces=0)) == [there_is_something_to_take]
    assert there_is_something_to_take.holds(REPORT)


def test_it_is_not_too_much():
    assert COPYING.broken_by(replace(REPORT, pieces=MOST_PIECES)) == []
    assert COPYING.broken_by(replace(REPORT, pieces=MOST_PIECES + 1)) == [it_is_not_too_much]


def test_the_text_is_as_was_seen():
    assert COPYING.broken_by(replace(REPORT, unchanged=False)) == [the_text_is_as_was_seen]
    assert the_text_is_as_was_seen.holds(REPORT)
