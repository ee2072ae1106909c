"""A code on paper lets in the one it is for, with the child's birth date, and no further yet."""

import re

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.codes import check_digit, plain_code
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.kernel.rules import Refused
from deelgenoot.letters.actions.codes import make_code
from deelgenoot.organisations.models import Enrolment
from tests.cast import Cast

ADDRESS = (
    "INSERT INTO people_address (id, person_id, street, number, addition, postcode, town, country,"
    " noted_at) VALUES (gen_random_uuid(), %s, 'Spijkerstraat', '12', '', '6828 DA', 'Arnhem',"
    " 'NL', now()) ON CONFLICT DO NOTHING"
)
STATE = "SELECT tries, paused_at IS NOT NULL, used_at IS NOT NULL FROM circles_invitation"
NEWEST = " WHERE person_id = %s ORDER BY made_at DESC LIMIT 1"
HOLDER = "SELECT account_id, proven_at FROM people_person WHERE id = %s"
SECRET = "Noor heeft vandaag zelf om hulp gevraagd"


def person(street, first):
    return street.copy.rows("SELECT id FROM people_person WHERE first = %s", first)[0][0]


@pytest.fixture
def marleen(street):
    """Pim's mother: known at school with an address, not yet in."""
    found = person(street, "Marleen")
    street.copy.change(ADDRESS, found)
    return found


@pytest.fixture
def born(street):
    """When Pim was born, as people write it."""
    day = street.copy.rows("SELECT born_on FROM people_person WHERE first = 'Pim'")[0][0]
    return f"{day.day}-{day.month}-{day.year}"


@pytest.fixture
def made(street):
    """Let the administrator make a code; gives it as it stands on the paper."""

    def do(first_of_child, adult, *, by_letter=True):
        ria = Cast().ria
        with acting_as(ria):
            rows = Enrolment.objects.seen_by(ria).filter(pupil__first=first_of_child)
            enrolment = find_enrolment(ria, rows.values_list("pk", flat=True)[0])
            return make_code(ria, enrolment, person=adult, by_letter=by_letter).code

    return do


def comes_in(visitor, code, born, **more):
    return visitor.post("/uitnodiging/", {"code": code, "born": born, **more})


def test_a_letter_opens_level_one_with_the_birth_date(street, marleen, born, made):
    mother = street.visitor()
    code = made("Pim", marleen)
    assert comes_in(mother, code.replace("-", " "), born)["Location"] == "/"
    assert mother.is_in
    account, proven = street.copy.rows(HOLDER, marleen)[0]
    assert account
    assert proven is None
    assert mother.get("/")["Location"] == "/welkom/"
    page = mother.get("/welkom/").content.decode()
    assert "Marleen" in page
    assert "Anna de Boer" in page


def test_a_newcomer_tells_in_own_words_and_reads_only_those_back(street, marleen, born, made):
    mother = street.visitor()
    comes_in(mother, made("Pim", marleen), born)
    street.copy.change(
        "INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to,"
        " hidden_from, side, kind, detail, words) SELECT gen_random_uuid(), c.id, a.id, now(),"
        " 'wellbeing', 'circle', '{}', '{}', 'school', 'contact', 'door', 'GEHEIM' FROM"
        " circles_circle c JOIN people_person p ON p.id = c.pupil_id, people_person a"
        " WHERE p.first = 'Pim' AND a.first = 'Anna'"
    )
    page = mother.get("/welkom/").content.decode()
    entry = re.search(r'name="entry_id" value="([0-9a-f-]+)"', page).group(1)
    told = {"entry_id": entry, "line": "Pim slaapt weer goed."}
    assert mother.post("/welkom/", told).status_code == 302
    assert mother.post("/welkom/", told).status_code == 302
    after = mother.get("/welkom/").content.decode()
    assert after.count("Pim slaapt weer goed.") == 1
    assert "GEHEIM" not in after
    circle = street.copy.rows(
        "SELECT c.id FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id"
        " WHERE p.first = 'Pim'"
    )[0][0]
    for path in (f"/kring/{circle}/", f"/kring/{circle}/contact/", "/mijn-gegevens/", "/klas/"):
        answer = mother.get(path)
        assert answer.status_code in (302, 404), path
        assert b"GEHEIM" not in answer.content
    told_by_mother = (
        "SELECT count(*) FROM circles_ask WHERE kind = 'read_contact' AND done IS NULL"
    )
    assert street.copy.rows(told_by_mother)[0][0] >= 1


def test_every_no_is_the_same_no(street, marleen, born, made):
    made("Pim", marleen)
    code = made("Pim", marleen)
    digits = "12345678901"
    unknown = digits + check_digit(digits)
    told = []
    for typed, day in ((code, "1-1-2001"), (unknown, "1-1-2001"), (unknown, born)):
        page = comes_in(street.visitor(), typed, day).content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
        page = re.sub(r'value="[^"]*"', "", page)
        told.append(re.sub(r'nonce="[^"]*"', "", page))
    assert told[0] == told[1] == told[2]


def test_three_wrong_birth_dates_pause_the_code_and_school_hears_of_it(
    street, marleen, born, made
):
    code = made("Pim", marleen)
    for number in range(3):
        assert not street.visitor().is_in
        comes_in(street.visitor(), code, f"{number + 1}-1-2001")
    assert street.copy.rows(STATE + NEWEST, marleen) == [(3, True, False)]
    mother = street.visitor()
    page = comes_in(mother, code, born)
    assert page.status_code == 200
    assert not mother.is_in
    anna = street.visitor()
    anna.sign_in("anna")
    page = anna.get("/").content.decode()
    assert "driemaal" in page or "drie keer" in page
    again = made("Pim", marleen)
    assert "drie keer" not in anna.get("/").content.decode()
    comes_in(mother, again, born)
    assert mother.is_in


def test_a_slip_of_the_pen_is_seen_and_does_not_count(street, marleen, born, made):
    code = plain_code(made("Pim", marleen))
    for wrong in (code[:-1] + str((int(code[-1]) + 1) % 10), code[:-1], code + "1"):
        assert not street.visitor().is_in
        page = comes_in(street.visitor(), wrong, born)
        assert page.status_code == 200
    assert street.copy.rows(STATE + NEWEST, marleen) == [(0, False, False)]


def test_a_lost_letter_is_made_anew_and_the_old_one_is_dead(street, marleen, born, made):
    old, new = made("Pim", marleen), made("Pim", marleen)
    visitor = street.visitor()
    assert "verlopen" in comes_in(visitor, old, born).content.decode()
    assert not visitor.is_in
    comes_in(visitor, new, born)
    assert visitor.is_in


def test_the_same_form_sent_twice_comes_in_once_and_another_form_does_not(
    street, marleen, born, made
):
    code = made("Pim", marleen)
    visit = "6d0c6cf0-8a2b-4b2e-9d5e-0b3f6e3a0001"
    first, second, other = street.visitor(), street.visitor(), street.visitor()
    comes_in(first, code, born, visit=visit)
    comes_in(second, code, born, visit=visit)
    assert first.is_in
    assert second.is_in
    assert "al gebruikt" in comes_in(other, code, born).content.decode()
    assert not other.is_in
    assert street.copy.rows("SELECT count(*) FROM people_account WHERE email IS NULL") == [(1,)]


def test_an_expired_code_says_so_to_who_has_both_right(street, marleen, born, made):
    code = made("Pim", marleen)
    street.copy.change("UPDATE circles_invitation SET expires_at = now()")
    assert "verlopen" in comes_in(street.visitor(), code, born).content.decode()
    assert "verlopen" not in comes_in(street.visitor(), code, "1-1-2001").content.decode()


def test_a_code_on_paper_without_a_birth_date_opens_nothing(street, marleen, made):
    visitor = street.visitor()
    code = made("Pim", marleen)
    assert "geboortedatum" in comes_in(visitor, code, "").content.decode()
    assert not visitor.is_in
    assert street.copy.rows(STATE + NEWEST, marleen) == [(0, False, False)]


def test_two_parents_with_one_mail_address_each_come_into_their_own(street, marleen, born, made):
    """One mailbox for two: no code by mail, and neither opens the account of the other."""
    bart = person(street, "Bart")
    street.copy.change("UPDATE people_custody SET kind = 'custody' WHERE adult_id = %s", bart)
    street.copy.change("DELETE FROM people_courtlimit")
    for one in (marleen, bart):
        street.copy.change(ADDRESS, one)
        street.copy.change(
            "INSERT INTO people_mailbox (id, person_id, address, noted_at) VALUES"
            " (gen_random_uuid(), %s, 'samen@thuis.invalid', now() - interval '9 days')"
            " ON CONFLICT (person_id) DO UPDATE SET address = excluded.address",
            one,
        )
    mother, father = street.visitor(), street.visitor()
    comes_in(mother, made("Pim", marleen), born)
    comes_in(father, made("Pim", bart), born)
    held = [street.copy.rows(HOLDER, one)[0][0] for one in (marleen, bart)]
    assert all(held)
    assert held[0] != held[1]
    assert "op school" in mother.get("/welkom/laten-zien/").content.decode().lower()
    before = street.copy.rows("SELECT count(*) FROM post_letter")
    mother.post("/welkom/laten-zien/", {"way": "mail"})
    assert street.copy.rows("SELECT count(*) FROM post_letter") == before


def test_a_letter_is_never_tied_to_an_account_that_is_open_on_the_same_device(
    street, marleen, born, made
):
    samira = street.visitor()
    samira.sign_in("samira")
    page = comes_in(samira, made("Pim", marleen), born)
    assert page.status_code == 200
    assert street.copy.rows(HOLDER, marleen)[0] == (None, None)
    assert street.copy.rows(STATE + NEWEST, marleen) == [(0, False, False)]


def test_a_colleague_who_is_signed_in_does_not_take_a_parents_place(street, marleen, born, made):
    anna = street.visitor()
    anna.sign_in("anna")
    assert comes_in(anna, made("Pim", marleen), born).status_code == 200
    assert street.copy.rows(HOLDER, marleen)[0] == (None, None)


def test_a_mailed_code_to_an_address_known_before_lets_the_newcomer_read_along(
    street, marleen, born, made
):
    street.copy.change(
        "INSERT INTO people_mailbox (id, person_id, address, noted_at) VALUES"
        " (gen_random_uuid(), %s, 'marleen@thuis.invalid', now() - interval '9 days')",
        marleen,
    )
    mother = street.visitor()
    comes_in(mother, made("Pim", marleen), born)
    mother.post("/welkom/laten-zien/", {"way": "mail"})
    body = street.copy.rows("SELECT body FROM post_letter WHERE person_id = %s", marleen)[-1][0]
    code = re.search(r"\d{4}-\d{4}", body).group(0)
    for _ in range(2):
        assert mother.post("/welkom/laten-zien/", {"code": "0000-0000"}).status_code == 200
    assert street.copy.rows(HOLDER, marleen)[0][1] is None
    assert mother.post("/welkom/laten-zien/", {"code": code})["Location"] == "/"
    assert street.copy.rows(HOLDER, marleen)[0][1] is not None
    assert mother.get("/").status_code == 200


def test_an_address_noted_after_the_letter_proves_nothing(street, marleen, born, made):
    mother = street.visitor()
    comes_in(mother, made("Pim", marleen), born)
    street.copy.change(
        "INSERT INTO people_mailbox (id, person_id, address, noted_at) VALUES"
        " (gen_random_uuid(), %s, 'ander@thuis.invalid', now())",
        marleen,
    )
    mother.post("/welkom/laten-zien/", {"way": "mail"})
    assert street.copy.rows("SELECT count(*) FROM post_letter") == [(0,)]


def test_after_five_wrong_codes_the_right_one_is_dead_too(street, marleen, born, made):
    street.copy.change(
        "INSERT INTO people_mailbox (id, person_id, address, noted_at) VALUES"
        " (gen_random_uuid(), %s, 'marleen@thuis.invalid', now() - interval '9 days')",
        marleen,
    )
    mother = street.visitor()
    comes_in(mother, made("Pim", marleen), born)
    mother.post("/welkom/laten-zien/", {"way": "mail"})
    body = street.copy.rows("SELECT body FROM post_letter WHERE person_id = %s", marleen)[-1][0]
    for _ in range(5):
        mother.post("/welkom/laten-zien/", {"code": "0000-0000"})
    mother.post("/welkom/laten-zien/", {"code": re.search(r"\d{4}-\d{4}", body).group(0)})
    assert street.copy.rows(HOLDER, marleen)[0][1] is None


def test_who_lost_the_way_back_comes_into_the_same_account_with_a_card(
    street, marleen, born, made
):
    comes_in(street.visitor(), made("Pim", marleen), born)
    account = street.copy.rows(HOLDER, marleen)[0][0]
    with pytest.raises(Refused):
        made("Pim", marleen)
    again = street.visitor()
    code = made("Pim", marleen, by_letter=False)
    comes_in(again, code, born)
    assert str(account) == again.client.session["_auth_user_id"]
    once = street.visitor()
    comes_in(once, code, born)
    assert not once.is_in


def test_a_pupil_comes_in_with_a_card_and_never_with_a_letter(street, born, made):
    pim = person(street, "Pim")
    with pytest.raises(Refused):
        made("Pim", pim)
    pupil = street.visitor()
    comes_in(pupil, made("Pim", pim, by_letter=False), born)
    assert pupil.is_in
    assert "Pim" in pupil.get("/welkom/").content.decode()


def test_the_pages_of_signing_in_stand_for_an_account_without_a_mail_address(
    street, marleen, born, made
):
    mother = street.visitor()
    comes_in(mother, made("Pim", marleen), born)
    assert mother.get("/nogmaals/").status_code == 403  # there is no mail to send a code to
    for path in ("/uitloggen/", "/tweede-stap/", "/inloggen/", "/uitnodiging/"):
        assert mother.get(path).status_code in (200, 302), path
    mother.post("/uitloggen/")
    assert not mother.is_in
