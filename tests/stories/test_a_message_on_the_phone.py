"""A mother lets her own phone show that there is a message, and turns it off again.

Chromium here has no push service behind it, so the browser is handed what one would give; the
page, the door, the list and what shows the message are real.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.push_service import Browser, open_push_service
from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("more stories")

MINE = "/mijn-gegevens/"
GIVEN = """
(() => {
  const given = %s;
  let has = null;
  window.asked = [];
  const kept = { ...given, toJSON: () => given, unsubscribe: async () => { has = null; } };
  PushManager.prototype.subscribe = async (how) => {
    window.asked.push(how.applicationServerKey);
    if (!how.userVisibleOnly) throw new Error("must be seen");
    sessionStorage.setItem("has", "yes");
    return (has = kept);
  };
  if (sessionStorage.getItem("has")) has = kept;
  PushManager.prototype.getSubscription = async () => has;
})();
"""
COUNT = "SELECT count(*) FROM post_pushdevice"


@pytest.fixture
def given():
    """What the push service of Chrome would give."""
    with open_push_service() as service:
        told = Browser(service).subscription()
        yield told | {"endpoint": f"https://fcm.googleapis.com{Browser(service).path}"}


def offered(someone: Visitor, given: dict[str, object]) -> None:
    """Stand before the page in a browser that can show messages."""
    someone.context.add_init_script(GIVEN % json.dumps(given))
    someone.opens(MINE)


def count(site) -> int:
    with site.database.connect("owner") as connection:
        return connection.execute(COUNT).fetchone()[0]


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_on_by_ones_own_tap_and_off_again(visitor, site, given, language):
    samira = visitor("Samira", language=language)
    samira.context.grant_permissions(["notifications"], origin=site.url)
    offered(samira, given)
    assert count(site) == 0
    samira.reads("Message on the phone")
    with samira.page.expect_navigation():
        samira.taps_on("Let this phone show a message")
    samira.reads("From now on this device shows that there is a message.")
    samira.reads("this device")
    assert count(site) == 1
    works = samira.page.evaluate(
        "navigator.serviceWorker.ready.then((there) => [there.scope, there.active.scriptURL])"
    )
    assert works == [f"{site.url}/", f"{site.url}/berichtje.js"]
    expect(samira.page.locator("[data-push]")).to_be_hidden()
    samira.taps_on("Turn off", about=samira.page.locator("#berichtje bdi").inner_text())
    samira.reads("Turned off. Nothing is shown there any more.")
    assert count(site) == 0


def test_who_says_no_to_the_browser_reads_where_to_change_that(visitor, site, given):
    samira = visitor("Samira")
    samira.context.grant_permissions([], origin=site.url)
    offered(samira, given)
    samira.taps_on("Let this phone show a message")
    samira.reads(
        "The browser does not let us show messages. Turn that on in the settings of the browser,"
        " for this site."
    )
    assert count(site) == 0


def test_without_javascript_the_choice_is_not_there(visitor):
    samira = visitor("Samira", javascript=False)
    samira.opens(MINE)
    samira.reads("Message on the phone")
    expect(samira.page.locator("[data-push]")).to_be_hidden()
