"""The school verifies a psychologist; she comes in by mail, sees no child, and is let out."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("more stories")
NAMES = {"nl": "Nina", "ar": "Mila"}


def called(ria):
    ria.fills_in("Which number did you call?", "026 000 00 30")
    ria.fills_in("Where did you find this number?", "op de eigen site")


def adds_a_practice(ria, name):
    ria.opens("/beheer/zorg/")
    ria.taps_on("Add an organisation")
    ria.fills_in("Name of the organisation", name)
    ria.chooses("Practice for psychological help (GGZ)")
    ria.fills_in("Town", "Arnhem")
    ria.fills_in("Phone number", "026 000 00 30")
    called(ria)
    ria.taps_on("Add")


def adds_a_psychologist(ria, first, mail):
    ria.taps_on("Add someone")
    ria.fills_in("First name", first)
    ria.fills_in("Rest of the name", "Vogel")
    ria.chooses("Health care psychologist")
    ria.fills_in("Mail address at work", mail)
    called(ria)
    ria.can_use_this_page()
    ria.taps_on("Add")


def comes_in(someone, site, mail, before):
    letter = site.post.wait_for(mail, after=before)
    words = letter.get_content()
    assert "Noor" not in words
    someone.opens("/uitnodiging/")
    someone.fills_in("Your code", site.post.code_in(letter))
    someone.taps_on("Go on")
    expect(someone.page).to_have_url(f"{site.url}/")


@pytest.mark.parametrize(("language", "width"), [("nl", 360), ("ar", 1280)])
def test_she_is_verified_comes_in_sees_no_child_and_is_let_out(
    visitor, site, address, language, width
):
    ria = visitor("Ria", language=language, width=width)
    nina = visitor(language=language, width=width)
    first, mail = NAMES[language], f"{NAMES[language].lower()}@vogel.invalid"
    adds_a_practice(ria, f"Praktijk {first}")
    ria.reads("It is noted. Now add who works there.")
    adds_a_psychologist(ria, first, mail)
    before = len(site.post.mails)
    ria.taps_on("Invite", about=f"{first} Vogel")
    assert ria.box("Mail address").input_value() == mail
    ria.taps_on("Send the invitation")

    comes_in(nina, site, mail, before)
    nina.reads("No family has let you in yet")
    nina.reads_words("De Regenboog")
    nina.does_not_read("Noor")
    nina.can_use_this_page()
    nina.meets_nothing(address("Noor"))
    nina.is_in_the_frame()
    nina.meets_nothing("/klas/")

    ria.opens("/beheer/zorg/")
    ria.page.locator("section", has_text=f"Praktijk {first}").get_by_role("link").first.click()
    ria.page.get_by_role("link", name=f"{first} Vogel").click()
    ria.taps_on("End now")
    ria.can_use_this_page()
    assert nina.opens("/") == 404
    nina.reads("You are not in a circle yet")
    nina.is_in_the_frame()


def test_a_double_is_asked_about_and_a_slip_of_the_pen_told_beside_its_field(visitor):
    ria = visitor("Ria")
    adds_a_practice(ria, "praktijk de linde")
    ria.reads("Is it this one?")
    ria.page.get_by_role("link", name="Praktijk De Linde").click()
    ria.reads_words("GZ-psycholoog")
    ria.taps_on("Add someone")
    ria.fills_in("First name", "Bo")
    ria.fills_in("Rest of the name", "Vogel")
    ria.chooses("Health care psychologist")
    ria.page.get_by_role("radio", name="BIG").click()
    ria.fills_in("Number in that register", "123")
    ria.fills_in("Mail address at work", "ellen@demo")
    called(ria)
    ria.taps_on("Add")
    ria.reads_words("BIG heeft er 11")
    assert ria.box("Rest of the name").input_value() == "Vogel"
    ria.fills_in("Number in that register", "12345678901")
    ria.fills_in("Mail address at work", "anna@demo.invalid")
    ria.taps_on("Add")
    ria.reads("Is it this one?")
    ria.reads_words("Anna de Boer")
    ria.can_use_this_page()


def test_without_javascript_the_administrator_verifies_again(visitor):
    ria = visitor("Ria", javascript=False)
    ria.opens("/beheer/zorg/")
    ria.page.locator("section", has_text="Gemeente Rivierland").get_by_role("link").first.click()
    ria.unfolds("Verify again")
    ria.fills_in("Where did you find this number?", "gids van de gemeente")
    ria.taps_on("Keep")
    ria.reads_words("gids van de gemeente")
