"""Who has no business in a circle meets a page that does not exist, in plain words."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect
from uuid_utils.compat import uuid7

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("stories")


@pytest.fixture
def emre(site, address, visitor) -> list[str]:
    """All addresses of Emre's circle, with one thing told in it."""
    anna = visitor("Anna")
    anna.opens(address("Emre", "contact/"))
    anna.fills_in("In one line", "Emre kwam vandaag vrolijk binnen.")
    anna.taps_on("Keep")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Emre")
    with site.database.connect("owner") as connection:
        circle = address("Emre").split("/")[2]
        question = "SELECT id FROM circles_entry WHERE circle_id = %s LIMIT 1"
        entry = connection.execute(question, [circle]).fetchone()[0]
    return [address("Emre", page) for page in ("", "contact/", f"contact/{entry}/")]


@pytest.fixture
def stranger(site, visitor) -> Visitor:
    """Someone with an account and no place anywhere."""
    mail, account = f"vera-{uuid4().hex[:6]}@elders.invalid", uuid7()
    with site.database.connect("owner") as connection:
        connection.execute(
            "INSERT INTO people_account (id, password, email, language, is_active, made_at)"
            " VALUES (%s, '!', %s, 'nl', true, now())",
            [account, mail],
        )
        connection.execute(
            'INSERT INTO account_emailaddress (user_id, email, verified, "primary")'
            " VALUES (%s, %s, true, true)",
            [account, mail],
        )
    someone = visitor()
    someone.opens("/inloggen/")
    someone.fills_in("Your mail address", mail)
    someone.taps_on("Mail me a code")
    code = site.post.code_in(site.post.wait_for(mail))
    someone.fills_in("Your code", code)
    someone.taps_on("Sign in")
    return someone


def finds_nothing_of(someone: Visitor, pages: list[str]) -> None:
    for page in pages:
        someone.meets_nothing(page)
        someone.does_not_read("Emre")
        assert someone.sends_anyway(page) in (404, 405)
    someone.can_use_this_page()


def test_a_stranger_with_an_account_finds_nothing(stranger, emre):
    stranger.reads("You are not in a circle yet")
    for page in ("/", "/klas/", "/beheer/", *emre):
        assert stranger.opens(page) == 404
        assert stranger.sends_anyway(page) in (404, 405)
        stranger.is_in_the_frame()
        stranger.reads("You are not in a circle yet")
        stranger.does_not_read("Emre")
    stranger.can_use_this_page()
    stranger.taps_on("Sign out")
    stranger.taps_on("Sign out")
    stranger.opens("/")
    stranger.reads("Mail me a code")


def test_a_teacher_of_another_school_finds_nothing(visitor, emre):
    finds_nothing_of(visitor("Joris"), emre)


def test_another_childs_mother_finds_nothing(visitor, emre):
    finds_nothing_of(visitor("Samira"), [*emre, "/klas/", "/beheer/"])


def test_who_is_not_signed_in_is_asked_to_sign_in(visitor, emre):
    someone = visitor()
    for page in [*emre, "/", "/klas/", "/beheer/"]:
        someone.opens(page)
        someone.reads("Mail me a code")
        someone.does_not_read("vrolijk binnen")


def test_the_administrator_adds_people_and_reads_no_circle(visitor, emre):
    finds_nothing_of(visitor("Ria"), emre)


def test_a_teacher_who_is_also_a_mother_opens_her_childs_circle_at_home_only(visitor, emre):
    fatma = visitor("Fatma")
    finds_nothing_of(fatma, emre)
    fatma.opens("/klas/")
    expect(fatma.page.get_by_role("link", name="Noor", exact=True)).to_be_visible()
    expect(fatma.page.get_by_text("Emre")).to_have_count(0)

    fatma.opens("/")
    fatma.taps_on("At home")
    for page in emre:
        assert fatma.opens(page) == 200
    fatma.reads_words("Emre")
    fatma.meets_nothing("/klas/")


def test_what_teachers_see_of_noor_is_closed_to_a_mother_at_home(visitor, address):
    fatma = visitor("Fatma")
    assert fatma.opens(address("Noor")) == 200
    fatma.opens("/")
    fatma.taps_on("At home")
    fatma.meets_nothing(address("Noor"))
