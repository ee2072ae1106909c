"""For some days a file can be taken back: all is as it was, but for what people did since."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.exchange.actions.undoing import ask_to_take_back, take_back
from deelgenoot.exchange.queries import find_delivery, may_be_undone
from deelgenoot.exchange.tasks import clear_files, take_back_file
from deelgenoot.exchange.tests import dropping
from deelgenoot.exchange.tests.dropping import drop, lines, look, ria, say_yes, turn_the_year
from deelgenoot.exchange.tests.schools import around
from deelgenoot.kernel.rules import Refused
from tests.cast import Cast

NEW_CHILD = """
    SELECT c.id, c.pupil_id, c.enrolment_id FROM circles_circle c
    JOIN people_person p ON p.id = c.pupil_id WHERE p.first = 'Nora'
"""


def rules_broken(refused):
    return {rule.id for rule in refused.value.broken}


def test_a_new_child_about_whom_something_was_written_stays_and_is_told(copy):
    dropped = turn_the_year()
    [(circle, _pupil, enrolment)] = copy.rows(NEW_CHILD)
    copy.change(
        "INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to,"
        " hidden_from, side, kind, detail, words) SELECT gen_random_uuid(), %s, id, now(),"
        " 'wellbeing', 'circle', '{}', '{}', 'school', 'contact', 'message', 'Welkom'"
        " FROM people_person WHERE first = 'Daan'",
        circle,
    )
    dropping.take_back(dropped)
    assert lines(dropped, "kept") == [("Nora Peters", "written", "")]
    assert copy.rows("SELECT until FROM organisations_enrolment WHERE id = %s", enrolment) == [
        (None,)
    ]
    assert "Nora" in around(copy, "99AB")
    assert "Nina" not in around(copy, "99AB")
    assert copy.rows("SELECT words FROM circles_entry WHERE circle_id = %s", circle)


def test_a_new_child_with_a_parent_stays(copy):
    dropped = turn_the_year()
    [(_circle, pupil, _enrolment)] = copy.rows(NEW_CHILD)
    copy.change(
        "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
        " noted_by) SELECT gen_random_uuid(), %s, id, 'custody', '', now(), '', id"
        " FROM people_person WHERE first = 'Marleen'",
        pupil,
    )
    dropping.take_back(dropped)
    assert [name for name, *_ in lines(dropped, "kept")] == ["Nora Peters"]


def test_what_someone_changed_by_hand_since_stays_and_is_told(copy):
    dropped = turn_the_year()
    copy.change("UPDATE people_person SET first = 'Kimmy' WHERE first = 'Kimberly'")
    copy.change(
        "UPDATE organisations_enrolment SET until = now() + interval '1 month' WHERE key = %s",
        "RB-5A-01",
    )
    dropping.take_back(dropped)
    kept = {(name, why) for name, why, _ in lines(dropped, "kept")}
    assert kept == {("Kimmy Jansen", "changed"), ("Lieke Verhoeven", "changed")}
    assert copy.rows("SELECT 1 FROM people_person WHERE first = 'Kimmy'")


def test_a_class_someone_gave_back_by_hand_is_not_given_twice(copy):
    dropped = turn_the_year()
    again = (
        "INSERT INTO organisations_assignment (id, appointment_id, group_id, role, since)"
        " SELECT gen_random_uuid(), t.appointment_id, t.group_id, t.role, now()"
        " FROM organisations_assignment t JOIN organisations_group g ON g.id = t.group_id"
        " JOIN organisations_appointment a ON a.id = t.appointment_id"
        " WHERE a.key = 'LK-ANNA' AND g.name = '5B'"
    )
    assert copy.change(again) == 1
    assert dropping.take_back(dropped).undone_at
    assert around(copy, "99AB")["Noor"]["Anna"] == ("class_teacher", True)


def test_twice_too_late_or_under_a_newer_file_it_is_not_taken_back(copy):
    first = turn_the_year()
    newer = drop(dropping.THIS_YEAR.parent / "regenboog-2027.xml")
    say_yes_to_a_change(copy, newer)
    with pytest.raises(Refused) as refused:
        dropping.take_back(first)
    assert rules_broken(refused) == {"newest-file-first"}
    dropping.take_back(newer)
    dropping.take_back(first)
    with pytest.raises(Refused) as refused:
        dropping.take_back(first)
    assert rules_broken(refused) == {"only-what-was-done-is-undone"}
    after = copy.everything()
    take_back_file(str(first), str(ria().person_id))
    assert copy.everything() == after


def say_yes_to_a_change(copy, dropped):
    """Let a newer file change one name."""
    copy.change("UPDATE people_person SET first = 'Pimmie' WHERE first = 'Pim'")
    dropping.answer(dropped, {})
    assert say_yes(dropped).done_at


def test_after_the_days_nothing_can_be_taken_back_and_names_are_gone(copy):
    dropped = turn_the_year()
    counts = look(dropped).counts
    copy.change("UPDATE exchange_delivery SET done_at = done_at - interval '8 days'")
    found = look(dropped)
    assert not may_be_undone(found, timezone.now())
    with pytest.raises(Refused) as refused:
        dropping.take_back(dropped)
    assert rules_broken(refused) == {"undone-within-days"}
    clear_files(0)
    assert copy.rows("SELECT footprint FROM exchange_delivery") == [(None,)]
    assert copy.rows("SELECT 1 FROM exchange_deliveryline") == []
    assert look(dropped).counts == counts


def test_another_school_takes_nothing_back(copy):
    dropped, joris = turn_the_year(), Cast().joris
    before = copy.everything()
    with acting_as(joris), pytest.raises(ObjectDoesNotExist):
        ask_to_take_back(joris, find_delivery(joris, dropped))
    take_back_file(str(dropped), str(joris.person_id))
    assert copy.everything() == before
    assert take_back.permission.name == "may_bring_in"
