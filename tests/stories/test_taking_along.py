"""A colleague takes a report along to the school's own system, in sight of the family."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.stories.steps import Visitor, said

pytestmark = pytest.mark.xdist_group("stories of a whole school")

PIECES = "main dl.dg-stack"
HOME_SAID = "Als Noor moe is, helpt het om even rustig te zitten."
SCHOOL_SAID = ("Kennisgemaakt met Samira en Youssef.", "Noor heeft vandaag zelf om hulp gevraagd")
LONG_AGO = timedelta(days=60)


def anna_takes_along(anna: Visitor, circle: str) -> str:
    """She looks at the very text, takes it along, and can paste it or keep it as a PDF."""
    anna.opens(circle)
    anna.taps_on("Copy to ParnasSys, Magister or Somtoday")
    anna.reads("What goes along, and what does not")
    anna.can_use_this_page()
    anna.box("From").fill((timezone.localdate() - LONG_AGO).isoformat())
    anna.page.get_by_role("radio", name="ParnasSys").check(force=True)
    anna.taps_on("Look at the text")
    anna.reads("This text goes along")
    text = anna.page.locator("main .dg-card--ask .dg-lines").inner_text().strip()
    anna.can_use_this_page()
    anna.taps_on("Take along to %(system)s", system="ParnasSys")
    anna.reads("Paste it into %(system)s", system="ParnasSys")
    kept = anna.page.get_by_label(said(anna.language, "The text"), exact=True).input_value()
    assert kept.strip() == text
    anna.can_use_this_page()
    return text


def saves_it_as_a_pdf(anna: Visitor) -> None:
    """The paper has a name that tells nobody anything."""
    with anna.page.expect_download() as waits:
        anna.taps_on("Save as PDF")
    assert waits.value.suggested_filename == "verslag.pdf"
    assert waits.value.path().read_bytes().startswith(b"%PDF")


def opens_what_was_taken(someone: Visitor, circle: str) -> list[str]:
    """Someone at home sees in the story that it was taken, opens it, and reads each piece."""
    someone.opens(circle)
    someone.taps_on("Look what was taken along")
    someone.reads("What was taken along")
    someone.reads_words("Anna de Boer")
    someone.does_not_read(said(someone.language, "Save as PDF"))
    pieces = someone.page.locator(f"{PIECES} dd").all_inner_texts()
    above = someone.page.locator(f"{PIECES} dt").all_inner_texts()
    someone.can_use_this_page()
    return [f"{line}\n{words}" for line, words in zip(above, pieces, strict=True)]


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("nl", 360, True), ("ar", 1280, True), ("ar", 360, False)],
)
def test_what_is_taken_along_is_what_the_family_opens(
    visitor, address, language, width, javascript
):
    look = {"language": language, "width": width, "javascript": javascript}
    anna = visitor("Anna", **look)
    if not javascript:
        anna.can_use_this_page = lambda: None
    text = anna_takes_along(anna, address("Noor"))
    assert HOME_SAID not in text
    assert all(words in text for words in SCHOOL_SAID)
    saves_it_as_a_pdf(anna)
    for name in ("Samira", "Youssef"):
        someone = visitor(name, language=language, width=width)
        someone.opens(address("Noor"))
        pieces = opens_what_was_taken(someone, address("Noor"))
        assert pieces
        head, *told, end = text.split("\n\n")
        assert told == pieces, head + end
        someone.does_not_read(HOME_SAID)


def test_nobody_else_takes_a_report_along(visitor, address):
    for name in ("Samira", "Youssef", "Ria", "Ellen"):
        visitor(name).meets_nothing(address("Noor", "meenemen/"))
