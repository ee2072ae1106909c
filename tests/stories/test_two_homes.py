"""Two homes, one child: both are told, and neither learns where or how the other is reached."""

import re

import pytest

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("stories")

STREET, NUMBER = "Verborgenpad", "0612340077"
LINE = {"nl": "Noor zong vandaag voor de klas.", "ar": "Noor hielp vandaag een kleuter."}
ANSWER = {"nl": "Dat vertelde ze thuis ook.", "ar": "Zij is er trots op."}


def moves_house(mother: Visitor) -> None:
    """Fill in a new address and one more number, on a page of her own."""
    mother.opens("/mijn-gegevens/adres/")
    mother.fills_in("Postcode", "6833 ZZ")
    mother.fills_in("House number", "77")
    mother.fills_in("Street", STREET)
    mother.taps_on("Save")
    mother.reads_words(STREET)
    mother.opens("/mijn-gegevens/telefoon/")
    mother.page.locator("form.dg-stack input[name=number]").fill(NUMBER)
    mother.taps_on("Add")


def all_words_of(someone: Visitor) -> str:
    """Everything on a page: what is shown, what is folded in, and what the browser keeps."""
    return re.sub(r"[\s-]", "", someone.page.content())


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_no_page_of_anyone_else_tells_where_a_mother_lives(visitor, address, language):
    mother, father = visitor("Samira", language=language), visitor("Youssef", language=language)
    teacher, coordinator = visitor("Anna"), visitor("Kees")
    moves_house(mother)
    mother.can_use_this_page()
    pages = ["/", address("Noor"), address("Noor", "contact/"), address("Noor", "vaste-persoon/")]
    for someone, more in (
        (father, ["/mijn-gegevens/", "/mijn-gegevens/adres/"]),
        (teacher, ["/klas/", address("Noor", "bereiken/")]),
        (coordinator, ["/klas/", address("Noor", "bereiken/")]),
    ):
        for page in [*pages, *more]:
            someone.opens(page)
            words = all_words_of(someone)
            assert STREET not in words, page
            assert NUMBER not in words, page
            assert NUMBER[1:] not in words, page


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_both_parents_are_told_and_read_each_others_answer(visitor, address, language):
    anna = visitor("Anna")
    mother, father = visitor("Samira", language=language), visitor("Youssef", language=language)
    anna.opens(address("Noor", "contact/"))
    anna.fills_in("In one line", LINE[language])
    anna.taps_on("Keep")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Noor")
    for parent in (mother, father):
        parent.opens("/")
        parent.reads_words(LINE[language])
        parent.can_use_this_page()
    mother.taps_on("Write back", about="Noor", near=LINE[language])
    mother.fills_in("Your answer", ANSWER[language])
    mother.taps_on("Send")
    mother.reads("Sent. They read it the next time they look.")
    father.opens("/")
    father.reads_words(LINE[language])  # that she answered did not take his question away
    father.opens(address("Noor"))
    father.reads_words(ANSWER[language])
    father.can_use_this_page()


def test_a_parent_is_not_told_whether_the_other_has_looked_or_has_an_account(visitor, address):
    father = visitor("Youssef")
    for page in ("/", address("Noor"), address("Noor", "contact/")):
        father.opens(page)
        words = father.page.locator("main").inner_text().casefold()
        for told in ("gelezen door", "laatst gezien", "online", "heeft een account"):
            assert told not in words, page
