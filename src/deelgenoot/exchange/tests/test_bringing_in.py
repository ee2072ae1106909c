"""A school's file becomes circles; whoever moves loses and gains reach at once."""

import pytest
from django.db import IntegrityError

from deelgenoot.exchange.actions import importing
from deelgenoot.exchange.tests.schools import (
    NEXT_YEAR,
    around,
    at,
    bring_in,
    colleague,
    file_of,
    pupil,
)

ANNA, BEA = colleague("Anna", "5B"), colleague("Bea", "5A")
NOOR, PIM = pupil("Noor", "5B", combined=["PLUS"]), pupil("Pim", "5B")


@pytest.fixture
def file(tmp_path):
    return lambda **parts: file_of(tmp_path, **parts)


def test_everyone_of_a_class_has_a_circle_with_its_teacher(copy, file):
    bring_in(file(pupils=NOOR + PIM, teachers=ANNA + BEA))
    assert around(copy) == {
        "Noor": {"Noor": ("pupil", True), "Anna": ("class_teacher", True)},
        "Pim": {"Pim": ("pupil", True), "Anna": ("class_teacher", True)},
    }
    assert copy.rows("SELECT * FROM deelgenoot_underived_memberships()") == []


def test_a_second_time_changes_nothing(copy, file):
    path = file(pupils=NOOR + PIM, teachers=ANNA + colleague("Iris", roles=("IB",)))
    bring_in(path)
    before = copy.everything()
    said = bring_in(path)
    assert copy.everything() == before
    assert {line.split()[0] for line in said.splitlines()[1:10]} == {"0"}


def test_a_pupil_who_moves_to_another_class_leaves_the_old_teacher_at_once(copy, file):
    with at("2026-11-20T09:00"):
        bring_in(file(pupils=NOOR + PIM, teachers=ANNA + BEA, year="2026-2027"))
    moved = file(pupils=pupil("Noor", "5A") + PIM, teachers=ANNA + BEA, year="2026-2027")
    with at("2026-11-21T09:00"):
        said = bring_in(moved)
    assert "1 pupils in another class than before" in said
    with at("2026-11-21T09:00"):
        assert around(copy)["Noor"] == {"Noor": ("pupil", True), "Bea": ("class_teacher", True)}
        assert around(copy)["Pim"]["Anna"] == ("class_teacher", True)
    moved = copy.rows(
        "SELECT since, until FROM circles_membership m JOIN people_person p ON p.id = m.person_id"
        " WHERE p.first IN ('Anna', 'Bea') AND m.circle_id = (SELECT c.id FROM circles_circle c"
        " JOIN people_person n ON n.id = c.pupil_id JOIN organisations_school s"
        " ON s.id = c.school_id WHERE n.first = 'Noor' AND s.brin = '99XX') ORDER BY since"
    )
    assert len(moved) == 2
    assert moved[0][1] == moved[1][0]
    assert moved[1][1] is None


@pytest.mark.parametrize(
    "after",
    [
        {"pupils": pupil("Noor", ""), "teachers": ANNA},
        {"pupils": NOOR, "teachers": colleague("Anna")},
        {"pupils": NOOR, "teachers": colleague("Anna", roles=("OUD",))},
        {"pupils": NOOR, "teachers": colleague("Anna", ("5B", "OUD"), roles=())},
        {"pupils": NOOR, "teachers": colleague("Anna", "5A")},
        {"pupils": NOOR, "teachers": ANNA, "more": "<uitstroomdatum>2026-09-01</uitstroomdatum>"},
        {"pupils": pupil("Noor", "5A"), "teachers": ANNA, "year": NEXT_YEAR},
    ],
    ids=[
        "pupil without class",
        "teacher without class",
        "now a parent who helps",
        "now a parent who helps in class",
        "teacher has another class",
        "pupil left",
        "new school year",
    ],
)
def test_whatever_ends_the_tie_ends_the_reach(copy, file, after):
    bring_in(file(pupils=NOOR, teachers=ANNA))
    assert "Anna" in around(copy)["Noor"]
    if more := after.pop("more", ""):
        after["pupils"] = pupil("Noor", "5B", more=more)
    bring_in(file(**after))
    assert "Anna" not in around(copy).get("Noor", {})
    assert copy.rows("SELECT * FROM deelgenoot_underived_memberships()") == []


def test_a_class_teacher_who_becomes_assistant_reads_nothing_from_then_on(copy, file):
    bring_in(file(pupils=NOOR, teachers=ANNA))
    bring_in(file(pupils=NOOR, teachers=colleague("Anna", ("5B", "OWA"), roles=("OWA",))))
    assert around(copy)["Noor"]["Anna"] == ("assistant", False)


def test_a_coordinator_who_stops_leaves_every_circle_and_may_come_back(copy, file):
    iris, iris_after = colleague("Iris", roles=("IB",)), colleague("Iris", roles=("ICT",))
    for told, there in ((iris, True), (iris_after, False), (iris, True)):
        bring_in(file(pupils=NOOR, teachers=ANNA + told))
        assert ("Iris" in around(copy)["Noor"]) is there


def test_a_parent_on_the_staff_list_is_no_colleague(copy, file):
    mother = colleague("Moeder", "5B", roles=("OUD",))
    father = colleague("Vader", ("5B", "OUD"), roles=())
    bring_in(file(pupils=NOOR, teachers=ANNA + mother + father))
    assert copy.rows("SELECT 1 FROM people_person WHERE first IN ('Moeder', 'Vader')") == []
    assert set(around(copy)["Noor"]) == {"Noor", "Anna"}


def test_the_office_and_the_director_with_a_class_are_not_taken_for_its_teacher(copy, file):
    staff = "".join(
        colleague(f"Wie{role}", "5B", "+PLUS", roles=(role,)) for role in ("ADM", "DIR", "ICT")
    )
    bring_in(file(pupils=NOOR, teachers=ANNA + staff))
    for name in ("WieADM", "WieDIR", "WieICT"):
        assert around(copy)["Noor"][name] == ("assistant", False), name


def test_a_class_named_twice_is_one_place_and_one_duty(copy, file):
    twice = pupil("Noor", "5B", combined=["PLUS", "PLUS"])
    bring_in(file(pupils=twice, teachers=colleague("Anna", "5B", "5B")))
    assert around(copy)["Noor"]["Anna"] == ("class_teacher", True)


def test_a_name_or_last_day_that_was_corrected_is_corrected_here(copy, file):
    bring_in(file(pupils=pupil("Nor", "5B", key="1"), teachers=ANNA))
    more = "<uitstroomdatum>2031-07-01</uitstroomdatum>"
    said = bring_in(file(pupils=pupil("Noor", "5B", key="1", more=more), teachers=ANNA))
    assert "2 names or last days corrected" in said
    assert set(around(copy)) == {"Noor"}


def test_it_is_all_or_nothing(copy, file, monkeypatch):
    before = copy.everything(but=())
    written = []

    def stop(*given):
        written.extend(copy.rows("SELECT 1 FROM organisations_school WHERE brin = '99XX'"))
        raise IntegrityError("halfway")

    monkeypatch.setattr(importing, "renew_memberships_at", stop)
    with pytest.raises(IntegrityError):
        bring_in(file(pupils=NOOR, teachers=ANNA))
    assert written == []
    assert copy.everything(but=()) == before


def test_the_audit_book_has_a_line_for_the_file_and_one_per_child_and_no_names(copy, file):
    newest = copy.rows("SELECT max(id) FROM audit_line")[0][0]
    bring_in(file(pupils=NOOR + PIM, teachers=ANNA))
    lines = copy.rows(
        "SELECT did, kind, task, circle, board, l::text FROM audit_line l WHERE id > %s"
        " ORDER BY did, id",
        newest,
    )
    assert [line[0] for line in lines] == ["import_school", "open_circle", "open_circle"]
    assert {line[2] for line in lines} == {"import"}
    circles = copy.rows(
        "SELECT c.id FROM circles_circle c JOIN organisations_school s ON s.id = c.school_id"
        " WHERE s.brin = '99XX'"
    )
    assert {line[3] for line in lines[1:]} == {circle for (circle,) in circles}
    assert len({line[4] for line in lines}) == 1
    assert not [word for word in ("Noor", "Pim", "Proef", "Anna") for *_, t in lines if word in t]


def test_two_schools_of_different_boards_stay_apart(copy, file):
    here = file(pupils=NOOR, teachers=ANNA, brin="99XX")
    there = file(pupils=NOOR, teachers=ANNA, brin="99YY")
    bring_in(here)
    before = around(copy, "99XX")
    bring_in(there)
    bring_in(there)
    assert around(copy, "99XX") == before
    boards = copy.rows("SELECT board_id FROM organisations_school WHERE brin IN ('99XX', '99YY')")
    assert len(set(boards)) == 2
    mixed = copy.rows(
        "SELECT 1 FROM circles_membership m JOIN circles_circle c ON c.id = m.circle_id"
        " JOIN people_person p ON p.id = m.person_id WHERE p.controller_id <> c.board_id"
    )
    assert mixed == []


def test_names_and_keys_as_long_as_the_standard_allows_fit(copy, file):
    long = pupil("N" * 64, "5B", key="k" * 256).replace("Proef", "P" * 200)
    staff = colleague("A" * 64, "5B", key="s" * 256, mail="a" * 244 + "@school.nl")
    bring_in(file(pupils=long, teachers=staff + colleague("Bo", "5A", mail="geen adres")))
    assert len(around(copy)) == 1
    assert copy.rows("SELECT 1 FROM people_mailbox WHERE address = 'geen adres'") == []


def test_a_substitute_of_today_and_what_was_given_by_hand_outlive_a_file(copy, file):
    path = file(pupils=NOOR, teachers=ANNA + BEA + colleague("Iris", roles=("IB",)))
    bring_in(path)
    stands_in = (
        "INSERT INTO organisations_assignment (id, appointment_id, group_id, role, since, until)"
        " SELECT gen_random_uuid(), a.id, g.id, 'substitute', now(), now() + interval '1 hour'"
        " FROM organisations_appointment a JOIN organisations_group g ON g.school_id = a.school_id"
        " WHERE a.key = 'Bea' AND g.name = '5B'"
    )
    by_hand = (
        "INSERT INTO organisations_appointment (id, school_id, person_id, function, key, since)"
        " SELECT gen_random_uuid(), school_id, person_id, 'coordinator', 'hand:x', now()"
        " FROM organisations_appointment WHERE key = 'Anna'"
    )
    assert (copy.change(stands_in), copy.change(by_hand)) == (1, 1)
    bring_in(path)
    places = around(copy)["Noor"]
    assert places["Bea"] == ("substitute", False)
    held = "SELECT count(*) FROM organisations_appointment WHERE key = 'hand:x' AND until IS NULL"
    assert copy.rows(held) == [(1,)]
