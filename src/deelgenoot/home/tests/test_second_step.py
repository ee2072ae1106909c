"""With the second step on, a colleague sees nothing before it; a family is not asked for it."""

import pytest

from tests.visitors import mail_of, totp_code


@pytest.fixture(autouse=True)
def second_step_on(settings):
    settings.STAFF_SECOND_FACTOR = True


PAGES = ("/", "/klas/", "/beheer/")


def test_a_colleague_is_sent_to_set_it_up_and_sees_nothing_before(street):
    for key in ("anna", "kees", "ria", "ellen", "hassan"):
        visitor = street.visitor()
        visitor.sign_in(key)
        for page in PAGES:
            answer = visitor.get(page)
            assert (answer.status_code, answer["Location"]) == (302, "/tweede-stap/instellen/")
            assert visitor.post(page).status_code == 302
            assert answer.content == b""


def test_a_real_code_of_the_app_lets_a_colleague_on(street):
    visitor = street.visitor()
    visitor.sign_in("anna")
    visitor.set_up_second_step()
    assert visitor.get("/").status_code == 200


def test_a_wrong_code_does_not(street):
    visitor = street.visitor()
    visitor.sign_in("anna")
    visitor.get("/tweede-stap/instellen/")
    visitor.post("/tweede-stap/instellen/", {"code": "000000"})
    assert visitor.get("/")["Location"] == "/tweede-stap/instellen/"


def test_the_next_time_the_mailed_code_alone_is_not_enough(street):
    first = street.visitor()
    first.sign_in("anna")
    secret = first.set_up_second_step()
    visitor = street.visitor()
    answer = visitor.sign_in("anna")
    assert answer["Location"].startswith("/tweede-stap/code/")
    assert not visitor.is_in
    visitor.post("/tweede-stap/code/", {"code": "000000"})
    assert not visitor.is_in
    visitor.post("/tweede-stap/code/", {"code": totp_code(secret, at=2)})
    assert visitor.is_in
    assert visitor.get("/").status_code == 200


def test_a_spare_code_lets_someone_in_once(street):
    first = street.visitor()
    first.sign_in("anna")
    first.set_up_second_step()
    page = first.get("/reservecodes/")
    spare = page.context["unused_codes"][0] if page.context else _first_code(page)
    for is_let_in in (True, False):
        visitor = street.visitor()
        visitor.sign_in("anna")
        visitor.post("/tweede-stap/code/", {"code": spare})
        assert visitor.is_in is is_let_in


def _first_code(page):
    import re

    return re.search(r"<code>([0-9a-zA-Z-]+)</code>", page.content.decode()).group(1)


def test_who_was_signed_in_elsewhere_before_it_was_set_up_shows_the_code_there_too(street):
    early = street.visitor()
    early.sign_in("anna")
    later = street.visitor()
    later.sign_in("anna")
    secret = later.set_up_second_step()
    answer = early.get("/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/tweede-stap/nogmaals/"), answer.redirect_chain
    early.post(answer.redirect_chain[-1][0], {"code": totp_code(secret, at=2), "next": "/"})
    assert early.get("/", follow=True).redirect_chain[-1:] != [("/tweede-stap/nogmaals/", 302)]
    assert early.get("/").status_code == 200


def test_turning_it_off_needs_the_code_and_closes_the_pages_again(street):
    visitor = street.visitor()
    visitor.sign_in("anna")
    visitor.set_up_second_step()
    visitor.post("/tweede-stap/stoppen/")
    assert visitor.get("/")["Location"] == "/tweede-stap/instellen/"


def test_a_parent_is_not_asked_for_a_second_step(street):
    visitor = street.visitor()
    visitor.sign_in("samira")
    assert visitor.get("/").status_code == 200


def test_a_mother_who_also_works_here_needs_it_only_for_her_work(street):
    visitor = street.visitor()
    visitor.sign_in("fatma")
    assert visitor.get("/")["Location"] == "/tweede-stap/instellen/"
    visitor.client.session["hat"] = "family"
    session = visitor.client.session
    session["hat"] = "family"
    session.save()
    assert visitor.get("/").status_code == 200
    assert mail_of("fatma")
