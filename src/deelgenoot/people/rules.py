"""Birthdays after which others decide, what to find out first, and the stricter of two wishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext_lazy as _

from deelgenoot.people.terms import DECIDES, Channel, CustodyKind

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


@dataclass(frozen=True, slots=True)
class Asking:
    """How one row asks to be reached; the fields are those of the wishes, numbers as they are."""

    channel: str = Channel.MAIL
    languages: tuple[str, ...] = ()
    needs_interpreter: bool = False
    reads_little: bool = False
    days: tuple[int, ...] = ()
    call_from: time | None = None
    call_until: time | None = None
    only_number: str = ""
    never: tuple[str, ...] = ()
    names_step: bool = False


def stricter(one: Asking, other: Asking, *, channel: str) -> Asking:
    """Ask for what both ask: whatever one of them does not want, does not happen.

    basis: product: a wish for safety is never lost because someone was entered twice.
    """
    days = [set(each.days) for each in (one, other) if each.days]
    begins = [each.call_from for each in (one, other) if each.call_from]
    ends = [each.call_until for each in (one, other) if each.call_until]
    return Asking(
        channel=channel,
        languages=tuple(dict.fromkeys((*one.languages, *other.languages))),
        needs_interpreter=one.needs_interpreter or other.needs_interpreter,
        reads_little=one.reads_little or other.reads_little,
        days=tuple(sorted(set.intersection(*days))) if days else (),
        call_from=max(begins) if begins else None,
        call_until=min(ends) if ends else None,
        only_number=one.only_number or other.only_number,
        never=tuple(dict.fromkeys((*one.never, *other.never))),
        names_step=one.names_step and other.names_step,
    )


def can_be_called(one: Asking, other: Asking) -> bool:
    """Whether a day and an hour are left at which both may be called."""
    both = stricter(one, other, channel=one.channel)
    no_day = bool(one.days and other.days and not both.days)
    no_hour = bool(both.call_from and both.call_until and both.call_from >= both.call_until)
    return not no_day and not no_hour
