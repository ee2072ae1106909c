"""The teacher is ill: a colleague stands in, in two taps, sees who is there, and goes again."""

import pytest

from tests.stories.steps import Visitor, said

pytestmark = pytest.mark.xdist_group("stories")


def lets_someone_stand_in(someone: Visitor, name: str, *, tap: str) -> None:
    someone.opens("/klas/")
    someone.taps = 0
    about = said(someone.language, "Substitute for today") if tap == "5B" else ""
    someone.taps_on(tap, about=about)
    someone.page.locator(".dg-choice", has_text=name).click()
    someone.taps += 1
    someone.reads("Standing in now")
    assert someone.taps == 2


@pytest.mark.parametrize(
    ("language", "who", "tap"),
    [("nl", "Anna", "Substitute for today"), ("ar", "Kees", "5B"), ("nl", "Ria", "5B")],
)
def test_a_substitute_comes_in_two_taps_and_the_family_sees_it(
    visitor, address, language, who, tap
):
    someone, samira = visitor(who, language=language), visitor("Samira", language=language)
    name = "Lotte Smits"
    lets_someone_stand_in(someone, name, tap=tap)
    someone.reads_words(name)
    someone.can_use_this_page()
    samira.opens(address("Noor"))
    samira.unfolds("Everyone in words")
    samira.reads_words(name)
    samira.can_use_this_page()
    someone.page.get_by_role("button", name=name).first.click()
    someone.reads("Done. They see the class no more.")
    samira.opens(address("Noor"))
    samira.reads("Were here for a while")
    samira.reads_words(name)
    samira.can_use_this_page()
