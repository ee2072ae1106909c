"""Dutch, Arabic, Dutch in one process: nobody's language stays behind on a page."""

import re

import pytest

PAGES = {
    "": ["/inloggen/", "/uitnodiging/", "/uitnodiging/?code=2345-6789", "/aanmelden/", "/niets/"],
    "samira": ["/", "circle", "contact", "read", "/uitloggen/", "/klas/"],
    "anna": ["/", "/klas/", "circle", "contact", "read"],
    "fatma": ["/"],
    "ria": ["/", "/beheer/", "group", "pupil", "invite"],
}
FRESH = re.compile(rb'name="(csrfmiddlewaretoken|entry_id|visit)" value="[^"]+"')
CASES = [(who, page) for who, pages in PAGES.items() for page in pages]


@pytest.fixture(scope="session")
def known(test_database):
    """Addresses in the database of the tests, not in that of a site."""
    from tests.site import Site
    from tests.stories.pages import find_addresses

    return find_addresses(Site("", None, test_database))


@pytest.mark.parametrize(("who", "page"), CASES)
def test_a_page_is_the_same_dutch_after_someone_read_it_in_arabic(
    signed_in_as, client, known, who, page
):
    visitor = signed_in_as(who) if who else client
    path = page if page.startswith("/") else getattr(known, page)

    def read(language: str) -> bytes:
        visitor.cookies["django_language"] = language
        return FRESH.sub(b"", visitor.get(path).content)

    dutch, arabic, again = read("nl"), read("ar"), read("nl")
    assert b'lang="nl" dir="ltr"' in dutch
    assert b'lang="ar" dir="rtl"' in arabic
    assert dutch == again
    assert dutch != arabic
