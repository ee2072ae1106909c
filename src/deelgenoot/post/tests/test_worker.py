"""The real worker: it sends, and a mail whose worker was killed is sent by the next."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import transaction

from deelgenoot.post.outbox import put_in_outbox
from deelgenoot.post.tasks import take_up_again
from deelgenoot.post.tests.devices import put_device, put_news, wish
from tests.push_service import Browser

pytestmark = pytest.mark.usefixtures("empty_outbox")


def worker(copy, port, *options, settings="deelgenoot.config.settings"):
    return subprocess.Popen(
        [sys.executable, "-m", "django", "procrastinate", "worker", *options],
        env={
            **copy.environment(),
            "DJANGO_SETTINGS_MODULE": settings,
            "DEELGENOOT_ROLE": "jobs",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(port),
        },
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def until(what, seconds=30):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_worker_killed_after_sending_is_followed_by_one_that_sends_the_same(
    copy, post_server, letters
):
    postbox, port = post_server
    hold = threading.Event()
    take = postbox.handle_DATA

    async def slow(server, session, envelope):
        answer = await take(server, session, envelope)
        import asyncio

        while not hold.is_set():
            await asyncio.sleep(0.05)
        return answer

    postbox.handle_DATA = slow
    with copy.working_as("app"), transaction.atomic():
        put_in_outbox(subject="a", body="b", language="nl", address="samira@thuis.invalid")
    first = worker(copy, port)
    until(lambda: postbox.mails)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    hold.set()
    letter = letters()[0][0]
    assert letters()[0][3] is False
    copy.change("UPDATE post_letter SET made_at = now() - interval '10 minutes'")
    take_up_again(0)
    second = worker(copy, port, "--one-shot")
    assert second.wait(timeout=30) == 0
    assert [mail["Message-ID"] for mail in postbox.mails] == [f"<{letter}@deelgenoot>"] * 2
    assert letters()[0][1:4] == ("", "", True)


def test_a_message_on_a_device_whose_worker_died_comes_again_under_the_same_name(
    copy, post_server, letters, push_service
):
    """The device shows the second in the place of the first: its name is the same."""
    postbox, port = post_server
    put_device(copy, Browser(push_service))
    wish(copy, days=[], call_from=None, call_until=None)  # at any hour
    push_service.answers.clear()
    put_news(copy)
    first = worker(copy, port, settings="tests.loopback_settings")
    until(lambda: push_service.got)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    push_service.answers.set()
    assert [sent for _id, _body, _address, sent, *_ in letters()] == [True, False]
    copy.change("UPDATE post_letter SET made_at = now() - interval '10 minutes'")
    take_up_again(0)
    second = worker(copy, port, "--one-shot", settings="tests.loopback_settings")
    assert second.wait(timeout=30) == 0
    one, again = push_service.got
    assert one.told == again.told
    assert one.headers["Topic"] == again.headers["Topic"] == one.told["tag"]
    assert len(postbox.mails) == 1
    assert all(sent for _id, _body, _address, sent, *_ in letters())
