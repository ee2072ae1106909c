"""A pupil leaves school: looked at first, told at home, read on, and set right again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deelgenoot.ui.dates import in_amsterdam
from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("stories of a whole school")
SINCE = (
    *("organisations_enrolment", "organisations_place", "organisations_assignment"),
    *("organisations_appointment", "people_custody"),
)
MOVE = (
    "UPDATE organisations_enrolment SET until = until - interval '2 days', reads_until ="
    " reads_until - interval '2 days' WHERE pupil_id = (SELECT pupil_id FROM circles_circle"
    " WHERE id = %s)"
)


def leaving_page(site, child):
    with site.database.connect("owner") as owner:
        (found,) = owner.execute(
            "SELECT e.id FROM organisations_enrolment e JOIN people_person p ON p.id = e.pupil_id"
            " WHERE p.first = %s",
            [child],
        ).fetchone()
    return f"/beheer/leerling/{found}/van-school/"


def the_day_is_over(site, circle):
    """Two days go by, as the tables have it."""
    with site.database.connect("owner") as owner:
        for table in SINCE:
            owner.execute(f"UPDATE {table} SET since = since - interval '9 days'")
        owner.execute(MOVE, [circle])
        owner.execute(
            "SELECT deelgenoot_close_circles(ARRAY[(SELECT enrolment_id FROM circles_circle"
            " WHERE id = %s)], 14, 30)",
            [circle],
        )


def ria_notes_today(ria: Visitor, site) -> None:
    """The administrator looks what it does, and notes it."""
    ria.opens(leaving_page(site, "Noor"))
    ria.chooses("Moved")
    ria.taps_on("Look what happens")
    ria.reads("This happens")
    ria.reads_words("Samira El Amrani")
    ria.can_use_this_page()
    ria.taps_on("Note this last day")
    ria.reads("How long is what was written kept?")
    ria.can_use_this_page()


def samira_still_types(samira: Visitor, site, circle: str) -> None:
    """A mother was told; she types when the day is over, and gets her words back."""
    samira.opens("/")
    samira.reads("Nothing goes to another school by itself.")
    samira.does_not_read("Verhuisd")
    samira.can_use_this_page()
    samira.opens(f"{circle}contact/")
    samira.fills_in("What would you like to tell?", "Noor vond het hier fijn.")
    the_day_is_over(site, circle.split("/")[2])
    samira.taps_on("Send")
    samira.reads("Nobody writes here any more")
    samira.reads_words("Noor vond het hier fijn.")
    samira.reads_words("Anna de Boer")
    samira.can_use_this_page()


def samira_reads_on(samira: Visitor, circle: str) -> None:
    """She reads what was told, and sees until when and whom to call."""
    samira.opens(circle)
    samira.reads_words("Ze was trots.")
    samira.reads_words("Anna de Boer")
    samira.can_use_this_page()
    samira.opens("/")
    samira.reads("Writing is no longer possible.")
    samira.can_use_this_page()


def test_a_pupil_leaves_the_family_reads_on_and_it_is_set_right(visitor, site, address):
    ria, samira, anna = visitor("Ria"), visitor("Samira"), visitor("Anna")
    circle = address("Noor")
    ria_notes_today(ria, site)
    samira_still_types(samira, site, circle)
    anna.meets_nothing(circle)
    samira_reads_on(samira, circle)
    ria.opens("/beheer/van-school/")
    ria.taps_on("Noor El Amrani")
    ria.taps_on("%(name)s does not leave, or is back", name="Noor")
    ria.reads("%(name)s is at school. All is as it was.", name="Noor")
    assert anna.opens(circle) == 200
    samira.opens("/")
    samira.reads("%(pupil)s stays at %(school)s", pupil="Noor", school="De Regenboog")
    samira.opens(f"{circle}contact/")
    samira.fills_in("What would you like to tell?", "Noor blijft.")
    samira.taps_on("Send")


def test_a_pupil_leaves_in_arabic_and_without_javascript(visitor, site, address):
    ria: Visitor = visitor("Ria", language="ar")
    youssef: Visitor = visitor("Youssef", language="ar", javascript=False)
    page = leaving_page(site, "Noor")
    ria.opens(page)
    ria.fills_in("Last day at this school", "2016-01-01")
    ria.taps_on("Look what happens")
    ria.reads("The last day lies before the first day at this school.")
    ria.can_use_this_page()
    day = in_amsterdam(timezone.now()).date() + timedelta(days=20)
    ria.fills_in("Last day at this school", day.isoformat())
    ria.taps_on("Look what happens")
    ria.can_use_this_page()
    ria.taps_on("Note this last day")
    youssef.opens(address("Noor"))
    youssef.reads("You can write here until and with that day.")
    ria.opens(page)
    ria.taps_on("%(name)s does not leave, or is back", name="Noor")
    youssef.opens(address("Noor"))
    youssef.does_not_read("You can write here until and with that day.")


@pytest.mark.parametrize("who", ["Anna", "Samira", "Joris"])
def test_nobody_else_comes_to_the_page(visitor, site, who):
    someone = visitor(who)
    someone.meets_nothing(leaving_page(site, "Noor"))
    someone.meets_nothing("/beheer/van-school/")
