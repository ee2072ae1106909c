"""By which way post goes, and when: in plain facts."""

from dataclasses import replace
from datetime import UTC, datetime, time

from deelgenoot.people.terms import Channel
from deelgenoot.post.rules import AMSTERDAM, Quiet, Ways, may_go_at, safe_way

ALL = {"mail": "a@b.invalid", "mobile": "+31610000001", "text": True}
NIGHTS = Quiet(time(20), time(7, 30), frozenset({6}))


def test_the_wish_goes_first_then_the_other_way_then_someone_speaks():
    assert safe_way(Ways(**ALL)) is Channel.MAIL
    assert safe_way(Ways(**ALL, wish=Channel.SMS)) is Channel.SMS
    assert safe_way(Ways(**{**ALL, "mail": ""})) is Channel.SMS
    assert safe_way(Ways(**{**ALL, "mobile": ""}, wish=Channel.SMS)) is Channel.MAIL
    assert safe_way(Ways(**{**ALL, "text": False}, wish=Channel.SMS)) is Channel.MAIL
    assert safe_way(Ways()) is Channel.CALL
    for wish in (Channel.CALL, Channel.LETTER):
        assert safe_way(Ways(**ALL, wish=wish)) is Channel.CALL


def test_only_a_notice_goes_on_paper_only_for_who_wishes_it_and_only_to_a_known_safe_home():
    wished = Ways(**ALL, wish=Channel.LETTER, home=True)
    assert safe_way(wished, on_paper=True) is Channel.LETTER
    assert safe_way(wished) is Channel.CALL
    assert safe_way(replace(wished, home=False), on_paper=True) is Channel.CALL
    assert safe_way(replace(wished, never={"letter"}), on_paper=True) is Channel.CALL
    for wish in set(Channel) - {Channel.LETTER}:
        assert safe_way(replace(wished, wish=wish), on_paper=True) is not Channel.LETTER


def test_a_pupil_under_12_gets_no_text_message():
    child = Ways(**ALL, wish=Channel.SMS, grown=False)
    assert safe_way(child) is Channel.MAIL
    assert safe_way(replace(child, mail="")) is Channel.CALL


def test_what_is_not_safe_is_never_a_way_whatever_was_wished():
    for wish in Channel:
        for never in ({Channel.MAIL}, {Channel.SMS}, {Channel.MAIL, Channel.SMS}):
            assert safe_way(Ways(**ALL, wish=wish, never=never)) not in never
    assert safe_way(Ways(**ALL, never={"mail"})) is Channel.SMS
    assert safe_way(Ways(**ALL, never={"mail", "sms"})) is Channel.CALL


def local(*moment):
    return datetime(*moment, tzinfo=AMSTERDAM)


def test_by_night_and_on_sunday_post_waits_until_the_morning():
    for now, goes in (
        (local(2026, 11, 23, 7, 30), local(2026, 11, 23, 7, 30)),
        (local(2026, 11, 23, 19, 59), local(2026, 11, 23, 19, 59)),
        (local(2026, 11, 23, 20, 0), local(2026, 11, 24, 7, 30)),
        (local(2026, 11, 24, 3, 0), local(2026, 11, 24, 7, 30)),
        (local(2026, 11, 28, 21, 0), local(2026, 11, 30, 7, 30)),  # Saturday night
        (local(2026, 11, 29, 12, 0), local(2026, 11, 30, 7, 30)),  # Sunday noon
        (local(2026, 3, 28, 23, 0), local(2026, 3, 30, 7, 30)),  # the night the clock moves
    ):
        assert may_go_at(now.astimezone(UTC), NIGHTS) == goes, now


def test_quiet_can_be_off_by_day_or_all_week_and_nothing_is_lost():
    noon = local(2026, 11, 25, 12, 30)
    assert may_go_at(noon, Quiet(time(0), time(0))) == noon
    assert may_go_at(noon, Quiet(time(12), time(13))) == local(2026, 11, 25, 13, 0)
    assert may_go_at(noon, Quiet(time(20), time(7), frozenset(range(7)))) == noon
