"""Each rule about two rows that may be one person is kept and broken."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from deelgenoot.circles.merging_rules import MERGING, UNDOING, MergeAsked, UndoAsked, gains
from deelgenoot.people.rules import Asking, can_be_called, stricter

SOUND = MergeAsked()
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def broken(**facts):
    return {rule.id for rule in MERGING.broken_by(MergeAsked(**facts))}


def test_it_is_as_it_was_seen():
    assert MERGING.broken_by(SOUND) == []
    assert broken(unchanged=False) == {"merge-as-seen"}


def test_they_are_not_two_people():
    assert broken(two_people=True) == {"not-two-people"}


def test_nobody_is_born_twice():
    assert broken(born_on=(date(1980, 1, 1), date(1980, 1, 2))) == {"one-birthday"}
    assert broken(born_on=(date(1980, 1, 1), None)) == set()
    assert broken(born_on=(date(1980, 1, 1), date(1980, 1, 1))) == set()


def test_no_two_accounts_become_one():
    one = uuid4()
    assert broken(accounts=(one, uuid4())) == {"one-account"}
    assert broken(accounts=(one, one)) == set()
    assert broken(accounts=(one, None)) == set()


def test_nobody_is_lifted_unseen():
    one = uuid4()
    assert broken(accounts=(one, one), proven=(True, False)) == {"nobody-is-lifted"}
    assert broken(accounts=(one, one), proven=(False, False)) == set()
    assert broken(accounts=(one, None), proven=(True, False)) == set()


def test_custody_is_the_same():
    assert broken(differing_custody=True) == {"one-custody-per-child"}


def test_no_court_is_passed_by():
    assert broken(passes_by_limit=True) == {"no-way-past-a-court"}
    here, there = uuid4(), uuid4()
    assert gains([], [there], [here])
    assert not gains([], [here], [here])
    assert not gains([there], [there], [here])


def test_all_of_both_is_kept_here():
    assert broken(elsewhere=True) == {"merge-seen-whole"}


def test_an_account_holds_one_adult_of_a_child():
    assert broken(held_twice=True) == {"one-adult-per-account"}


def test_one_number_is_safe():
    assert broken(safe_numbers=("+31610000001", "+31610000002")) == {"one-safe-number"}
    assert broken(safe_numbers=("+31610000001", "")) == set()


def test_a_time_to_call_is_left():
    assert broken(can_be_called=False) == {"a-time-to-call-is-left"}
    monday, tuesday = Asking(days=(0,)), Asking(days=(1,))
    assert not can_be_called(monday, tuesday)
    assert can_be_called(monday, Asking(days=(0, 1)))
    assert can_be_called(monday, Asking())
    morning = Asking(call_from=time(9), call_until=time(10))
    assert not can_be_called(morning, Asking(call_from=time(10), call_until=time(11)))


def test_it_is_not_too_late():
    late = UndoAsked(NOW - timedelta(days=8), NOW, 7)
    assert [rule.id for rule in UNDOING.broken_by(late)] == ["undo-in-time"]
    assert UNDOING.broken_by(UndoAsked(NOW - timedelta(days=7), NOW, 7)) == []


def test_the_latest_goes_first():
    again = UndoAsked(NOW, NOW, 7, joined_again=True)
    assert [rule.id for rule in UNDOING.broken_by(again)] == ["undo-latest-first"]


def test_the_stricter_of_two_wishes_holds_whichever_comes_first():
    afraid = Asking(
        never=("letter", "mail"), only_number="+31610000001", days=(0, 1), names_step=False
    )
    easy = Asking(never=("sms",), days=(1, 2), call_from=time(9), names_step=True)
    for one, other in ((afraid, easy), (easy, afraid)):
        both = stricter(one, other, channel="call")
        assert set(both.never) == {"letter", "mail", "sms"}
        assert both.only_number == "+31610000001"
        assert both.days == (1,)
        assert both.call_from == time(9)
        assert both.names_step is False
