"""Letters wait until they are in the envelope; nothing is lost and nothing goes twice."""

import threading
from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.organisations.models import School
from deelgenoot.post.models import Letter
from deelgenoot.post.queries import letters_left
from deelgenoot.post.sending import deliver
from deelgenoot.post.terms import Told
from deelgenoot.printing.actions import note_posted, print_letters, put_back
from deelgenoot.printing.queries import lines_of, printed, runs, waiting, was_posted

pytestmark = pytest.mark.usefixtures("empty_outbox")

STATE = "SELECT print_run IS NOT NULL, sent_at IS NOT NULL, went_by, facts = '{}' FROM post_letter"


@pytest.fixture
def at_work(copy, school, administrator):
    """Do something as an administrator, through the web."""

    def doing(key, deed, **asked):
        actor = administrator(key) if key not in known else known[key]
        known[key] = actor
        with copy.working_as("app"), acting_as(actor):
            return deed(actor, School.objects.seen_by(actor).get(pk=school), **asked)

    known = {}
    return doing


def test_a_notice_for_who_wishes_letters_waits_and_asks_nobody_to_call(copy, waits_for_a_letter):
    waits_for_a_letter()
    assert copy.rows(STATE) == [(False, False, "", False)]
    assert copy.rows("SELECT 1 FROM circles_ask WHERE kind = 'speak' AND done IS NULL") == []
    assert copy.rows("SELECT on_paper_at IS NOT NULL FROM post_letter") == [(True,)]


def test_only_when_it_is_in_the_envelope_are_the_words_wiped(copy, waits_for_a_letter, at_work):
    waits_for_a_letter()
    run = at_work("ria", print_letters)
    assert copy.rows(STATE) == [(True, False, "", False)]
    assert at_work("ria", note_posted, run=run).people == 1
    assert copy.rows(STATE) == [(True, True, "letter", True)]
    assert at_work("ria", note_posted, run=run).people == 0
    assert at_work("ria", was_posted, run=run)


def test_until_then_it_can_be_put_back_and_printed_again(copy, waits_for_a_letter, at_work):
    waits_for_a_letter()
    first = at_work("ria", print_letters)
    assert at_work("ria", print_letters) is None
    assert at_work("ria", put_back, run=first) == 1
    second = at_work("ria", print_letters)
    assert second not in (None, first)
    assert at_work("ria", note_posted, run=first).people == 0
    assert copy.rows(STATE) == [(True, False, "", False)]


def test_two_administrators_never_both_post_it(copy, waits_for_a_letter, at_work):
    waits_for_a_letter()
    of_ria = at_work("ria", print_letters)
    assert at_work("kees", print_letters) is None
    assert at_work("kees", note_posted, run=of_ria).people == 0
    assert [run.by_name for run in at_work("kees", runs)] == ["Ria Vos"]
    of_kees = at_work("kees", print_letters, instead_of=of_ria)
    assert at_work("ria", note_posted, run=of_ria).people == 0
    assert not at_work("ria", was_posted, run=of_ria)
    assert at_work("kees", note_posted, run=of_kees).people == 1


def test_two_administrators_at_the_same_instant_print_each_letter_once(
    copy, waits_for_a_letter, administrator, school
):
    for first in ("Samira", "Youssef", "Fatma"):
        waits_for_a_letter(first)
    actors = [administrator("ria"), administrator("kees")]
    ready, taken = threading.Barrier(2), []

    def take(actor):
        with acting_as(actor):
            mine = School.objects.seen_by(actor).get(pk=school)
            ready.wait()
            run = print_letters(actor, mine)
            taken.append((run, len(runs(actor, mine))))
        connections.close_all()

    with copy.working_as("app"):
        threads = [threading.Thread(target=take, args=[actor]) for actor in actors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    rows = copy.rows("SELECT count(*), count(print_run), count(DISTINCT id) FROM post_letter")
    assert rows == [(3, 3, 3)]
    assert len(taken) == 2


def test_the_other_home_never_prints_it_and_does_not_know_that_it_is_there(
    copy, waits_for_a_letter, at_work
):
    """Fatma administers too, and is Emre's mother: her own letters wait for a colleague."""
    waits_for_a_letter("Fatma")
    queue = at_work("fatma", waiting)
    assert (queue.people, queue.names, queue.since) == (0, [], None)
    assert at_work("fatma", print_letters) is None
    run = at_work("ria", print_letters)
    assert at_work("fatma", runs) == []
    assert at_work("fatma", print_letters, instead_of=run) is None
    assert at_work("ria", note_posted, run=run).people == 1


def test_who_shares_a_child_with_the_reader_is_the_other_home_too(
    copy, waits_for_a_letter, at_work
):
    samira = waits_for_a_letter("Samira")
    copy.change(
        "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, until, proof,"
        " noted_by) SELECT gen_random_uuid(), k.child_id, f.id, 'unknown', '', now() -"
        " interval '9 days', now() - interval '1 day', '', f.id FROM people_custody k,"
        " people_person f WHERE k.adult_id = %s AND f.first = 'Fatma' AND f.side = 'family'",
        samira,
    )
    assert at_work("fatma", waiting).people == 0
    assert at_work("fatma", print_letters) is None
    assert at_work("ria", waiting).people == 1


@pytest.mark.parametrize("key", ["anna", "joris"])
def test_nobody_else_prints_or_sees_a_letter(copy, waits_for_a_letter, key, school):
    from tests.cast import Cast

    waits_for_a_letter()
    with copy.working_as("app"):
        everyone = Cast().everyone
        for name, actor in everyone.items():
            with acting_as(actor):
                seen = Letter.objects.seen_by(actor).exists()
            assert seen is (name == "ria"), name
        actor = everyone[key]
        with acting_as(everyone["ria"]):
            other = School.objects.seen_by(everyone["ria"]).get(pk=school)
        for deed in (print_letters, lambda a, s: note_posted(a, s, run=s.pk)):
            with pytest.raises(PermissionDenied):
                deed(actor, other)


def test_straight_at_the_table_only_who_prints_sees_it_and_no_new_one_is_read(
    copy, waits_for_a_letter
):
    from tests.cast import Cast

    waits_for_a_letter()
    with copy.working_as("app"):
        everyone = Cast().everyone
    for name, actor in everyone.items():
        with copy.database.connect("app") as web:
            persons = ",".join(str(person) for person in actor.persons)
            web.execute("SELECT set_config('deelgenoot.persons', %s, false)", [f"{{{persons}}}"])
            seen = web.execute("SELECT count(*) FROM post_letter").fetchone()
            assert seen == ((1,) if name == "ria" else (0,)), name
            if name != "ria":
                assert web.execute("UPDATE post_letter SET sent_at = now()").rowcount == 0
                continue
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute("UPDATE post_letter SET on_paper_at = NULL")


def test_a_wish_that_changed_is_followed_by_the_worker(copy, waits_for_a_letter, postbox):
    samira = waits_for_a_letter()
    later = timezone.now() + timedelta(hours=1)
    assert letters_left(now=later) == []
    copy.change("UPDATE people_wishes SET channel = 'mail' WHERE person_id = %s", samira)
    (letter,) = letters_left(now=later)
    deliver(letter)
    assert [mail["To"] for mail in postbox.mails] == ["samira@demo.invalid"]
    assert copy.rows(STATE) == [(False, True, "mail", True)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE people_wishes SET never = '{letter}' WHERE person_id = %s",
        "UPDATE people_wishes SET channel = 'call' WHERE person_id = %s",
        "DELETE FROM people_address WHERE person_id = %s",
        "UPDATE people_address SET street = 'Elders', noted_at = now() WHERE person_id = %s",
    ],
)
def test_what_changed_after_printing_comes_out_of_the_pile(
    copy, waits_for_a_letter, at_work, change
):
    samira = waits_for_a_letter("Samira")
    waits_for_a_letter("Youssef")
    run = at_work("ria", print_letters)
    copy.change(change, samira)
    done = at_work("ria", note_posted, run=run)
    assert (done.people, done.taken_out) == (1, ["Samira El Amrani"])
    assert copy.rows("SELECT print_run, went_by FROM post_letter WHERE sent_at IS NULL") == [
        (None, "")
    ]


def test_who_no_longer_wants_a_letter_is_not_taken_to_print(copy, waits_for_a_letter, at_work):
    samira = waits_for_a_letter()
    copy.change("UPDATE people_wishes SET never = '{letter}' WHERE person_id = %s", samira)
    assert at_work("ria", print_letters) is None


def test_what_is_being_printed_is_left_alone_by_the_worker(
    copy, waits_for_a_letter, at_work, postbox
):
    samira = waits_for_a_letter()
    at_work("ria", print_letters)
    copy.change("UPDATE people_wishes SET channel = 'mail' WHERE person_id = %s", samira)
    for (letter,) in copy.rows("SELECT id FROM post_letter"):
        deliver(letter)
    assert postbox.mails == []
    assert letters_left(now=timezone.now() + timedelta(hours=1)) == []


def test_the_address_is_looked_up_at_printing(copy, waits_for_a_letter, at_work):
    samira = waits_for_a_letter()
    copy.change("UPDATE people_address SET street = 'Nieuwpad' WHERE person_id = %s", samira)
    run = at_work("ria", print_letters)
    (line,) = at_work("ria", lambda a, s: lines_of(a, printed(a, s, run)))
    assert line.home["street"] == "Nieuwpad"
    assert copy.rows("SELECT 1 FROM post_letter l WHERE l::text ~ 'Nieuwpad|Lindehof'") == []


def test_letters_of_one_person_are_one_person_in_the_queue_and_names_are_paged(
    copy, waits_for_a_letter, at_work, monkeypatch
):
    for first in ("Samira", "Samira", "Youssef"):
        waits_for_a_letter(first)
    queue = at_work("ria", waiting)
    assert queue.people == 2
    monkeypatch.setattr("deelgenoot.printing.queries.PAGE", 1)
    first = at_work("ria", waiting)
    second = at_work("ria", waiting, after=first.after)
    assert sorted(first.names + second.names) == ["Samira El Amrani", "Youssef El Amrani"]
    assert second.after is None
    run = at_work("ria", print_letters)
    assert run
    assert at_work("ria", waiting).people == 1


def test_what_must_not_wait_is_not_left_to_the_postman_but_spoken(copy, waits_for_a_letter):
    waits_for_a_letter(told=Told.AT_ONCE)
    assert copy.rows(STATE) == [(False, True, "call", True)]
    asked = "SELECT count(*) FROM circles_ask WHERE kind = 'speak' AND done IS NULL"
    assert copy.rows(asked) == [(1,)]
