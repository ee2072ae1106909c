"""Each rule of an emergency is kept and broken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deelgenoot.circles.emergency_rules import (
    ALONE_A_WEEK,
    OPENING,
    LookAsked,
    a_look_ends_within_a_day,
    a_look_has_a_reason,
    nobody_opens_a_class_alone,
    opening_alone_is_rare,
    who_looks_has_come_in,
    who_looks_stands_apart,
    who_opens_may_do_so,
)
from deelgenoot.kernel.rules import Refused

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FALL = LookAsked(reason="Fell off the climbing frame.", since=NOW, until=NOW + timedelta(hours=2))


def test_a_look_has_a_reason():
    assert a_look_has_a_reason.holds(FALL)
    assert not a_look_has_a_reason.holds(replace(FALL, reason=" \n"))


def test_a_look_ends_within_a_day():
    for hours, fits in ((0, False), (1, True), (24, True), (25, False), (-1, False)):
        asked = replace(FALL, until=NOW + timedelta(hours=hours))
        assert a_look_ends_within_a_day.holds(asked) is fits


def test_who_looks_has_come_in():
    assert who_looks_has_come_in.holds(FALL)
    assert not who_looks_has_come_in.holds(replace(FALL, has_account=False))


def test_nobody_opens_a_class_alone():
    assert nobody_opens_a_class_alone.holds(replace(FALL, for_class=True))
    assert nobody_opens_a_class_alone.holds(replace(FALL, alone=True))
    assert not nobody_opens_a_class_alone.holds(replace(FALL, alone=True, for_class=True))


def test_opening_alone_is_rare():
    assert opening_alone_is_rare.holds(replace(FALL, alone=True, alone_lately=ALONE_A_WEEK - 1))
    assert opening_alone_is_rare.holds(replace(FALL, alone_lately=ALONE_A_WEEK))
    assert not opening_alone_is_rare.holds(replace(FALL, alone=True, alone_lately=ALONE_A_WEEK))


def test_who_opens_may_do_so():
    assert who_opens_may_do_so.holds(FALL)
    assert not who_opens_may_do_so.holds(replace(FALL, may=False))


def test_who_looks_stands_apart():
    assert who_looks_stands_apart.holds(FALL)
    assert not who_looks_stands_apart.holds(replace(FALL, too_close=True))


def test_every_broken_rule_is_told():
    with pytest.raises(Refused) as refused:
        OPENING.require(replace(FALL, reason="", too_close=True))
    assert refused.value.broken == (a_look_has_a_reason, who_looks_stands_apart)
