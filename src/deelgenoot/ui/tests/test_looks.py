"""The gallery in a real browser: usable by all, and looking as it did.

Set RENEW_PICTURES=1 to keep what is seen now as the picture to compare with.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import expect

PICTURES = Path(__file__).parent / "pictures"
PARTS = {
    "ask": ".dg-card--ask >> nth=0",
    "contact": ".dg-contact",
    "circle": ".dg-circle",
    "side": ".dg-panel >> nth=0",
    "class": ".dg-pupilcard >> nth=0",
    "table": ".dg-table >> nth=0",
    "notice": ".utrecht-alert >> nth=0",
    "empty": ".dg-empty",
    "moods": ".dg-taps--pictures",
}
LOOKS = [(360, "nl", "light"), (360, "ar", "dark"), (1280, "nl", "dark"), (1280, "ar", "light")]
NEARLY = 32  # a pixel that differs less is the same to the eye
DIFFERENT = 0.02  # share of pixels that may differ: edges of letters

pytestmark = pytest.mark.browser


@pytest.fixture
def gallery(browser_page):
    """Open the gallery as one would see it: width, language, light or dark."""

    def look(width, language, scheme):
        opened = browser_page(width=width, language=language, dark=scheme == "dark")
        opened.goto("/gallery/")
        opened.evaluate("document.fonts.ready.then(() => true)")
        return opened

    return look


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everyone_can_use_every_part(gallery, width, language, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(gallery(width, language, scheme)).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_nothing_sticks_out_of_a_small_phone(gallery, language):
    page = gallery(320, language, "light")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_one_taps_is_as_big_as_a_thumb(gallery):
    small = gallery(360, "nl", "light").evaluate(
        """() => [...document.querySelectorAll(`.utrecht-button, .utrecht-button-link, .dg-tap,
             summary, .dg-language, .dg-exit, .dg-tabs a, .dg-nav a, .dg-logo, .dg-check`)]
             .map(e => [e.className || e.tagName, e.getBoundingClientRect()])
             .filter(([, box]) => box.height > 0 && box.height < 44).map(([name]) => name)"""
    )
    assert small == []


def test_letters_are_counted_only_near_the_limit_and_said_when_one_pauses(gallery):
    page = gallery(360, "nl", "light")
    field = page.locator("textarea").first
    counter = page.locator(".dg-counter").first
    said = page.locator(".dg-counter + [role=status]").first
    expect(counter).to_be_hidden()
    field.fill("x" * 251)
    expect(counter).to_be_hidden()
    field.fill("x" * 252)
    expect(counter).to_have_text("Nog 28 letters over")
    assert said.text_content() == ""
    expect(said).to_have_text("Nog 28 letters over")
    field.fill("x")
    expect(counter).to_be_hidden()


def test_escape_three_times_leaves_the_page_blank_at_once(gallery):
    page = gallery(360, "nl", "light")
    page.route("https://**", lambda route: route.abort())
    page.evaluate("document.querySelector('[data-exit]').href = 'https://elsewhere.invalid/'")
    for _again in range(3):
        page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert not page.locator("#main").is_visible()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("width", "language", "scheme"), LOOKS)
def test_a_part_looks_as_it_did(gallery, part, width, language, scheme):
    page = gallery(width, language, scheme)
    page.evaluate("document.querySelectorAll('.dg-bar').forEach((bar) => bar.remove())")
    seen = Image.open(io.BytesIO(page.locator(PARTS[part]).screenshot())).convert("RGB")
    kept = PICTURES / f"{part}-{width}-{language}-{scheme}.png"
    if os.environ.get("RENEW_PICTURES"):
        seen.quantize(64).save(kept, optimize=True)
        return
    assert share_that_differs(seen, Image.open(kept).convert("RGB")) <= DIFFERENT, (
        f"{part} looks different; look at it, then renew with RENEW_PICTURES=1"
    )


def share_that_differs(seen: Image.Image, kept: Image.Image) -> float:
    if abs(seen.width - kept.width) > 2 or abs(seen.height - kept.height) > 2:
        return 1.0
    small = (min(seen.width, kept.width), min(seen.height, kept.height))
    difference = ImageChops.difference(seen.crop((0, 0, *small)), kept.crop((0, 0, *small)))
    histogram = difference.convert("L").histogram()
    return sum(histogram[NEARLY:]) / (small[0] * small[1])
