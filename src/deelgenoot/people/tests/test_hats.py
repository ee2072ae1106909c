"""Changing hats: only one's own, and what one sees changes with it."""

import pytest

from deelgenoot.kernel.actor import Hat
from tests.cast import account_of


def hats_of(key):
    return {hat.hat: hat for hat in account_of(key).hats()}


def chosen(client):
    return client.session.get("hat")


def test_a_teacher_who_is_a_mother_has_two_hats_and_starts_at_work(signed_in_as):
    client = signed_in_as("fatma")
    assert set(hats_of("fatma")) == {Hat.WORK, Hat.FAMILY}
    assert client.get("/klas/").status_code == 200


def test_changing_hats_changes_what_there_is(signed_in_as, cast):
    client, emre, noor = signed_in_as("fatma"), cast.emre, cast.noor
    assert client.get(f"/kring/{emre.pk}/").status_code == 404
    assert client.get(f"/kring/{noor.pk}/").status_code == 200
    assert client.post("/pet/", {"hat": "family"}).status_code == 302
    assert client.get(f"/kring/{emre.pk}/").status_code == 200
    assert client.get(f"/kring/{noor.pk}/").status_code == 404
    assert client.get("/klas/").status_code == 404
    client.post("/pet/", {"hat": hats_of("fatma")[Hat.WORK].key})
    assert client.get("/klas/").status_code == 200


@pytest.mark.parametrize("whose", ["anna", "kees", "ria", "joris", "ellen"])
def test_a_hat_of_someone_else_is_ignored(signed_in_as, cast, whose):
    client = signed_in_as("samira")
    client.post("/pet/", {"hat": hats_of(whose)[Hat.WORK].key})
    assert chosen(client) is None
    assert client.get("/klas/").status_code == 404
    assert client.get(f"/kring/{cast.emre.pk}/").status_code == 404


@pytest.mark.parametrize("whose", ["anna", "ria", "joris", "ellen"])
def test_a_hat_of_someone_else_in_the_session_itself_is_not_worn(signed_in_as, cast, whose):
    client = signed_in_as("samira")
    session = client.session
    session["hat"] = hats_of(whose)[Hat.WORK].key
    session.save()
    assert client.get("/klas/").status_code == 404
    assert client.get("/beheer/").status_code == 404
    assert client.get(f"/kring/{cast.emre.pk}/").status_code == 404


@pytest.mark.parametrize("wanted", ["", "work", "x" * 500, "00000000-0000-0000-0000-000000000000"])
def test_a_hat_that_does_not_exist_is_ignored(signed_in_as, wanted):
    client = signed_in_as("fatma")
    client.post("/pet/", {"hat": wanted})
    assert chosen(client) is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.invalid",
        "//evil.invalid/x",
        "http:///evil.invalid",
        "\\\\evil.invalid",
        "javascript:alert(1)",
        "https:evil.invalid",
        "/\t/evil.invalid",
    ],
)
def test_next_never_leaves_the_site(signed_in_as, elsewhere):
    answer = signed_in_as("fatma").post("/pet/", {"hat": "family", "next": elsewhere})
    assert answer["Location"] == "/"


def test_next_within_the_site_is_followed(signed_in_as):
    answer = signed_in_as("fatma").post("/pet/", {"hat": "family", "next": "/tweede-stap/"})
    assert answer["Location"] == "/tweede-stap/"


@pytest.mark.parametrize("word", ["home:today", "today", "2222-2222"])
def test_next_is_an_address_and_never_the_name_of_a_page(signed_in_as, word):
    answer = signed_in_as("fatma").post("/pet/", {"hat": "family", "next": word})
    assert answer["Location"] in ("/", word)


def test_a_hat_is_not_changed_by_a_link(signed_in_as):
    client = signed_in_as("fatma")
    assert client.get("/pet/?hat=family").status_code == 405
    assert chosen(client) is None


def test_who_has_no_place_anywhere_sees_nothing(db, client):
    from deelgenoot.people.accounts import open_account

    account = open_account("vera@elders.invalid", language="nl")
    client.force_login(account, backend="deelgenoot.people.backends.HatBackend")
    for page in ("/", "/klas/", "/beheer/"):
        assert client.get(page).status_code == 404
