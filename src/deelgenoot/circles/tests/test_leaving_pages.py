"""The pages of leaving: nothing is noted before it was looked at, and nothing odd breaks them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.organisations.models import Enrolment
from deelgenoot.ui.dates import in_amsterdam

DAY = timedelta(days=1)


@pytest.fixture
def page(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil=cast.noor.pupil_id)
        return f"/beheer/leerling/{rows.get().pk}/van-school/"


def until(cast):
    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).filter(pupil=cast.noor.pupil_id)
        return rows.get().until


def asked(deed, days=5, **more):
    day = in_amsterdam(timezone.now()).date() + days * DAY
    return {"deed": deed, "last_day": day.isoformat(), "going_to": "", "seen": "", **more}


def test_looking_notes_nothing_and_names_who_reads_on(cast, page, signed_in_as):
    said = signed_in_as("ria").post(page, asked("look")).content.decode()
    assert "Dit gebeurt er" in said
    assert "Samira El Amrani en Youssef El Amrani" in said
    assert until(cast) is None


def test_noting_and_setting_right_are_one_tap_each(cast, page, signed_in_as):
    ria = signed_in_as("ria")
    assert ria.post(page, asked("leave", going_to="moved")).status_code == 302
    assert until(cast) is not None
    said = ria.get(page).content.decode()
    assert "Verhuisd" in said
    assert "gevonden in de bron" in said
    assert ria.post(page, {"deed": "back"}).status_code == 302
    assert until(cast) is None
    assert ria.post(page, {"deed": "back"}).status_code == 302  # a second tap


def test_someone_else_was_first_and_nothing_is_overwritten(cast, page, signed_in_as):
    ria = signed_in_as("ria")
    ria.post(page, asked("leave"))
    before = until(cast)
    said = ria.post(page, asked("leave", days=9)).content.decode()
    assert "Iemand anders heeft deze laatste dag net veranderd" in said
    assert until(cast) == before


@pytest.mark.parametrize(
    "given",
    [
        {"last_day": "31-31-2026"},
        {"last_day": ""},
        {"last_day": "0001-01-01"},
        {"last_day": "9999-12-31"},
        {"going_to": "<b>nowhere"},
        {"deed": "x"},
        {"seen": "\x00"},
    ],
)
@pytest.mark.parametrize("deed", ["look", "leave"])
def test_what_makes_no_sense_is_refused_in_words(cast, page, signed_in_as, given, deed):
    answer = signed_in_as("ria").post(page, {**asked(deed), **given})
    assert answer.status_code == 200
    assert until(cast) is None


@pytest.mark.parametrize("who", ["anna", "kees", "samira", "joris"])
def test_for_anyone_else_the_pages_do_not_exist(cast, page, signed_in_as, who):
    for path in (page, "/beheer/van-school/"):
        assert signed_in_as(who).get(path).status_code == 404
    assert signed_in_as(who).post(page, asked("leave")).status_code == 404
    assert until(cast) is None


def test_who_left_is_found_on_a_list_and_marked_in_the_class(cast, page, signed_in_as):
    ria = signed_in_as("ria")
    assert "Noor El Amrani" not in ria.get("/beheer/van-school/").content.decode()
    ria.post(page, asked("leave"))
    assert "Noor El Amrani" in ria.get("/beheer/van-school/").content.decode()


def test_years_of_keeping_that_differ_say_that_the_board_set_them(
    cast, page, signed_in_as, settings
):
    settings.RETENTION_YEARS = {"pupil-file": 1}
    ria = signed_in_as("ria")
    ria.post(page, asked("leave"))
    assert "Zo ingesteld door je eigen bestuur; de bron zegt 2." in ria.get(page).content.decode()
