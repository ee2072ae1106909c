"""A father wishes letters; what is told to him waits on paper, is printed, and is posted."""

import os
import time

import pytest

pytestmark = pytest.mark.xdist_group("stories of a whole school")


def wishes_letters(visitor):
    """He writes where he lives, and that he would rather get a letter."""
    youssef = visitor("Youssef")
    youssef.opens("/mijn-gegevens/adres/")
    home = {"postcode": "6811 ZZ", "number": "7", "street": "Rijnkade", "town": "Arnhem"}
    for name, words in home.items():
        youssef.page.locator(f"[name={name}]").fill(words)
    youssef.taps_on("Save")
    youssef.reads("Saved.")
    youssef.opens("/mijn-gegevens/veilig/")
    youssef.page.locator("[name=never][value=letter]").evaluate("it => it.click()")
    youssef.taps_on("Save")
    youssef.reads("Saved.")
    youssef.opens("/mijn-gegevens/wensen/")
    youssef.chooses("Letter on paper")
    youssef.taps_on("Save")
    youssef.reads("Saved.")


def waits_on_paper(site):
    """The worker has seen what he wishes."""
    until = time.monotonic() + 60
    with site.database.connect("owner") as owner:
        while time.monotonic() < until:
            rows = owner.execute("SELECT 1 FROM post_letter WHERE on_paper_at IS NOT NULL")
            if rows.fetchone():
                return
            time.sleep(0.1)
    raise AssertionError("no letter waits")


def picture(someone, name):
    if folder := os.environ.get("LOOK_AT"):
        someone.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_from_a_wish_to_the_envelope(visitor, site, address):
    wishes_letters(visitor)
    anna = visitor("Anna")
    anna.opens(address("Noor", "contact/"))
    anna.fills_in("In one line", "Noor hielp vandaag een ander kind.")
    anna.taps_on("Keep")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Noor")
    waits_on_paper(site)
    ria = visitor("Ria")
    ria.opens("/beheer/")
    ria.page.locator("section", has_text="Brieven op papier").get_by_role("link").last.click()
    ria.reads_words("Youssef El Amrani")
    for language in ("nl", "ar"):
        for width, dark in ((360, False), (1280, True)):
            someone = visitor("Ria", language=language, width=width, dark=dark)
            someone.opens("/beheer/post/")
            picture(someone, f"wait-{language}-{width}")
            someone.can_use_this_page()
    ria.taps_on("Take them to print")
    ria.reads("Are they in the envelope?")
    for language in ("nl", "ar"):
        for width, dark in ((360, True), (1280, False)):
            someone = visitor("Ria", language=language, width=width, dark=dark)
            someone.opens("/beheer/post/")
            picture(someone, f"print-{language}-{width}")
            someone.can_use_this_page()
    with ria.page.expect_download() as coming:
        ria.taps_on("Open the letters (PDF)")
    assert coming.value.suggested_filename == "brieven.pdf"
    ria.taps_on("Yes, all of them are posted")
    ria.reads("No letters wait")
    picture(ria, "posted")


def test_for_a_father_and_a_teacher_there_is_no_such_page(visitor):
    for first in ("Youssef", "Anna"):
        someone = visitor(first)
        someone.meets_nothing("/beheer/post/")
