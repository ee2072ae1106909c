"""When the clock goes forward or back, ten minutes stay ten minutes and a day stays that day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Entry
from deelgenoot.contact.actions.telling import come_back_by, log_contact
from deelgenoot.contact.terms import How, Tone
from deelgenoot.ui.dates import clock

CHANGES = [
    datetime(2027, 3, 28, 0, 55, tzinfo=UTC),  # 01.55, and five minutes later it is 03.00
    datetime(2027, 10, 31, 0, 55, tzinfo=UTC),  # 02.55, and five minutes later it is 02.00 again
    datetime(2027, 10, 31, 0, 0, tzinfo=UTC),  # 02.00, for the first time that night
]


def reads(actor, entry):
    with acting_as(actor):
        return Entry.objects.seen_by(actor).filter(pk=entry).exists()


@pytest.mark.parametrize("moment", CHANGES, ids=str)
def test_others_read_it_after_ten_minutes_whatever_the_clock_says(cast, settings, moment):
    settings.RECALL_MINUTES = 10
    anna, samira = cast.anna.at(moment), cast.samira.at(moment)
    told = log_contact(
        anna, cast.noor, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line="Noor las."
    ).entry.pk
    second = timedelta(seconds=1)
    ten = moment + timedelta(minutes=10)
    assert reads(anna, told)
    assert not reads(samira, told)
    assert not reads(samira.at(ten - second), told)
    assert reads(samira.at(ten), told)


def test_the_page_says_the_time_as_the_clock_will_say_it(settings):
    spring, autumn, first = CHANGES
    ten = timedelta(minutes=10)
    assert [clock(moment + ten) for moment in (spring, autumn, first)] == [
        "03.05",
        "02.05",
        "02.10",
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 3, 27, 22, 59, tzinfo=UTC), date(2027, 3, 31)),
        (datetime(2027, 3, 27, 23, 1, tzinfo=UTC), date(2027, 3, 31)),
        (datetime(2027, 10, 30, 21, 59, tzinfo=UTC), date(2027, 11, 2)),
        (datetime(2027, 10, 31, 23, 1, tzinfo=UTC), date(2027, 11, 3)),
    ],
)
def test_the_day_to_come_back_is_counted_from_the_day_here(cast, moment, day):
    """Tuesday 30 March 2027 is the day after Easter Monday, on which there is no school."""
    assert come_back_by(cast.anna.at(moment), cast.noor) == day
