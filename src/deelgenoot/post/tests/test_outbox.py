"""A mail is written down with the deed that causes it, and stays until it is out."""

import psycopg
import pytest
from django.db import transaction
from django.utils import timezone

from deelgenoot.post.outbox import put_in_outbox
from deelgenoot.post.queries import letters_left
from deelgenoot.post.sending import NotSent, deliver
from deelgenoot.post.tasks import AGAIN, take_up_again
from deelgenoot.post.terms import NO_ADDRESS
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("empty_outbox")

JOBS = "SELECT args, status FROM procrastinate_jobs ORDER BY id"


def write(copy, **more):
    with copy.working_as("app"), transaction.atomic():
        put_in_outbox(
            **{"subject": "Bericht", "body": "Uw code: GEHEIM", "language": "nl", **more}
        )


def test_a_mail_goes_out_through_a_real_server_and_its_words_are_wiped(copy, postbox, letters):
    write(copy, address="samira@thuis.invalid")
    ((letter, body, address, sent, tries, _trouble),) = letters()
    assert (body, address, sent, tries) == ("Uw code: GEHEIM", "samira@thuis.invalid", False, 0)
    deliver(letter)
    (mail,) = postbox.mails
    assert mail["Message-ID"] == f"<{letter}@deelgenoot>"
    assert mail["To"] == "samira@thuis.invalid"
    assert "GEHEIM" in mail.get_content()
    assert letters() == [(letter, "", "", True, 1, "")]
    deliver(letter)
    assert len(postbox.mails) == 1


def test_a_deed_that_is_taken_back_leaves_no_mail_and_no_job(copy, letters):
    with copy.working_as("app"), transaction.atomic():
        put_in_outbox(subject="a", body="b", language="nl", address="a@b.invalid")
        transaction.set_rollback(True)
    assert letters() == []
    assert copy.rows(JOBS) == []


def test_the_job_carries_an_id_and_never_a_word_or_an_address(copy):
    write(copy, address="samira@thuis.invalid")
    ((told, status),) = copy.rows(JOBS)
    assert (set(told), status) == ({"letter"}, "todo")
    assert not copy.rows("SELECT 1 FROM procrastinate_jobs j WHERE j::text ~ 'GEHEIM|samira'")


def test_when_the_mail_server_is_down_the_mail_stays_and_goes_later(copy, postbox, letters):
    write(copy, address="samira@thuis.invalid")
    letter = letters()[0][0]
    postbox.stop()
    with pytest.raises(NotSent) as trouble:
        deliver(letter)
    assert "samira" not in str(trouble.value)
    assert letters() == [
        (
            letter,
            "Uw code: GEHEIM",
            "samira@thuis.invalid",
            False,
            1,
            "mail server: ConnectionRefusedError",
        )
    ]


def test_a_mail_that_fails_is_tried_again_later_and_later():
    class Job:
        attempts = 0

    waits = []
    for Job.attempts in range(6):
        decision = AGAIN.get_retry_decision(exception=NotSent(), job=Job)
        waits.append(decision and (decision.retry_at - timezone.now()).total_seconds())
    assert [wait and round(wait) for wait in waits] == [4, 16, 64, 256, 1024, None]


def test_a_mail_server_that_refuses_the_address_does_not_put_it_in_a_log(copy, postbox, letters):
    async def handle_RCPT(server, session, envelope, address, options):
        return "550 no such person: " + address

    postbox.handle_RCPT = handle_RCPT
    write(copy, address="samira@thuis.invalid")
    with pytest.raises(NotSent) as trouble:
        deliver(letters()[0][0])
    assert trouble.value.__cause__ is None
    assert "samira" not in str(trouble.value)
    assert letters()[0][5] == "mail server: SMTPRecipientsRefused"


def test_who_dies_between_sending_and_noting_sends_the_same_mail_again(
    copy, postbox, letters, monkeypatch
):
    write(copy, address="samira@thuis.invalid")
    letter = letters()[0][0]

    def die(*given, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.update", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(letter)
    assert letters()[0][1:4] == ("Uw code: GEHEIM", "samira@thuis.invalid", False)
    deliver(letter)
    first, second = postbox.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{letter}@deelgenoot>"
    assert letters()[0][3] is True


def test_without_an_address_the_trouble_is_noted_and_nothing_is_lost(copy, postbox, letters):
    bart = copy.rows("SELECT id FROM people_person WHERE first = 'Bart'")[0][0]
    write(copy, person=bart)
    letter = letters()[0][0]
    deliver(letter)
    assert postbox.mails == []
    assert letters() == [(letter, "Uw code: GEHEIM", "", False, 1, NO_ADDRESS)]
    copy.change("UPDATE post_letter SET made_at = now() - interval '10 minutes'")
    assert letters_left(now=timezone.now()) == []
    copy.change(
        "INSERT INTO people_mailbox (id, person_id, address, noted_at)"
        " VALUES (gen_random_uuid(), %s, 'bart@thuis.invalid', now())",
        bart,
    )
    assert letters_left(now=timezone.now()) == [letter]
    deliver(letter)
    assert [mail["To"] for mail in postbox.mails] == ["bart@thuis.invalid"]


def test_mail_that_was_left_waits_once_and_is_not_asked_for_ever(copy, letters):
    write(copy, address="samira@thuis.invalid")
    copy.change("UPDATE post_letter SET made_at = now() - interval '10 minutes'")
    for _again in range(2):
        take_up_again(0)
    assert len(copy.rows(JOBS)) == 1
    copy.change("UPDATE procrastinate_jobs SET status = 'doing'")
    take_up_again(0)
    assert [status for _args, status in copy.rows(JOBS)] == ["doing", "todo"]
    copy.change("UPDATE post_letter SET tries = 4")
    assert letters_left(now=timezone.now()) == []
    copy.change("UPDATE post_letter SET tries = 0, made_at = now() - interval '15 days'")
    assert letters_left(now=timezone.now()) == []


def test_nobody_but_the_worker_that_sends_reads_the_outbox(copy):
    write(copy, address="samira@thuis.invalid")
    with copy.working_as("app"):
        persons = ",".join(str(p) for a in Cast().everyone.values() for p in a.persons)
    for role, task in (("app", ""), ("app", "posting"), ("jobs", ""), ("jobs", "import")):
        with copy.database.connect(role) as connection:
            for name, value in (("persons", f"{{{persons}}}"), ("task", task)):
                connection.execute(
                    "SELECT set_config(%s, %s, false)", [f"deelgenoot.{name}", value]
                )
            assert connection.execute("SELECT * FROM post_letter").fetchall() == [], (role, task)
            assert connection.execute("UPDATE post_letter SET tries = 9").rowcount == 0
            assert connection.execute("DELETE FROM post_letter").rowcount == 0


def test_a_letter_is_not_readable_while_it_is_written(copy):
    with (
        copy.database.connect("app") as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        web.execute(
            "INSERT INTO post_letter (id, subject, body, address, language, made_at, tries,"
            " trouble) VALUES (gen_random_uuid(), '', '', '', 'nl', now(), 0, '') RETURNING body"
        )
