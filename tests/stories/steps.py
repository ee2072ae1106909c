"""Steps of the stories, in the words of who stands before the screen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from tests.site import Site

HUSHED = ("status of 404", "status of 403", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
"""What a browser writes down about an answer that says 'no' on purpose, or a lost connection."""

WIDTHS = (1280, 360)
"""A desk and a phone."""

AXE_IS_HERE = "'axe' in window"
TOLD_BY_AXE = {"resultTypes": ["violations"]}
"""What is in order need not be told, node by node: that took longer than looking."""


def said(language: str, sentence: str, /, **names: object) -> str:
    """Give a sentence of the house in a language."""
    with translation.override(language):
        return gettext(sentence) % names


def counted(language: str, one: str, many: str, n: int, /, **names: object) -> str:
    """Give a sentence with a number in it, in a language."""
    with translation.override(language):
        return ngettext(one, many, n) % names


def wordings(language: str, sentence: str, /, **names: object) -> str:
    """Give every wording of a sentence (to anyone, to parents, to colleagues) as one pattern."""
    with translation.override(language):
        toned = [pgettext(tone, sentence) for tone in ("to parents", "to colleagues")]
        known = [words for words in (*toned, gettext(sentence)) if words != sentence]
    spoken = known or [sentence]
    return "|".join(dict.fromkeys(re.escape(words % names) for words in spoken))


@dataclass
class Visitor:
    """Someone before a screen: knows what the screen says, counts taps and lines."""

    page: Page
    site: Site
    language: str
    taps: int = 0
    lines: int = 0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to what the browser complains about, and to where it goes."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda trouble: self.complaints.append(str(trouble)))
        self.context.on("request", self._follow)

    @property
    def context(self) -> BrowserContext:
        """The browser this visitor uses."""
        return self.page.context

    def _hear(self, message: object) -> None:
        if message.type in ("error", "warning"):  # type: ignore[attr-defined]
            text = message.text  # type: ignore[attr-defined]
            if not any(hushed in text for hushed in HUSHED):
                self.complaints.append(text)

    def _follow(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and not request.url.startswith(self.site.url):
            self.complaints.append(f"asked {address.hostname} for something")

    # what one does

    def opens(self, path: str) -> int:
        """Go to an address; gives the status of the answer."""
        answer = self.page.goto(path)
        assert answer
        if path == "/":
            self._unfolds_what_is_more()
        return answer.status

    def _unfolds_what_is_more(self) -> None:
        """See all that is asked on Vandaag: after many stories it is more than seven things."""
        name = re.compile(f"^\\s*({wordings(self.language, 'More')})\\s*$")
        more = self.page.locator("main details:not([open]) > summary", has_text=name)
        if more.count():
            more.first.click()

    def thing(
        self, sentence: str, /, *, about: str = "", near: str = "", **names: object
    ) -> Locator:
        """Find a button or a link by what it says, about whom, and near which words."""
        words = wordings(self.language, sentence, **names)
        name = re.compile(rf"^\s*({words})\s*{re.escape(about)}\s*$")
        main = self.page.locator("article", has_text=near) if near else self.page.locator("body")
        return main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first

    def taps_on(self, sentence: str, /, **which: object) -> None:
        """Tap a button or a link by what it says."""
        self.thing(sentence, **which).click()  # type: ignore[arg-type]
        expect(self.page.locator("form[aria-busy]")).to_have_count(0)  # the next page is there
        self.taps += 1

    def unfolds(self, sentence: str) -> None:
        """Tap open what is folded behind a few words."""
        words = re.compile(wordings(self.language, sentence))
        self.page.locator("summary", has_text=words).first.click()

    def chooses(self, choice: str) -> None:
        """Tap one of a few big choices."""
        name = re.compile(f"^({wordings(self.language, choice)})$")
        self.page.get_by_role("radio", name=name).click()
        self.taps += 1

    def fills_in(self, label: str, words: str) -> None:
        """Fill in the field with this label."""
        self.box(label).fill(words)
        self.lines += 1

    def box(self, label: str) -> Locator:
        """Find a field by its label."""
        return self.page.get_by_label(re.compile(f"^({wordings(self.language, label)})")).first

    def is_someone(self, first: str) -> None:
        """Sign in as one of the cast, as the demonstration offers."""
        self.opens("/inloggen/")
        self.taps_on("Be %(name)s", name=first)
        expect(self.page).to_have_url(f"{self.site.url}/")
        self.taps = self.lines = 0

    def goes_home(self) -> None:
        """Change to the hat of home, and see all of Vandaag."""
        self.taps_on("At home")
        name = re.compile(wordings(self.language, "At home"))
        expect(self.page.get_by_role("button", name=name, pressed=True)).to_be_visible()
        self.opens("/")

    def sends_anyway(self, path: str) -> int:
        """Send a form to an address without having been given one; gives the status."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}
        proof = {"X-CSRFToken": cookies["csrftoken"], "Referer": f"{self.site.url}{path}"}
        return self.page.request.post(path, headers=proof, max_redirects=0).status

    # what one sees

    def reads(self, sentence: str, /, **names: object) -> None:
        """See a sentence of the house."""
        self.reads_words(re.compile(wordings(self.language, sentence, **names)))

    def reads_words(self, words: str | re.Pattern[str]) -> None:
        """See someone's words on the page."""
        expect(self.page.locator("main").get_by_text(words).first).to_be_visible()

    def does_not_read(self, words: str) -> None:
        """Find these words nowhere on the page."""
        expect(self.page.get_by_text(words)).to_have_count(0)

    def is_in_the_frame(self) -> None:
        """See a page of the house itself: its name, one title, a way to a person."""
        expect(self.page.get_by_role("link", name="Deelgenoot")).to_be_visible()
        expect(self.page.locator("h1")).to_have_count(1)
        self.page.locator("footer").wait_for()

    def meets_nothing(self, path: str) -> None:
        """Find that a page does not exist, told in plain words."""
        assert self.opens(path) == 404, path
        self.is_in_the_frame()
        self.reads("This page does not exist")

    # what holds on every page

    def stays_here_without_a_connection(self) -> None:
        """Tap what sends something while there is no connection: the page stays and says so."""
        here, buttons = self.page.url, self.page.locator("form button:visible")
        self.context.set_offline(True)
        (buttons if buttons.count() else self.page.locator("main a, header a")).last.click()
        expect(
            self.page.locator("#no-connection, #not-sent").locator("visible=true")
        ).to_be_visible()
        assert self.page.url == here
        self.page.evaluate("document.getElementById('not-sent')?.setAttribute('hidden', '')")
        self.context.set_offline(False)
        expect(self.page.locator("#no-connection")).to_be_hidden()

    def has_nothing_to_complain_of(self) -> None:
        """No error in the browser, nothing asked of another host."""
        assert self.complaints == [], self.page.url

    def can_use_this_page(self) -> None:
        """Everyone can use this page: axe finds nothing, on a phone and a desk it fits."""
        self.meets_no_barrier()
        size = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({**size, "width": width})
            self.fits_the_screen()
        self.page.set_viewport_size(size)
        self.has_nothing_to_complain_of()

    def meets_no_barrier(self, *, only: Sequence[str] = ()) -> None:
        """Axe finds nothing."""
        asked = TOLD_BY_AXE | ({"runOnly": list(only)} if only else {})
        axe = Axe("" if self.page.evaluate(AXE_IS_HERE) else AXE_SCRIPT)
        found = axe.run(self.page, options=asked).response["violations"]
        told = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
        assert told == [], self.page.url

    def fits_the_screen(self) -> None:
        """Nothing sticks out, thumbs can hit things, and it is all in the right direction."""
        look = self.page.evaluate(LOOK)
        assert look["wide"] <= look["room"], f"{self.page.url} sticks out: {look['sticking']}"
        assert look["small"] == [], f"{self.page.url}: too small for a thumb {look['small']}"
        assert look["titles"] == 1, self.page.url
        assert look["language"] == self.language
        assert look["direction"] == ("rtl" if self.language == "ar" else "ltr")


LOOK = """() => {
  const shown = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 1
    && !e.closest(".utrecht-skip-link");
  const inText = (a) => a.matches("a") && a.parentElement.closest("p, li, dd, h1, h2, h3, h4")
    && getComputedStyle(a).display === "inline"
    && a.parentElement.textContent.trim() !== a.textContent.trim();
  const small = [...document.querySelectorAll("a, button, summary, input, textarea, .dg-tap")]
    .filter((e) => shown(e) && !inText(e) && !e.closest(".dg-tap, .dg-check, [hidden]"))
    .map((e) => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44).map(([name, box]) => `${name}: ${box.height}`);
  const room = window.innerWidth;
  const sticking = [...document.querySelectorAll("main *")]
    .filter((e) => e.getBoundingClientRect().right > room + 1).slice(0, 5)
    .map((e) => e.className || e.tagName);
  return {
    wide: document.documentElement.scrollWidth, room, sticking, small,
    titles: document.querySelectorAll("h1").length,
    language: document.documentElement.lang, direction: document.documentElement.dir,
  };
}"""
