"""Days and times read as people say them, in three languages, in Dutch time."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from deelgenoot.ui import dates

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("language", "moment", "said"),
    [
        ("nl", datetime(2026, 11, 20, 15, 0, tzinfo=UTC), "vandaag, 16.00"),
        ("nl", datetime(2026, 11, 19, 15, 0, tzinfo=UTC), "gisteren, 16.00"),
        ("nl", datetime(2026, 12, 3, 15, 0, tzinfo=UTC), "donderdag 3 december, 16.00"),
        ("nl", datetime(2027, 1, 4, 7, 30, tzinfo=UTC), "maandag 4 januari 2027, 08.30"),
        ("nl", datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "donderdag 2 juli, 00.30"),
        ("en", datetime(2026, 12, 3, 15, 0, tzinfo=UTC), "Thursday 3 December, 16:00"),
        ("ar", datetime(2026, 12, 3, 15, 0, tzinfo=UTC), "الخميس 3 ديسمبر، 16:00"),
        ("ar", datetime(2026, 11, 21, 15, 0, tzinfo=UTC), "غدًا، 16:00"),
    ],
)
def test_a_moment_reads_as_people_say_it(language, moment, said):
    with translation.override(language):
        assert dates.moment(moment) == said


def test_a_short_day_fits_a_small_place():
    with translation.override("nl"):
        assert dates.short_day(date(2026, 12, 3)) == "do 3 dec"


def test_a_full_day_names_the_date_even_today():
    with translation.override("nl"):
        assert dates.full_day(NOW) == "vrijdag 20 november"
        assert dates.day(NOW) == "vandaag"


def test_arabic_runs_from_right_to_left_and_dutch_does_not():
    with translation.override("ar"):
        assert dates.direction() == "rtl"
    with translation.override("nl"):
        assert dates.direction() == "ltr"


def test_machines_read_the_moment_in_dutch_time():
    assert dates.iso(datetime(2026, 12, 3, 15, 0, tzinfo=UTC)) == "2026-12-03T16:00:00+01:00"
