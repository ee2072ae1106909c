"""How long someone stays signed in: by whose device it is, and whether they work at school."""

import pytest

HOUR, DAY = 60 * 60, 60 * 60 * 24


@pytest.mark.parametrize(
    ("key", "own", "lasts"),
    [
        ("samira", True, 30 * DAY),
        ("samira", False, 2 * HOUR),
        ("anna", True, 12 * HOUR),
        ("anna", False, 12 * HOUR),
        ("fatma", True, 12 * HOUR),
    ],
)
def test_a_session_lasts_as_long_as_is_right_for_this_person_and_device(street, key, own, lasts):
    visitor = street.visitor()
    visitor.sign_in(key, own=own)
    assert visitor.is_in
    assert visitor.client.session.get_expiry_age() == lasts
    assert visitor.client.cookies["deelgenoot"]["max-age"] == lasts
    cookie = visitor.client.cookies["deelgenoot"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_session_gets_a_new_number_at_signing_in(street):
    visitor = street.visitor()
    visitor.ask_code("samira@demo.invalid")
    before = visitor.client.cookies["deelgenoot"].value
    visitor.post("/inloggen/code/", {"code": visitor.code_mailed_to("samira@demo.invalid")})
    assert visitor.is_in
    assert visitor.client.cookies["deelgenoot"].value != before


def test_when_its_time_is_over_a_session_opens_nothing(street):
    visitor = street.visitor()
    visitor.sign_in("samira")
    street.copy.change("UPDATE django_session SET expire_date = now() - interval '1 second'")
    assert visitor.get("/")["Location"].startswith("/inloggen/")
