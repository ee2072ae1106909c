"""Terms skip the holidays of a school's own region; of a year nobody told only weekends count."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from deelgenoot.kernel.school_days import school_days_after, school_days_before
from deelgenoot.organisations.actions import set_region
from deelgenoot.organisations.school_calendar import closed_days
from deelgenoot.organisations.terms import Region
from tests.cast import Cast

BEFORE_AUTUMN = {
    Region.NORTH: (date(2026, 10, 9), date(2026, 10, 20)),
    Region.MIDDLE: (date(2026, 10, 16), date(2026, 10, 27)),
    Region.SOUTH: (date(2026, 10, 16), date(2026, 10, 27)),
}


@pytest.mark.parametrize("region", Region)
def test_two_school_days_after_the_friday_before_the_holiday_lie_after_it(region):
    friday, after = BEFORE_AUTUMN[region]
    assert school_days_after(friday, 2, closed_days(region)) == after
    assert school_days_before(after, 2, closed_days(region)) == friday


def test_regions_differ():
    friday = date(2026, 10, 9)
    assert school_days_after(friday, 1, closed_days(Region.NORTH)) == date(2026, 10, 19)
    assert school_days_after(friday, 1, closed_days(Region.MIDDLE)) == date(2026, 10, 12)


@pytest.mark.parametrize("region", Region)
def test_on_public_holidays_there_is_no_school(region):
    closed = closed_days(region)
    for day in (
        "2027-03-26",
        "2027-03-29",
        "2027-04-27",
        "2027-05-05",
        "2027-05-06",
        "2027-05-17",
    ):
        assert date.fromisoformat(day) in closed


@pytest.mark.parametrize("region", Region)
def test_of_a_year_nobody_told_only_weekends_count(region):
    assert school_days_after(date(2031, 10, 17), 2, closed_days(region)) == date(2031, 10, 21)


@pytest.mark.parametrize("region", Region)
def test_holidays_are_told_from_their_first_to_their_last_day(region):
    closed = sorted(closed_days(region))
    assert len(closed) > 70
    assert all(date(2026, 8, 1) < day < date(2027, 9, 30) for day in closed)


def test_only_who_runs_the_server_says_which_holidays_a_school_keeps(copy):
    cast = Cast()
    school = cast.noor.school
    with pytest.raises(PermissionDenied):
        set_region(cast.ria, school, region=Region.NORTH)
    set_region(cast.importer, school, region=Region.NORTH)
    told = copy.rows("SELECT region FROM organisations_school WHERE id = %s", school.pk)
    assert told == [("noord",)]
