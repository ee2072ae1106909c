"""Someone at a browser of their own, on a copy of the database: signs in as people do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from deelgenoot.demo.cast import BY_KEY
from tests.copies import Copy

CODE = re.compile(r"\b([0-9A-Z]{4}-[0-9A-Z]{4}(?:-[0-9A-Z]{4})?|[0-9A-Z]{6})\b")


def mail_of(key: str) -> str:
    """The address of one of the cast."""
    return BY_KEY[key].mail


def totp_code(secret: str, *, at: int = 1) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[at]))


@dataclass
class Visitor:
    """One browser at one address of the network."""

    copy: Copy
    ip: str = "10.0.0.1"
    client: Client = field(default_factory=Client)

    def get(self, path: str, **more: Any) -> Any:
        """Open a page."""
        return self.client.get(path, REMOTE_ADDR=self.ip, **more)

    def post(self, path: str, told: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send a form."""
        return self.client.post(path, told or {}, REMOTE_ADDR=self.ip, **more)

    def ask_code(self, address: str, *, own: bool = False) -> Any:
        """Ask for a code by mail."""
        told = {"email": address, **({"own_device": "on"} if own else {})}
        return self.post("/inloggen/", told)

    def mailed(self, address: str) -> list[str]:
        """The mail that waits for an address, oldest first."""
        question = "SELECT body FROM post_letter WHERE address = %s ORDER BY made_at, id"
        return [body for (body,) in self.copy.rows(question, address)]

    def code_mailed_to(self, address: str) -> str:
        """The newest code mailed to an address."""
        found = CODE.search(self.mailed(address)[-1])
        assert found
        return found.group(1)

    def sign_in(self, key: str, *, own: bool = False) -> Any:
        """Sign in by mailed code, as one of the cast."""
        self.ask_code(mail_of(key), own=own)
        return self.post("/inloggen/code/", {"code": self.code_mailed_to(mail_of(key))})

    @property
    def is_in(self) -> bool:
        """Whether someone is signed in here."""
        return "_auth_user_id" in self.client.session

    def set_up_second_step(self) -> str:
        """Set up the app on the phone; gives the secret."""
        self.get("/tweede-stap/instellen/")
        secret = str(self.client.session["mfa.totp.secret"])
        answer = self.post("/tweede-stap/instellen/", {"code": totp_code(secret)})
        assert answer.status_code == 302, answer.content.decode()
        return secret


@dataclass
class Street:
    """Where visitors come from."""

    copy: Copy
    number: int = 0

    def visitor(self, ip: str = "") -> Visitor:
        """A new browser; at an address of its own unless told."""
        self.number += 1
        return Visitor(self.copy, ip or f"10.1.{self.number // 250}.{self.number % 250 + 1}")


@pytest.fixture
def street(copy: Copy) -> Iterator[Street]:
    """A copy that serves pages as the web's role, without mail of before."""
    copy.change("DELETE FROM post_letter")
    with copy.working_as("app"):
        yield Street(copy)
