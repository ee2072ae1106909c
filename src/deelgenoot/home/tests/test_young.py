"""A young pupil meets pictures, an older one a short page, and who is 12 or older all of it."""

import re
from datetime import date

import pytest
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Ask, Entry
from deelgenoot.circles.terms import AskKind
from deelgenoot.people.models import Person
from deelgenoot.safety.tests.conftest import give_account, signed_in


def birthday(age):
    """The birth date of who became this old this month, at the latest today."""
    today = timezone.localdate()
    return date(today.year - age, today.month, min(today.day, 28))


@pytest.fixture
def pupil(cast):
    """Lets Noor be of some age, and open the house."""
    give_account(cast, cast.noor.pupil_id, "noor@demo.invalid")

    def of(age):
        born = birthday(age) if age else None
        with acting_as(cast.ria):
            Person.objects.seen_by(cast.ria).filter(pk=cast.noor.pupil_id).update(born_on=born)
        return signed_in("noor")

    return of


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


@pytest.mark.parametrize(("age", "pictures"), [(4, True), (8, True), (9, False), (14, False)])
def test_pictures_are_for_who_is_at_most_eight(pupil, age, pictures):
    page = pupil(age).get("/")
    assert ("dg-tile" in page.content.decode()) is pictures
    assert ("Vertel hoe het gaat" in words(page)) is pictures


def test_without_a_birth_date_one_gets_the_whole_page(pupil):
    assert "dg-tile" not in pupil(None).get("/").content.decode()


@pytest.mark.parametrize(("age", "shown"), [(7, 2), (10, 3), (13, 7)])
def test_fewer_asks_stand_on_the_page_of_who_is_younger(cast, pupil, age, shown):
    made = {"circle": cast.noor, "person_id": cast.noor.pupil_id, "sent": cast.anna.now}
    with acting_as(cast.anna):
        for _ in range(9):
            Ask.objects.create(kind=AskKind.CLOSING, subject=cast.noor.pk, **made)
    page = pupil(age).get("/").content.decode()
    before_more = page.partition('id="main"')[2].partition("<details")[0]
    assert before_more.count('id="ask-') == shown
    assert page.count('id="ask-') == 9


def tell(client, cast, **told):
    path = f"/kring/{cast.noor.pk}/contact/"
    page = client.get(path).content.decode()
    (once,) = re.findall(r'name="entry_id" value="([0-9a-f-]+)"', page)
    return client.post(path, {"entry_id": once, **told})


def newest(cast):
    with acting_as(cast.anna):
        rows = Entry.objects.seen_by(cast.anna).filter(circle=cast.noor)
        return rows.order_by("-at", "-id").values_list("words", flat=True)[0]


def test_one_picture_is_enough_and_reads_as_the_childs_own_words(cast, pupil):
    assert tell(pupil(6), cast, feeling="happy").status_code == 302
    cast.anna = cast.anna.at(timezone.now())
    assert newest(cast) == "Ik ben blij."


def test_words_come_after_the_picture(cast, pupil):
    tell(pupil(6), cast, feeling="sad", line="De hond is ziek.")
    cast.anna = cast.anna.at(timezone.now())
    assert newest(cast) == "Ik ben verdrietig. De hond is ziek."


def test_without_a_picture_the_page_asks_for_one_and_keeps_the_words(cast, pupil):
    answer = tell(pupil(6), cast, line="De hond is ziek.")
    assert answer.status_code == 200
    assert "De hond is ziek." in answer.content.decode()


def test_who_is_older_tells_in_words(cast, pupil):
    page = pupil(9).get(f"/kring/{cast.noor.pk}/contact/").content.decode()
    assert 'name="feeling"' not in page
