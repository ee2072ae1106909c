"""A real site for stories: the real server and worker on a copy of the template, real mail."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from deelgenoot.config.serving import web_command
from tests.database import TestDatabase, copy_of_template

CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b")
CHROMIUM = (
    "--font-render-hinting=slight",  # without windows letters would be drawn in another way
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Postbox:
    """Every mail that arrived at the SMTP server on loopback."""

    mails: list[Message] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        """Take a mail in."""
        self.senders.append(str(envelope.mail_from))
        self.mails.append(message_from_bytes(envelope.original_content or b"", policy=default))
        return "250 taken"

    def wait_for(self, address: str, *, after: int = 0, seconds: float = 60) -> Message:
        """Wait for the newest mail to an address."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = [mail for mail in self.mails[after:] if address in mail["To"]]
            if found:
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(
            f"No mail to {address}; there is mail to {[mail['To'] for mail in self.mails]}"
        )

    @staticmethod
    def code_in(mail: Message) -> str:
        """Read the code out of a mail."""
        found = CODE.search(mail.get_content())
        assert found, mail.get_content()
        return found.group()


@dataclass(frozen=True)
class Site:
    """A running site."""

    url: str
    post: Postbox
    database: TestDatabase


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post_server() -> Iterator[tuple[Postbox, int]]:
    """A mail server that keeps what it gets; it can be stopped by the test."""
    postbox, port = Postbox(), free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    postbox.stop = server.stop
    yield postbox, port
    with contextlib.suppress(AssertionError, RuntimeError, OSError):
        server.stop()


@pytest.fixture
def postbox(post_server: tuple[Postbox, int], settings: object) -> Postbox:
    """Let Django send through that server."""
    postbox, port = post_server
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    return postbox


@pytest.fixture(scope="session")
def running_site(superuser: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Site]:
    """The real `deelgenoot serve`: granian, worker and mail, on a copy of the template."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    post, smtp_port, port = Postbox(), free_port(), free_port()
    smtp = Controller(post, hostname="127.0.0.1", port=smtp_port)
    smtp.start()
    with copy_of_template(superuser, f"site_{worker}") as database:
        environment = {
            **os.environ,
            **database.environment(),
            "DEELGENOOT_DEMO": "yes",
            "DJANGO_SETTINGS_MODULE": "deelgenoot.config.settings",
            "SECRET_KEY": "a site",
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(smtp_port),
            "WEB_WORKERS": "1",
            "SITE": f"http://127.0.0.1:{port}",
            "DATABASE_POOL": "4",
        }
        with _processes(port, environment):
            yield Site(f"http://127.0.0.1:{port}", post, database)
    smtp.stop()


class _processes:
    """Web and worker, for as long as the block lasts."""

    def __init__(self, port: int, environment: dict[str, str]) -> None:
        self.port = port
        work = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "django",
            "procrastinate",
            "worker",
            "--concurrency",
            "1",
        ]
        self.all = [
            subprocess.Popen(
                command,
                env={**environment, "DEELGENOOT_ROLE": role},
                start_new_session=True,
                stdout=subprocess.DEVNULL,
            )
            for command, role in ((web_command(port), "app"), (work, "jobs"))
        ]

    def __enter__(self) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/inloggen/", timeout=20)
                return
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise AssertionError("The site did not start.")

    def __exit__(self, *trouble: object) -> None:
        for process in self.all:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.all:
            process.wait(timeout=60)


@pytest.fixture
def site(running_site: Site) -> Site:
    """The running site; what a story writes there stays for the next story of this worker."""
    return running_site


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for all stories of a worker."""
    from playwright.sync_api import sync_playwright

    from tests.browser import where_chromium_is

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=where_chromium_is(), args=list(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: object, site: Site) -> Iterator[Callable[..., object]]:
    """Open a page in a browser of one's own: width, language, theme, scripts or none."""
    contexts = []

    def open_page(
        *,
        width: int = 360,
        height: int = 800,
        language: str = "nl",
        dark: bool = False,
        javascript: bool = True,
    ) -> object:
        context = chromium.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": height},
            locale=language,
            base_url=site.url,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(45000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
