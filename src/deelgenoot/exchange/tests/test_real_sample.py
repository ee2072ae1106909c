"""The sample of the standard becomes a school with circles of only who belongs there."""

from datetime import date

import pytest

from deelgenoot.exchange.edexml.tests.made_files import REAL
from deelgenoot.exchange.tests.schools import around, bring_in, reading_on

pytestmark = pytest.mark.skipif(
    not REAL.exists(), reason=f"The sample of the EDEXML standard is not at {REAL}."
)
SCHOOL = "SELECT id FROM organisations_school WHERE brin = '99ZZ'"


def bring_in_then(path, *options):
    """Bring the sample in as of the year it is about."""
    with reading_on(date(2014, 12, 1)):
        return bring_in(path, *options)


@pytest.fixture(scope="module")
def school(shared_copy, django_db_blocker):
    with django_db_blocker.unblock(), shared_copy.working_as("jobs"):
        said = bring_in_then(REAL, "--name", "De Proefschool")
    assert "Brought in: school 99ZZ, year 2014-2015" in said
    assert "1 pupils who already left: passed over" in said
    return shared_copy


def test_the_school_has_its_classes_and_combined_groups(school):
    assert school.rows(
        "SELECT name, brin, dependance FROM organisations_school WHERE brin = '99ZZ'"
    ) == [("De Proefschool", "99ZZ", "")]
    groups = school.rows(
        f"SELECT name, combined FROM organisations_group WHERE school_id = ({SCHOOL})"
    )
    assert sorted(groups) == [
        ("4A", False),
        ("4B", False),
        ("Kabouters", False),
        ("Muizen", False),
        ("Samgroep 1", True),
        ("Samgroep 2", True),
        ("Samgroep 3", True),
        ("Vlinders", False),
    ]


def test_a_child_who_left_years_ago_is_not_taken_over(school):
    assert school.rows("SELECT 1 FROM people_person WHERE first = 'Gradje'") == []
    pupils = school.rows(
        "SELECT p.first, p.rest FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id"
        f" WHERE c.school_id = ({SCHOOL})"
    )
    assert sorted(pupils) == [("Ismaël", "Assati"), ("Wimpie", "imp ie")]


def test_who_teaches_a_combined_group_is_a_subject_teacher_there(school):
    assert around(school, "99ZZ") == {
        "Wimpie": {"Wimpie": ("pupil", True), "Uilke": ("subject_teacher", True)},
        "Ismaël": {"Ismaël": ("pupil", True)},
    }


def test_a_pupil_of_4a_meets_a_language_teacher_and_an_assistant_who_reads_nothing(copy, tmp_path):
    there = tmp_path / "sample.xml"
    told = REAL.read_text(encoding="utf-8")
    place = "<jaargroep>4</jaargroep>\n\t\t\t<vestiging"
    assert place in told
    told = told.replace(place, place.replace("\n", '\n<groep key="GRP4A"/>'))
    there.write_text(told, encoding="utf-8")
    bring_in_then(there)
    assert around(copy, "99ZZ")["Ismaël"] == {
        "Ismaël": ("pupil", True),
        "Julia": ("subject_teacher", True),
        "Lia": ("assistant", False),
    }


def test_a_task_in_words_does_not_make_someone_class_teacher(school):
    roles = school.rows(
        "SELECT g.name, t.role FROM organisations_assignment t JOIN organisations_group g"
        f" ON g.id = t.group_id WHERE g.school_id = ({SCHOOL}) ORDER BY 1"
    )
    assert dict(roles)["Muizen"] == "assistant"
    assert "class_teacher" not in dict(roles).values()
