"""An invitation lets in the one it is for, once; nobody else, however they try."""

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.people import invite
from deelgenoot.circles.codes import plain_code
from deelgenoot.circles.queries.keeping import find_person, my_school
from tests.cast import Cast
from tests.visitors import mail_of

BART = "bart@thuis.invalid"
TIED = "SELECT account_id FROM people_person WHERE id = %s"
ACCOUNTS = "SELECT count(*) FROM people_account WHERE email = %s"


@pytest.fixture
def bart(street):
    """Pim's father: known at school, not yet in."""
    return street.copy.rows("SELECT id FROM people_person WHERE first = 'Bart'")[0][0]


@pytest.fixture
def invited(street):
    """Let the administrator invite someone; gives the code out of the mail."""

    def do(person, address=BART):
        ria = Cast().ria
        with acting_as(ria):
            found, _address = find_person(ria, person)
            invite(ria, my_school(ria), person=found, address=address, language="nl")
        return street.visitor().code_mailed_to(address)

    return do


def account_of_person(street, person):
    return street.copy.rows(TIED, person)[0][0]


def test_a_code_opens_an_account_once(street, bart, invited):
    code = invited(bart)
    visitor = street.visitor()
    assert (
        visitor.post("/uitnodiging/", {"code": code.lower().replace("-", " ")})["Location"] == "/"
    )
    assert visitor.is_in
    assert account_of_person(street, bart)
    again = street.visitor()
    page = again.post("/uitnodiging/", {"code": code})
    assert not again.is_in
    assert "al gebruikt" in page.content.decode()
    assert street.copy.rows(ACCOUNTS, BART) == [(1,)]


def test_following_the_link_in_the_mail_uses_nothing(street, bart, invited):
    code = invited(bart)
    visitor = street.visitor()
    assert visitor.get(f"/uitnodiging/?code={code}").status_code == 200
    assert visitor.client.head(f"/uitnodiging/?code={code}").status_code in (200, 405)
    assert account_of_person(street, bart) is None


@pytest.mark.parametrize("how", ["expired", "reissued", "wrong", "short", "strange"])
def test_a_code_that_does_not_work_opens_nothing_and_says_so(street, bart, invited, how):
    code = invited(bart)
    if how == "expired":
        street.copy.change(
            "UPDATE circles_invitation SET expires_at = now() WHERE used_at IS NULL"
        )
    if how == "reissued":
        assert invited(bart) != code
    typed = {"wrong": "2222-2222-2222", "short": "AB", "strange": "'; DROP TABLE --"}.get(
        how, code
    )
    visitor = street.visitor()
    page = visitor.post("/uitnodiging/", {"code": typed})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode() or "error" in page.content.decode()
    assert not visitor.is_in
    assert account_of_person(street, bart) is None
    assert street.copy.rows(ACCOUNTS, BART) == [(0,)]


def test_after_a_new_invitation_only_the_new_code_works(street, bart, invited):
    invited(bart)
    newest = invited(bart)
    visitor = street.visitor()
    visitor.post("/uitnodiging/", {"code": newest})
    assert visitor.is_in


def test_someone_else_who_is_signed_in_is_refused_and_nothing_is_tied(street, bart, invited):
    code = invited(bart)
    samira = street.visitor()
    samira.sign_in("samira")
    page = samira.post("/uitnodiging/", {"code": code})
    assert page.status_code == 200
    assert account_of_person(street, bart) is None
    assert street.copy.rows(
        "SELECT used_at FROM circles_invitation WHERE person_id = %s", bart
    ) == [(None,)]


def test_who_has_an_account_with_that_mail_signs_in_first_and_is_then_tied(street, bart, invited):
    code = invited(bart, mail_of("youssef"))
    visitor = street.visitor()
    answer = visitor.post("/uitnodiging/", {"code": code})
    assert answer["Location"] == "/inloggen/"
    assert not visitor.is_in
    assert account_of_person(street, bart) is None
    visitor.sign_in("youssef")
    youssef = street.copy.rows(
        "SELECT id FROM people_account WHERE email = %s", mail_of("youssef")
    )[0][0]
    assert account_of_person(street, bart) == youssef


def test_who_then_signs_in_as_another_gets_nothing(street, bart, invited):
    code = invited(bart, mail_of("youssef"))
    visitor = street.visitor()
    visitor.post("/uitnodiging/", {"code": code})
    visitor.sign_in("samira")
    assert visitor.is_in
    assert account_of_person(street, bart) is None


def test_an_account_that_signed_in_already_is_tied_at_once(street, bart, invited):
    youssef = street.visitor()
    youssef.sign_in("youssef", own=True)
    assert (
        youssef.post("/uitnodiging/", {"code": invited(bart, mail_of("youssef"))}).status_code
        == 302
    )
    assert account_of_person(street, bart)


def test_a_parent_who_also_comes_to_work_here_gets_a_colleagues_session(street, invited):
    lotte = street.copy.rows("SELECT id FROM people_person WHERE first = 'Lotte'")[0][0]
    youssef = street.visitor()
    youssef.sign_in("youssef", own=True)
    youssef.post("/uitnodiging/", {"code": invited(lotte, mail_of("youssef")), "own_device": "on"})
    assert account_of_person(street, lotte)
    assert youssef.client.session.get_expiry_age() == 12 * 60 * 60


def test_who_came_in_before_is_not_given_to_a_second_account(street, invited):
    samira = street.copy.rows(
        "SELECT p.id, p.account_id FROM people_person p JOIN people_account a"
        " ON a.id = p.account_id WHERE a.email = %s",
        mail_of("samira"),
    )[0]
    code = invited(samira[0], "iemand@anders.invalid")
    visitor = street.visitor()
    assert visitor.post("/uitnodiging/", {"code": code}).status_code == 200
    assert not visitor.is_in
    assert account_of_person(street, samira[0]) == samira[1]
    assert street.copy.rows(ACCOUNTS, "iemand@anders.invalid") == [(0,)]


def test_trying_codes_is_slowed_down_per_network_and_locks_nobody_else_out(street, bart, invited):
    code = invited(bart)
    for number in range(61):
        page = street.visitor("10.9.9.9").post("/uitnodiging/", {"code": f"2222-2222-{number:04}"})
    assert "Wacht" in page.content.decode()
    slowed = street.visitor("10.9.9.9")
    slowed.post("/uitnodiging/", {"code": code})
    assert not slowed.is_in
    elsewhere = street.visitor("10.0.0.8")
    elsewhere.post("/uitnodiging/", {"code": code})
    assert elsewhere.is_in


def test_the_code_stands_nowhere_but_in_the_mail_that_waits(street, bart, invited):
    code = invited(bart)
    tables = street.copy.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = [
        name
        for (name,) in tables
        if street.copy.rows(
            f"SELECT 1 FROM {name} t WHERE t::text ILIKE ANY(%s) LIMIT 1",
            [f"%{code}%", f"%{plain_code(code)}%"],
        )
    ]
    assert found == ["post_letter"]
    street.visitor().post("/uitnodiging/", {"code": code})
    said = street.copy.rows("SELECT string_agg(l::text, ' ') FROM audit_line l")[0][0]
    assert code not in said
    assert BART not in said
    assert "Bart" not in said
