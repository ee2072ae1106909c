"""Every page of the path, for everyone: on a phone and a desk, light and dark, in two scripts.

Set LOOKS=1 to keep a picture of each in var/looks/, to look at.
"""

import os
import re

import pytest
from babel.messages.pofile import read_po

from tests.database import PACKAGE, ROOT
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
SAID = """() => [
  ...document.body.innerText.split("\\n"),
  ...[...document.querySelectorAll("[aria-label],[alt],[title]")].flatMap((e) =>
    ["aria-label", "alt", "title"].map((name) => e.getAttribute(name) || "")),
  document.title.split(" · ")[0],
].map((said) => said.trim()).filter((said) => said.length > 3)"""


@pytest.mark.parametrize(("language", "who"), CASES)
def test_everyone_can_use_and_read_every_page(visitor, site, language, who):
    known, english = find_addresses(site), english_of(language)
    someone, left = visitor(who, language=language), {}
    for name, way in PAGES[who].items():
        way(someone, known)
        left |= {f"{name}: {line}": "English" for line in read_on(someone, english)}
        for width, theme, only in SIGHTS:
            someone.page.set_viewport_size({"width": width, "height": 800})
            someone.page.emulate_media(color_scheme=theme)
            someone.can_use_this_page(only=only)
            if os.environ.get("LOOKS"):
                keep_a_picture(someone, f"{language}-{width}-{theme}-{name}")
    assert left == {}


def read_on(someone: Visitor, english: re.Pattern[str]) -> set[str]:
    """Every line on a page that is English of the house."""
    return {line for line in someone.page.evaluate(SAID) if english.fullmatch(line)}


def keep_a_picture(someone: Visitor, name: str) -> None:
    """Keep what is seen now, to be looked at by people."""
    LOOKS.mkdir(parents=True, exist_ok=True)
    someone.page.evaluate("document.fonts.ready.then(() => true)")
    someone.page.screenshot(path=LOOKS / f"{name}.png", full_page=True)


def english_of(language: str) -> re.Pattern[str]:
    """Every English sentence of the house that is said otherwise in this language."""
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    own = {said for message in messages for said in forms(message.string)}
    english = {said for message in messages for said in forms(message.id)} - own
    worded = [re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(said)) for said in english]
    return re.compile("|".join(said for said in worded if re.search("[a-z]{3}", said)))


def forms(said: object) -> list[str]:
    """One sentence, or its singular and plural."""
    return [said] if isinstance(said, str) else list(said)
