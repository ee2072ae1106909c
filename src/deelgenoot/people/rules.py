"""Birthdays after which others decide, and what must be found out first; pure, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext_lazy as _

from deelgenoot.people.terms import DECIDES, CustodyKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Adult = TypeVar("Adult")
ASKED_BEFORE = timedelta(days=60)
"""How long before 18 the pupil is asked who may go on reading; product: time to think."""
FIND_BIRTHDAY = _(
    "The date of birth is not known. Look in the school's own administration and correct it there."
)
FIND_CUSTODY = _(
    "It is not known who has custody. Ask for an extract from the custody register"
    " (gezagsregister, rechtspraak.nl). Until then nothing that weighs can be decided here."
)


class Unknown(Exception):
    """A fact is missing, so what depends on it is refused; says what to find out."""

    def __init__(self, find_out: "StrOrPromise") -> None:
        super().__init__(str(find_out))
        self.find_out = find_out


@dataclass(frozen=True, slots=True)
class Birthday:
    """A birthday after which something else holds, and the law it rests on."""

    age: int
    changes: "StrOrPromise"
    basis: str


BIRTHDAYS = (
    Birthday(
        12,
        _("From 12 the pupil decides about care together with the parents."),
        basis="Jeugdwet 7.3.4 and 7.3.5, WGBO (own-H; both-consent practice found [53] [55] [56])",
    ),
    Birthday(
        16,
        _("From 16 the pupil decides about care and about sharing with others."),
        basis="Jeugdwet 7.3.4, UAVG 5 (own-H); inspection from 16 found [72] [73]",
    ),
    Birthday(
        18,
        _("From 18 the pupil is an adult. Parents read on only if the pupil says yes."),
        basis="BW 1:233 (own-H); asked 60 days before: product",
    ),
)


def birthday(born_on: date | None, age: int) -> date:
    """Say on which day someone turns this age; who was born on 29 February does on 1 March.

    basis: BW 1:2 and common practice (own-M): a year older only when the whole day has passed.
    """
    if born_on is None:
        raise Unknown(FIND_BIRTHDAY)
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def asked_from(born_on: date | None) -> date:
    """Say from which day a pupil is asked who may go on reading after 18."""
    return birthday(born_on, 18) - ASKED_BEFORE


def age_on(born_on: date | None, day: date) -> int:
    """Say how many whole years old someone is on a day."""
    if born_on is None:
        raise Unknown(FIND_BIRTHDAY)
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def next_birthday(born_on: date | None, day: date) -> tuple[Birthday, date] | None:
    """Find the first birthday after this day at which something changes; none after 18."""
    coming = ((each, birthday(born_on, each.age)) for each in BIRTHDAYS)
    return next(((each, when) for each, when in coming if when > day), None)


def who_decides(adults: Mapping[Adult, str]) -> list[Adult]:
    """List who decides on what weighs; while one custody is not known, nobody can say so."""
    if CustodyKind.UNKNOWN in adults.values():
        raise Unknown(FIND_CUSTODY)
    deciding = [adult for adult, kind in adults.items() if kind in DECIDES]
    if not deciding:
        raise Unknown(FIND_CUSTODY)
    return deciding
