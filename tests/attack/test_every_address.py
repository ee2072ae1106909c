"""Every address with every id, by every method, as everyone who has no business there."""

import pytest
from django.conf import settings

from tests.attack import times

ALWAYS = ("get", "post")
BY_TURNS = ("put", "patch", "delete", "head", "options", "trace")
METHODS = (*ALWAYS, *BY_TURNS)
BESIDES = times(2, long=len(BY_TURNS))
"""How many of the rarer ones an attacker tries at an address: others than the next attacker, so
that each address meets them all."""
NOORS_FATHER = "adult_id IN (SELECT id FROM people_person WHERE first = 'Youssef')"
OF_ANNA = (
    "appointment_id IN (SELECT a.id FROM organisations_appointment a WHERE a.key = 'LK-ANNA')"
)
ATTACKERS = {
    "nobody signed in": ("", "", "Noor", None),
    "a stranger with an account": ("vera", "", "Noor", None),
    "a teacher of another school": ("joris", "", "Noor", None),
    "a psychologist no family let in": ("ellen", "", "Noor", None),
    "an attendance officer": ("hassan", "", "Noor", None),
    "a father whose custody ended": ("youssef", "", "Noor", ("people_custody", NOORS_FATHER)),
    "a teacher whose duty ended": ("anna", "", "Noor", ("organisations_assignment", OF_ANNA)),
    "a teacher who left": ("anna", "", "Noor", ("organisations_appointment", "key = 'LK-ANNA'")),
    "a mother at work, at her own child": ("fatma", "work", "Emre", None),
    "a teacher at home, at a pupil": ("fatma", "family", "Noor", None),
    "a parent of another child": ("samira", "", "Emre", None),
    "an administrator": ("ria", "", "Noor", None),
}
STANDS_THERE = {"a teacher whose duty ended", "an administrator"}
"""Who works at the school finds a child by name in an emergency, and no more (decision 0008)."""


@pytest.mark.parametrize("who", ATTACKERS)
def test_no_address_gives_anything_by_any_method(target, every_address, who):
    key, hat, child, ended = ATTACKERS[who]
    circle = target.circle(child)
    ids, words = target.ids_of(circle), target.words_of(circle)
    if ended:
        target.end(*ended)
    keeps = who == "an administrator"
    attacker = target.browser(key, hat=hat)
    before = target.copy.everything()
    tried, turn = 0, list(ATTACKERS).index(who)
    for number, path in enumerate(every_address(ids)):
        if path == "/gallery/" or (path.startswith("/beheer/") and keeps):
            continue  # made-up people; the pages of her own work, she reads no circle there
        there = who in STANDS_THERE and path.startswith("/nood/")
        secret = [word for word in words if not (there and word == "Noor El Amrani")]
        for method in (*ALWAYS, *methods_by_turns(turn + number)):
            answer = getattr(attacker, method)(path)
            tried += 1
            check(answer, path, method, secret, signed_in=bool(key))
            if signed_out(attacker, answer, method):
                attacker = target.browser(key, hat=hat)
    assert tried > 150
    after = target.copy.everything()
    changed = [name for name in before if before[name] != after[name]]
    assert changed in ([], ["people_account"]), changed


def methods_by_turns(turn):
    """The rarer ones whose turn it is."""
    return [BY_TURNS[(turn + more) % len(BY_TURNS)] for more in range(BESIDES)]


def signed_out(attacker, answer, method):
    """Whether a browser is nobody's any more; where nothing is written only its cookie tells."""
    session = attacker.cookies.get(settings.SESSION_COOKIE_NAME)
    if not session or not session.value:
        return True
    looks = method in ("get", "head", "options", "trace")
    told = settings.SESSION_COOKIE_NAME in answer.cookies
    return (told or not looks) and "_auth_user_id" not in attacker.session


def check(answer, path, method, words, *, signed_in):
    """Nothing of the child comes out, and what has an id in it does not exist."""
    where = f"{method} {path} gave {answer.status_code}"
    assert answer.status_code < 500, where
    body = answer.content.decode(errors="replace")
    assert not [word for word in words if word in body], where
    guarded = any(part in path for part in ("/kring/", "/beheer/", "/gevraagd/"))
    if not guarded:
        return
    if answer.status_code == 302:
        assert answer["Location"].startswith("/inloggen/"), where
        assert not signed_in, where
        return
    if answer.status_code == 403:  # what nobody typed is given back to nobody
        assert not signed_in, where
        assert method not in ("get", "head"), where
        return
    assert answer.status_code in (404, 405), where


@pytest.mark.parametrize("who", ["a father whose custody ended", "a teacher whose duty ended"])
def test_who_had_a_place_saw_it_before_and_not_after(target, who):
    key, hat, child, ended = ATTACKERS[who]
    page = f"/kring/{target.circle(child)}/"
    browser = target.browser(key, hat=hat)
    assert browser.get(page).status_code == 200
    target.end(*ended)
    assert browser.get(page).status_code == 404
    for other in ("/", "/klas/"):
        body = browser.get(other).content.decode()
        assert not [word for word in target.words_of(target.circle(child)) if word in body]


def test_an_administrator_whose_appointment_ended_keeps_nobody(target):
    ria = target.browser("ria")
    assert ria.get("/beheer/").status_code == 200
    target.end("organisations_appointment", "function = 'administrator'")
    ids = target.ids_of(target.circle("Noor"))
    for page in (
        "/beheer/",
        f"/beheer/klas/{ids['group_id'][0]}/",
        f"/beheer/leerling/{ids['enrolment_id'][0]}/",
        f"/beheer/uitnodigen/{ids['person_id'][0]}/",
    ):
        assert ria.get(page).status_code == 404
        assert ria.post(page, {}).status_code == 404
