"""Making the papers of a class: once, by who may, and when a worker dies the next goes on."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from deelgenoot.letters import tasks
from deelgenoot.letters.actions.batches import tidy_up

WORKING = (
    "SELECT count(*) FROM circles_invitation i JOIN people_person p ON p.id = i.person_id"
    " WHERE i.expires_at > now() AND i.used_at IS NULL AND p.first IN ('Mirjam', 'Layal')"
)
MADE = "SELECT count(*) FROM letters_batch"
BEGUN = re.compile(r'name="batch_id" value="([0-9a-f-]+)"')


@pytest.fixture
def two(desk):
    """Two mothers who are not in yet."""
    return desk.adult("Samuel", "Layal"), desk.adult("Willem", "Mirjam")


def test_a_double_click_is_one_batch(desk, two):
    number = BEGUN.search(desk.ria.get(desk.page).content.decode()).group(1)
    first, second = desk.asks(batch=number), desk.asks(batch=number)
    assert first == second
    assert desk.rows(MADE) == [(1,)]
    other = desk.asks()  # another tab, while the first is being made
    assert other == first
    desk.works(first)
    assert desk.asks(batch=number) == first  # and long after
    assert desk.rows(MADE) == [(1,)]


def test_while_it_is_made_one_sees_how_far_it_is_and_may_ask_only_whether_it_changed(desk, two):
    batch = desk.asks()
    page = f"/beheer/brieven/{batch}/"
    answer = desk.ria.get(page)
    shown = answer.content.decode()
    assert "0 van 2 klaar" in shown
    assert 'hx-trigger="every 2s"' in shown
    part = desk.ria.get(page, headers={"HX-Request": "true", "If-None-Match": answer["ETag"]})
    assert part.status_code == 304
    desk.works(batch)
    part = desk.ria.get(page, headers={"HX-Request": "true", "If-None-Match": answer["ETag"]})
    assert part.status_code == 200
    after = part.content.decode()
    assert "<html" not in after
    assert "2 brieven zijn klaar" in after
    assert "hx-get" not in after


def lose_the_task(desk):
    desk.change(
        "UPDATE organisations_appointment SET until = now() - interval '1 minute' WHERE"
        " function = 'administrator' AND person_id IN (SELECT id FROM people_person"
        " WHERE first = 'Ria')"
    )


def test_who_lost_the_task_halfway_makes_nothing(desk, two, monkeypatch):
    batch = desk.asks()
    with desk.street.copy.working_as("jobs"):
        assert tasks._try_next(batch)
    lose_the_task(desk)
    desk.works(batch)
    assert desk.batch(batch, "stopped", "made_at", "sealed") == ("function", None, None)
    assert desk.rows(WORKING) == [(0,)]
    assert desk.ria.get(f"/beheer/brieven/{batch}/").status_code == 404


def test_who_lost_the_task_afterwards_takes_nothing(desk, two):
    batch = desk.makes()
    lose_the_task(desk)
    assert desk.takes(batch).status_code == 404
    assert desk.rows(WORKING) == [(0,)]


def test_a_worker_that_died_is_followed_by_one_that_goes_on(desk, two):
    batch = desk.asks()
    with desk.street.copy.working_as("jobs"):
        assert tasks._try_next(batch)
    desk.change("UPDATE procrastinate_jobs SET status = 'doing'")  # it never comes back
    tasks_waiting = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
    with desk.street.copy.working_as("jobs"):
        tasks.tidy(0)
    assert desk.rows(tasks_waiting) == [(0,)]  # it may still be at work
    desk.change("UPDATE letters_batch SET seen_at = now() - interval '3 minutes'")
    with desk.street.copy.working_as("jobs"):
        tasks.tidy(0)
        tasks.tidy(0)
    assert desk.rows(tasks_waiting) == [(1,)]
    assert "1 van 2 klaar" in desk.shows(batch)
    desk.works(batch)
    assert "2 brieven zijn klaar" in desk.shows(batch)


def test_a_worker_that_dies_at_the_very_end_has_made_no_code(desk, two, monkeypatch):
    batch = desk.asks()

    def dies(papers):
        raise SystemExit

    real = tasks.pdf_of
    monkeypatch.setattr(tasks, "pdf_of", lambda p: real(p) if len(list(p)) == 1 else dies(p))
    with pytest.raises(SystemExit):
        desk.works(batch)
    count = "SELECT count(*) FROM letters_paper WHERE state = 'made'"
    assert desk.rows(count) == [(0,)]
    made_since = "SELECT count(*) FROM circles_invitation WHERE way = 'letter'"
    assert desk.rows(made_since) == [(0,)]
    monkeypatch.undo()
    desk.works(batch)
    desk.takes(batch)
    assert desk.rows(WORKING) == [(2,)]


def test_after_five_workers_it_says_that_it_did_not_work_and_one_can_try_anew(desk, two):
    batch = desk.asks()
    desk.change("UPDATE letters_batch SET tries = 5")
    desk.works(batch)
    assert "Dit lukte niet" in desk.shows(batch)
    assert "elke code van hiervoor werkt nog" in desk.shows(batch)
    again = desk.makes()
    assert again != batch
    assert "2 brieven zijn klaar" in desk.shows(again)


def test_two_workers_at_once_make_one_file(desk, two):
    batch = desk.asks()
    desk.works(batch)
    before = desk.batch(batch, "sealed", "made_at")
    desk.works(batch)
    with desk.street.copy.working_as("jobs"):
        tasks._finish(batch)
    assert desk.batch(batch, "sealed", "made_at") == before


def tidied(desk, minutes):
    with desk.street.copy.working_as("jobs"):
        tidy_up(now=timezone.now() + timedelta(minutes=minutes))


def test_after_an_hour_the_file_is_gone_and_codes_nobody_took_never_work(desk, two):
    batch = desk.makes()
    tidied(desk, 59)
    assert desk.batch(batch, "sealed")[0] is not None
    tidied(desk, 61)
    assert desk.batch(batch, "sealed")[0] is None
    assert "Niemand heeft het bewaard" in desk.shows(batch)
    assert desk.takes(batch).status_code == 302
    assert desk.rows(WORKING) == [(0,)]
    desk.takes(desk.makes())
    assert desk.rows(WORKING) == [(2,)]


def test_when_it_is_printed_the_file_goes_at_once_and_the_letters_keep_working(desk, two):
    batch = desk.makes()
    desk.takes(batch)
    assert desk.ria.post(f"/beheer/brieven/{batch}/weg/").status_code == 302
    assert desk.batch(batch, "sealed")[0] is None
    assert "Wat je hebt geprint, blijft werken" in desk.shows(batch)
    assert desk.rows(WORKING) == [(2,)]


def test_after_a_day_nothing_is_left_of_who_got_what_and_why(desk, two):
    batch = desk.makes()
    tidied(desk, 60 * 25)
    assert desk.rows(MADE) == [(0,)]
    assert desk.rows("SELECT count(*) FROM letters_paper") == [(0,)]
    assert desk.ria.get(f"/beheer/brieven/{batch}/").status_code == 404


@pytest.mark.parametrize("who", ["anna", "kees", "samira", "joris", "fatma"])
def test_for_anyone_else_there_is_no_such_page(desk, two, who):
    batch = desk.makes()
    other = desk.street.visitor()
    other.sign_in(who)
    assert other.get(desk.page).status_code == 404
    assert other.post(desk.page, {"way": "letter"}).status_code == 404
    for page in ("", "bestand/", "weg/"):
        assert other.post(f"/beheer/brieven/{batch}/{page}").status_code == 404
    assert desk.batch(batch, "sealed")[0] is not None


def colleague(desk, first="Anna"):
    """Make a colleague administrator too."""
    desk.change(
        "INSERT INTO organisations_appointment (id, school_id, person_id, function, key, days,"
        " since) SELECT gen_random_uuid(), a.school_id, a.person_id, 'administrator', 'x', '{}',"
        " now() - interval '1 day' FROM organisations_appointment a JOIN people_person p"
        " ON p.id = a.person_id WHERE p.first = %s LIMIT 1",
        first,
    )
    other = desk.street.visitor()
    other.sign_in(first.lower())
    return other


def test_another_administrator_does_not_see_it_and_hears_that_it_is_being_made(desk, two):
    batch = desk.asks()
    anna = colleague(desk)
    shown = anna.get(desk.page).content.decode()
    number = BEGUN.search(shown).group(1)
    answer = anna.post(desk.page, {"batch_id": number, "way": "letter"}, follow=True)
    assert "Een collega maakt deze op dit moment" in answer.content.decode()
    assert anna.get(f"/beheer/brieven/{batch}/").status_code == 404
    desk.works(batch)
    assert anna.post(f"/beheer/brieven/{batch}/bestand/").status_code == 404
    assert desk.rows(MADE) == [(1,)]


def test_an_administrator_makes_no_letters_for_the_own_child_or_who_shares_it(desk, two):
    fatma = colleague(desk, "Fatma")
    emre = desk.pupil("Emre")
    fatma.get(desk.page)
    assert desk.rows("SELECT count(*) FROM organisations_enrolment WHERE pupil_id = %s", emre)
    shown = fatma.get(desk.page).content.decode()
    assert f"/code/{emre}/" not in shown


def test_the_maker_alone_has_the_rows_by_policy_and_by_the_database(desk, two):
    from deelgenoot.access.rows import acting_as
    from deelgenoot.letters.models import Batch, Paper
    from tests.cast import Cast

    desk.makes()
    for who, actor in Cast().everyone.items():
        with acting_as(actor):
            for model in (Batch, Paper):
                by_policy = set(model.objects.seen_by(actor).values_list("pk", flat=True))
                by_guard = set(model._base_manager.values_list("pk", flat=True))
                assert by_policy == by_guard, who
                assert bool(by_guard) == (who == "ria"), who
