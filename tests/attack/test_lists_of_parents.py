"""A list of parents is of one school's administrator: nobody else finds it, by any method."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.attack.test_every_address import METHODS
from tests.cast import drop_a_list, wearing

ATTACKERS = {
    "nobody signed in": ("", ""),
    "a stranger with an account": ("vera", ""),
    "an administrator of another school": ("joris", ""),
    "a teacher of this school": ("anna", ""),
    "a coordinator of this school": ("kees", ""),
    "a psychologist": ("ellen", ""),
    "a parent": ("samira", ""),
    "a teacher at home": ("fatma", "family"),
}
PAGES = ("", "kolommen/", "adult/", "question/", "namesake/", "unknown/", "let_be/")
FORMS = (
    {"deed": "yes", "seen": ""},
    {"deed": "answer", "who_1": "other"},
    {"deed": "same", "same-who_1": "other"},
    {"deed": "throw"},
    {"deed": "back"},
    {"tells_0": "child.key", "tells_1": "adult.name", "tells_2": "adult.mail", "nth_2": "0"},
)
SECRET = ("samira@thuis.invalid", "Contact via")
OTHER = (
    "INSERT INTO organisations_appointment (id, school_id, person_id, function, key, since)"
    " SELECT gen_random_uuid(), workplace, id, 'administrator', 'hand:x', now()"
    " FROM people_person WHERE first = 'Joris' AND side = 'work'"
)


def changed_since(target, before):
    """The tables in which anything changed; coming in notes the moment on an account."""
    after = target.copy.everything()
    return {name for name in before if before[name] != after[name]}


@pytest.fixture
def dropped(target):
    """A list of De Regenboog that waits, with a column nobody knows."""
    from deelgenoot.kernel.actor import Hat

    assert target.copy.change(OTHER) == 1
    return drop_a_list(wearing("ria", Hat.WORK))


@pytest.mark.parametrize("who", ATTACKERS)
def test_a_list_of_another_school_is_not_there_by_any_method(target, dropped, who):
    key, hat = ATTACKERS[who]
    browser = target.browser(key, hat=hat)
    before = target.copy.everything()
    for page in PAGES:
        path = f"/beheer/inlezen/{dropped}/{page}"
        for method in METHODS:
            forms = FORMS if method == "post" else ({},)
            for form in forms:
                answer = getattr(browser, method)(path, form)
                where = f"{method} {path} gave {answer.status_code}"
                assert answer.status_code in (302, 403, 404, 405), where
                assert not key or answer.status_code in (404, 405), where
                body = answer.content.decode(errors="replace")
                assert not [word for word in SECRET if word in body], where
    assert changed_since(target, before) <= {"people_account"}


def test_the_administrator_herself_finds_it(target, dropped):
    answer = target.browser("ria").get(f"/beheer/inlezen/{dropped}/kolommen/")
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Contact via" in body
    assert "samira@thuis.invalid" not in body


@pytest.mark.parametrize("who", ["a teacher of this school", "a parent", "a psychologist"])
def test_who_keeps_no_school_drops_no_list(target, who):
    key, hat = ATTACKERS[who]
    before = target.copy.everything()
    sent = SimpleUploadedFile("ouders.csv", b"Leerlingnummer;Ouder naam\n12;Lot\n")
    answer = target.browser(key, hat=hat).post("/beheer/inlezen/", {"file": sent})
    assert answer.status_code == 404
    assert changed_since(target, before) <= {"people_account"}


def test_a_list_of_another_school_touches_no_child_of_this_one(target, dropped):
    """The number of a pupil of De Regenboog is nobody's at another school."""
    key = target.copy.rows(
        "SELECT e.key FROM organisations_enrolment e JOIN people_person p ON p.id = e.pupil_id"
        " WHERE p.first = 'Noor'"
    )[0][0]
    sent = SimpleUploadedFile(
        "ouders.csv", f"Leerlingnummer;Ouder naam\n{key};Samira El Amrani\n".encode()
    )
    joris = target.browser("joris")
    answer = joris.post("/beheer/inlezen/", {"file": sent}, follow=True)
    kinds = target.copy.rows("SELECT kind FROM exchange_deliveryline")
    assert answer.status_code == 200
    assert kinds == [("unknown",)]
