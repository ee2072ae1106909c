"""A code to the phone school had before shows who one is; never an unsafe or a shared phone."""

import re
from datetime import time

import pytest

from deelgenoot.config.environment import QuietHours
from deelgenoot.post.sending import deliver

PAGE = "/welkom/laten-zien/"
PHONE = (
    "INSERT INTO people_phone (id, person_id, number, kind, label, noted_at) VALUES"
    " (gen_random_uuid(), %s, %s, %s, '', now() - interval '9 days') RETURNING id"
)
WISHES = (
    "INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter,"
    " reads_little, days, never, only_phone_id, names_step, noted_at) VALUES (gen_random_uuid(),"
    " %s, %s, '{}', false, false, '{}', %s, %s, false, now())"
)
PROVEN = "SELECT proven_at IS NOT NULL FROM people_person WHERE id = %s"
OFFER = 'value="sms"'
MOBILE = "+31612345678"


def note(street, statement, *given):
    """Write something down past every right; gives the id, if there is one."""
    with street.copy.database.connect("owner") as owner:
        answer = owner.execute(statement, given)
        return answer.fetchone()[0] if "RETURNING" in statement else None


def newcomer(street, first="Marleen", *, way="letter"):
    """Someone around Pim who came in with a paper that was made just now."""
    found = street.copy.rows("SELECT id FROM people_person WHERE first = %s", first)[0][0]
    account = note(
        street,
        "INSERT INTO people_account (id, password, language, is_active, made_at) VALUES"
        " (gen_random_uuid(), '', 'nl', true, now()) RETURNING id",
    )
    note(street, "UPDATE people_person SET account_id = %s WHERE id = %s", account, found)
    note(
        street,
        "INSERT INTO circles_invitation (id, school_id, person_id, child_id, way, address, known,"
        " code_hash, made_at, expires_at, used_at, tries) SELECT gen_random_uuid(), e.school_id,"
        " %s, e.pupil_id, %s, '', false, gen_random_uuid()::text, now(), now(), now(), 0 FROM"
        " organisations_enrolment e JOIN people_person p ON p.id = e.pupil_id"
        " WHERE p.first = 'Pim'",
        found,
        way,
    )
    visitor = street.visitor()
    from deelgenoot.people.models import Account

    visitor.client.force_login(
        Account.objects.get(pk=account), backend="deelgenoot.people.backends.HatBackend"
    )
    return visitor, found


def sent(street):
    """Let the worker send what waits."""
    with street.copy.working_as("jobs"):
        for (letter,) in street.copy.rows("SELECT id FROM post_letter WHERE sent_at IS NULL"):
            deliver(letter)


def offered(visitor):
    return OFFER in visitor.get(PAGE).content.decode()


def test_a_code_to_the_phone_school_had_lets_the_newcomer_read_along(street, gateway, settings):
    settings.QUIET = QuietHours(time(0), time(0), frozenset(range(7)))  # also at night
    mother, marleen = newcomer(street)
    note(street, PHONE, marleen, MOBILE, "mobile")
    shown = mother.get(PAGE).content.decode()
    assert OFFER in shown
    assert "5678" not in shown
    assert mother.post(PAGE, {"way": "sms"})["Location"] == PAGE
    sent(street)
    ((told, _),) = gateway.got
    assert told["to"] == MOBILE
    assert len(told["text"]) <= 160
    code = re.search(r"\d{4}-\d{4}", told["text"]).group(0)
    page = mother.get(PAGE).content.decode()
    assert "Code uit de sms" in page
    assert mother.post(PAGE, {"code": "0000-0000"}).status_code == 200
    assert street.copy.rows(PROVEN, marleen) == [(False,)]
    assert mother.post(PAGE, {"code": code})["Location"] == "/"
    assert street.copy.rows(PROVEN, marleen) == [(True,)]
    assert street.copy.rows("SELECT body, short FROM post_letter") == [("", "")]


def test_without_a_gateway_no_text_is_offered(street):
    mother, marleen = newcomer(street)
    note(street, PHONE, marleen, MOBILE, "mobile")
    assert not offered(mother)


@pytest.mark.parametrize(
    "case", ["noted later", "landline", "never", "another is safe", "shared", "shared by another"]
)
def test_a_phone_that_proves_nothing_or_is_not_safe_gets_no_code(street, gateway, case):
    mother, marleen = newcomer(street)
    phone = note(street, PHONE, marleen, MOBILE, "landline" if case == "landline" else "mobile")
    bart = street.copy.rows("SELECT id FROM people_person WHERE first = 'Bart'")[0][0]
    samira = street.copy.rows("SELECT id FROM people_person WHERE first = 'Samira'")[0][0]
    if case == "noted later":
        note(street, "UPDATE people_phone SET noted_at = now() WHERE id = %s", phone)
    if case == "never":
        note(street, WISHES, marleen, "mail", ["sms"], None)
    if case == "another is safe":
        safe = note(street, PHONE, marleen, "+31263512345", "landline")
        note(street, WISHES, marleen, "mail", [], safe)
    if case == "shared":
        note(street, PHONE, bart, MOBILE, "other")
    if case == "shared by another":  # someone with another child is no other adult of this one
        note(street, PHONE, samira, MOBILE, "mobile")
        assert offered(mother)
        return
    assert not offered(mother)
    mother.post(PAGE, {"way": "sms"})
    assert street.copy.rows("SELECT count(*) FROM post_letter") == [(0,)]


def test_what_became_unsafe_after_asking_is_wiped_and_goes_nowhere(street, gateway):
    mother, marleen = newcomer(street)
    note(street, PHONE, marleen, MOBILE, "mobile")
    mother.post(PAGE, {"way": "sms"})
    note(street, WISHES, marleen, "mail", ["sms"], None)
    sent(street)
    assert gateway.got == []
    assert street.copy.rows("SELECT body, short, sent_at IS NOT NULL FROM post_letter") == [
        ("", "", True)
    ]


def test_a_code_that_is_too_old_goes_nowhere(street, gateway):
    mother, marleen = newcomer(street)
    note(street, PHONE, marleen, MOBILE, "mobile")
    mother.post(PAGE, {"way": "sms"})
    note(street, "UPDATE post_letter SET made_at = now() - interval '31 minutes'")
    sent(street)
    assert gateway.got == []


def test_who_wishes_text_messages_still_gets_the_mailed_code_by_mail(street, gateway, mailoutbox):
    mother, marleen = newcomer(street)
    note(street, PHONE, marleen, MOBILE, "mobile")
    note(street, WISHES, marleen, "sms", [], None)
    note(
        street,
        "INSERT INTO people_mailbox (id, person_id, address, noted_at) VALUES"
        " (gen_random_uuid(), %s, 'marleen@thuis.invalid', now() - interval '9 days')",
        marleen,
    )
    mother.post(PAGE, {"way": "mail"})
    sent(street)
    assert gateway.got == []
    assert re.search(r"\d{4}-\d{4}", mailoutbox[0].body)


def test_after_a_few_codes_one_waits_and_is_told_so(street, gateway):
    mother, marleen = newcomer(street)
    note(street, PHONE, marleen, MOBILE, "mobile")
    for _ in range(5):
        mother.post(PAGE, {"way": "sms"})
    page = mother.post(PAGE, {"way": "sms"}, follow=True).content.decode()
    assert "al een paar codes" in page
    assert street.copy.rows("SELECT count(*) FROM post_letter") == [(5,)]


def test_a_pupil_is_said_je_and_shows_at_school_who_they_are(street, gateway):
    pupil, pim = newcomer(street, "Pim", way="hand")
    note(street, PHONE, pim, MOBILE, "mobile")
    note(
        street,
        "INSERT INTO people_mailbox (id, person_id, address, noted_at) VALUES"
        " (gen_random_uuid(), %s, 'ouders@thuis.invalid', now() - interval '9 days')",
        pim,
    )
    shown = {page: pupil.get(page).content.decode() for page in ("/welkom/", PAGE)}
    for text in shown.values():
        words = re.sub(r"<[^>]*>", " ", text)
        assert not re.search(r"\b[Uu]w?\b", words), words
    assert "Hoe gaat het met je?" in shown["/welkom/"]
    assert "Wat wil je vertellen?" in shown["/welkom/"]
    assert "Je ouders" in shown["/welkom/"]
    assert "juf of meester" in shown[PAGE]
    for way in ("sms", "mail"):
        assert f'value="{way}"' not in shown[PAGE]
        pupil.post(PAGE, {"way": way})
    assert street.copy.rows("SELECT count(*) FROM post_letter") == [(0,)]
