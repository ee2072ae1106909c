"""A second tap, a second tab, no connection, signed out: what one wrote is kept, and kept once."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("more stories")

KEPT = "Kept. %(name)s's circle can read it now."


def a_line() -> str:
    return f"Willem hielp vandaag bij het opruimen {uuid4().hex[:6]}."


def starts_a_contact(anna: Visitor, address, line: str) -> None:
    anna.opens(address("Willem", "contact/"))
    anna.fills_in("In one line", line)


def times_told(site, line: str) -> int:
    with site.database.connect("owner") as connection:
        question = "SELECT count(*) FROM circles_entry WHERE words = %s"
        return connection.execute(question, [line]).fetchone()[0]


def times_there(site, first: str) -> int:
    with site.database.connect("owner") as connection:
        question = "SELECT count(*) FROM people_person WHERE first = %s"
        return connection.execute(question, [first]).fetchone()[0]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_keeps_one_contact(visitor, site, address, javascript):
    anna, line = visitor("Anna", javascript=javascript), a_line()
    starts_a_contact(anna, address, line)
    anna.thing("Keep").dblclick()
    anna.reads(KEPT, name="Willem")
    anna.page.wait_for_load_state("networkidle")
    assert times_told(site, line) == 1


def test_back_after_sending_does_not_send_again(visitor, site, address):
    anna, line = visitor("Anna"), a_line()
    starts_a_contact(anna, address, line)
    anna.taps_on("Keep")
    anna.reads(KEPT, name="Willem")
    anna.page.go_back()
    expect(anna.box("In one line")).to_be_visible()
    anna.page.go_forward()
    assert times_told(site, line) == 1


def test_the_same_form_sent_again_from_a_page_that_was_kept_is_one_contact(visitor, site, address):
    anna, line = visitor("Anna"), a_line()
    starts_a_contact(anna, address, line)
    sent = anna.page.evaluate("Object.fromEntries(new FormData(document.forms.contact))")
    anna.taps_on("Keep")
    anna.reads(KEPT, name="Willem")
    again = anna.page.request.post(
        address("Willem", "contact/"), form=sent, headers={"Referer": anna.page.url}
    )
    assert again.ok
    assert times_told(site, line) == 1


def test_what_is_done_in_one_tab_can_be_done_in_the_other_without_harm(visitor, address):
    """One tab read the news and said thanks; the other still shows it."""
    anna, samira = visitor("Anna", width=1280), visitor("Samira")
    line = a_line().replace("Willem", "Noor")
    anna.opens(address("Noor", "contact/"))
    anna.fills_in("In one line", line)
    anna.taps_on("Keep")
    anna.reads(KEPT, name="Noor")
    samira.opens("/")
    other = Visitor(samira.context.new_page(), samira.site, "nl")
    other.opens("/")
    for tab in (samira, other):
        tab.taps_on("Thank you, I have read it", near=line)
        expect(tab.page.locator("article", has_text=line)).to_have_count(0)
        tab.is_in_the_frame()
    other.has_nothing_to_complain_of()


def test_without_a_connection_the_words_stay_on_the_screen(visitor, site, address):
    anna, line = visitor("Anna"), a_line()
    starts_a_contact(anna, address, line)
    anna.context.set_offline(True)
    anna.taps_on("Keep")
    anna.reads("Not sent: there is no connection")
    expect(anna.box("In one line")).to_have_value(line)
    anna.can_use_this_page()
    assert times_told(site, line) == 0
    anna.context.set_offline(False)
    anna.reads(KEPT, name="Willem")
    assert times_told(site, line) == 1


def test_a_connection_that_only_seems_to_be_there_keeps_the_words_too(visitor, address):
    anna, line = visitor("Anna"), a_line()
    starts_a_contact(anna, address, line)
    anna.page.route("**/*", lambda route: route.abort())
    anna.taps_on("Keep")
    anna.reads("Not sent: there is no connection")
    expect(anna.box("In one line")).to_have_value(line)


@pytest.mark.parametrize("only_seems", [False, True])
def test_what_is_filled_in_elsewhere_stays_too_and_is_sent_when_one_taps_again(
    visitor, site, only_seems
):
    ria, name = visitor("Ria"), f"Guusje {uuid4().hex[:6]}"
    ria.opens("/beheer/collegas/nieuw/")
    ria.fills_in("First name", name)
    ria.fills_in("Rest of the name", "Bakker")
    if only_seems:
        ria.page.route("**/*", lambda route: route.abort())
    else:
        ria.context.set_offline(True)
    ria.taps_on("Add")
    expect(ria.page.locator("#no-connection")).to_be_focused()
    expect(ria.box("First name")).to_have_value(name)
    ria.can_use_this_page()
    ria.page.unroute("**/*")
    ria.context.set_offline(False)
    ria.taps_on("Add")
    expect(ria.page.locator("main").get_by_text(name).first).to_be_visible()
    assert times_there(site, name) == 1


def test_a_link_tapped_without_a_connection_leaves_the_page_as_it_is(visitor, address):
    anna, line = visitor("Anna"), a_line()
    starts_a_contact(anna, address, line)
    anna.context.set_offline(True)
    anna.page.get_by_role("link", name="Deelgenoot").click()
    expect(anna.page.locator("#no-connection")).to_be_focused()
    expect(anna.box("In one line")).to_have_value(line)
    anna.context.set_offline(False)
    expect(anna.page.locator("#no-connection")).to_be_hidden()
    anna.page.get_by_role("link", name="Deelgenoot").click()
    expect(anna.page).to_have_url(f"{anna.site.url}/")


SAYS_OFFLINE = "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false });"


def test_a_browser_that_only_thinks_there_is_no_connection_stops_nobody(visitor, site, address):
    anna, line = visitor("Anna"), a_line()
    anna.context.add_init_script(SAYS_OFFLINE)
    anna.opens("/klas/")
    assert not anna.page.evaluate("navigator.onLine")
    anna.page.get_by_role("link", name="Deelgenoot").click()
    expect(anna.page).to_have_url(f"{site.url}/")
    starts_a_contact(anna, address, line)
    anna.taps_on("Keep")
    anna.reads(KEPT, name="Willem")
    assert times_told(site, line) == 1


def test_who_was_signed_out_while_writing_gets_the_words_back(visitor, site, address):
    anna, line = visitor("Anna"), a_line()
    starts_a_contact(anna, address, line)
    anna.context.clear_cookies(name="deelgenoot")
    anna.taps_on("Keep")
    anna.is_in_the_frame()
    anna.reads("You are signed out")
    expect(anna.page.get_by_label(words("What you wrote"))).to_have_value(line)
    anna.can_use_this_page()
    anna.taps_on("Sign in")
    anna.taps_on("Be %(name)s", name="Anna")
    assert times_told(site, line) == 0


def test_a_form_that_waited_too_long_gives_the_words_back(visitor, site, address):
    anna, line = visitor("Anna"), a_line()
    starts_a_contact(anna, address, line)
    anna.context.clear_cookies(name="csrftoken")
    anna.taps_on("Keep")
    anna.reads("This form waited too long")
    expect(anna.page.get_by_label(words("What you wrote"))).to_have_value(line)
    anna.can_use_this_page()
    anna.page.go_back()
    expect(anna.box("In one line")).to_have_value(line)
    anna.taps_on("Keep")
    anna.reads(KEPT, name="Willem")
    assert times_told(site, line) == 1


def words(sentence: str) -> re.Pattern[str]:
    from tests.stories.steps import wordings

    return re.compile(wordings("nl", sentence))
