"""Who must not be seen here leaves at once, and the page does not come back."""

import pytest
from playwright.sync_api import expect

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("more stories")

ELSEWHERE = "https://www.buienradar.nl/"


@pytest.fixture
def samira(visitor, address) -> Visitor:
    """Samira reads about Noor; the weather is a page that says nothing."""
    someone = visitor("Samira")
    someone.context.route(
        f"{ELSEWHERE}**",
        lambda route: route.fulfill(content_type="text/html", body="<h1>Het weer</h1>"),
    )
    someone.opens("/")
    someone.opens(address("Noor"))
    someone.reads_words("Noor El Amrani")
    return someone


def is_gone(someone: Visitor) -> None:
    """Somewhere else, and nothing else was asked for."""
    expect(someone.page).to_have_url(ELSEWHERE)
    expect(someone.page.get_by_text("Het weer")).to_be_visible()
    assert someone.complaints == ["asked www.buienradar.nl for something"]
    someone.complaints.clear()


def goes_back(someone: Visitor) -> None:
    """Press Back: a page of ours goes on to the weather by itself."""
    with someone.page.expect_request(ELSEWHERE):
        someone.page.evaluate("history.back()")
    is_gone(someone)


def test_one_tap_leaves_at_once_and_back_does_not_show_the_page(samira):
    samira.taps_on("Leave quickly")
    is_gone(samira)
    goes_back(samira)
    goes_back(samira)


def test_who_comes_back_on_purpose_meets_the_pages_as_before(samira, address):
    samira.taps_on("Leave quickly")
    is_gone(samira)
    samira.opens(address("Noor"))
    samira.reads_words("Noor El Amrani")
    samira.opens("/")
    expect(samira.page.locator("main")).to_be_visible()
    samira.page.go_back()  # once here on purpose, Back is Back again
    samira.reads_words("Noor El Amrani")


def test_escape_three_times_leaves_too(samira):
    for _again in range(3):
        samira.page.keyboard.press("Escape")
    is_gone(samira)
    goes_back(samira)


def test_without_javascript_the_same_door_leads_away(visitor, address):
    samira = visitor("Samira", javascript=False)
    samira.opens(address("Noor"))
    assert samira.thing("Leave quickly").get_attribute("href") == ELSEWHERE


def test_a_colleague_has_no_door_and_a_family_has_one_on_every_page(visitor, address):
    samira, anna = visitor("Samira"), visitor("Anna")
    for page in ("/", address("Noor"), address("Noor", "contact/")):
        samira.opens(page)
        expect(samira.thing("Leave quickly")).to_be_visible()
        anna.opens(page)
        expect(anna.thing("Leave quickly")).to_have_count(0)


def test_nothing_of_a_page_is_kept_on_the_device(visitor, address):
    samira = visitor("Samira")
    for path in ("/", address("Noor"), address("Noor", "contact/"), "/inloggen/", "/niets/"):
        answer = samira.page.goto(path)
        assert "no-store" in answer.headers["cache-control"], path
