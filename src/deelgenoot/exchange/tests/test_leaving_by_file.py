"""A file that tells a last day lets a pupil leave by the same deed as by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.leaving import leave_school
from deelgenoot.exchange.tests.schools import around, bring_in, colleague, file_of, pupil
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.organisations.models import School
from deelgenoot.ui.dates import begin_of, in_amsterdam

ANNA = colleague("Anna", "5B")
DAY = timedelta(days=1)
STANDS = (
    "SELECT e.until, e.reads_until, c.closed_at FROM organisations_enrolment e"
    " JOIN circles_circle c ON c.enrolment_id = e.id JOIN organisations_school s"
    " ON s.id = e.school_id WHERE s.brin = '99XX'"
)
UNDERIVED = "SELECT count(*) FROM deelgenoot_underived_memberships()"


@pytest.fixture
def bring(copy, tmp_path):
    """Bring in Noor's school with this told of her."""

    def bring_noor(more=""):
        path = file_of(tmp_path, pupils=pupil("Noor", "5B", key="1", more=more), teachers=ANNA)
        with copy.working_as("jobs"):
            return bring_in(path)

    return bring_noor


def last_day(day):
    return f"<uitstroomdatum>{day}</uitstroomdatum>"


def by_hand(copy, day):
    """An administrator of the school notes the last day."""
    copy.change(
        "INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace,"
        " workplace_name) SELECT gen_random_uuid(), board_id, 'work', 'Rik', '', '', id, name"
        " FROM organisations_school WHERE brin = '99XX'"
    )
    copy.change(
        "INSERT INTO organisations_appointment (id, school_id, person_id, function, key, days,"
        " since) SELECT gen_random_uuid(), p.workplace, p.id, 'administrator', 'x', '{}', now()"
        " FROM people_person p WHERE p.first = 'Rik'"
    )
    ((rik, school, enrolment),) = copy.rows(
        "SELECT p.id, e.school_id, e.id FROM people_person p JOIN organisations_enrolment e"
        " ON e.school_id = p.workplace WHERE p.first = 'Rik'"
    )
    now = timezone.now()
    actor = Actor(None, (rik,), Hat.WORK, now, organisation_id=school)
    with copy.working_as("app"), acting_as(actor):
        kept = School.objects.seen_by(actor).get(pk=school)
        leave_school(actor, kept, enrolments=[enrolment], last_day=day)


def test_a_last_day_in_the_file_closes_the_circle_and_lets_the_family_read_on(copy, bring):
    day = in_amsterdam(timezone.now()).date() + 9 * DAY
    for _ in range(2):
        bring(last_day(day))
    closes = begin_of(day + DAY)
    assert copy.rows(STANDS) == [(closes, closes + 90 * DAY, closes)]
    assert copy.rows(UNDERIVED) == [(0,)]
    bring()
    assert copy.rows(STANDS) == [(None, None, None)]
    assert around(copy)["Noor"]["Anna"] == ("class_teacher", True)
    assert copy.rows(UNDERIVED) == [(0,)]


def test_a_last_day_noted_by_hand_outlives_a_file_that_does_not_know_it(copy, bring):
    bring()
    day = in_amsterdam(timezone.now()).date()
    by_hand(copy, day)
    closes = begin_of(day + DAY)
    bring()
    assert copy.rows(STANDS) == [(closes, closes + 90 * DAY, closes)]
    bring(f"<instroomdatum>{day + 2 * DAY}</instroomdatum>")  # enrolled anew: is back
    assert copy.rows(STANDS) == [(None, None, None)]


def test_a_last_day_the_file_does_tell_corrects_what_was_noted_by_hand(copy, bring):
    bring()
    by_hand(copy, in_amsterdam(timezone.now()).date())
    later = in_amsterdam(timezone.now()).date() + 5 * DAY
    bring(last_day(later))
    closes = begin_of(later + DAY)
    assert copy.rows(STANDS) == [(closes, closes + 90 * DAY, closes)]
    bring()
    assert copy.rows(STANDS) == [(None, None, None)], "from the file, so the file takes it away"
