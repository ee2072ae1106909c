"""When there is no school, per region: read from plain data, so that terms skip holidays."""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from deelgenoot.organisations.terms import Region

DATA = Path(__file__).with_name("school_calendar.toml")


def usual_region() -> str:
    """Say which holidays a new school keeps: those of the region this server is set up for."""
    region: str = settings.SCHOOL_REGION
    return region


@lru_cache(maxsize=len(Region))
def closed_days(region: str) -> frozenset[date]:
    """Say on which days schools of a region are closed; of years nobody told, none.

    basis: Rijksoverheid, schoolvakanties per regio; each period names its own source.
    """
    told = tomllib.loads(DATA.read_text("utf-8"))
    days = {free["day"] for free in told["free_days"]}
    for holiday in told["holidays"]:
        first, last = holiday[Region(region)]
        days.update(first + timedelta(days=more) for more in range((last - first).days + 1))
    return frozenset(days)
