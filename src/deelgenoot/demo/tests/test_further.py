"""In the demo one can be the pupil, the attention officer and the confidant, too."""

import pytest
from django.test import Client
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.contact.queries.works import works_in
from deelgenoot.demo.cast import BY_KEY, FURTHER, PARTS, cast, who_you_can_be
from deelgenoot.demo.further import WORKS, tell_further
from deelgenoot.demo.story import Storyteller
from deelgenoot.kernel.actor import Hat
from deelgenoot.people.accounts import find_account

BACKEND = "deelgenoot.people.backends.HatBackend"


@pytest.fixture
def told(db):
    """The whole story, by who tells it."""
    teller = Storyteller(timezone.now())
    ria = teller.be("ria", Hat.WORK)
    with acting_as(ria):
        school = my_school(ria)
    tell_further(teller, ria, school)
    return teller


def test_before_it_nobody_can_be_who_is_not_there(db):
    assert cast() == list(PARTS)


def test_everyone_of_the_whole_story_can_be_chosen(told):
    assert cast() == [*PARTS, *FURTHER]
    assert all(part.name in who_you_can_be() for part in BY_KEY.values())


@pytest.mark.parametrize("key", ["noor", "imke", "conny"])
def test_who_is_chosen_opens_vandaag(told, key):
    someone = Client()
    someone.force_login(find_account(BY_KEY[key].mail), backend=BACKEND)
    someone.cookies["django_language"] = "nl"
    page = someone.get("/")
    assert page.status_code == 200
    assert BY_KEY[key].first in page.content.decode()


def test_noor_reads_and_is_no_newcomer(told):
    noor = told.be("noor", Hat.FAMILY)
    assert (noor.new, noor.is_pupil) == (False, True)
    with acting_as(noor):
        assert [line.words for line in works_in(noor, told.circle(noor, "Noor").pk)] == list(WORKS)
