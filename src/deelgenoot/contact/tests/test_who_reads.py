"""What a page says about who reads along is true."""

import re

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Entry
from deelgenoot.people.models import Person


def told(page):
    text = re.sub(r"\s+", " ", page.content.decode())
    found = re.search(r"Wie kan dit lezen: (.*?)</p>", text)
    assert found
    return found.group(1)


@pytest.fixture
def pages(cast):
    """Where one writes about Noor: a new line, and an answer to one."""
    with acting_as(cast.anna):
        rows = Entry.objects.seen_by(cast.anna).filter(circle=cast.noor, answers=None)
        entry = rows.values_list("pk", flat=True).first()
    circle = f"/kring/{cast.noor.pk}"
    return [f"{circle}/contact/", f"{circle}/contact/{entry}/"]


def test_a_pupil_without_account_is_not_named_as_a_reader(cast, signed_in_as, pages):
    for who in ("samira", "anna"):
        for page in pages:
            said = told(signed_in_as(who).get(page))
            assert "Kees" in said
            assert "Noor El Amrani" not in said
            assert "Kees Visser. Noor heeft geen account en leest niet mee." in said


def test_a_pupil_with_an_account_reads_along(cast, signed_in_as, pages, owner_of_noor):
    for page in pages:
        said = told(signed_in_as("samira").get(page))
        assert "Noor El Amrani" in said
        assert "geen account" not in said


def test_of_an_adult_it_is_not_told_whether_there_is_an_account(cast, signed_in_as, pages):
    """Who fears the other parent must not be given away by a line about accounts."""
    before = [told(signed_in_as("youssef").get(page)) for page in pages]
    with acting_as(cast.ria):
        Person.objects.seen_by(cast.ria).filter(pk=cast.samira.person_id).update(account=None)
    assert [told(signed_in_as("youssef").get(page)) for page in pages] == before


@pytest.fixture
def owner_of_noor(cast):
    """Noor has an account of her own."""
    with acting_as(cast.ria):
        rows = Person.objects.seen_by(cast.ria).filter(pk=cast.noor.pupil_id)
        assert rows.update(account=cast.joris.account_id)
