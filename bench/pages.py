"""What is measured: four things people do, each with what the floor does beside it."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from bench.load import FRESH, Asked
from bench.world import Size

TOKEN = "a" * 32
WORDS = "Noor heeft vandaag zelf om hulp gevraagd bij de tafels. Dat was nieuw. Ze was trots."
FORM = {"where": "circle", "topic": "wellbeing", "how": "door", "tone": "good", "line": WORDS}
VISITS = 16


def id_of(what: str, *numbers: int) -> UUID:
    """Find the id the world gave to something."""
    text = " ".join([what, *map(str, numbers)])
    return UUID(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest())


@dataclass(frozen=True)
class Page:
    """One thing people do: where, as whom, and what the floor shows for it."""

    name: str
    path: str
    floor: str
    by_parent: bool = False
    posts: bool = False

    @property
    def status(self) -> int:
        """The answer that is right."""
        return 302 if self.posts else 200


PAGES = (
    Page("Circle, 100 entries", "/kring/{circle}/", "story/{circle}"),
    Page("Vandaag", "/", "today/{circle}", by_parent=True),
    Page("Mijn klas", "/klas/", "class/{group}"),
    Page("POST a contact", "/kring/{circle}/contact/", "contact/{circle}", posts=True),
)


@dataclass(frozen=True)
class Visit:
    """One person at one circle of a world."""

    school: int
    pupil: int

    @property
    def ids(self) -> dict[str, UUID]:
        """What the addresses name."""
        return {
            "circle": id_of("circle", self.school, self.pupil),
            "group": id_of("group", self.school, 0),
        }

    def mail(self, page: Page) -> str:
        """Who makes this visit: a parent, or the class teacher."""
        if page.by_parent:
            return f"p{self.school}.{self.pupil}.1@bench.invalid"
        return f"t{self.school}.0@bench.invalid"

    def site_path(self, page: Page) -> str:
        """Where this visit is on the site."""
        return page.path.format(**self.ids)

    def floor_path(self, page: Page) -> str:
        """Where this visit is on the floor: the page, and who acts."""
        who = id_of("parent", self.school, self.pupil, 1)
        who = who if page.by_parent else id_of("teacher", self.school, 0)
        board, ids = id_of("board", self.school), self.ids
        return f"/{page.floor.format(**ids)}/{ids['circle']}/{who}/{board}"


def visits(size: Size) -> list[Visit]:
    """Spread the visits over the schools of a world."""
    return [
        Visit(1 + number * size.schools // VISITS, 1 + number % size.measured)
        for number in range(VISITS)
    ]


def on_the_site(page: Page, size: Size, cookies: dict[str, str]) -> list[Asked]:
    """Ask the site, each as the one who signed in."""
    body = urlencode({**FORM, "csrfmiddlewaretoken": TOKEN}) if page.posts else ""
    body += f"&entry_id={FRESH.decode()}" if page.posts else ""
    return [
        Asked(
            visit.site_path(page),
            f"deelgenoot={cookies[visit.mail(page)]}; csrftoken={TOKEN}; django_language=nl",
            body,
        )
        for visit in visits(size)
    ]


def on_the_floor(page: Page, size: Size) -> list[Asked]:
    """Ask the floor the same."""
    body = f"{urlencode(FORM)}&entry_id={FRESH.decode()}" if page.posts else ""
    return [Asked(visit.floor_path(page), body=body) for visit in visits(size)]
