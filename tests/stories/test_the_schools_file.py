"""In August an administrator drops the school's own file, looks, says yes, and takes it back."""

import pytest
from playwright.sync_api import expect

from deelgenoot.exchange.edexml.samples import SAMPLES
from deelgenoot.exchange.tests.schools import NEXT_YEAR, TODAY

pytestmark = pytest.mark.xdist_group("stories of a whole school")


def drops(ria, name):
    """Choose a sample, made as if today, and send it."""
    told = (SAMPLES / name).read_text().replace("2027-2028", NEXT_YEAR)
    told = told.replace("2027-08-30", TODAY.isoformat())
    chosen = {"name": name, "mimeType": "text/xml", "buffer": told.encode()}
    ria.opens("/beheer/inlezen/")
    ria.page.locator("input[type=file]").set_input_files(chosen)
    ria.taps_on("Look what changes")


def waits_until(ria, sentence):
    """Wait for the machine; the page looks again by itself."""
    expect(ria.page.locator("h1")).to_have_text(sentence, timeout=60000)


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("nl", 360, True), ("ar", 1280, True), ("ar", 360, False)],
)
def test_the_year_turns_and_turns_back(visitor, site, language, width, javascript):
    ria = visitor("Ria", language=language, width=width, javascript=javascript)
    ria.opens("/beheer/")
    ria.taps_on("Bring in")
    if javascript:
        ria.can_use_this_page()
    drops(ria, "regenboog-2027.xml")
    ria.reads("Who is who?")
    if javascript:
        ria.can_use_this_page()
    ria.page.get_by_role("radio").first.check(force=True)
    ria.taps_on("Keep the answers")
    ria.reads("Same child or colleague, new number")
    if javascript:
        ria.can_use_this_page()
    ria.taps_on("Yes, bring it in")
    waits_until(ria, TITLES[language][0])
    anna = visitor("Anna")
    anna.opens("/klas/")
    anna.reads_words("Pim")
    anna.does_not_read("Noor")
    if javascript:
        ria.can_use_this_page()
    ria.taps_on("Take it back")
    waits_until(ria, TITLES[language][1])
    anna.opens("/klas/")
    anna.reads_words("Noor")
    if javascript:
        ria.can_use_this_page()


TITLES = {
    "nl": ("Het bestand is ingelezen", "Het bestand is teruggedraaid"),
    "ar": ("أُدخل الملف", "تم التراجع عن الملف"),
}


def test_a_refused_file_is_told_in_a_sentence_and_the_page_stays(visitor):
    ria = visitor("Ria")
    drops(ria, "zonnebloem.xml")
    ria.reads("This file is of another school. Nothing of it was kept.")
    ria.can_use_this_page()
    ria.page.locator("input[type=file]").set_input_files(
        {"name": "foto.xml", "mimeType": "text/xml", "buffer": b"\x00\x01zip"}
    )
    ria.taps_on("Look what changes")
    ria.reads("Something is still missing")
    ria.can_use_this_page()


def test_who_keeps_no_school_finds_no_page(visitor):
    for name in ("Samira", "Anna", "Joris"):
        visitor(name).meets_nothing("/beheer/inlezen/")
