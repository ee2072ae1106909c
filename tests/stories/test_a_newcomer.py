"""A mother is added by hand, invited by mail, told something good, and answers."""

import re

import pytest

from tests.stories.steps import Visitor, said

pytestmark = pytest.mark.xdist_group("stories")

LINE = "Pim heeft vandaag een ander kind geholpen. Daar was ik blij mee."
ANSWER = "Wat fijn om te horen. Thuis vertelde hij het ook."


def ria_adds_a_mother_by_hand(ria: Visitor, *, first: str, mail: str, language: str) -> None:
    ria.opens("/beheer/")
    ria.taps_on("5B")
    ria.taps_on("Pim de Wit")
    ria.fills_in("First name", first)
    ria.fills_in("Rest of the name", "de Wit")
    ria.chooses("Parent with custody")
    ria.fills_in("How does school know?", "gezagsregister, 1 november 2026")
    ria.chooses("Nederlands" if language == "nl" else "العربية")
    ria.fills_in("Mail address", mail)
    ria.taps_on("Add")
    ria.reads("%(name)s is added.", name=f"{first} de Wit")


def ria_invites_her(ria: Visitor, *, first: str, mail: str) -> None:
    ria.taps_on("Invite", about=f"{first} de Wit")
    assert ria.box("Mail address").input_value() == mail
    ria.taps_on("Send the invitation")
    ria.reads("The invitation for %(name)s is on its way.", name=f"{first} de Wit")


def mail_that_says_little(site, address: str, *, language: str, after: int = 0):
    mail = site.post.wait_for(address, after=after)
    assert mail["Subject"] == said(language, "Message from %(school)s", school="De Regenboog")
    words = set(re.findall(r"[\w-]+", mail["Subject"] + " " + mail.get_content()))
    assert not words & {"Pim", "geholpen", "5B"}  # whole words: a code may hold "5B" by chance
    return mail


def she_comes_in_with_the_code(mother: Visitor, mail, *, typed: bool) -> None:
    code = mother.site.post.code_in(mail)
    link = f"{mother.site.url}/uitnodiging/?code={code}"
    assert link in mail.get_content()
    if typed:
        mother.opens("/uitnodiging/")
        mother.fills_in("Your code", f" {code.lower().replace('-', ' ')} ")
    else:
        mother.opens(link)
        assert mother.box("Your code").input_value() == code
    mother.box("This is my own device. Keep me signed in.").check()
    mother.taps_on("Go on")


def anna_keeps_a_contact(anna: Visitor) -> None:
    """Mijn klas, the child, a line, kept."""
    anna.opens("/klas/")
    anna.taps_on("Keep a contact", about="Pim")
    anna.fills_in("In one line", LINE)
    anna.taps_on("Keep")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Pim")


@pytest.mark.parametrize(
    ("language", "first", "typed"), [("nl", "Nel", False), ("ar", "Layal", True)]
)
def test_a_newcomer_is_invited_reads_and_answers(visitor, site, address, language, first, typed):
    mail = f"{first.lower()}@thuis.invalid"
    ria, anna = visitor("Ria", width=1280), visitor("Anna")
    ria_adds_a_mother_by_hand(ria, first=first, mail=mail, language=language)
    ria_invites_her(ria, first=first, mail=mail)
    invitation = mail_that_says_little(site, mail, language=language)
    mother = visitor(language=language)
    she_comes_in_with_the_code(mother, invitation, typed=typed)
    mother.reads("You need not do anything now")

    before = len(site.post.mails)
    if language == "nl":
        anna_keeps_a_contact(anna)
        assert (anna.taps, anna.lines) == (2, 1)
    else:
        anna_changes_how_it_was(anna, address)
    notice = mail_that_says_little(site, mail, language=language, after=before)
    assert LINE not in notice.get_content()

    she_answers(mother)
    anna_reads_the_answer_and_says_thanks(anna, f"{first} de Wit")
    both_see_the_whole_story(mother, anna, address("Pim"), f"{first} de Wit")


def anna_changes_how_it_was(anna: Visitor, address) -> None:
    """Not at the door but by phone, and nothing special: two taps more."""
    anna.opens(address("Pim", "contact/"))
    anna.chooses("By phone")
    anna.chooses("Everyday contact")
    anna.fills_in("In one line", LINE)
    anna.taps_on("Keep")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Pim")
    assert (anna.taps, anna.lines) == (3, 1)


def she_answers(mother: Visitor) -> None:
    """Vandaag, the contact, the answer."""
    mother.taps = mother.lines = 0
    mother.opens("/")
    mother.reads("Message about %(pupil)s", pupil="Pim")
    mother.reads_words(LINE)
    mother.taps_on("Write back", about="Pim")
    mother.reads_words(LINE)
    mother.fills_in("Your answer", ANSWER)
    mother.taps_on("Send")
    mother.reads("Sent. They read it the next time they look.")
    assert (mother.taps, mother.lines) == (2, 1)
    mother.reads("You need not do anything now")


def anna_reads_the_answer_and_says_thanks(anna: Visitor, name: str) -> None:
    anna.opens("/")
    anna.reads("%(name)s wrote back", name=name)
    anna.reads_words(ANSWER)
    anna.taps_on("Thank you, I have read it", near=ANSWER)
    anna.does_not_read(ANSWER)


def both_see_the_whole_story(mother: Visitor, anna: Visitor, circle: str, name: str) -> None:
    for someone in (mother, anna):
        assert someone.opens(circle) == 200
        someone.reads_words(LINE)
        someone.reads_words(ANSWER)
        someone.unfolds("Everyone in words")
        someone.reads_words("Anna de Boer")
        someone.reads_words(name)
