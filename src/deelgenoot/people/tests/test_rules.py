"""Birthdays fall on the right day, and what is not known is refused and never guessed."""

from datetime import date, timedelta

import pytest

from deelgenoot.people.rules import (
    BIRTHDAYS,
    Unknown,
    age_on,
    birthday,
    next_birthday,
    who_decides,
)
from deelgenoot.people.terms import DECIDES, CustodyKind

BORN = date(2010, 3, 14)
LEAP = date(2008, 2, 29)


def test_a_birthday_falls_on_the_same_day_years_later():
    assert birthday(BORN, 18) == date(2028, 3, 14)


@pytest.mark.parametrize(
    ("age", "falls"), [(12, date(2020, 2, 29)), (16, date(2024, 2, 29)), (18, date(2026, 3, 1))]
)
def test_who_was_born_on_29_february_is_a_year_older_on_1_march(age, falls):
    assert birthday(LEAP, age) == falls
    assert age_on(LEAP, falls) == age
    assert age_on(LEAP, falls - timedelta(days=1)) == age - 1


def test_the_database_and_the_rule_name_the_same_birthdays(db):
    from deelgenoot.access.rows import ask_database
    from deelgenoot.ui.dates import in_amsterdam

    for born in (BORN, LEAP, date(2009, 2, 28), date(2010, 12, 31), date(2008, 3, 29)):
        for each in BIRTHDAYS:
            [(moment,)] = ask_database("deelgenoot_birthday", born, each.age)
            wall = in_amsterdam(moment)
            assert (wall.date(), wall.hour) == (birthday(born, each.age), 0)


def test_the_next_birthday_that_matters_is_found_until_eighteen():
    coming = next_birthday(BORN, date(2026, 3, 14))
    assert coming
    assert (coming[0].age, coming[1]) == (18, date(2028, 3, 14))
    assert next_birthday(BORN, date(2028, 3, 14)) is None
    assert [each.age for each in BIRTHDAYS] == [12, 16, 18]


def test_without_a_date_of_birth_every_age_is_refused_and_says_what_to_find_out():
    for ask in (
        lambda: birthday(None, 18),
        lambda: age_on(None, BORN),
        lambda: next_birthday(None, BORN),
    ):
        with pytest.raises(Unknown) as unknown:
            ask()
        assert str(unknown.value.find_out)


def test_who_decides_is_who_has_custody_or_guardianship():
    adults = {kind.name: kind for kind in CustodyKind if kind is not CustodyKind.UNKNOWN}
    assert set(who_decides(adults)) == {kind.name for kind in DECIDES}


@pytest.mark.parametrize(
    "adults",
    [
        {"a": CustodyKind.CUSTODY, "b": CustodyKind.UNKNOWN},
        {"a": CustodyKind.FOSTER, "b": CustodyKind.WITHOUT},
        {},
    ],
)
def test_while_custody_is_not_known_nobody_can_say_who_decides(adults):
    with pytest.raises(Unknown, match=r".+"):
        who_decides(adults)
