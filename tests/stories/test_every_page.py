"""Every page of the path, for everyone: on a phone and a desk, light and dark, in two scripts."""

import pytest

from tests.stories.foreign_words import foreign_words_on
from tests.stories.pages import PAGES, find_addresses
from tests.stories.sights import seen_everywhere

GROUPS = {"nl": "stories", "ar": "more stories"}
CASES = [
    pytest.param(language, who, marks=pytest.mark.xdist_group(group), id=f"{language}-{who}")
    for language, group in GROUPS.items()
    for who in PAGES
]


@pytest.mark.parametrize(("language", "who"), CASES)
def test_everyone_can_use_and_read_every_page(visitor, site, language, who):
    known, someone, left = find_addresses(site), visitor(who, language=language), {}
    for name, way in PAGES[who].items():
        way(someone, known)
        if found := foreign_words_on(someone):
            left[name] = found
        seen_everywhere(someone, name)
        someone.stays_here_without_a_connection()
    assert left == {}
