"""Messages on a device: on by one's own tap on one's own device, off whenever one wants."""

import json
import threading

import psycopg
import pytest
from django.conf import settings as house
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.details.devices import KEPT
from deelgenoot.kernel.actor import Hat
from deelgenoot.post.actions import turn_off, turn_on
from deelgenoot.post.models import PushDevice
from deelgenoot.post.push import Subscription
from deelgenoot.post.tests.devices import let_all_go, put_device, put_news, wish
from tests.cast import account_of, wearing
from tests.push_service import Browser

AGENT = (
    "Mozilla/5.0 (Linux; Android 14; SM-A546B) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/131.0.6778.81 Mobile Safari/537.36"
)
ON, OFF, MINE = "/mijn-gegevens/toestel/aan/", "/mijn-gegevens/toestel/uit/", "/mijn-gegevens/"
ROWS = (
    "SELECT a.email, d.endpoint FROM post_pushdevice d"
    " JOIN people_account a ON a.id = d.account_id"
)
BACKEND = "deelgenoot.people.backends.HatBackend"


def at_home(key, *, own=True, hat="family", client=None):
    """A browser in which someone signed in at home, on a device of their own."""
    client = client or Client(headers={"user-agent": AGENT})
    account = account_of(key)
    client.force_login(account, backend=BACKEND)
    session = client.session
    session["own_device"] = own
    session["hat"] = next((h.key for h in account.hats() if h.hat == hat), "")
    session.save()
    return client


def tap(client, browser, **more):
    """Turn messages on, as the page does."""
    told = browser.subscription() | more
    return client.post(ON, json.dumps(told), content_type="application/json")


@pytest.fixture
def street(copy, push_service):
    """A copy on which the web works, where nothing is said to be unsafe."""
    with copy.working_as("app"):
        wish(copy, never=[])
        yield copy


def test_one_tap_turns_it_on_here_and_the_list_says_which_device_it_is(street, push_service):
    client, browser = at_home("samira"), Browser(push_service)
    answer = tap(client, browser)
    assert answer.json() == {"on": True}
    cookie = answer.cookies[KEPT]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    ((name, system, mark),) = street.rows("SELECT browser, system, mark FROM post_pushdevice")
    assert (name, system) == ("Chrome", "Android")
    assert cookie.value not in mark
    page = client.get(MINE).content.decode()
    assert "Chrome op Android, sinds" in page
    assert "dit toestel" in page
    assert "SM-A546B" not in page
    assert browser.path not in page
    assert "Chrome op Android" in at_home("samira").get(MINE).content.decode()


def test_from_tap_to_a_message_on_the_screen(street, push_service, postbox):
    tap(at_home("samira"), Browser(push_service))
    wish(street, days=[], call_from=None, call_until=None)
    letter = put_news(street)
    with street.working_as("jobs"):
        let_all_go(street, letter)
    assert [c.told["title"] for c in push_service.got] == ["De Regenboog"]


def test_tapping_twice_and_turning_on_again_leave_one_row(street, push_service):
    client, browser = at_home("samira"), Browser(push_service)
    for _again in range(2):
        assert tap(client, browser).status_code == 200
    assert tap(client, Browser(push_service)).status_code == 200
    assert len(street.rows(ROWS)) == 1


def test_two_taps_at_once_leave_one_row(street, push_service):
    browser, ready = Browser(push_service), threading.Barrier(2)
    answers = []

    def once():
        from django.db import connection

        client = at_home("samira")
        ready.wait()
        answers.append(tap(client, browser).status_code)
        connection.close()

    both = [threading.Thread(target=once) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert answers == [200, 200]
    assert len(street.rows(ROWS)) == 1


@pytest.mark.parametrize("other", ["youssef", "fatma"])
def test_off_goes_one_by_one_or_all_at_once_and_only_of_ones_own(street, push_service, other):
    one, two, theirs = (Browser(push_service) for _ in range(3))
    ids = [put_device(street, browser) for browser in (one, two)]
    put_device(street, theirs, other.capitalize())
    stranger, samira = at_home(other), at_home("samira")
    assert stranger.post(OFF, {"toestel": str(ids[0])}).status_code == 302
    assert len(street.rows(ROWS)) == 3
    assert samira.post(OFF, {"toestel": str(ids[0])}).status_code == 302
    assert {row[1] for row in street.rows(ROWS)} == {two.endpoint, theirs.endpoint}
    samira.post(OFF, {"toestel": "alle"})
    assert [row[1] for row in street.rows(ROWS)] == [theirs.endpoint]
    assert samira.post(OFF, {"toestel": "x"}).status_code == 404


def test_who_said_that_it_is_not_safe_is_refused_and_reads_why(street, push_service):
    wish(street, never=["push"])
    client = at_home("samira")
    answer = tap(client, Browser(push_service))
    assert answer.status_code == 409
    assert "Veilig contact" in answer.json()["trouble"]
    assert street.rows(ROWS) == []
    page = client.get(MINE).content.decode()
    assert "op geen enkel toestel" in page
    assert "data-push=" not in page


def test_on_a_device_of_others_it_is_neither_offered_nor_taken(street, push_service):
    client = at_home("samira", own=False)
    page = client.get(MINE).content.decode()
    assert "data-push=" not in page
    assert "eigen toestel" in page
    assert tap(client, Browser(push_service)).status_code == 409
    assert street.rows(ROWS) == []


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"endpoint": 3, "keys": {"p256dh": "a", "auth": "b"}}',
        b'{"endpoint": "https://fcm.googleapis.com/x", "keys": "abc"}',
        b'{"endpoint": "https://fcm.googleapis.com/x"}',
        b"[" * 4000,
        b'{"endpoint": "' + b"x" * 5000 + b'"}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_subscription_gets_a_sentence(street, told):
    answer = at_home("samira").post(ON, told, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["trouble"].endswith(".")
    assert street.rows(ROWS) == []


@pytest.mark.parametrize(
    "endpoint", ["https://127.0.0.1/x", "http://10.0.0.1/x", "https://evil.invalid/x"]
)
def test_an_address_that_is_no_push_service_is_refused(street, push_service, endpoint):
    answer = tap(at_home("samira"), Browser(push_service), endpoint=endpoint)
    assert answer.status_code == 409
    assert street.rows(ROWS) == []


def test_under_another_hat_and_for_a_newcomer_there_is_nothing_here(street, push_service):
    put_device(street, Browser(push_service), "Fatma")
    at_work = at_home("fatma", hat="work")
    assert tap(at_work, Browser(push_service)).status_code == 404
    assert at_work.post(OFF, {"toestel": "alle"}).status_code == 404
    assert len(street.rows(ROWS)) == 1
    street.change("UPDATE people_person SET proven_at = NULL WHERE first = 'Samira'")
    assert tap(at_home("samira"), Browser(push_service)).status_code == 302


def test_signed_out_nothing_is_taken(street, push_service):
    assert tap(Client(), Browser(push_service)).status_code == 403
    assert street.rows(ROWS) == []


def test_a_form_of_another_site_turns_nothing_on(street, push_service):
    client = at_home("samira", client=Client(enforce_csrf_checks=True))
    assert tap(client, Browser(push_service)).status_code == 403


def test_signing_out_ends_it_on_this_device_and_on_no_other(street, push_service):
    here, there = Browser(push_service), Browser(push_service)
    client = at_home("samira")
    tap(client, here)
    tap(at_home("samira"), there)
    client.post("/uitloggen/")
    assert [row[1] for row in street.rows(ROWS)] == [there.endpoint]


def test_who_signs_in_after_another_ends_what_the_other_was_shown_here(street, push_service):
    client, browser = at_home("samira"), Browser(push_service)
    tap(client, browser)
    client.cookies.pop(house.SESSION_COOKIE_NAME)  # the session of the first is over by itself
    from deelgenoot.home.sessions import settle_session

    for key, left in (("samira", 1), ("youssef", 0)):
        request = client.get("/aanmelden/").wsgi_request
        settle_session(request, account_of(key))
        assert len(street.rows(ROWS)) == left


def test_who_turns_it_on_in_the_browser_of_another_takes_its_place(street, push_service):
    browser = Browser(push_service)
    put_device(street, browser, "Youssef")
    assert tap(at_home("samira"), browser).status_code == 200
    assert street.rows(ROWS) == [("samira@demo.invalid", browser.endpoint)]


def test_eleven_devices_are_too_many(street, push_service):
    for _each in range(10):
        put_device(street, Browser(push_service))
    answer = tap(at_home("samira"), Browser(push_service))
    assert answer.status_code == 409
    assert "tien toestellen" in answer.json()["trouble"]


def test_without_a_key_of_the_server_there_is_no_choice(street, push_service, settings):
    settings.PUSH = None
    client = at_home("samira")
    assert 'id="berichtje"' not in client.get(MINE).content.decode()
    assert tap(client, Browser(push_service)).status_code == 400


def test_the_page_says_what_stands_on_the_screen(street):
    client = at_home("samira")
    assert "alleen de naam van de school" in client.get(MINE).content.decode()
    wish(street, names_step=True, only_phone_id=None, days=[], call_from=None, call_until=None)
    assert "zoals: Goed nieuws" in client.get(MINE).content.decode()


def test_the_browser_gets_what_shows_a_message_from_the_root():
    answer = Client().get("/berichtje.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert Client().post("/berichtje.js").status_code in (403, 405)


def given(browser):
    return {
        "given": Subscription(browser.endpoint, **browser.keys),
        "own": True,
        "mark": "m",
        "before": "",
        "browser": "Chrome",
        "system": "Android",
    }


def test_nobody_turns_it_on_or_off_for_someone_else(street, push_service):
    samira = account_of("samira")
    for key, hat in (("ria", Hat.WORK), ("youssef", Hat.FAMILY), ("fatma", Hat.FAMILY)):
        with pytest.raises(PermissionDenied):
            turn_on(wearing(key, hat), samira, **given(Browser(push_service)))
        with pytest.raises(PermissionDenied):
            turn_off(wearing(key, hat), samira, device=None)


@pytest.mark.parametrize(
    ("key", "hat", "seen"),
    [
        ("samira", Hat.FAMILY, 1),
        ("youssef", Hat.FAMILY, 0),
        ("ria", Hat.WORK, 0),
        ("anna", Hat.WORK, 0),
        ("fatma", Hat.FAMILY, 1),
        ("fatma", Hat.WORK, 0),
    ],
)
def test_policy_and_database_both_show_only_ones_own(street, push_service, key, hat, seen):
    put_device(street, Browser(push_service))
    put_device(street, Browser(push_service), "Fatma")
    actor = wearing(key, hat).at(timezone.now())
    with acting_as(actor):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM post_pushdevice")
            assert cursor.fetchone() == (seen,)
        assert PushDevice.objects.seen_by(actor).count() == seen


def test_the_database_takes_a_row_for_oneself_only(street, push_service):
    samira, other = wearing("samira", Hat.FAMILY), account_of("youssef")
    with pytest.raises(Exception, match="row-level security"), acting_as(samira):
        PushDevice.objects.create(account=other, endpoint="https://x.invalid/", mark="")


def test_only_the_task_that_sends_reads_and_takes_out_and_changes_nothing(street, push_service):
    put_device(street, Browser(push_service))
    for task, seen in (("posting", 1), ("import", 0), ("eighteen", 0), ("", 0)):
        with street.open("jobs") as worker:
            worker.execute("SELECT set_config('deelgenoot.task', %s, true)", [task])
            assert worker.execute("SELECT count(*) FROM post_pushdevice").fetchone() == (seen,)
            assert worker.execute("UPDATE post_pushdevice SET mark = 'x'").rowcount == 0
            assert worker.execute("DELETE FROM post_pushdevice").rowcount == seen
            worker.rollback()
    with street.open("jobs") as worker, pytest.raises(psycopg.errors.InsufficientPrivilege):
        worker.execute("SELECT * FROM deelgenoot_forget_browser('', '', NULL)")


def test_forgetting_nothing_in_particular_takes_out_nothing(street, push_service):
    put_device(street, Browser(push_service))  # its mark is empty, as of a browser that lost it
    client = at_home("samira")
    client.post("/uitloggen/")
    assert len(street.rows(ROWS)) == 1
