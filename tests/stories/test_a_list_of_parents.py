"""An administrator drops a list of parents, says what its columns tell, says yes, and back."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.stories.steps import counted, said

pytestmark = pytest.mark.xdist_group("stories of a whole school")

KEY = (
    "SELECT e.key FROM organisations_enrolment e JOIN people_person p ON p.id = e.pupil_id"
    " WHERE p.first = 'Noor'"
)
HEAD = "Leerlingnummer;Ouder roepnaam;Ouder achternaam;Bereikbaar via;Sport;Ouder geheim adres"
AROUND = (
    "SELECT a.first, m.address FROM people_custody k JOIN people_person a ON a.id = k.adult_id"
    " LEFT JOIN people_mailbox m ON m.person_id = a.id"
    " WHERE a.rest = 'Proefdruk' AND k.until IS NULL"
)


def asks(site, question):
    """Look something up, past every right."""
    with site.database.connect("owner") as connection:
        return connection.execute(question).fetchall()


def drops(ria, name, content):
    """Choose a list and send it."""
    chosen = {"name": name, "mimeType": "text/csv", "buffer": content}
    ria.opens("/beheer/inlezen/")
    ria.page.locator("input[type=file]").set_input_files(chosen)
    ria.taps_on("Look what changes")


NAMES = {"nl": {360: "Lot", 1280: "Bente"}, "ar": {360: "Saar", 1280: "Fee"}}
TITLES = {
    "nl": ("Het bestand is ingelezen", "Het bestand is teruggedraaid"),
    "ar": ("أُدخل الملف", "تم التراجع عن الملف"),
}


def waits_until(ria, sentence):
    """Wait for the machine; the page looks again by itself."""
    expect(ria.page.locator("h1")).to_have_text(sentence, timeout=60000)


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("nl", 360, True), ("ar", 1280, True), ("ar", 360, False)],
)
def test_a_list_is_explained_once_brought_in_and_taken_back(
    visitor, site, language, width, javascript
):
    (key,) = asks(site, KEY)[0]
    name = NAMES[language][width] + ("" if javascript else "ke")
    told = f"{HEAD}\n{key};{name};Proefdruk;lot@thuis.invalid;schaken;ja\n"
    told += "bestaat-niet;Bo;Proefdruk;bo@thuis.invalid;voetbal;\n"
    via = f"{language} {width}{'' if javascript else ' plain'} via"
    told = told.replace("Bereikbaar via", via)
    ria = visitor("Ria", language=language, width=width, javascript=javascript)
    drops(ria, "ouders.csv", told.encode())
    ria.reads("What does each column tell?")
    ria.does_not_read("lot@thuis.invalid")
    if javascript:
        ria.can_use_this_page()
    ria.page.get_by_label(via).select_option("adult.mail")
    ria.taps_on("Look what changes")
    ria.reads("New parents and carers")
    ria.reads("Lines that are not used")
    ria.does_not_read("lot@thuis.invalid")
    assert asks(site, AROUND) == []
    if javascript:
        ria.can_use_this_page()
    ria.taps_on("Yes, bring it in")
    waits_until(ria, TITLES[language][0])
    assert asks(site, AROUND) == [(name, "lot@thuis.invalid")]
    if javascript:
        ria.can_use_this_page()
    page = ria.page.url
    drops(ria, "ouders.csv", told.encode())
    ria.reads("Lines that are not used")
    ria.does_not_read(said(language, "New parents and carers"))
    ria.page.goto(page)
    ria.taps_on("Take it back")
    waits_until(ria, TITLES[language][1])
    assert asks(site, AROUND) == []


TWO = (
    "SELECT e.key FROM organisations_enrolment e JOIN people_person p ON p.id = e.pupil_id"
    " WHERE p.first IN ('Noor', 'Pim') AND e.until IS NULL ORDER BY p.first"
)
LOTS = (
    "SELECT count(DISTINCT k.adult_id), count(*) FROM people_custody k JOIN people_person a"
    " ON a.id = k.adult_id WHERE a.first = 'Lot' AND a.rest = 'Proefzus' AND k.until IS NULL"
)


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("nl", 1280, True), ("ar", 360, True), ("nl", 360, False)],
)
def test_one_name_with_two_children_is_asked_about_and_may_stay_open(
    visitor, site, language, width, javascript
):
    head = (
        "Leerlingnummer;Ouder roepnaam;Ouder achternaam;Ouder straat;Ouder huisnummer;Ouder plaats"
    )
    (noor,), (pim,) = asks(site, TWO)
    told = (
        f"{head}\n{noor};Lot;Proefzus;Proefpad;3;Arnhem\n{pim};Lot;Proefzus;Elderspad;9;Arnhem\n"
    )
    ria = visitor("Ria", language=language, width=width, javascript=javascript)
    drops(ria, "ouders.csv", told.encode())
    ria.reads("Is this the same parent?")
    ria.reads_words("Proefpad 3")
    ria.reads_words("Elderspad 9")
    ria.reads_words(counted(language, ONE_OPEN, MORE_OPEN, 1, n=1))
    if javascript:
        ria.can_use_this_page()
    ria.page.get_by_role("radio").first.check(force=True)
    ria.taps_on("Keep the answers")
    ria.does_not_read(said(language, "Is this the same parent?"))
    ria.reads("This parent stands in the list with two addresses. Neither is taken over.")
    ria.taps_on("Ask again who is who")
    ria.reads("Is this the same parent?")
    ria.taps_on("Yes, bring it in")
    waits_until(ria, TITLES[language][0])
    assert asks(site, LOTS) == [(2, 2)]
    ria.reads("Same name, with several children")
    ria.does_not_read("Elderspad 9")
    if javascript:
        ria.can_use_this_page()
    ria.taps_on("Take it back")
    waits_until(ria, TITLES[language][1])
    assert asks(site, LOTS) == [(0, 0)]


ONE_OPEN = "%(n)s name is still open: it comes in as separate people."
MORE_OPEN = "%(n)s names are still open: they come in as separate people."


def bomb():
    """A small file that unpacks to a large one."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return kept.getvalue()


def test_a_list_that_can_do_harm_is_refused_in_a_sentence_and_the_page_stays(visitor):
    ria = visitor("Ria")
    for name, content, sentence in (
        ("ouders.xlsx", bomb(), "This file unpacks to far more than it seems. That can do harm."),
        (
            "ouders.csv",
            b"Leerlingnummer;Ouder naam\n12;=HYPERLINK(1)\n",
            "A cell holds a formula instead of words. That can do harm.",
        ),
    ):
        drops(ria, name, content)
        ria.reads(sentence)
        ria.can_use_this_page()
