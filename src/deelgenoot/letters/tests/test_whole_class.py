"""A whole class in one click: each their own sheet, no code without its paper."""

import re

import pytest

from deelgenoot.letters import vault
from tests.leaks.papers import read_pdf

CODE = re.compile(r"(?<!\d)\d{4} ?\d{4} ?\d{4}(?!\d)")
WORKING = (
    "SELECT count(*) FROM circles_invitation WHERE expires_at > now() AND used_at IS NULL"
    " AND person_id = %s"
)
WISH = (
    "INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter,"
    " reads_little, days, never, names_step, noted_at) VALUES (gen_random_uuid(), %s, 'mail',"
    " '{}', false, false, '{}', '{letter}', false, now())"
)
LIMIT = (
    "INSERT INTO people_courtlimit (id, child_id, adult_id, kind, decision, since, lifted,"
    " noted_by) SELECT gen_random_uuid(), child_id, adult_id, 'no_contact', 'x', now(), '',"
    " adult_id FROM people_custody WHERE adult_id = %s"
)


def codes_in(answer):
    """The codes on the sheets, in order; each stands once per language and once in the QR."""
    found = [re.sub(r"\D", "", code) for code in CODE.findall(read_pdf(answer.content))]
    return list(dict.fromkeys(found))


@pytest.fixture
def mirjam(desk):
    """Willem's mother, who is not in yet."""
    return desk.adult("Willem", "Mirjam")


def test_one_click_makes_a_letter_for_each_adult_who_can_get_one(desk, mirjam, comes_in):
    layal = desk.adult("Samuel", "Layal", language="ar")
    batch = desk.makes()
    shown = desk.shows(batch)
    assert "2 brieven zijn klaar" in shown
    assert shown.index("Layal") < shown.index("Mirjam")  # Samuel comes before Willem
    drawn = desk.takes(batch)
    assert drawn["Content-Type"] == "application/pdf"
    assert "brieven.pdf" in drawn["Content-Disposition"]
    text = read_pdf(drawn.content)
    assert b"/Type/Pages/Count 3/" in drawn.content or "/Type/Pages/Count 3/" in text
    for person, child in ((layal, "Samuel"), (mirjam, "Willem")):
        opened = [code for code in codes_in(drawn) if comes_in(code, child).is_in]
        assert len(opened) == 1
        held = desk.rows("SELECT account_id FROM people_person WHERE id = %s", person)
        assert held[0][0] is not None


def test_no_code_works_before_its_paper_is_taken(desk, mirjam, comes_in):
    batch = desk.makes()
    assert desk.rows(WORKING, mirjam) == [(0,)]
    taken = desk.takes(batch)
    assert desk.rows(WORKING, mirjam) == [(1,)]
    again = desk.takes(batch)
    assert again.content == taken.content
    assert desk.rows(WORKING, mirjam) == [(1,)]


def test_an_earlier_letter_works_until_the_new_one_is_taken_and_then_no_more(
    desk, mirjam, comes_in
):
    (first,) = codes_in(desk.takes(desk.makes()))
    assert "Er is nu geen brief te maken" in desk.ria.get(desk.page).content.decode()
    again = desk.makes(again=True)
    assert desk.rows(WORKING, mirjam) == [(1,)]
    (second,) = codes_in(desk.takes(again))
    assert desk.rows(WORKING, mirjam) == [(1,)]
    assert not comes_in(first, "Willem").is_in
    assert comes_in(second, "Willem").is_in


def test_a_letter_made_by_itself_since_then_is_not_ended_by_the_pile(desk, mirjam):
    batch = desk.makes()
    alone = f"/beheer/leerling/{desk.enrolment('Willem')}/code/{mirjam}/"
    desk.ria.post(alone, {"way": "letter"})
    newest = desk.rows(
        "SELECT id FROM circles_invitation WHERE person_id = %s ORDER BY made_at DESC LIMIT 1",
        mirjam,
    )
    desk.takes(batch)
    working = desk.rows(
        "SELECT id FROM circles_invitation WHERE person_id = %s AND expires_at > now()", mirjam
    )
    assert working == newest
    assert "Haal deze uit de stapel" in desk.shows(batch)


WHY = {
    "no address": "Het adres is niet bekend",
    "unsafe": "niet veilig",
    "court": "Een besluit van de rechter houdt dit tegen",
    "unknown": "nog niet bekend of deze volwassene gezag heeft",
    "without": "geen plek in de kring",
    "eighteen": "De leerling is 18",
    "no birth date": "De geboortedatum van het kind",
}


def stopped(desk, case):
    """A mother of Willem for whom no letter can be made."""
    kind = {"unknown": "unknown", "without": "without"}.get(case, "custody")
    found = desk.adult("Willem", "Mirjam", kind=kind, home=case != "no address")
    born = {"eighteen": "2001-01-01", "no birth date": None}
    if case == "unsafe":
        desk.change(WISH, found)
    if case == "court":
        desk.change(LIMIT, found)
    if case in born:
        desk.change(
            "UPDATE people_person SET born_on = %s WHERE id = %s",
            born[case],
            desk.pupil("Willem"),
        )
    return found


@pytest.mark.parametrize("case", WHY)
def test_who_cannot_get_a_letter_is_named_with_why_and_gets_none(desk, case):
    found = stopped(desk, case)
    desk.adult("Samuel", "Layal")
    page = desk.ria.get(desk.page).content.decode()
    assert WHY[case] in page
    desk.takes(desk.makes())
    assert desk.rows(WORKING, found) == [(0,)]
    assert desk.rows("SELECT count(*) FROM letters_paper WHERE person_id = %s", found) == [(0,)]


def test_what_changes_while_it_is_made_is_asked_anew(desk, mirjam):
    layal = desk.adult("Samuel", "Layal")
    batch = desk.asks()
    desk.change("DELETE FROM people_address WHERE person_id = %s", mirjam)
    desk.works(batch)
    shown = desk.shows(batch)
    assert "1 brief is klaar" in shown
    assert "Het adres is niet bekend" in shown
    desk.takes(batch)
    assert desk.rows(WORKING, mirjam) == [(0,)]
    assert desk.rows(WORKING, layal) == [(1,)]


def test_an_adult_with_two_children_in_the_class_gets_one_letter(desk, mirjam):
    desk.change(
        "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
        " noted_by) VALUES (gen_random_uuid(), %s, %s, 'custody', '', now(), 'x', %s)",
        desk.pupil("Samuel"),
        mirjam,
        mirjam,
    )
    assert "Krijgt één brief, bij Samuel" in desk.ria.get(desk.page).content.decode()
    assert "1 brief is klaar" in desk.shows(desk.makes())


def test_pupils_get_cards_and_who_is_in_gets_nothing(desk, comes_in):
    batch = desk.makes("hand")
    drawn = desk.takes(batch)
    assert "kaartjes.pdf" in drawn["Content-Disposition"]
    assert "Samira" not in read_pdf(drawn.content)
    noor = next(code for code in codes_in(drawn) if comes_in(code, "Noor").is_in)
    assert noor
    held = "SELECT proven_at FROM people_person WHERE id = %s AND account_id IS NOT NULL"
    assert desk.rows(held, desk.pupil("Noor")) == [(None,)]
    page = desk.ria.get(desk.page).content.decode()
    assert "doet mee" in page


def test_a_name_that_cannot_be_drawn_stops_one_letter_and_not_the_class(desk, mirjam):
    strange = desk.adult("Samuel", "ᚠᚢᚦ")
    batch = desk.makes()
    shown = desk.shows(batch)
    assert "1 brief is klaar" in shown
    assert "een teken dat we niet kunnen printen" in shown
    alone = f"/beheer/leerling/{desk.enrolment('Samuel')}/code/{strange}/"
    answer = desk.ria.post(alone, {"way": "letter"}, follow=True)
    assert "een teken dat we niet kunnen printen" in answer.content.decode()
    assert desk.rows("SELECT 1 FROM circles_invitation WHERE person_id = %s", strange) == []


def test_nothing_of_a_code_stands_anywhere_in_clear(desk, mirjam):
    batch = desk.makes()
    drawn = desk.takes(batch)
    (code,) = codes_in(drawn)
    spaced = re.sub(r"(\d{4})(?=\d)", r"\1-", code)
    everything = repr(desk.street.copy.everything(but=["none"]))
    assert code not in everything
    assert spaced not in everything
    sealed = bytes(desk.batch(batch, "sealed")[0])
    assert not sealed.startswith(b"%PDF")
    assert b"Mirjam" not in sealed


def test_the_file_opens_with_no_other_key(desk, mirjam, settings):
    batch = desk.makes()
    settings.SECRET_KEY = "another house"
    assert vault.open_again(bytes(desk.batch(batch, "sealed")[0])) is None
