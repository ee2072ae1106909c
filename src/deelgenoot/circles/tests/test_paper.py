"""The story on paper: for whom and when, what everyone shares or all one reads, and no numbers."""

import re
from datetime import timedelta

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.story import correct_words
from deelgenoot.circles.queries.paper import story_on_paper
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.terms import Audience, EntryKind
from deelgenoot.circles.tests.test_finding import INSIDE, a_full_story, hidden, tell


def papers(actor, circle, *, everyone, limit=7):
    """Every entry that goes on paper, print after print."""
    lines, older = [], None
    while True:
        page = story_on_paper(actor, circle, everyone=everyone, older_than=older, limit=limit)
        lines += page.lines
        if (older := page.older) is None:
            return lines


def printed(answer):
    """What of a page comes on paper."""
    page = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    page = re.sub(r'<section class="[^"]*dg-contact".*?</section>', "", page, flags=re.S)
    page = re.sub(r'<div class="[^"]*dg-noprint">.*?</div>', "", page, flags=re.S)
    return re.sub(r'<p class="dg-noprint">.*?</p>', "", page, flags=re.S)


@pytest.mark.parametrize("name", INSIDE)
def test_paper_holds_what_everyone_shares_and_has_reached_them(cast, signed_in_as, name):
    a_full_story(cast)
    hidden(cast, "niet voor ieder", cast.youssef)
    page = printed(signed_in_as(name).get(f"/kring/{cast.noor.pk}/op-papier/"))
    assert "anna schreef over learning voor circle" in page
    assert "antwoordzin" in page
    for never in ("voor own", "voor school", "wachtwoorden", "niet voor ieder"):
        assert never not in page, never


@pytest.mark.parametrize("name", [*INSIDE, "ria", "joris", "fatma_at_home"])
def test_all_that_i_read_is_my_story_without_what_has_not_reached_others(cast, name):
    a_full_story(cast)
    hidden(cast, "niet voor ieder", cast.youssef)
    actor = cast.everyone[name]
    with acting_as(actor):
        mine = story(actor, cast.noor, limit=500).lines
        lines = papers(actor, cast.noor, everyone=False)
    assert [x.id for x in lines] == [x.id for x in mine if x.words != "wachtwoorden"]


def test_what_waits_goes_on_no_paper_not_even_of_who_wrote_it(cast):
    told = tell(cast, cast.anna, cast.noor, "eerste woorden")
    later = cast.anna.now + timedelta(minutes=10)
    tell(cast, cast.anna, cast.noor, "wachtantwoord", answers=told,
         kind=EntryKind.ANSWER, reaches_at=later)  # fmt: skip
    correct_words(cast.anna, cast.noor, entry=told, words="betere woorden", reaches_at=later)
    with acting_as(cast.anna):
        for everyone in (True, False):
            line = papers(cast.anna, cast.noor, everyone=everyone)[0]
            assert (line.words, line.answers, line.before) == ("eerste woorden", [], [])


def test_a_note_on_paper_says_that_not_everyone_reads_it(cast, signed_in_as):
    tell(cast, cast.anna, cast.noor, "van het team", audience=Audience.SCHOOL)
    page = printed(signed_in_as("anna").get(f"/kring/{cast.noor.pk}/op-papier/alles/"))
    assert "Alleen schoolteam" in page
    assert "van het team" in page


def test_it_says_for_whom_and_when_and_holds_no_address_or_number(cast, signed_in_as):
    tell(cast, cast.anna, cast.noor, "gewone woorden")
    for part in ("", "alles/"):
        answer = signed_in_as("samira").get(f"/kring/{cast.noor.pk}/op-papier/{part}")
        page = printed(answer)
        assert 'href="tel:' in answer.content.decode(), "on the screen one finds whom to call"
        assert re.search(r"Geprint voor Samira El Amrani op \d+ \w+ \d{4}", page)
        assert "Let op met wie u dit deelt" in page
        assert 'href="tel:' not in page
        assert "mailto:" not in page
        assert not re.search(r"\b0\d{2}[ -]?\d{3}", re.sub(r"<[^>]+>", " ", page))


def test_words_that_were_corrected_do_not_come_back_on_paper(cast, signed_in_as):
    first = tell(cast, cast.anna, cast.noor, "Noor was stout")
    correct_words(cast.anna, cast.noor, entry=first, words="Noor was moe", reaches_at=None)
    page = printed(signed_in_as("samira").get(f"/kring/{cast.noor.pk}/op-papier/"))
    assert "Noor was moe" in page
    assert "verbeterd" in page
    assert "stout" not in page
