"""Post goes by a way that is wished and safe, not by night, and else someone speaks to them."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from deelgenoot.config.environment import Misconfigured, QuietHours, quiet, text_url
from deelgenoot.post.outbox import put_in_outbox, put_notice
from deelgenoot.post.queries import letters_left
from deelgenoot.post.rules import AMSTERDAM
from deelgenoot.post.sending import NotSent, deliver
from deelgenoot.post.terms import Told
from deelgenoot.post.wording import Facts

pytestmark = pytest.mark.usefixtures("empty_outbox")

PERSON = (
    "SELECT id FROM people_person WHERE first = %s AND side = 'family' AND account_id IS NOT NULL"
)
ASKS = (
    "SELECT p.first, a.kind FROM circles_ask a JOIN people_person p ON p.id = a.person_id"
    " WHERE a.kind IN ('speak', 'new_mail') AND a.done IS NULL ORDER BY 1, 2"
)


@pytest.fixture
def samira(copy):
    return copy.rows(PERSON, "Samira")[0][0]


@pytest.fixture
def wish(copy, samira):
    def wished(**columns):
        for name, value in columns.items():
            copy.change(
                f"UPDATE people_wishes SET {name} = %s WHERE person_id = %s", value, samira
            )

    return wished


@pytest.fixture
def waiting(copy, samira, letters):
    """A message for Samira that waits."""
    with copy.working_as("app"), transaction.atomic():
        put_notice(
            told=Told.GOOD_NEWS,
            facts=Facts("Samira", "De Regenboog", initials="NE", phone="026 351 23 45"),
            person=samira,
            school=copy.rows("SELECT id FROM organisations_school WHERE name = 'De Regenboog'")[0][
                0
            ],
            language="nl",
        )
    return letters()[0][0]


def went_by(copy):
    return copy.rows("SELECT went_by, sent_at IS NOT NULL FROM post_letter")[0]


def test_a_text_message_goes_to_the_safe_number_with_few_words_and_a_number_to_drop_it_by(
    copy, samira, waiting, wish, gateway, postbox, letters, settings
):
    wish(channel="sms")
    copy.change(
        "INSERT INTO people_phone (id, person_id, number, kind, label, noted_at)"
        " VALUES (gen_random_uuid(), %s, '+31610000099', 'mobile', '', '2020-01-01')",
        samira,
    )
    deliver(waiting)
    deliver(waiting)
    ((told, headers),) = gateway.got
    assert told == {
        "to": "+31610000001",
        "from": "Regenboog",
        "text": f"De Regenboog: er staat een bericht voor u klaar. {settings.SITE}/",
        "reference": str(waiting),
    }
    assert headers["Idempotency-Key"] == str(waiting)
    assert headers["Authorization"] == "Bearer geheim-token"
    assert postbox.mails == []
    assert went_by(copy) == ("sms", True)
    assert copy.rows("SELECT body, short, facts FROM post_letter") == [("", "", {})]


def test_while_the_gateway_is_down_the_message_stays_and_no_number_is_in_the_trouble(
    copy, waiting, wish, gateway, postbox, letters
):
    wish(channel="sms")
    gateway.answer = 503
    with pytest.raises(NotSent) as trouble:
        deliver(waiting)
    assert str(trouble.value) == "text gateway: 503"
    assert letters()[0][3:] == (False, 1, "text gateway: 503")
    gateway.answer = 200
    deliver(waiting)
    assert [told["reference"] for told, _ in gateway.got] == [str(waiting)] * 2
    assert went_by(copy) == ("sms", True)


def test_a_gateway_that_sends_us_on_does_not_get_our_token_elsewhere(waiting, wish, gateway):
    wish(channel="sms")
    gateway.answer = 302
    with pytest.raises(NotSent):
        deliver(waiting)
    assert len(gateway.got) == 1


def test_a_number_that_takes_no_text_gets_a_mail_instead_if_that_is_safe(
    copy, waiting, wish, gateway, postbox
):
    wish(channel="sms")
    gateway.answer = 422
    deliver(waiting)
    assert [mail["To"] for mail in postbox.mails] == ["samira@demo.invalid"]
    assert went_by(copy) == ("mail", True)


def test_without_a_gateway_the_mail_goes_and_without_a_safe_way_the_teacher_is_asked(
    copy, waiting, wish, postbox, samira
):
    wish(channel="sms", never=["mail"])
    deliver(waiting)
    assert postbox.mails == []
    assert copy.rows(ASKS) == [("Anna", "speak")]
    assert went_by(copy) == ("call", True)
    assert copy.rows("SELECT subject FROM circles_ask WHERE kind = 'speak'") == [(samira,)]


def test_who_said_yes_to_being_the_contact_person_is_asked_first(copy, waiting, wish):
    wish(channel="sms", never=["mail"])
    copy.change(
        "INSERT INTO circles_contactperson (id, circle_id, person_id, asked_by, asked_at,"
        " stands_in, accepted, answered_at) SELECT gen_random_uuid(), c.id, k.id, k.id, now(),"
        " false, true, now() FROM circles_circle c JOIN people_person n ON n.id = c.pupil_id"
        " AND n.first = 'Noor', people_person k WHERE k.first = 'Kees' AND k.side = 'work'"
    )
    deliver(waiting)
    assert copy.rows(ASKS) == [("Kees", "speak")]


def test_the_contact_person_is_asked_once_and_never_one_who_shares_a_child_with_them(
    copy, waiting, wish, postbox, letters, samira
):
    wish(channel="call")
    copy.change(  # Anna is, at home, someone who shares a child with Samira
        "WITH a AS (SELECT account_id FROM people_person WHERE first = 'Anna' LIMIT 1), h AS ("
        " INSERT INTO people_person (id, controller_id, side, account_id, first, rest, language,"
        " workplace_name) SELECT gen_random_uuid(), controller_id, 'family', a.account_id, 'Anna',"
        " '', 'nl', '' FROM people_person, a WHERE people_person.id = %s RETURNING id)"
        " INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
        " noted_by) SELECT gen_random_uuid(), k.child_id, h.id, 'unknown', '', now(), '', h.id"
        " FROM people_custody k, h WHERE k.adult_id = %s",
        samira,
        samira,
    )
    with copy.working_as("app"), transaction.atomic():
        put_in_outbox(subject="b", body="b", language="nl", person=samira)
    for letter, *_rest in letters():
        deliver(letter)
    assert copy.rows(ASKS) == [("Fatma", "speak")]


def test_by_night_nothing_goes_and_in_the_morning_it_does(
    copy, waiting, postbox, letters, settings
):
    now = datetime.now(AMSTERDAM)
    hour, later = now - timedelta(hours=1), now + timedelta(hours=1)
    settings.QUIET = QuietHours(hour.time(), later.time(), frozenset())
    deliver(waiting)
    assert postbox.mails == []
    assert letters()[0][3:] == (False, 0, "")
    copy.change("UPDATE post_letter SET made_at = now() - interval '10 minutes'")
    assert letters_left(now=timezone.now()) == []
    assert letters_left(now=timezone.now() + timedelta(hours=2)) == [waiting]
    settings.QUIET = QuietHours(time(0), time(0), frozenset())
    deliver(waiting)
    assert len(postbox.mails) == 1


def test_a_code_to_sign_in_goes_at_night_too(copy, postbox, letters, settings):
    settings.QUIET = QuietHours(time(0), time(0), frozenset(range(7)))
    with copy.working_as("app"), transaction.atomic():
        put_in_outbox(subject="a", body="b", language="nl", address="samira@thuis.invalid")
    deliver(letters()[0][0])
    assert len(postbox.mails) == 1


@pytest.mark.parametrize(
    ("chosen", "subject"),
    [(False, "Bericht van De Regenboog"), (True, "Goed nieuws van De Regenboog")],
)
def test_a_subject_names_the_step_only_for_who_chose_that(waiting, wish, postbox, chosen, subject):
    wish(names_step=chosen)
    deliver(waiting)
    assert [mail["Subject"] for mail in postbox.mails] == [subject]


def test_the_web_cannot_ask_the_contact_person_nor_mark_an_address(copy, samira):
    import psycopg

    for role, task in (("app", "posting"), ("jobs", "import")):
        with copy.database.connect(role) as connection:
            connection.execute("SELECT set_config('deelgenoot.task', %s, false)", [task])
            ask = "SELECT * FROM deelgenoot_ask_contact_person(%s, 'speak')"
            if role == "app":
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(ask, [samira])
            else:
                assert connection.execute(ask, [samira]).fetchone() == (0,)
    assert copy.rows(ASKS) == []


def test_settings_that_cannot_be_are_told_in_a_sentence(monkeypatch):
    monkeypatch.setenv("TEXT_URL", "http://sms.example.invalid/")
    with pytest.raises(Misconfigured, match="https"):
        text_url()
    monkeypatch.setenv("QUIET_HOURS", "acht uur")
    with pytest.raises(Misconfigured, match="20:00-07:30"):
        quiet()
