"""Signing in by mailed code: no address is given away, and nobody can lock out another."""

import pytest

from tests.visitors import mail_of

STRANGER = "niemand@elders.invalid"
SENT_ANEW = "Er is een nieuwe code onderweg"
WRONG = "AAAA-AAAA"


def test_a_mailed_code_lets_someone_in_once(street):
    visitor = street.visitor()
    visitor.sign_in("samira")
    assert visitor.is_in
    assert "Samira" in visitor.get("/").content.decode()
    code = visitor.code_mailed_to(mail_of("samira"))
    other = street.visitor()
    other.ask_code(mail_of("youssef"))
    other.post("/inloggen/code/", {"code": code})
    assert not other.is_in


def test_an_unknown_address_gets_the_same_page_and_no_mail(street):
    pages = []
    for address in (mail_of("samira"), STRANGER):
        visitor = street.visitor()
        asked = visitor.ask_code(address)
        page = visitor.get(asked["Location"])
        pages.append(
            (
                asked.status_code,
                asked["Location"],
                page.status_code,
                _without_token(page.content.decode().replace(address, "ADDRESS")),
            )
        )
    assert pages[0] == pages[1]
    assert street.visitor().mailed(STRANGER) == []
    for address in (mail_of("samira"), STRANGER):
        visitor = street.visitor()
        visitor.ask_code(address)
        pages.append(
            _without_token(
                visitor.post("/inloggen/code/", {"code": WRONG})
                .content.decode()
                .replace(address, "ADDRESS")
            )
        )
    assert pages[-1] == pages[-2]


def _without_token(page):
    import re

    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", page)


def test_a_code_typed_wrong_five_times_stops_working(street):
    visitor = street.visitor()
    visitor.ask_code(mail_of("samira"))
    for _again in range(5):
        visitor.post("/inloggen/code/", {"code": WRONG})
    visitor.post("/inloggen/code/", {"code": visitor.code_mailed_to(mail_of("samira"))})
    assert not visitor.is_in


def test_four_wrong_ones_and_then_the_right_one_still_come_in(street):
    visitor = street.visitor()
    visitor.ask_code(mail_of("samira"))
    for _again in range(4):
        visitor.post("/inloggen/code/", {"code": WRONG})
    visitor.post("/inloggen/code/", {"code": visitor.code_mailed_to(mail_of("samira"))})
    assert visitor.is_in


def test_a_hundred_and_thirty_tries_elsewhere_do_not_keep_someone_out(street):
    there = "10.9.9.9"
    answers = [street.visitor(there).ask_code(mail_of("samira")) for _try in range(130)]
    assert answers[0].status_code == 302
    assert answers[-1].status_code != 302
    assert 'class="dg-top' in answers[-1].content.decode()
    home = street.visitor("10.0.0.7")
    home.sign_in("samira")
    assert home.is_in


def test_a_made_up_forwarded_address_does_not_get_around_the_limit(street):
    told = {"email": STRANGER}
    answers = [
        street.visitor("10.9.9.9").post("/inloggen/", told, HTTP_X_FORWARDED_FOR=f"10.8.{n}.1")
        for n in range(130)
    ]
    assert answers[-1].status_code != 302


def test_behind_our_own_proxy_every_address_has_a_limit_of_its_own(street, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    told, proxy = {"email": STRANGER}, "10.9.9.9"

    def ask(line):
        return street.visitor(proxy).post("/inloggen/", told, HTTP_X_FORWARDED_FOR=line)

    made_up = [ask(f"10.8.{n}.1, 10.7.7.7") for n in range(130)]
    assert made_up[-1].status_code != 302  # what they made up is not believed
    assert ask("10.7.7.8").status_code == 302


def test_a_new_code_is_told_and_the_earlier_one_no_longer_works(street):
    visitor, address = street.visitor(), mail_of("samira")
    visitor.ask_code(address)
    first = visitor.code_mailed_to(address)
    assert SENT_ANEW not in visitor.get("/inloggen/code/").content.decode()
    answer = visitor.post("/inloggen/code/", {"action": "resend"}, follow=True)
    assert SENT_ANEW in answer.content.decode()
    assert visitor.code_mailed_to(address) != first
    assert SENT_ANEW not in visitor.get("/inloggen/code/").content.decode()
    visitor.post("/inloggen/code/", {"code": first})
    assert not visitor.is_in
    visitor.post("/inloggen/code/", {"code": visitor.code_mailed_to(address)})
    assert visitor.is_in


def test_an_unknown_address_is_told_the_same_about_a_new_code(street):
    visitor = street.visitor()
    visitor.ask_code(STRANGER)
    answer = visitor.post("/inloggen/code/", {"action": "resend"}, follow=True)
    assert SENT_ANEW in answer.content.decode()
    assert visitor.mailed(STRANGER) == []


def test_after_too_many_wrong_codes_the_page_says_so(street):
    visitor = street.visitor()
    visitor.ask_code(mail_of("samira"))
    for _again in range(5):
        answer = visitor.post("/inloggen/code/", {"code": "000000"}, follow=True)
    assert 'role="alert"' in answer.content.decode()
    assert visitor.code_mailed_to(mail_of("samira"))
    assert not visitor.is_in


def test_who_mistyped_an_address_fills_in_another_one(street):
    visitor = street.visitor()
    visitor.ask_code("samria@demo.invalid")
    assert visitor.get("/inloggen/").status_code == 200
    visitor.sign_in("samira")
    assert visitor.is_in


def test_an_account_that_was_closed_gets_no_code_that_works(street):
    street.copy.change(
        "UPDATE people_account SET is_active = false WHERE email = %s", mail_of("samira")
    )
    visitor = street.visitor()
    visitor.ask_code(mail_of("samira"))
    if visitor.mailed(mail_of("samira")):
        visitor.post("/inloggen/code/", {"code": visitor.code_mailed_to(mail_of("samira"))})
    assert not visitor.is_in or visitor.get("/").status_code == 302


def test_an_account_closed_while_signed_in_is_nobody_at_once(street):
    visitor = street.visitor()
    visitor.sign_in("samira")
    street.copy.change(
        "UPDATE people_account SET is_active = false WHERE email = %s", mail_of("samira")
    )
    assert visitor.get("/")["Location"].startswith("/inloggen/")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.invalid/", "//evil.invalid", "/\\evil.invalid", "javascript:alert(1)"],
)
def test_signing_in_and_changing_hats_never_lead_to_another_site(street, elsewhere):
    visitor = street.visitor()
    visitor.post(f"/inloggen/?next={elsewhere}", {"email": mail_of("fatma"), "next": elsewhere})
    code = visitor.code_mailed_to(mail_of("fatma"))
    answer = visitor.post(f"/inloggen/code/?next={elsewhere}", {"code": code, "next": elsewhere})
    assert visitor.is_in
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]
    answer = visitor.post("/pet/", {"hat": "family", "next": elsewhere})
    assert answer["Location"] == "/"


def test_after_signing_in_one_comes_where_one_was_going(street):
    visitor = street.visitor()
    sent = visitor.get("/klas/")["Location"]
    assert sent == "/inloggen/?next=/klas/"
    visitor.post(sent, {"email": mail_of("anna"), "next": "/klas/"})
    code = visitor.code_mailed_to(mail_of("anna"))
    answer = visitor.post("/inloggen/code/?next=/klas/", {"code": code, "next": "/klas/"})
    assert answer["Location"] == "/klas/"


def test_signing_out_happens_by_a_button_and_not_by_a_link(street):
    visitor = street.visitor()
    visitor.sign_in("samira")
    visitor.get("/uitloggen/")
    assert visitor.is_in
    visitor.post("/uitloggen/")
    assert not visitor.is_in
