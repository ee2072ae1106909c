"""A notice is shown on one's own devices, with few words, and never where it is not safe."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from deelgenoot.config.environment import QuietHours
from deelgenoot.post.queries import letters_left
from deelgenoot.post.rules import AMSTERDAM
from deelgenoot.post.sending import NotSent, deliver
from deelgenoot.post.terms import NOT_SHOWN, Told
from deelgenoot.post.tests.devices import for_devices, let_all_go, put_device, put_news, wish
from tests.push_service import Browser

pytestmark = pytest.mark.usefixtures("empty_outbox", "postbox")

STATE = (
    "SELECT sent_at IS NOT NULL, went_by, tries, trouble, facts FROM post_letter"
    " WHERE only_by = 'push' ORDER BY id"
)
DEVICES = "SELECT count(*) FROM post_pushdevice"


@pytest.fixture
def phone(copy, push_service):
    browser = Browser(push_service)
    put_device(copy, browser)
    wish(copy, days=[], call_from=None, call_until=None)
    return browser


def test_a_device_shows_the_name_of_the_school_and_nothing_else(
    copy, phone, push_service, postbox, settings
):
    let_all_go(copy, put_news(copy))
    (carried,) = push_service.got
    message = copy.rows("SELECT id FROM post_letter WHERE only_by = 'push'")[0][0]
    assert carried.browser is phone
    assert carried.told == {
        "title": "De Regenboog",
        "body": "Er staat een bericht voor u klaar.",
        "lang": "nl",
        "dir": "ltr",
        "tag": message.hex,
    }
    assert b"Regenboog" not in carried.raw
    assert carried.headers["Topic"] == message.hex
    assert push_service.signed_by(carried.headers["Authorization"]) == settings.PUSH.public
    assert len(postbox.mails) == 1  # beside the mail, not in its place
    assert copy.rows(STATE) == [(True, "push", 1, "", {})]


@pytest.mark.parametrize(
    ("reader", "language", "body", "towards"),
    [
        ("pupil", "nl", "Er staat een bericht voor je klaar.", "ltr"),
        ("home", "en", "There is a message for you.", "ltr"),
        ("home", "ar", "هناك رسالة بانتظاركم.", "rtl"),
    ],
)
def test_it_speaks_as_its_reader_does(copy, phone, push_service, reader, language, body, towards):
    let_all_go(copy, put_news(copy, reader=reader, language=language))
    (carried,) = push_service.got
    assert (carried.told["dir"], carried.told["lang"]) == (towards, language)
    if language != "ar":
        assert carried.told["body"] == body
    assert carried.told["body"]


def test_it_names_the_step_only_for_who_chose_that_and_said_nothing_of_what_is_safe(
    copy, phone, push_service
):
    wish(copy, names_step=True, only_phone_id=None, never=[])
    let_all_go(copy, put_news(copy))
    assert push_service.got[0].told["title"] == "Goed nieuws"
    assert push_service.got[0].told["body"] == "Er staat iets leuks voor u klaar."
    let_all_go(copy, put_news(copy, told=Told.MESSAGE))
    assert push_service.got[1].told["title"] == "De Regenboog"
    wish(copy, never=["letter"])
    let_all_go(copy, put_news(copy))
    assert push_service.got[2].told["title"] == "De Regenboog"


def test_what_waits_for_a_device_holds_no_name_no_number_and_no_initials(copy, phone):
    deliver(put_news(copy))
    assert copy.rows(STATE) == [(False, "", 0, "", {"reader": "home", "school": "De Regenboog"})]


def test_who_said_that_no_message_may_come_gets_none_also_where_it_was_on_before(
    copy, phone, push_service, postbox
):
    letter = put_news(copy)
    wish(copy, never=["push"])
    let_all_go(copy, letter)
    assert (push_service.got, for_devices(copy)) == ([], [])
    assert len(postbox.mails) == 1


def test_what_waits_no_longer_goes_once_it_is_said_not_to_be_safe(copy, phone, push_service):
    deliver(put_news(copy))
    (message,) = for_devices(copy)
    wish(copy, never=["push"])
    deliver(message)
    assert push_service.got == []
    assert copy.rows(STATE) == [(False, "", 0, NOT_SHOWN, {})]
    copy.change("UPDATE post_letter SET made_at = now() - interval '10 minutes'")
    assert letters_left(now=timezone.now()) == []


def test_what_was_said_to_one_school_holds_for_the_phone_at_all(copy, phone, push_service):
    copy.change(
        "WITH s AS (SELECT * FROM people_person WHERE first = 'Samira' AND side = 'family'),"
        " p AS (INSERT INTO people_person (id, controller_id, side, account_id, first, rest,"
        " language, workplace_name) SELECT gen_random_uuid(), controller_id, side, account_id,"
        " first, rest, '', '' FROM s RETURNING id)"
        " INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter,"
        " reads_little, days, never, names_step, noted_at) SELECT gen_random_uuid(), id, 'mail',"
        " '{}', false, false, '{}', '{push}', false, now() FROM p"
    )
    letter = copy.rows("SELECT 1") and put_news(copy)
    let_all_go(copy, letter)
    assert push_service.got == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE people_account SET is_active = false WHERE email = 'samira@demo.invalid'",
        "UPDATE people_person SET proven_at = NULL WHERE first = 'Samira'",
    ],
)
def test_a_closed_account_and_a_newcomer_are_shown_nothing(copy, phone, push_service, change):
    assert copy.change(change)
    let_all_go(copy, put_news(copy))
    assert push_service.got == []


def test_post_for_a_colleague_is_never_shown_on_the_phone_they_turned_on_at_home(
    copy, push_service
):
    put_device(copy, Browser(push_service), "Fatma")
    letter = put_news(copy, "Fatma")
    copy.change(
        "UPDATE post_letter SET person_id = (SELECT id FROM people_person"
        " WHERE first = 'Fatma' AND side = 'work') WHERE id = %s",
        letter,
    )
    let_all_go(copy, letter)
    assert push_service.got == []


def test_by_night_no_device_lights_up_and_in_the_morning_it_does(
    copy, phone, push_service, settings
):
    deliver(put_news(copy))
    (message,) = for_devices(copy)
    now = datetime.now(AMSTERDAM)
    hour, later = now - timedelta(hours=1), now + timedelta(hours=1)
    settings.QUIET = QuietHours(hour.time(), later.time(), frozenset())
    deliver(message)
    assert push_service.got == []
    copy.change("UPDATE post_letter SET made_at = now() - interval '10 minutes'")
    assert letters_left(now=timezone.now()) == []
    assert letters_left(now=timezone.now() + timedelta(hours=2)) == [message]
    settings.QUIET = QuietHours(time(0), time(0), frozenset())
    deliver(message)
    assert len(push_service.got) == 1


def test_outside_the_hours_that_are_safe_no_device_lights_up_while_the_mail_goes(
    copy, phone, push_service, postbox
):
    now = datetime.now(AMSTERDAM)
    other_day = (now.weekday() + 3) % 7
    wish(copy, days=[other_day])
    let_all_go(copy, put_news(copy))
    assert (push_service.got, len(postbox.mails)) == ([], 1)
    begin = copy.rows("SELECT not_before FROM post_letter WHERE only_by = 'push'")[0][0]
    assert begin.astimezone(AMSTERDAM).weekday() == other_day


def test_it_is_not_shown_later_than_is_safe_on_a_phone_that_was_off(copy, phone, push_service):
    let_all_go(copy, put_news(copy))
    now = datetime.now(AMSTERDAM)
    wish(copy, days=[now.weekday()])
    let_all_go(copy, put_news(copy))
    today = (datetime.combine(now.date() + timedelta(1), time(0), AMSTERDAM) - now).seconds
    seconds = [int(carried.headers["TTL"]) for carried in push_service.got]
    assert seconds[0] > 80_000
    assert abs(seconds[1] - today) < 30 or today < 60


def test_while_the_push_service_is_down_the_message_stays_and_the_mail_is_out(
    copy, phone, push_service, postbox
):
    letter = put_news(copy)
    deliver(letter)
    (message,) = for_devices(copy)
    push_service.answer = 503
    with pytest.raises(NotSent) as trouble:
        deliver(message)
    assert str(trouble.value) == "push service: 503"
    assert phone.path not in str(trouble.value)
    assert trouble.value.__cause__ is None
    assert copy.rows(STATE)[0][:4] == (False, "", 1, "push service: 503")
    push_service.answer = 201
    deliver(message)
    deliver(message)
    assert [carried.told["tag"] for carried in push_service.got] == [message.hex] * 2
    assert len(postbox.mails) == 1


def test_while_the_mail_server_is_down_the_device_shows_it_once(
    copy, phone, push_service, postbox
):
    letter = put_news(copy)
    postbox.stop()
    for _again in range(2):
        with pytest.raises(NotSent, match="mail server"):
            deliver(letter)
    for message in for_devices(copy):
        deliver(message)
    assert len(push_service.got) == 1


def test_who_dies_between_sending_and_noting_sends_one_the_device_recognises(
    copy, phone, push_service, monkeypatch
):
    deliver(put_news(copy))
    (message,) = for_devices(copy)

    def die(*given, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.update", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(message)
    assert copy.rows(STATE)[0][0] is False
    deliver(message)
    first, second = push_service.got
    assert first.told["tag"] == second.told["tag"] == message.hex
    assert first.headers["Topic"] == second.headers["Topic"]
    assert first.raw != second.raw


@pytest.mark.parametrize("answer", [404, 410])
def test_a_browser_that_is_gone_is_taken_out_of_the_list(copy, phone, push_service, answer):
    push_service.answer = answer
    let_all_go(copy, put_news(copy))
    assert copy.rows(DEVICES) == [(0,)]
    assert copy.rows(STATE) == [(False, "", 0, NOT_SHOWN, {})]


def test_a_push_service_that_sends_us_on_is_not_followed(copy, phone, push_service):
    push_service.answer = 307
    deliver(put_news(copy))
    (message,) = for_devices(copy)
    with pytest.raises(NotSent, match="push service: 307"):
        deliver(message)
    assert push_service.elsewhere == []


def test_each_device_gets_its_own_and_one_that_fails_holds_up_no_other(copy, phone, push_service):
    other = Browser(push_service)
    put_device(copy, other)
    del push_service.browsers[phone.path]
    let_all_go(copy, put_news(copy))
    assert [carried.browser for carried in push_service.got] == [other]
    assert copy.rows(DEVICES) == [(1,)]


def test_nothing_is_shown_about_a_circle_that_is_closed(copy, phone, push_service):
    letter = put_news(copy)
    copy.change("UPDATE post_letter SET circle = (SELECT id FROM circles_circle LIMIT 1);")
    copy.change(
        "UPDATE circles_circle SET closed_at = now() - interval '1 day'"
        " WHERE id IN (SELECT circle FROM post_letter)"
    )
    let_all_go(copy, letter)
    assert push_service.got == []


def test_without_a_key_nothing_is_made_for_a_device(copy, phone, settings):
    settings.PUSH = None
    deliver(put_news(copy))
    assert for_devices(copy) == []


def test_a_code_someone_waits_for_is_never_shown_on_a_device(copy, phone, push_service):
    from django.db import transaction

    from deelgenoot.post.outbox import put_in_outbox

    with copy.working_as("app"), transaction.atomic():
        person = copy.rows("SELECT id FROM people_person WHERE first = 'Samira'")[0][0]
        put_in_outbox(subject="a", body="Uw code: X", language="nl", person=person, only_by="mail")
    for (letter,) in copy.rows("SELECT id FROM post_letter"):
        deliver(letter)
    assert for_devices(copy) == []
    assert push_service.got == []
