"""Mail that comes back marks the address, and the contact person is asked for another, once."""

import subprocess
import sys
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from deelgenoot.post.outbox import put_in_outbox
from deelgenoot.post.returned import bounce_address, letter_that_came_back
from deelgenoot.post.sending import deliver

pytestmark = pytest.mark.usefixtures("empty_outbox")

PERSON = (
    "SELECT id FROM people_person WHERE first = 'Samira' AND side = 'family'"
    " AND account_id IS NOT NULL"
)
BROKEN = (
    "SELECT p.first FROM people_mailbox b JOIN people_person p ON p.id = b.person_id"
    " WHERE b.broken_at IS NOT NULL"
)
ASKS = (
    "SELECT p.first, a.kind FROM circles_ask a JOIN people_person p ON p.id = a.person_id"
    " WHERE a.kind IN ('speak', 'new_mail') AND a.done IS NULL ORDER BY 1, 2"
)
REPORT = """From: MAILER-DAEMON@mail.invalid (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

This is the mail system. I'm sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.invalid

Final-Recipient: rfc822; samira@demo.invalid
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such user

--B
Content-Type: {kind}

From: post@school.invalid
Message-ID: <{letter}@deelgenoot>
Subject: Bericht van De Regenboog

--B--
"""


def report(letter, **more):
    told = {"to": "terug@school.invalid", "action": "failed", "status": "5.1.1"}
    told |= {"kind": "message/rfc822", "letter": letter, **more}
    return REPORT.format(**told).replace("\n", "\r\n").encode()


def test_a_report_names_its_letter_by_the_address_or_by_what_it_sends_back():
    letter, other = uuid4(), uuid4()
    own = bounce_address("terug@school.invalid", letter)
    assert own == f"terug+{letter.hex}@school.invalid"
    assert letter_that_came_back(report(other, to=own)) == letter
    for kind in ("message/rfc822", "text/rfc822-headers"):
        assert letter_that_came_back(report(letter, kind=kind)) == letter


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00\x00",
        b"Subject: Ik ben op vakantie\r\n\r\nTot maandag!",
        b"Content-Type: multipart/report; boundary=B\r\n\r\n--B\r\n",
        report(uuid4(), action="delayed", status="4.4.1"),
        report(uuid4(), action="delivered", status="2.0.0"),
        report("00000000", to="terug+zzz@school.invalid"),
        report(uuid4(), kind="text/plain"),
    ],
    ids=["empty", "noise", "holiday", "nothing", "delayed", "delivered", "other", "plain"],
)
def test_anything_else_is_let_go(raw):
    assert letter_that_came_back(raw) is None


@pytest.fixture
def sent(copy, postbox, letters, settings):
    """A message that went to Samira by mail; gives its number."""
    settings.MAIL_BOUNCES = "terug@school.invalid"
    person = copy.rows(PERSON)[0][0]
    with copy.working_as("app"), transaction.atomic():
        put_in_outbox(subject="a", body="b", language="nl", person=person)
    letter = letters()[0][0]
    deliver(letter)
    return letter


def bounce(copy, raw, **environment):
    return subprocess.run(
        [sys.executable, "-m", "deelgenoot.config.cli", "bounce"],
        input=raw,
        env={**copy.environment(), **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_mail_leaves_with_an_address_of_its_own_to_come_back_to(sent, postbox):
    (mail,) = postbox.mails
    assert mail["From"] == "Deelgenoot <post@deelgenoot.invalid>"
    assert postbox.senders == [f"terug+{sent.hex}@school.invalid"]


def test_an_address_that_failed_is_marked_once_and_nothing_more_is_sent_there(
    copy, sent, postbox, letters
):
    for _twice in range(2):
        answer = bounce(copy, report(sent))
        assert answer.returncode == 0, answer.stderr
        assert b"demo.invalid" not in answer.stdout + answer.stderr
    assert copy.rows(BROKEN) == [("Samira",)]
    assert copy.rows(ASKS) == [("Anna", "new_mail")]
    person = copy.rows(PERSON)[0][0]
    with copy.working_as("app"), transaction.atomic():
        put_in_outbox(subject="c", body="d", language="nl", person=person)
    deliver(letters()[-1][0])
    assert len(postbox.mails) == 1
    assert copy.rows(ASKS) == [("Anna", "new_mail"), ("Anna", "speak")]


def test_an_address_that_was_changed_since_is_not_marked(copy, sent):
    copy.change("UPDATE people_mailbox SET noted_at = now()")
    assert bounce(copy, report(sent)).returncode == 0
    assert copy.rows(BROKEN) == []


def test_a_made_up_report_marks_nothing(copy, sent):
    for raw in (report(uuid4()), report(UUID(int=0)), b"hello"):
        assert bounce(copy, raw).returncode == 0
    assert copy.rows(BROKEN) == copy.rows(ASKS) == []


def test_while_the_database_is_away_the_mail_server_is_asked_to_try_later(copy):
    away = {"DATABASE_JOBS_URL": "postgresql://nobody@127.0.0.1:1/none", "DATABASE_URL": "x=1"}
    answer = bounce(copy, report(uuid4()), **away)
    assert answer.returncode == 75
