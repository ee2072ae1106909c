"""Put devices in the tables, and a notice in the outbox, for tests of messages on devices."""

from django.db import transaction

from deelgenoot.post.outbox import put_notice
from deelgenoot.post.sending import deliver
from deelgenoot.post.terms import Told
from deelgenoot.post.wording import Facts

PERSON = (
    "SELECT id, account_id FROM people_person WHERE first = %s AND side = 'family'"
    " AND account_id IS NOT NULL"
)
SCHOOL = "SELECT id FROM organisations_school WHERE name = 'De Regenboog'"
WAITING = "SELECT id FROM post_letter WHERE sent_at IS NULL AND only_by = %s ORDER BY id"


def put_device(copy, browser, who="Samira", **more):
    """Let this browser be one on which someone lets messages be shown, from long before."""
    account = copy.rows(PERSON, who)[0][1]
    copy.change(
        "INSERT INTO post_pushdevice (id, account_id, endpoint, p256dh, auth, mark, browser,"
        " system, since) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, 'Chrome', 'Android',"
        " '2026-01-01')",
        account,
        browser.endpoint,
        browser.keys["p256dh"],
        browser.keys["auth"],
        more.get("mark", ""),
    )
    return copy.rows("SELECT id FROM post_pushdevice WHERE endpoint = %s", browser.endpoint)[0][0]


def put_news(copy, who="Samira", *, told=Told.GOOD_NEWS, reader="home", language="nl"):
    """Let a notice for someone wait in the outbox, as a deed on a page does."""
    person = copy.rows(PERSON, who)[0][0]
    facts = Facts(who, "De Regenboog", reader=reader, initials="NE", phone="026 351 23 45")
    with copy.working_as("app"), transaction.atomic():
        put_notice(
            told=told,
            facts=facts,
            person=person,
            school=copy.rows(SCHOOL)[0][0],
            language=language,
        )
    return copy.rows(WAITING, "")[-1][0]


def wish(copy, who="Samira", **columns):
    """Note a wish of someone, past every right."""
    for name, value in columns.items():
        person = copy.rows(PERSON, who)[0][0]
        copy.change(f"UPDATE people_wishes SET {name} = %s WHERE person_id = %s", value, person)


def for_devices(copy):
    """The messages for devices that wait."""
    return [letter for (letter,) in copy.rows(WAITING, "push")]


def let_all_go(copy, letter):
    """Send a notice, and what it makes for devices."""
    deliver(letter)
    for message in for_devices(copy):
        deliver(message)
