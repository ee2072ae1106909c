"""Finding something back, and the story on paper: on a phone, by keyboard, without scripts."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("more stories")
SHOWN = "es => es.filter(e => e.checkVisibility() && e.innerText.trim()).map(e => e.innerText)"


def told(anna, address, words):
    """Let a teacher tell something, and let it be read at once."""
    anna.opens(address("Noor", "contact/"))
    anna.chooses("By phone")
    anna.fills_in("In one line", words)
    anna.taps_on("Keep")


@pytest.mark.parametrize("javascript", [True, False])
def test_words_are_found_by_keyboard_and_leave_no_trace_in_the_history(
    visitor, address, javascript
):
    mark = f"zebra{uuid4().hex[:6]}"
    anna, samira = visitor("Anna"), visitor("Samira", javascript=javascript)
    told(anna, address, f"Noor maakte afspraken over de {mark}.")
    samira.opens(address("Noor"))
    samira.taps_on("Find something back")
    samira.box("Which words?").focus()
    samira.page.keyboard.type(f"AFSPRAAK {mark}")
    samira.page.keyboard.press("Enter")
    samira.reads("Found")
    samira.reads_words(re.compile(mark))
    assert mark not in samira.page.url
    assert mark not in samira.page.title()
    assert samira.page.url.endswith("/terugvinden/#found")
    if javascript:
        samira.can_use_this_page()
        kept = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
        assert mark not in samira.page.evaluate(kept)
        assert mark not in samira.page.evaluate("() => JSON.stringify(history.state)")


def test_a_part_is_chosen_by_keyboard_alone_and_goes_on_without_scripts(visitor, address):
    samira = visitor("Samira", javascript=False)
    samira.opens(address("Noor", "terugvinden/"))
    samira.page.locator("main summary").first.focus()
    samira.page.keyboard.press("Enter")
    for _ in range(2):
        samira.page.keyboard.press("Tab")
    expect(samira.page.locator("[name=side]:focus")).to_have_count(1)
    samira.page.keyboard.press("ArrowDown")
    samira.page.keyboard.press("Enter")
    samira.page.wait_for_url("**/terugvinden/#found")
    assert samira.page.locator("[name=side]:checked").get_attribute("value") == "home"
    expect(samira.page.locator("#found .dg-story > li").first).to_be_visible()


def test_a_note_of_the_team_is_not_found_by_a_parent_and_stands_on_no_shared_paper(
    visitor, address
):
    mark = f"geheim{uuid4().hex[:6]}"
    anna, samira = visitor("Anna"), visitor("Samira")
    anna.opens(address("Noor", "contact/"))
    anna.chooses("School team")
    anna.fills_in("In one line", mark)
    anna.taps_on("Keep")
    for someone, sees in ((anna, True), (samira, False)):
        someone.opens(address("Noor", "terugvinden/"))
        someone.fills_in("Which words?", mark)
        someone.taps_on("Search")
        someone.reads("Found" if sees else "Nothing found")
        someone.opens(address("Noor", "op-papier/"))
        someone.does_not_read(mark)
    samira.opens(address("Noor", "op-papier/alles/"))
    samira.does_not_read(mark)


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("part", ["", "alles/"])
def test_on_paper_stand_the_words_for_whom_and_when_and_no_way_to_reach_anyone(
    visitor, address, language, part
):
    samira = visitor("Samira", language=language)
    samira.opens(address("Noor", f"op-papier/{part}"))
    samira.can_use_this_page()
    expect(samira.page.locator("[data-print]")).to_be_visible()
    samira.page.emulate_media(media="print")
    paper = "\n".join(samira.page.locator("body > *").evaluate_all(SHOWN))
    assert "Samira El Amrani" in paper
    assert "Noor" in paper
    assert not re.search(r"\d[\d -]{8,}\d", paper), "no number of anyone"
    assert "@" not in paper
    for never in ("a[href^='tel:']", "button", "nav", "footer", "form"):
        for one in samira.page.locator(never).all():
            expect(one).not_to_be_visible()
    samira.page.emulate_media(media="screen")
