"""Someone is stuck: school asks to look along, the person says yes on their screen, stops it."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.sights import seen_everywhere
from tests.stories.steps import Visitor, wordings

pytestmark = pytest.mark.xdist_group("stories")
PERSON = "SELECT id FROM people_person WHERE first = 'Samira' AND side = 'family'"
HIDDEN = ("Lindehof", "demo.invalid", "610000001", "Youssef", "Noor tekent")


@pytest.fixture(autouse=True)
def nobody_looks(site):
    """Leave the school of the stories as it was: nobody looks along."""
    yield
    with site.database.connect("owner") as connection:
        connection.execute("DELETE FROM helpdesk_lookalong")


@pytest.fixture
def samiras_page(site):
    """Where the administrator sees how it stands for Samira."""
    with site.database.connect("owner") as connection:
        [(person,)] = connection.execute(PERSON).fetchall()
    return f"/beheer/meekijken/{person}/"


def bar_says(someone: Visitor, sentence: str, **names: object) -> None:
    """See the bar under the header, until some time."""
    words = wordings(someone.language, sentence, **names)
    expect(someone.page.locator("section.dg-now")).to_have_text(re.compile(words), timeout=30_000)


def page_turns_to(someone: Visitor, sentence: str) -> None:
    """See the page change by itself, without a tap."""
    words = re.compile(wordings(someone.language, sentence))
    expect(someone.page.locator("main").get_by_text(words).first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_administrator_asks_and_the_parent_says_yes_and_stops_it(
    visitor, samiras_page, language
):
    ria, samira = visitor("Ria", language=language), visitor("Samira", language=language)
    youssef = visitor("Youssef", language=language)
    ria.opens(samiras_page)
    seen_everywhere(ria, "along-before")
    ria.taps_on("Ask to look along")
    ria.reads("Look whether there is a yes")
    seen_everywhere(ria, "along-asked")
    for hidden in HIDDEN:
        ria.does_not_read(hidden)

    samira.opens("/")
    bar_says(samira, "%(name)s of school asks to look along", name="Ria Vos")
    seen_everywhere(samira, "today-asked")
    samira.taps_on("%(name)s of school asks to look along", name="Ria Vos")
    samira.reads("What do they never see?")
    seen_everywhere(samira, "along-question")
    samira.taps_on("Yes, look along")
    samira.reads("Call each other meanwhile. It ends by itself.")
    seen_everywhere(samira, "along-mine")

    page_turns_to(ria, "Circles at this school")
    for hidden in HIDDEN:
        ria.does_not_read(hidden)
    seen_everywhere(ria, "along-sees")
    samira.opens("/mijn-gegevens/")
    bar_says(samira, "Stop")
    seen_everywhere(samira, "details-looked-at")
    for someone in (youssef, ria):
        someone.opens("/mijn-gegevens/" if someone is youssef else samiras_page)
    assert youssef.page.locator("section.dg-now").count() == 0, "the other home sees nothing of it"
    assert youssef.opens(samiras_page) == 404

    stops_it(samira, ria)


def stops_it(samira: Visitor, ria: Visitor) -> None:
    """Stop it from any page: at once the administrator sees nothing, and she reads who looked."""
    samira.taps_on("Stop")
    samira.reads("Nobody looks along.")
    assert samira.page.url.endswith("/mijn-gegevens/"), "where she was"
    assert samira.page.locator("section.dg-now").count() == 0
    page_turns_to(ria, "It has ended")
    assert ria.page.locator("section.dg-now").count() == 0, "nothing says that she still looks"
    ria.does_not_read("s…@….invalid")
    seen_everywhere(ria, "along-ended")
    samira.opens("/meekijken/")
    samira.reads("Who looked along with you?")
    samira.reads_words("Ria Vos")
    seen_everywhere(samira, "along-after")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_parent_lets_school_look_along_without_javascript(visitor, samiras_page, language):
    samira = visitor("Samira", language=language, javascript=False)
    ria = visitor("Ria", language=language, javascript=False)
    samira.opens("/meekijken/")
    samira.chooses("Ria Vos")
    samira.taps_on("Let them look along")
    samira.reads("Call each other meanwhile. It ends by itself.")
    ria.opens("/beheer/")
    expect(ria.page.locator("section.dg-now")).to_contain_text("Samira")
    ria.page.locator(".dg-now a").click()
    ria.reads("Circles at this school")
    samira.taps_on("Stop now")
    samira.reads("Nobody looks along.")
    ria.opens(samiras_page)
    ria.reads("It has ended")
