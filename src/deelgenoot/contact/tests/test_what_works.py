"""What works: at most three lines, read around the pupil, written by who knows the pupil best."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from deelgenoot.access.rows import acting_as
from deelgenoot.contact.actions.works import ChangedMeanwhile, keep_what_works
from deelgenoot.contact.queries.klas import my_class
from deelgenoot.contact.queries.works import sign_of, works_in
from deelgenoot.kernel.rules import Refused

HELPS = ["Eerst samen lezen", "Een plek bij het raam"]


def stands(actor, circle):
    with acting_as(actor):
        return [line.words for line in works_in(actor, circle.pk)]


def keep(cast, actor, lines, **more):
    with acting_as(actor):
        seen = sign_of(works_in(actor, cast.noor.pk))
    keep_what_works(actor, cast.noor, lines=lines, **{"seen": seen, **more})


@pytest.fixture
def helps(cast):
    keep(cast, cast.samira, HELPS)
    return cast


@pytest.mark.parametrize("name", ["anna", "fatma", "kees", "samira", "youssef"])
def test_who_is_around_the_pupil_reads_them(helps, name):
    assert stands(helps.everyone[name], helps.noor) == HELPS


@pytest.mark.parametrize("name", ["ria", "joris", "stranger", "fatma_at_home", "ellen"])
def test_who_is_not_around_the_pupil_reads_nothing(helps, name):
    assert stands(helps.everyone[name], helps.noor) == []


def test_they_stand_on_the_card_of_the_class(helps):
    with acting_as(helps.anna):
        works = {line.first: line.works for line in my_class(helps.anna).pupils}
    assert works["Noor"] == HELPS
    assert works["Willem"] == []


def test_other_words_end_a_line_and_begin_a_new_one(helps):
    keep(helps, helps.samira.at(helps.samira.now + timedelta(minutes=1)), [HELPS[0], "Muziek"])
    later = helps.anna.at(helps.anna.now + timedelta(minutes=2))
    assert stands(later, helps.noor) == [HELPS[0], "Muziek"]


def test_a_line_goes_when_it_is_left_empty(helps):
    keep(helps, helps.samira.at(helps.samira.now + timedelta(minutes=1)), HELPS[:1])
    assert stands(helps.anna.at(helps.anna.now + timedelta(minutes=2)), helps.noor) == HELPS[:1]


def test_a_colleague_writes_them_with_someone_at_home(cast):
    with pytest.raises(Refused):
        keep(cast, cast.anna, HELPS)
    with pytest.raises(Refused):
        keep(cast, cast.anna, HELPS, spoken_with=[cast.kees.person_id])
    keep(cast, cast.anna, HELPS, spoken_with=[cast.samira.person_id])
    assert stands(cast.samira, cast.noor) == HELPS


@pytest.mark.parametrize("name", ["ria", "joris", "stranger", "ellen"])
def test_others_write_nothing(cast, name):
    with pytest.raises(PermissionDenied):
        keep(cast, cast.everyone[name], HELPS)


def test_what_someone_else_changed_is_not_written_over(helps):
    with pytest.raises(ChangedMeanwhile):
        keep(helps, helps.youssef, ["Anders"], seen="")
    assert stands(helps.anna, helps.noor) == HELPS


def test_on_the_page_one_reads_who_reads_it_before_keeping(signed_in_as, cast):
    page = (
        signed_in_as("samira").get(reverse("contact:works", args=[cast.noor.pk])).content.decode()
    )
    assert "Anna" in page
    assert "Youssef" in page


def test_two_who_write_at_once_lose_no_words(signed_in_as, helps):
    address, youssef = reverse("contact:works", args=[helps.noor.pk]), signed_in_as("youssef")
    told = youssef.post(address, {"seen": "", "one": "Zingen", "two": "", "three": ""})
    page = told.content.decode()
    assert "Zingen" in page
    assert HELPS[0] in page
    assert stands(helps.anna, helps.noor) == HELPS
