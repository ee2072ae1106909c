"""Who coordinates care sees every class of the school, and on each card what is asked of them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Ask, Circle
from deelgenoot.circles.terms import AskKind
from deelgenoot.contact.queries import school
from deelgenoot.contact.queries.klas import my_class
from deelgenoot.contact.queries.school import classes_of_school
from tests.cast import account_of


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def test_the_coordinator_sees_every_class_with_how_many_were_not_spoken(cast):
    with acting_as(cast.kees):
        page = classes_of_school(cast.kees)
        (mine,) = [line for line in page.classes if line.name == "5B"]
        pupils = my_class(cast.kees, mine.id)
    assert page.coordinates
    assert page.next is None
    assert mine.children == len(pupils.pupils) > 20
    assert mine.not_yet == len([line for line in pupils.pupils if line.last_at is None])
    assert 0 < mine.not_yet < mine.children
    assert pupils.mine is False


def test_a_class_opens_from_the_list(signed_in_as, cast):
    kees = signed_in_as("kees")
    assert 'href="/klas/school/"' in kees.get("/klas/").content.decode()
    page = kees.get("/klas/school/")
    assert "Alle klassen" in words(page)
    links = re.findall(r'href="(/klas/\?klas=[0-9a-f-]+)"', page.content.decode())
    opened = [kees.get(link).content.decode() for link in links]
    assert len([page for page in opened if f"/kring/{cast.noor.pk}/" in page]) == 1


def test_who_coordinates_and_has_no_class_begins_with_the_school(copy):
    copy.change("UPDATE organisations_assignment SET until = now() - interval '1 minute'")
    with copy.working_as("app"):
        kees = Client()
        kees.force_login(account_of("kees"), backend="deelgenoot.people.backends.HatBackend")
        kees.cookies["django_language"] = "nl"
        page = words(kees.get("/klas/"))
    assert "Alle klassen" in page
    assert "5B" in page


def test_letting_someone_stand_in_stays_two_taps_for_who_coordinates(signed_in_as):
    kees = signed_in_as("kees")
    page = kees.get("/klas/").content.decode()
    links = re.findall(r'href="(/klas/[0-9a-f-]+/invaller/)"', page)
    assert len(links) > 2
    assert all(kees.get(link).status_code == 200 for link in links)
    for link in re.findall(
        r'href="(/klas/\?klas=[0-9a-f-]+)"', kees.get("/klas/school/").content.decode()
    ):
        opened = kees.get(link).content.decode()
        assert len(re.findall(r'href="/klas/[0-9a-f-]+/invaller/"', opened)) == 1


@pytest.mark.parametrize("who", ["anna", "fatma", "ria", "samira", "joris", "ellen"])
def test_nobody_else_opens_the_school_over(signed_in_as, who):
    assert signed_in_as(who).get("/klas/school/").status_code == 404


def test_an_administrator_who_asks_for_a_class_gets_no_children(signed_in_as, cast):
    with acting_as(cast.kees):
        group = classes_of_school(cast.kees).classes[0].id
    assert "Noor" not in words(signed_in_as("ria").get(f"/klas/?klas={group}"))


def test_another_school_asks_for_a_class_in_vain(signed_in_as, cast):
    with acting_as(cast.kees):
        group = classes_of_school(cast.kees).classes[0].id
    assert "Noor" not in words(signed_in_as("joris").get(f"/klas/?klas={group}"))


def test_the_classes_come_a_page_at_a_time(cast, monkeypatch):
    monkeypatch.setattr(school, "CLASSES", 1)
    with acting_as(cast.kees):
        first = classes_of_school(cast.kees)
        names, page = [first.classes[0].name], first
        while page.next:
            page = classes_of_school(cast.kees, page.next)
            names += [line.name for line in page.classes]
    assert names == sorted(set(names))
    assert len(names) > 1
    assert "5B" in names
    assert "Plusgroep" not in names  # who is in it for a few hours counts in the own class


def test_every_page_of_classes_shows_some_and_every_child_counts_once(cast, monkeypatch):
    with acting_as(cast.kees):
        whole = classes_of_school(cast.kees)
        monkeypatch.setattr(school, "CLASSES", 2)
        pages = [classes_of_school(cast.kees)]
        while pages[-1].next:
            pages.append(classes_of_school(cast.kees, pages[-1].next))
        circles = Circle.objects.seen_by(cast.kees).count()
    assert all(page.classes for page in pages)
    assert [line for page in pages for line in page.classes] == whole.classes
    assert sum(line.children for line in whole.classes) == circles


@pytest.mark.parametrize("begin", ["", "geen", "00000000-0000-7000-8000-000000000009"])
def test_a_place_to_begin_that_is_not_there_begins_at_the_top(signed_in_as, begin):
    assert "5B" in words(signed_in_as("kees").get(f"/klas/school/?vanaf={begin}"))


def test_what_is_asked_of_the_teacher_stands_on_the_card(cast):
    with acting_as(cast.anna):
        Ask.objects.seen_by(cast.anna).update(done=cast.anna.now)
        made = {"circle": cast.noor, "person_id": cast.anna.person_id, "subject": cast.noor.pk}
        tomorrow = (cast.anna.now + timedelta(days=1)).date()
        Ask.objects.create(kind=AskKind.TALK_AT_HOME, sent=cast.anna.now, **made)
        Ask.objects.create(kind=AskKind.COME_BACK, sent=cast.anna.now, due=tomorrow, **made)
        Ask.objects.create(kind=AskKind.FOR_YOU, sent=cast.anna.now, **made)
        asked = {line.first: line.asked for line in my_class(cast.anna).pupils}
    assert [one.kind for one in asked["Noor"]] == [AskKind.TALK_AT_HOME]
    assert asked["Willem"] == ()
