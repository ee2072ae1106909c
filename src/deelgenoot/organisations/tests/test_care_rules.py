"""Rules about care organisations and how school verified them, on plain facts."""

from datetime import date

import pytest

from deelgenoot.organisations.rules import (
    ADDING_CARE,
    REGISTERED,
    VERIFYING,
    AlikeAsked,
    RegistrationAsked,
    VerificationAsked,
    verify_again_from,
)


def registered(register, number):
    return [rule.id for rule in REGISTERED.broken_by(RegistrationAsked(register, number))]


def test_a_number_fits_its_register():
    for register, digits in (("kvk", 8), ("agb", 8), ("big", 11), ("skj", 9)):
        assert registered(register, "1" * digits) == []
        for wrong in ("", "1" * (digits - 1), "1" * (digits + 1), "a" * digits, "١" * digits):  # noqa: RUF001
            assert registered(register, wrong) == ["number-fits-register"]
    assert registered("", "") == []
    assert registered("", "12345678") == ["number-fits-register"]


def verified(called="026 000 00 10", found="site", **more):
    return {rule.id for rule in VERIFYING.broken_by(VerificationAsked(called, found, **more))}


def test_a_number_was_called():
    for number in ("026 000 00 10", "+31 26 000 00 10", "14 026", "(026) 000-0010"):
        assert verified(number) == set()
    for number in ("", "1234", "ja, gebeld", "1" * 16, "mail@x.invalid"):
        assert verified(number) == {"verified-by-a-call"}


def test_the_number_was_found_somewhere():
    assert verified(found="  ") == {"verified-from-elsewhere"}
    assert verified(found="register") == set()


def test_nobody_verifies_who_is_close():
    assert verified(close=True) == {"nobody-verifies-who-is-close"}
    assert verified(close=False) == set()


def test_care_is_as_was_seen():
    assert verified(unchanged=False) == {"no-care-overwritten-unseen"}
    assert verified(unchanged=True) == set()


def test_the_organisation_comes_first():
    assert verified(works_with=False) == {"organisation-before-its-people"}
    assert verified(works_with=True) == set()


def alike(**asked):
    return {rule.id for rule in ADDING_CARE.broken_by(AlikeAsked(**asked))}


def test_nobody_in_care_is_added_twice():
    assert alike(surely=True) == {"no-care-twice"}
    assert alike(surely=True, another=True) == {"no-care-twice"}
    assert alike() == set()


def test_who_is_alike_was_looked_at():
    assert alike(perhaps=True) == {"no-care-mixed-up"}
    assert alike(perhaps=True, another=True) == set()


@pytest.mark.parametrize(
    ("verified_on", "months", "again"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_verification_is_too_old_from_the_same_day_on(verified_on, months, again):
    assert verify_again_from(verified_on, months=months) == again
