"""Each rule about numbers and addresses has cases that keep it and cases that break it."""

from dataclasses import replace
from datetime import UTC, datetime, time

from deelgenoot.details.rules import (
    CALLING,
    HOURS,
    LIVING,
    SAVING,
    TAKING_OUT,
    AddressTyped,
    FormOpened,
    HoursTyped,
    NumberTakenOut,
    NumberTyped,
    it_is_not_the_address_of_a_child,
    nothing_is_overwritten,
    number_in_words,
    plain,
    read_number,
    read_postcode,
    the_hours_begin_before_they_end,
    the_house_has_a_number,
    the_number_can_be_called,
    the_only_safe_number_stays,
    the_postcode_fits_its_country,
)
from deelgenoot.people.terms import PhoneKind

DUTCH = AddressTyped(postcode="6811 AB", number="7", country="NL")


def test_the_number_can_be_called():
    for typed in (
        "06 12345678",
        "06-12 34 56 78",
        "0031 6 12345678",
        "+31 (0)6 12345678",
        "\u202a+31612345678\u202c",
        "٠٦١٢٣٤٥٦٧٨",
        "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
        "026 351 2345",
        "+32 470 12 34 56",
        "+963 944 567 890",
    ):
        assert CALLING.broken_by(NumberTyped(typed)) == [], typed
    for typed in ("", "  ", "oma", "12", "06 1234", "06 123456789", "112", "0900 1234", "+999 1"):
        assert CALLING.broken_by(NumberTyped(typed)) == [the_number_can_be_called], typed


def test_a_number_is_kept_as_the_world_writes_it_and_shown_as_people_do():
    read = read_number("06-12345678")
    assert read
    assert (read.e164, read.kind) == ("+31612345678", PhoneKind.MOBILE)
    assert number_in_words("+31612345678") == "06 12345678"
    assert number_in_words("+32470123456") == "+32 470 12 34 56"
    landline = read_number("026-3512345")
    assert landline
    assert landline.kind is PhoneKind.LANDLINE


def test_the_postcode_fits_its_country():
    for typed in (
        "6811 AB",
        "6811ab",
        " 6811  ab ",
        "\u20681234ab\u2069",
        "\uff16\uff18\uff11\uff11\uff21\uff22",
    ):
        assert LIVING.broken_by(replace(DUTCH, postcode=typed)) == [], typed
    for typed in ("", "0123 AB", "6811", "6811 SS", "6811 A1", "B-9000", "🏠"):
        broken = LIVING.broken_by(replace(DUTCH, postcode=typed))
        assert broken == [the_postcode_fits_its_country], typed
    abroad = AddressTyped(postcode="", number="", country="SY")
    assert LIVING.broken_by(abroad) == []
    assert LIVING.broken_by(replace(abroad, postcode="🏠")) == [the_postcode_fits_its_country]
    assert read_postcode("9000", country="BE") == "9000"
    assert read_postcode("6811ab", country="NL") == "6811 AB"


def test_the_house_has_a_number():
    assert LIVING.broken_by(replace(DUTCH, number="12345")) == []
    for typed in ("", "0", "7b", "123456", "zeven"):
        assert LIVING.broken_by(replace(DUTCH, number=typed)) == [the_house_has_a_number], typed
    assert LIVING.broken_by(replace(DUTCH, number="", country="IE", postcode="")) == []


def test_it_is_not_the_address_of_a_child():
    child = replace(DUTCH, of_a_child=True)
    assert LIVING.broken_by(child) == [it_is_not_the_address_of_a_child]
    assert LIVING.broken_by(DUTCH) == []


def test_the_only_safe_number_stays():
    assert TAKING_OUT.broken_by(NumberTakenOut(only_safe=True)) == [the_only_safe_number_stays]
    assert TAKING_OUT.broken_by(NumberTakenOut(only_safe=False)) == []


def test_the_hours_begin_before_they_end():
    nine, two = time(9), time(14)
    for begin, end in ((None, None), (nine, two)):
        assert HOURS.broken_by(HoursTyped(begin, end)) == []
    for begin, end in ((nine, None), (None, two), (two, nine), (nine, nine)):
        assert HOURS.broken_by(HoursTyped(begin, end)) == [the_hours_begin_before_they_end]


def test_nothing_is_overwritten():
    before, after = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
    for known in (None, before):
        assert SAVING.broken_by(FormOpened(known, known)) == []
    for known, noted in ((None, before), (before, after), (before, None)):
        assert SAVING.broken_by(FormOpened(known, noted)) == [nothing_is_overwritten]


def test_what_cannot_be_seen_goes_and_what_people_can_read_stays():
    assert plain("\u202eAnna\u202c \u2068 x\x00\n y ") == "Anna x y"
    for name in (
        "سميرة العمراني",
        "\u0645\u06cc\u200c\u062e\u0648",
        "Zoë 🌻",
        "👩\u200d👧",
        "van der Berg-ten Hove",
    ):
        assert plain(name) == name
