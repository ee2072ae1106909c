"""Days and times as people say them, in the reader's language and in Dutch time."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language, gettext

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LOCALES = {"nl": "nl", "en": "en_GB", "ar": "ar"}
PATTERNS: dict[str, dict[str, str]] = {
    "nl": {"day": "EEEE d MMMM", "short": "EEEEEE d MMM", "clock": "HH.mm"},
    "en": {"day": "EEEE d MMMM", "short": "EEE d MMM", "clock": "HH:mm"},
    "ar": {"day": "EEEE d MMMM", "short": "EEE d MMM", "clock": "HH:mm"},
}


def language() -> str:
    """Name the language this page is written in; Dutch when in doubt."""
    code = (get_language() or "nl").split("-")[0]
    return code if code in LOCALES else "nl"


def direction_of(code: str) -> Literal["ltr", "rtl"]:
    """Tell which way a language of the house runs."""
    return "rtl" if Locale.parse(LOCALES[code]).text_direction == "rtl" else "ltr"


def direction() -> Literal["ltr", "rtl"]:
    """Tell which way the reader's language runs."""
    return direction_of(language())


def in_amsterdam(moment: datetime) -> datetime:
    """Give the moment as the clock on the school wall shows it."""
    return timezone.localtime(moment, AMSTERDAM)


def tonight(now: datetime, *, hour: int) -> datetime:
    """Say when today is over in the Netherlands: at this hour, or at midnight once it is later.

    `hour` is 1 to 24; 24 is midnight.
    """
    there = in_amsterdam(now)
    ends = begin_of(there.date() + timedelta(days=1))
    if hour < 24 and there.hour < hour:
        ends = there.replace(hour=hour, minute=0, second=0, microsecond=0)
    return ends


def begin_of(when: date) -> datetime:
    """Give the first moment of a day in the Netherlands."""
    return datetime.combine(when, time.min, tzinfo=AMSTERDAM)


def end_of(last_day: date) -> datetime:
    """Give the first moment after a last day in the Netherlands."""
    return begin_of(last_day + timedelta(days=1))


def day_before(until: datetime) -> date:
    """Give the last day of something that ends at a moment, not the midnight after it."""
    return in_amsterdam(until - timedelta(microseconds=1)).date()


def _as_date(when: date) -> date:
    return in_amsterdam(when).date() if isinstance(when, datetime) else when


def _near(when: date, today: date) -> str | None:
    match (when - today).days:
        case -1:
            return gettext("yesterday")
        case 0:
            return gettext("today")
        case 1:
            return gettext("tomorrow")
    return None


def _written(when: date, form: str) -> str:
    pattern = PATTERNS[language()][form]
    today = in_amsterdam(timezone.now()).date()
    if when.year != today.year:
        pattern += " y"
    return _date_in_words(when, pattern, LOCALES[language()])


@lru_cache(maxsize=4096)  # a story names the same few days again and again
def _date_in_words(when: date, pattern: str, locale: str) -> str:
    return format_date(when, pattern, locale=locale)


@lru_cache(maxsize=4096)  # there are 1440 minutes in a day
def _time_in_words(hour: int, minute: int, pattern: str) -> str:
    return format_time(time(hour, minute), pattern, locale="en")


def day(when: date) -> str:
    """Name a day: 'today', 'yesterday', or the weekday with its date; the year only if other."""
    when = _as_date(when)
    near = _near(when, in_amsterdam(timezone.now()).date())
    return near or _written(when, "day")


def short_day(when: date) -> str:
    """Name a day in a few letters, for small places: 'do 3 dec.'."""
    when = _as_date(when)
    near = _near(when, in_amsterdam(timezone.now()).date())
    return near or _written(when, "short")


def full_day(when: date) -> str:
    """Name a day with its date, even when it is today."""
    return _written(_as_date(when), "day")


def with_year(when: date) -> str:
    """Name a day with its date and year, for what is kept elsewhere for a long time."""
    return _date_in_words(_as_date(when), "d MMMM y", LOCALES[language()])


def clock(moment: datetime) -> str:
    """Give the time of day as written in the reader's language: '16.00'."""
    there = in_amsterdam(moment)
    return _time_in_words(there.hour, there.minute, PATTERNS[language()]["clock"])


def moment(when: datetime) -> str:
    """Name a moment: 'vrijdag 20 november, 16.00', shorter when it is near."""
    return gettext("%(day)s, %(time)s") % {"day": day(when), "time": clock(when)}


def short_moment(when: datetime) -> str:
    """Name a moment in a few letters: 'do 3 dec., 16.00'."""
    return gettext("%(day)s, %(time)s") % {"day": short_day(when), "time": clock(when)}


def iso(when: date) -> str:
    """Give a day or moment as machines read it, for the `datetime` of a time element."""
    return in_amsterdam(when).isoformat() if isinstance(when, datetime) else when.isoformat()
