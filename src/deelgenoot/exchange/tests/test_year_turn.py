"""In August a school brings in its own file: looked at first, all or nothing, and taken back."""

import pytest

from deelgenoot.circles.queries.keeping import groups_kept
from deelgenoot.exchange.tests.dropping import (
    KIM,
    NEXT_YEAR,
    answer,
    as_ria,
    drop,
    lines,
    look,
    say_yes,
    take_back,
    turn_the_year,
)
from deelgenoot.exchange.tests.schools import around

CIRCLES = (
    "SELECT p.first || ' ' || p.rest, c.id FROM circles_circle c"
    " JOIN people_person p ON p.id = c.pupil_id"
)
PLACES = """
    SELECT q.first || ' ' || q.rest, g.name, g.year FROM organisations_place p
    JOIN organisations_enrolment e ON e.id = p.enrolment_id
    JOIN people_person q ON q.id = e.pupil_id JOIN organisations_group g ON g.id = p.group_id
    JOIN organisations_school s ON s.id = g.school_id WHERE s.brin = '99AB'
    AND p.since < now() AND (p.until IS NULL OR p.until > now()) ORDER BY 1, 2
"""
TASKS = """
    SELECT q.first, a.function, a.key, t.role, g.name FROM organisations_appointment a
    JOIN people_person q ON q.id = a.person_id
    LEFT JOIN organisations_assignment t ON t.appointment_id = a.id
        AND (t.until IS NULL OR t.until > now())
    LEFT JOIN organisations_group g ON g.id = t.group_id
    WHERE a.until IS NULL OR a.until > now() ORDER BY 1, 2, 4, 5
"""
PEOPLE = """
    SELECT e.key, p.first, p.rest, p.born_on, e.until FROM organisations_enrolment e
    JOIN people_person p ON p.id = e.pupil_id
    WHERE e.until IS NULL OR e.until > e.since ORDER BY 1
"""
MEMBERS = """
    SELECT m.circle_id::text, m.person_id::text, m.capacity, m.basis::text, m.since, m.until
    FROM circles_membership m
    WHERE m.since <= now() AND (m.until IS NULL OR m.until > now()) ORDER BY 1, 2, 3, 4
"""


def everything_that_counts(copy):
    return [copy.rows(question) for question in (PLACES, TASKS, PEOPLE, MEMBERS)]


def test_the_preview_tells_who_comes_goes_and_moves_and_changes_nothing(copy):
    before = everything_that_counts(copy)
    dropped = drop(NEXT_YEAR)
    found = look(dropped)
    assert everything_that_counts(copy) == before
    assert found.counts["new"] == 6
    assert found.counts["question"] == 1
    assert ("Rami Khoury", "RB-5A-10", "RB-6A-31") in lines(dropped, "renumbered")
    assert ("Pim de Wit", "5B", "6C") in lines(dropped, "moves")
    assert ("Teun van der Linden", "Kabouters", "Kabouters") in lines(dropped, "moves")
    assert {name for name, *_ in lines(dropped, "leaves")} == {
        "Lieke Verhoeven", "Quinten in 't Veld", "Zosia Wiśniewska",
    }  # fmt: skip
    assert [name for name, *_ in lines(dropped, "absent")] == ["Lotte Smits"]
    answer(dropped, KIM)
    assert "question" not in look(dropped).counts
    assert ("Kim Jansen", "RB-5B-03", "RB-6B-32") in lines(dropped, "renumbered")
    assert [line[2] for line in lines(dropped, "corrected")] == ["Kimberly Jansen"]
    assert everything_that_counts(copy) == before


def test_the_new_year_stands_and_everyone_keeps_their_own_circle(copy):
    circles = dict(copy.rows(CIRCLES))
    turn_the_year()
    after = dict(copy.rows(CIRCLES))
    assert after.pop("Kimberly Jansen") == circles.pop("Kim Jansen")
    assert {name: after[name] for name in circles} == circles
    assert len(after) == len(circles) + 6
    there = around(copy, "99AB")
    assert there["Noor"]["Fatma"] == ("class_teacher", True)
    assert "Anna" not in there["Noor"]
    assert there["Pim"]["Anna"] == ("class_teacher", True)
    assert there["Teun"]["Daan"] == ("class_teacher", True)
    assert there["Rami"]["Omar"] == ("class_teacher", True)
    assert copy.rows("SELECT * FROM deelgenoot_underived_memberships()") == []
    assert copy.rows("SELECT count(*) FROM circles_entry") != [(0,)]


def test_the_administrator_finds_the_classes_of_the_year_that_runs(copy):
    def classes():
        with as_ria() as actor:
            return [name for _id, name in groups_kept(actor)]

    before = classes()
    dropped = turn_the_year()
    assert classes() == ["3A", "5A", "6A", "6B", "6C", "Kabouters", "Plusgroep"]
    take_back(dropped)
    assert classes() == before == ["5A", "5B", "Kabouters", "Plusgroep"]


def test_a_second_time_changes_nothing(copy):
    turn_the_year()
    before = everything_that_counts(copy)
    again = drop(NEXT_YEAR)
    assert {kind for kind, n in look(again).counts.items() if n} == {"absent", "here"}
    say_yes(again)
    assert everything_that_counts(copy) == before


def test_taken_back_everything_is_exactly_as_it_was(copy):
    before = everything_that_counts(copy)
    dropped = turn_the_year()
    assert everything_that_counts(copy) != before
    found = take_back(dropped)
    assert found.undone_at
    assert lines(dropped, "kept") == []
    for was, now in zip(before, everything_that_counts(copy), strict=True):
        assert now == was
    assert copy.rows("SELECT * FROM deelgenoot_underived_memberships()") == []


def test_after_taking_back_last_years_file_and_this_one_can_be_brought_in_again(copy):
    take_back(turn_the_year())
    turn_the_year()
    assert around(copy, "99AB")["Noor"]["Fatma"] == ("class_teacher", True)
    assert len(copy.rows(CIRCLES + " WHERE p.first = 'Nora'")) == 1


@pytest.mark.parametrize("answered", ["RB-5B-03", "other"])
def test_who_is_the_same_keeps_the_circle_and_someone_else_gets_a_new_one(copy, answered):
    kim = dict(copy.rows(CIRCLES))["Kim Jansen"]
    dropped = drop(NEXT_YEAR)
    answer(dropped, {"RB-6B-32": answered})
    say_yes(dropped)
    circles = dict(copy.rows(CIRCLES))
    assert (circles["Kimberly Jansen"] == kim) is (answered != "other")
    assert (circles.get("Kim Jansen") == kim) is (answered == "other")


CHOSEN = (
    "INSERT INTO circles_contactperson (id, circle_id, person_id, asked_by, asked_at, stands_in,"
    " accepted, answered_at) SELECT gen_random_uuid(), c.id, a.id, a.id, now(), false, true, now()"
    " FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id, people_person a"
    " WHERE p.first = %s AND a.first = %s AND a.side = 'work'"
)
HANDED = (
    "SELECT p.first, q.first, a.done IS NULL FROM circles_ask a"
    " JOIN circles_circle c ON c.id = a.circle_id JOIN people_person p ON p.id = c.pupil_id"
    " JOIN people_person q ON q.id = a.person_id WHERE a.kind = 'hand_over' ORDER BY 1"
)


def test_where_the_contact_person_lost_the_child_the_class_teacher_is_asked_who_it_is_now(copy):
    for child, colleague in (("Noor", "Anna"), ("Pim", "Anna"), ("Emre", "Anna"), ("Can", "Kees")):
        assert copy.change(CHOSEN, child, colleague) == 1
    dropped = turn_the_year()
    asked = [("Emre", "Kees", True), ("Noor", "Fatma", True)]  # Fatma is Emre's mother
    assert copy.rows(HANDED) == asked
    copy.change(
        "UPDATE circles_ask SET done = now() WHERE kind = 'hand_over' AND person_id IN"
        " (SELECT id FROM people_person WHERE first = 'Kees')"
    )
    say_yes_again(copy)
    assert copy.rows(HANDED) == [("Emre", "Kees", False), ("Noor", "Fatma", True)]
    take_back(dropped)
    assert copy.rows(HANDED) == [("Emre", "Kees", False)]


def say_yes_again(copy):
    """Bring in the same file once more, with one name to correct, and take that back."""
    copy.change("UPDATE people_person SET first = 'Pimmie' WHERE first = 'Pim'")
    again = drop(NEXT_YEAR)
    assert say_yes(again).done_at
    take_back(again)
