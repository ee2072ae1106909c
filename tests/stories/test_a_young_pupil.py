"""A child of seven looks at pictures, tells how it goes with one, and the teacher finds it."""

import pytest
from playwright.sync_api import expect

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("more stories")
MAIL = "noor.zeven@leerling.invalid"
COME = (
    "INSERT INTO people_account (id, password, email, language, is_active, made_at)"
    f" VALUES (gen_random_uuid(), '!', '{MAIL}', 'nl', true, now())"
    " ON CONFLICT (email) DO NOTHING",
    "UPDATE people_person SET account_id = (SELECT id FROM people_account WHERE email ="
    f" '{MAIL}'), proven_at = now(), born_on = now()::date - interval '7 years 40 days'"
    " WHERE first = 'Noor' AND side = 'family'",
)
BORN = "SELECT born_on FROM people_person WHERE first = 'Noor' AND side = 'family'"
GO = (
    "UPDATE people_person SET account_id = NULL, born_on = %s"
    " WHERE first = 'Noor' AND side = 'family'"
)


@pytest.fixture
def noor(visitor, site):
    """Noor at seven, at a screen of her own; afterwards all is as before."""
    with site.database.connect("owner") as owner:
        (born,) = owner.execute(BORN).fetchone()
        for statement in COME:
            owner.execute(statement)

    def come(**screen: object) -> Visitor:
        someone = visitor(**screen)
        before = len(site.post.mails)
        someone.opens("/inloggen/")
        someone.fills_in("Your mail address", MAIL)
        someone.taps_on("Mail me a code")
        sent = site.post.wait_for(MAIL, after=before)
        someone.fills_in("Your code", site.post.code_in(sent))
        someone.taps_on("Sign in")
        expect(someone.page).to_have_url(f"{site.url}/")
        return someone

    yield come
    with site.database.connect("owner") as owner:
        owner.execute(GO, [born])


@pytest.mark.parametrize(("language", "width"), [("nl", 360), ("ar", 360), ("nl", 1280)])
def test_pictures_are_for_everyone(noor, language, width):
    child = noor(language=language, width=width)
    child.can_use_this_page()
    assert child.page.locator(".dg-tile").count() == 3
    child.page.locator(".dg-tile").first.click()
    expect(child.page.locator(".dg-mood")).to_have_count(4)
    child.can_use_this_page()


@pytest.mark.parametrize("javascript", [True, False])
def test_two_taps_tell_how_it_goes_and_the_teacher_finds_it_without_the_words(
    noor, visitor, javascript
):
    child = noor(javascript=javascript)
    child.page.get_by_role("link", name="Vertel hoe het gaat").click()
    child.page.get_by_role("radio", name="blij").click()
    child.taps_on("Send")
    child.reads_words("Ik ben blij.")
    fatma = visitor("Fatma")
    fatma.reads("New")
    fatma.does_not_read("Ik ben blij.")
    fatma.page.get_by_role("link", name="Noor El Amrani over Noor").first.click()
    fatma.reads_words("Ik ben blij.")


def test_without_a_picture_she_is_asked_for_one(noor):
    child = noor()
    child.page.get_by_role("link", name="Vertel hoe het gaat").click()
    child.taps_on("Send")
    expect(child.page.locator("[data-summary]")).to_be_visible()
    child.can_use_this_page()
