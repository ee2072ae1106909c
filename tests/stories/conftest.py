"""What every story uses: visitors at a real site, and what the people are called there."""

from collections.abc import Callable, Iterator

import pytest

from tests.site import Site
from tests.stories.steps import Visitor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the stories of one group with one worker, so that no worker runs two sites."""
    for item in items:
        if "tests/stories/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def visitor(site: Site, browser_page: Callable[..., object]) -> Iterator[Callable[..., Visitor]]:
    """Let someone stand before a screen of their own; in the end nothing was out of order."""
    visitors: list[Visitor] = []

    def come(
        first: str = "",
        *,
        language: str = "nl",
        width: int = 360,
        dark: bool = False,
        javascript: bool = True,
    ) -> Visitor:
        page = browser_page(width=width, language=language, dark=dark, javascript=javascript)
        someone = Visitor(page, site, language)
        visitors.append(someone)
        if first:
            someone.is_someone(first)
        return someone

    yield come
    for someone in visitors:
        someone.has_nothing_to_complain_of()


@pytest.fixture
def address(site: Site) -> Callable[..., str]:
    """Find the address of someone's circle, or of a page of it."""

    def find(child: str, page: str = "") -> str:
        with site.database.connect("owner") as connection:
            return f"/kring/{_circle_of(connection, child)}/{page}"

    return find


def _circle_of(connection: object, child: str) -> object:
    """Find a circle by the child's first name, past every right."""
    rows = connection.execute(  # type: ignore[attr-defined]
        "SELECT c.id FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id"
        " WHERE p.first = %s",
        [child],
    ).fetchall()
    assert len(rows) == 1, child
    return rows[0][0]
