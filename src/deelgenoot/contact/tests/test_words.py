"""Words a parent meets first: calm, and short enough for a button on a small phone."""

import pytest
from django.utils import translation

from deelgenoot.contact.terms import How


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_how_we_spoke_is_said_in_a_few_letters(language):
    with translation.override(language):
        said = [str(how.label) for how in How]
    assert len(set(said)) == len(How)
    assert [words for words in said if len(words) > 12] == []


def test_a_card_brings_a_message_and_no_news(cast, signed_in_as):
    page = signed_in_as("samira").get("/").content.decode()
    assert "Bericht over Noor" in page
    assert "Nieuws" not in page
