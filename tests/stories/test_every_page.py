"""Every page of the path, for everyone: on a phone and a desk, light and dark, in two scripts.

Set LOOKS=1 to keep a picture of each in var/looks/, to look at.
"""

import os

import pytest

from tests.database import ROOT
from tests.stories.foreign_words import foreign_words_on
from tests.stories.pages import PAGES, find_addresses
from tests.stories.steps import Visitor

CONTRAST = ("color-contrast",)
GROUPS = {"nl": "stories", "ar": "more stories"}
SIGHTS = [
    (360, "light", ()),
    (360, "dark", CONTRAST),
    (1280, "light", CONTRAST),
    (1280, "dark", ()),
]
"""Width and theme, and what axe asks: all at each width and in each theme, contrast everywhere."""
LOOKS = ROOT / "var" / "looks"
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
        for width, theme, only in SIGHTS:
            someone.page.set_viewport_size({"width": width, "height": 800})
            someone.page.emulate_media(color_scheme=theme)
            someone.can_use_this_page(only=only)
            if os.environ.get("LOOKS"):
                keep_a_picture(someone, f"{language}-{width}-{theme}-{name}")
    assert left == {}


def keep_a_picture(someone: Visitor, name: str) -> None:
    """Keep what is seen now, to be looked at by people."""
    LOOKS.mkdir(parents=True, exist_ok=True)
    someone.page.evaluate("document.fonts.ready.then(() => true)")
    someone.page.screenshot(path=LOOKS / f"{name}.png", full_page=True)
