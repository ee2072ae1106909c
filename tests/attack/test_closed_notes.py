"""Closed notes by their number: nobody reads, adds to, answers or finds one that is not theirs."""

from uuid import uuid4

import pytest

from tests.attack.test_every_address import ATTACKERS

SECRET = "Een blauwe plek die niemand mag lezen."
OFFICER = """
INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace,
    workplace_name) SELECT gen_random_uuid(), s.board_id, 'work', 'Imke', 'Bos', '', s.id, s.name
    FROM organisations_school s WHERE s.name = 'De Regenboog';
INSERT INTO organisations_appointment (id, school_id, person_id, function, key, days, since)
    SELECT gen_random_uuid(), p.workplace, p.id, 'attention', 'imke', '{}', now() - interval
    '1 hour' FROM people_person p WHERE p.first = 'Imke';
SELECT deelgenoot_renew_memberships(ARRAY(SELECT id FROM circles_circle));
INSERT INTO safety_safetynote (id, circle_id, school_id, pupil_id, author_id, at, shared, words)
    SELECT gen_random_uuid(), c.id, c.school_id, c.pupil_id, a.id, now() - interval '1 minute',
    true, %s FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id, people_person a
    WHERE p.first IN ('Noor', 'Emre') AND a.first = 'Kees';
INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent)
    SELECT gen_random_uuid(), n.circle_id, i.id, 'for_you', n.id, now()
    FROM safety_safetynote n, people_person i WHERE i.first = 'Imke'"""
NOTES = "SELECT id, circle_id, author_id, shared, words FROM safety_safetynote ORDER BY id"


@pytest.fixture
def guarded(target):
    """A school with an attention officer, for whom Kees wrote about Noor and about Emre."""
    for statement in OFFICER.split(";\n"):
        target.copy.change(statement, *([SECRET] if "%s" in statement else []))
    assert len(target.copy.rows(NOTES)) == 2
    return target


@pytest.mark.parametrize("who", [*ATTACKERS, "a colleague in the same circle", "a father"])
def test_no_page_gives_a_note_to_who_did_not_write_it(guarded, who):
    more = {
        "a colleague in the same circle": ("anna", "", "Noor", None),
        "a father": ("youssef", "", "Noor", None),
    }
    key, hat, child, ended = (ATTACKERS | more)[who]
    if ended:
        guarded.end(*ended)
    here, circle = guarded.browser(key, hat=hat), guarded.circle(child)
    numbers = [row[0] for row in guarded.copy.rows(NOTES)]
    numbers += [row[0] for row in guarded.copy.rows("SELECT id FROM circles_ask")]
    for page in (f"/kring/{circle}/hulp/", "/hulp/", "/", f"/kring/{circle}/"):
        for number in (*numbers, "x", ""):
            answer = here.get(page, {"ouder-dan": number})
            assert answer.status_code < 500, page
            assert SECRET not in answer.content.decode(), page
    for number in numbers:
        for page in (f"/kring/{circle}/contact/{number}/", f"/kring/{number}/hulp/"):
            assert here.get(page).status_code in (302, 404), page


def test_where_a_page_begins_tells_nothing_about_notes_one_may_not_read(guarded):
    """A number of another's note as the mark of a page shows the same as a number of none."""
    anna, circle = guarded.browser("anna"), guarded.circle("Noor")
    for number, *_ in guarded.copy.rows(NOTES):
        told = [
            anna.get(f"/kring/{circle}/hulp/", {"ouder-dan": mark}).content.decode()
            for mark in (number, uuid4())
        ]
        assert [len(page) for page in told] == [len(told[0])] * 2
        assert all("gesloten notities die jij mag lezen</h2>" not in page for page in told)


def test_the_number_of_anothers_note_changes_nothing_there_and_tells_nothing(guarded):
    anna, circle = guarded.browser("anna"), guarded.circle("Noor")
    before = guarded.copy.rows(NOTES)
    told = {"words": "ingebroken", "shared": "yes"}
    taken = anna.post(f"/kring/{circle}/hulp/", {**told, "note_id": before[0][0]})
    assert guarded.copy.rows(NOTES) == before
    free = anna.post(f"/kring/{circle}/hulp/", {**told, "note_id": uuid4()})
    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert len(guarded.copy.rows(NOTES)) == len(before) + 1


def test_fields_that_are_not_on_the_form_change_nothing(guarded):
    anna, noor = guarded.browser("anna"), guarded.circle("Noor")
    kees = guarded.copy.rows("SELECT id FROM people_person WHERE first = 'Kees'")[0][0]
    told = {
        "words": "gezien", "shared": "no", "note_id": uuid4(), "author": kees, "author_id": kees,
        "circle": guarded.circle("Emre"), "pupil": uuid4(), "school": uuid4(), "at": "2000-01-01",
    }  # fmt: skip
    assert anna.post(f"/kring/{noor}/hulp/", told).status_code == 302
    rows = guarded.copy.rows(
        "SELECT a.first, n.circle_id, n.shared, n.at > now() - interval '1 minute',"
        " n.pupil_id = c.pupil_id, n.school_id = c.school_id FROM safety_safetynote n"
        " JOIN people_person a ON a.id = n.author_id JOIN circles_circle c ON c.id = n.circle_id"
        " WHERE n.id = %s",
        told["note_id"],
    )
    assert rows == [("Anna", noor, False, True, True, True)]


@pytest.mark.parametrize("key", ["youssef", "samira", "anna", "kees", "ria", "joris"])
def test_what_is_asked_of_the_officer_is_not_ticked_off_by_another(guarded, key):
    asks = guarded.copy.rows("SELECT id FROM circles_ask WHERE kind = 'for_you'")
    assert asks
    for (ask,) in asks:
        assert guarded.browser(key).post(f"/gevraagd/{ask}/klaar/").status_code == 404
    open_ones = "SELECT id FROM circles_ask WHERE kind = 'for_you' AND done IS NULL"
    assert sorted(guarded.copy.rows(open_ones)) == sorted(asks)


@pytest.mark.parametrize("key", ["youssef", "samira", "anna", "joris", "ria"])
def test_nobody_asks_for_a_talk_in_the_name_of_a_pupil(guarded, key):
    circle = guarded.circle("Noor")
    before = guarded.copy.rows("SELECT count(*) FROM circles_ask")
    for (person,) in guarded.copy.rows("SELECT id FROM people_person WHERE side = 'work'"):
        guarded.browser(key).post(f"/kring/{circle}/hulp/", {"person": person})
    assert guarded.copy.rows("SELECT count(*) FROM circles_ask") == before
