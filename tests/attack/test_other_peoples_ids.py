"""Forms filled in with the ids of others: nothing is written, nothing is told."""

from uuid import UUID, uuid4

import pytest

ENTRIES = "SELECT id, circle_id, words, answers_id FROM circles_entry ORDER BY id"
ASKS = "SELECT id, person_id, done FROM circles_ask ORDER BY id"
WORDS = {"line": "ingebroken", "words": "ingebroken", "how": "door", "tone": "good"}


@pytest.fixture
def noor(target):
    return target.circle("Noor")


@pytest.fixture
def emre(target):
    return target.circle("Emre")


def test_an_entry_of_another_circle_is_not_answered_through_ones_own(target, noor, emre):
    fatma = target.browser("fatma", hat="family")
    before = target.copy.rows(ENTRIES)
    for entry in target.ids_of(noor)["entry_id"]:
        for circle in (emre, noor):
            path = f"/kring/{circle}/contact/{entry}/"
            told = {**WORDS, "entry_id": uuid4()}
            assert fatma.get(path).status_code == 404
            assert fatma.post(path, told).status_code == 404
    assert target.copy.rows(ENTRIES) == before


def test_the_number_of_anothers_entry_changes_nothing_there_and_tells_nothing(target, noor, emre):
    fatma = target.browser("fatma", hat="family")
    before = target.copy.rows(ENTRIES)
    taken = target.ids_of(noor)["entry_id"][0]
    answer = fatma.post(f"/kring/{emre}/contact/", {**WORDS, "entry_id": taken})
    free = fatma.post(f"/kring/{emre}/contact/", {**WORDS, "entry_id": uuid4()})
    assert (answer.status_code, answer["Location"]) == (free.status_code, free["Location"])
    after = target.copy.rows(ENTRIES)
    assert [row for row in after if row[1] == noor] == [row for row in before if row[1] == noor]
    assert len(after) == len(before) + 1


def test_a_form_sent_twice_is_kept_once(target, emre):
    fatma = target.browser("fatma", hat="family")
    before = len(target.copy.rows(ENTRIES))
    told = {**WORDS, "entry_id": uuid4()}
    for _again in range(3):
        assert fatma.post(f"/kring/{emre}/contact/", told).status_code == 302
    assert len(target.copy.rows(ENTRIES)) == before + 1


def test_an_answer_is_not_answered_as_if_it_were_told(target, noor):
    samira = target.browser("samira")
    answers = target.copy.rows(
        "SELECT id FROM circles_entry WHERE answers_id IS NOT NULL AND circle_id = %s", noor
    )
    assert answers
    for (answer,) in answers:
        path = f"/kring/{noor}/contact/{answer}/"
        assert samira.post(path, {**WORDS, "entry_id": uuid4()}).status_code == 404


@pytest.mark.parametrize("key", ["youssef", "anna", "kees", "ria", "joris", "ellen", "fatma"])
def test_what_is_asked_of_another_is_not_ticked_off(target, key):
    before = target.copy.rows(ASKS)
    mine = {
        row[0]
        for row in target.copy.rows(
            "SELECT k.id FROM circles_ask k JOIN people_person p ON p.id = k.person_id"
            " JOIN people_account a ON a.id = p.account_id WHERE a.email = %s",
            f"{key}@demo.invalid",
        )
    }
    browser = target.browser(key)
    for ask, _person, _done in before:
        if ask not in mine:
            assert browser.post(f"/gevraagd/{ask}/klaar/").status_code == 404
    assert target.copy.rows(ASKS) == before


def test_fields_that_are_not_on_the_form_change_nothing(target, emre):
    anna = target.copy.rows("SELECT id FROM people_person WHERE first = 'Anna'")[0][0]
    fatma = target.browser("fatma", hat="family")
    told = {
        **WORDS,
        "entry_id": uuid4(),
        "author": anna,
        "author_id": anna,
        "topic": "health",
        "audience": "own",
        "hidden_from": anna,
        "circle": uuid4(),
        "side": "school",
        "at": "2000-01-01",
    }
    fatma.post(f"/kring/{emre}/contact/", told)
    entry = target.copy.rows(
        "SELECT p.first, e.topic, e.audience, e.hidden_from, e.side, e.circle_id FROM"
        " circles_entry e JOIN people_person p ON p.id = e.author_id WHERE e.id = %s",
        told["entry_id"],
    )
    assert entry == [("Fatma", "wellbeing", "circle", [], "home", emre)]


def test_a_page_of_the_story_from_anothers_entry_shows_nothing_of_it(target, noor, emre):
    fatma = target.browser("fatma", hat="family")
    for entry in [*target.ids_of(noor)["entry_id"], "x", "", "'", "0" * 400]:
        page = fatma.get(f"/kring/{emre}/", {"ouder-dan": entry})
        assert page.status_code == 200
        assert not [word for word in target.words_of(noor) if word in page.content.decode()]


def test_a_class_of_another_teacher_or_school_is_not_shown(target):
    anna = target.browser("anna")
    groups = target.copy.rows("SELECT id FROM organisations_group WHERE name NOT IN ('5B')")
    own = anna.get("/klas/").content.decode()
    assert "5B" in own
    for (group,) in groups:
        page = anna.get("/klas/", {"klas": group}).content.decode()
        assert "Noor" in page
        assert "Olivia" not in page


CARE_OF_MY_BOARD = """
    SELECT o.id FROM organisations_careorganisation o
    JOIN organisations_school s ON s.board_id = o.board_id WHERE s.name = 'De Regenboog'
    UNION ALL SELECT p.id FROM organisations_careprofessional p
    JOIN organisations_careorganisation o ON o.id = p.organisation_id
    JOIN organisations_school s ON s.board_id = o.board_id WHERE s.name = 'De Regenboog'
"""
"""Care organisations belong to a board; those of the own board are hers to keep."""


def test_an_administrator_reaches_no_class_pupil_or_person_of_another_school(
    target, every_address
):
    ria = target.browser("ria")
    there = target.copy.rows(
        "SELECT c.id FROM circles_circle c JOIN organisations_school s ON s.id = c.school_id"
        " WHERE s.brin = '99ZB' LIMIT 2"
    )
    ids = target.ids_of(*(row[0] for row in there))
    theirs = {str(id_) for some in ids.values() for id_ in some if isinstance(id_, UUID)}
    theirs -= {str(row[0]) for row in target.copy.rows(CARE_OF_MY_BOARD)}
    before, tried = target.copy.everything(), 0
    for path in every_address(ids):
        if "/beheer/" in path and theirs & set(path.split("/")):
            tried += 1
            told = {
                "first": "A",
                "kind": "custody",
                "proof": "p",
                "language": "nl",
                "address": "a@b.invalid",
            }
            assert ria.get(path).status_code == 404, path
            assert ria.post(path, told).status_code == 404, path
    assert tried >= 5
    assert target.copy.everything() == before
