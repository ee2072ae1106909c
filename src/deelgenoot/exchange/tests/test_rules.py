"""Each rule about a file has a case that keeps it and one that breaks it."""

from dataclasses import replace

from deelgenoot.exchange.edexml.rows import GroupTie
from deelgenoot.exchange.rules import (
    BRINGING_IN,
    FileAsked,
    the_file_is_not_of_an_older_year,
    the_file_names_its_school,
)
from deelgenoot.exchange.staff_roles import role_with_class
from deelgenoot.organisations.terms import GroupRole

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
