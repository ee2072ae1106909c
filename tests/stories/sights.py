"""How a page looks: on a phone and a desk, light and dark, in two scripts.

Set LOOKS=1 to keep a picture of each in var/looks/, to look at.
"""

import os

from tests.database import ROOT
from tests.stories.steps import Visitor

CONTRAST = ("color-contrast",)
SIGHTS = [
    (360, "light", ()),
    (1280, "dark", CONTRAST),
    (360, "dark", CONTRAST),
    (1280, "light", ()),
]
"""Width and theme, and what axe asks there: all at each width, contrast in each theme too."""
ENOUGH = {"nl": 4, "ar": 2}
"""How many of these: colours are the same in every language, so a second one needs both widths."""
LOOKS = ROOT / "var" / "looks"


def seen_everywhere(someone: Visitor, name: str) -> None:
    """Look at the page at each width and in each theme."""
    pictures = bool(os.environ.get("LOOKS"))
    for width, theme, only in SIGHTS if pictures else SIGHTS[: ENOUGH[someone.language]]:
        someone.page.set_viewport_size({"width": width, "height": 800})
        someone.page.emulate_media(color_scheme=theme)
        someone.meets_no_barrier(only=only)
        someone.fits_the_screen()
        if pictures:
            keep_a_picture(someone, f"{someone.language}-{width}-{theme}-{name}")
    someone.page.set_viewport_size({"width": 360, "height": 800})
    someone.page.emulate_media(color_scheme="light")
    someone.has_nothing_to_complain_of()


def keep_a_picture(someone: Visitor, name: str) -> None:
    """Keep what is seen now, to be looked at by people."""
    LOOKS.mkdir(parents=True, exist_ok=True)
    someone.page.evaluate("document.fonts.ready.then(() => true)")
    someone.page.screenshot(path=LOOKS / f"{name}.png", full_page=True)
