"""What one is writing stays on one's own device, sealed, and nowhere else."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.stories.steps import Visitor
from tests.stories.test_leaving_quickly import ELSEWHERE, is_gone
from tests.stories.test_signing_in import types_the_code

pytestmark = pytest.mark.xdist_group("more stories")

BOX = "What would you like to tell?"
STORED = "() => JSON.stringify(localStorage)"


def a_line() -> str:
    return f"Noor sliep vannacht goed {uuid4().hex[:6]}."


def signs_in(visitor, site, *, own: bool) -> Visitor:
    mother, before = visitor(), len(site.post.mails)
    mother.opens("/inloggen/")
    mother.fills_in("Your mail address", "samira@demo.invalid")
    if own:
        mother.page.locator("[name=own_device]").check()
    mother.taps_on("Mail me a code")
    mail = site.post.wait_for("samira@demo.invalid", after=before)
    types_the_code(mother, site.post.code_in(mail))
    expect(mother.page).to_have_url(f"{site.url}/")
    return mother


def writes(mother: Visitor, address, line: str) -> None:
    mother.opens(address("Noor", "contact/"))
    mother.fills_in(BOX, line)


def is_sealed(mother: Visitor, line: str) -> None:
    mother.page.wait_for_function("() => localStorage.length > 0")
    assert line not in mother.page.evaluate(STORED)


def test_on_ones_own_device_a_page_that_was_closed_gives_the_words_back(visitor, site, address):
    mother, line = signs_in(visitor, site, own=True), a_line()
    writes(mother, address, line)
    is_sealed(mother, line)
    again = Visitor(mother.context.new_page(), site, mother.language)
    mother.page.close()
    again.opens(address("Noor", "contact/"))
    expect(again.box(BOX)).to_have_value(line)
    again.reads("Not sent yet")
    again.can_use_this_page()
    again.taps_on("Send")
    again.page.wait_for_function("() => localStorage.length === 0")
    again.opens(address("Noor", "contact/"))
    expect(again.box(BOX)).to_have_value("")
    with site.database.connect("owner") as connection:
        asked = "SELECT count(*) FROM circles_entry WHERE words = %s"
        assert connection.execute(asked, [line]).fetchone() == (1,)


def test_on_a_device_that_is_shared_nothing_is_kept(visitor, site, address):
    mother, line = signs_in(visitor, site, own=False), a_line()
    writes(mother, address, line)
    mother.page.wait_for_timeout(900)
    assert mother.page.evaluate(STORED) == "{}"
    mother.opens(address("Noor", "contact/"))
    expect(mother.box(BOX)).to_have_value("")


def test_after_signing_out_nobody_can_open_what_was_kept(visitor, site, address):
    mother, line = signs_in(visitor, site, own=True), a_line()
    writes(mother, address, line)
    is_sealed(mother, line)
    mother.opens("/uitloggen/")
    mother.taps_on("Sign out")
    mother.opens("/inloggen/")
    mother.page.locator("[name=own_device]").check()
    before = len(site.post.mails)
    mother.fills_in("Your mail address", "samira@demo.invalid")
    mother.taps_on("Mail me a code")
    mail = site.post.wait_for("samira@demo.invalid", after=before)
    types_the_code(mother, site.post.code_in(mail))
    expect(mother.page).to_have_url(f"{site.url}/")
    mother.opens(address("Noor", "contact/"))
    expect(mother.box(BOX)).to_have_value("")
    mother.page.wait_for_function("() => localStorage.length === 0")


def test_thrown_away_it_is_gone(visitor, site, address):
    mother, line = signs_in(visitor, site, own=True), a_line()
    writes(mother, address, line)
    is_sealed(mother, line)
    mother.opens(address("Noor", "contact/"))
    mother.reads("Not sent yet")
    mother.page.locator("#draft-away").click()
    mother.opens(address("Noor", "contact/"))
    expect(mother.box(BOX)).to_have_value("")


def test_when_the_connection_returns_it_is_sent_once_by_itself(visitor, site, address):
    mother, line = signs_in(visitor, site, own=True), a_line()
    writes(mother, address, line)
    mother.context.set_offline(True)
    mother.taps_on("Send")
    mother.reads("Not sent: there is no connection")
    mother.context.set_offline(False)
    expect(mother.page).to_have_url(f"{site.url}/")
    with site.database.connect("owner") as connection:
        asked = "SELECT count(*) FROM circles_entry WHERE words = %s"
        assert connection.execute(asked, [line]).fetchone() == (1,)


def test_who_goes_for_safety_leaves_nothing_on_the_device(visitor, site, address):
    mother, line = signs_in(visitor, site, own=True), a_line()
    writes(mother, address, line)
    is_sealed(mother, line)
    mother.taps_on("This is about safety")
    mother.page.wait_for_url("**/hulp/")
    assert mother.page.evaluate(STORED) == "{}"


def test_who_leaves_quickly_leaves_nothing_on_the_device(visitor, site, address):
    mother, line = signs_in(visitor, site, own=True), a_line()
    writes(mother, address, line)
    is_sealed(mother, line)
    mother.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="Het weer"))
    mother.taps_on("Leave quickly")
    is_gone(mother)
    again = Visitor(mother.context.new_page(), site, mother.language)
    again.opens(address("Noor", "contact/"))
    assert again.page.evaluate(STORED) == "{}"
    expect(again.box(BOX)).to_have_value("")
