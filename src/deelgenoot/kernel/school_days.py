"""Days on which there is school: terms between home and school are counted in these."""

from collections.abc import Collection
from datetime import date, timedelta

WEEKEND = (5, 6)


def is_school_day(day: date, closed: Collection[date] = ()) -> bool:
    """Say whether there is school on a day: not in the weekend, nor when school is `closed`."""
    return day.weekday() not in WEEKEND and day not in closed


def school_days_after(day: date, count: int, closed: Collection[date] = ()) -> date:
    """Say on which day so many school days have passed after a day."""
    return _counted(day, count, closed, timedelta(days=1))


def school_days_before(day: date, count: int, closed: Collection[date] = ()) -> date:
    """Say which day lies so many school days before a day."""
    return _counted(day, count, closed, timedelta(days=-1))


def _counted(day: date, count: int, closed: Collection[date], step: timedelta) -> date:
    """Count school days in one direction."""
    while count > 0:
        day += step
        if is_school_day(day, closed):
            count -= 1
    return day
