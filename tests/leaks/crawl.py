"""Open every address and send every form as everyone, in each way of writing, and read it all.

What is sent is undone again, so that everyone meets the same house.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import psycopg
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from deelgenoot.config.addresses import addresses
from deelgenoot.config.discreet import DiscreetFormatter, discreet
from tests.leaks.papers import read_pdf
from tests.leaks.tokens import Tokens

LANGUAGES = ("nl", "ar")
NONSENSE = "§ onzin ٣ <b>' OR 1=1"
KEPT_AS_IT_IS = {"hidden", "submit"}
OTHER_HAT = "/pet/"
"""Not sent: under another hat one is another of those who crawl."""
PLACES = """
SELECT t.id IS NOT NULL AS at_home, h.id, h.enrolment_id, a.id, a.id, g.group_id, e.id, p.id, k.id,
       d.id, d.id, w.organisation_id, w.id, b.id, y.id
FROM named c JOIN circles_circle h ON h.pupil_id = c.id CROSS JOIN named a
JOIN organisations_place g ON g.enrolment_id = h.enrolment_id
LEFT JOIN exchange_delivery d ON true
LEFT JOIN organisations_careprofessional w ON a.key = 'ria'
LEFT JOIN told e ON e.circle = h.id
LEFT JOIN helpdesk_lookalong y ON y.person_id = a.id
LEFT JOIN letters_batch b ON b.group_id = g.group_id
LEFT JOIN circles_contactperson p ON p.circle_id = h.id
LEFT JOIN circles_ask k ON k.circle_id = h.id AND k.person_id = a.id
LEFT JOIN people_custody t ON t.child_id = c.id AND t.adult_id = a.id
WHERE c.key IN ('noor', 'emre', 'pim') AND (t.id IS NOT NULL OR a.key IN ('anna', 'ria', 'samira'))
"""
DOUBLES = """
SELECT n.id, m.id FROM named n, circles_merge m WHERE n.key = 'youssef' AND m.undone_at IS NULL
"""
FILLED_IN = (
    *("circle_id", "enrolment_id", "adult_id", "person_id"),
    *("group_id", "entry_id", "proposal_id", "ask_id"),
    *("delivery_id", "list_id"),
    *("organisation_id", "professional_id"),
    "batch_id",
    "look_id",
)
UNTIL = re.compile(r"expires=[^;\n]*")
"""Until when a cookie holds: a time of day like the ones people wish to be called at."""
PRINTED = UUID("00000000-0000-7000-8000-000000000001")
"""What Ria has taken to print: letters for two homes."""
ASKED = {"circles:find": ({"sought": ""}, {"sought": "een"}, {"sought": "", "side": "school"})}
"""What is asked beside nonsense, where nonsense finds nothing: everything, a word, a part."""
PARTS = ("telefoon", "mail", "adres", "wensen", "veilig")


def as_text(answer: HttpResponse) -> str:
    """Everything of an answer that a reader, or their browser, gets; no kind is passed over."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind not in READERS and body:
        raise AssertionError(f"teach tests/leaks/crawl.py to read {kind}")
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    cookies = UNTIL.sub("", str(answer.cookies))
    return f"{head}\n{cookies}\n{READERS.get(kind, _text)(body)}"


def _text(body: bytes) -> str:
    """Words as they are."""
    return body.decode()


def _calendar(body: bytes) -> str:
    """A calendar folds its lines after 75 octets; unfolded, no token is cut in two."""
    return _text(body.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").replace(b"\\,", b","))


READERS: dict[str, Callable[[bytes], str]] = {
    "text/html": _text,
    "text/plain": _text,
    "text/csv": _text,
    "text/javascript": _text,
    "application/json": _text,
    "image/svg+xml": _text,
    "text/calendar": _calendar,
    "application/pdf": read_pdf,
}


class Forms(HTMLParser):
    """Every form of a page: where it goes and what a browser would send, in nonsense."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[tuple[str, str]]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms that are posted, their fields and their buttons."""
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((known.get("action", ""), {}, []))
        elif self.found and (name := known.get("name")):
            _action, fields, buttons = self.found[-1]
            kind = known.get("type", "submit" if tag == "button" else "")
            if kind == "submit":
                buttons.append((name, known.get("value", "")))
            elif tag in {"input", "select", "textarea"}:
                fields[name] = known.get("value", "") if kind == "hidden" else NONSENSE

    def sent(self) -> Iterator[tuple[str, dict[str, str]]]:
        """What each button of each form sends."""
        for action, fields, buttons in self.found:
            for button in buttons or [("", "")]:
                yield action, {**fields, **({button[0]: button[1]} if button[0] else {})}


@dataclass
class Sent:
    """What came to the mail server, the gateway and the devices: for whom, and all of it."""

    mails: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Found:
    """Which token stood where, for whom: by language, role and token, the first few places."""

    tokens: Tokens
    seen: dict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    opened: int = 0
    shown: set[str] = field(default_factory=set)
    log_lines: int = 0
    kept_rows: int = 0
    broken: list[str] = field(default_factory=list)
    sent: Sent = field(default_factory=Sent)
    in_rows: set[str] = field(default_factory=set)
    after: "Found | None" = None

    def read(self, text: str, language: str, who: str, where: str) -> None:
        """Note the tokens in a text."""
        for name in self.tokens.within(text):
            self.seen[language, who, name].append(where)

    def by_token(self, language: str) -> dict[str, set[str]]:
        """Who saw each token in one language."""
        found: dict[str, set[str]] = defaultdict(set)
        for said, who, name in self.seen:
            if said == language:
                found[name].add(who)
        return found


class Kept(logging.Handler):
    """Reads every line of every log, down to the smallest."""

    def __init__(self, found: Found) -> None:
        super().__init__(logging.DEBUG)
        self.found = found
        self.lines = 0
        self.setFormatter(DiscreetFormatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Read one line as it would be written, with its trace."""
        if record.name == "mail.log":
            return  # of the mail server that stands at the other end in these tests
        self.lines += 1
        line = f"{self.format(record)}\n{discreet(str(record.args))}"
        for language in LANGUAGES:
            self.found.read(line, language, "the log", record.name)


def all_addresses(owner: psycopg.Connection) -> dict[str, str]:
    """Every address of the house, with everything of the cast that can be filled in: its route."""
    rows = owner.execute(PLACES).fetchall()
    [(copy,)] = owner.execute("SELECT id FROM exchange_copy").fetchall()
    [(other, merge)] = owner.execute(DOUBLES).fetchall()
    known = [
        {
            **dict(zip(FILLED_IN, row[1:], strict=True)),
            "part": part,
            "capacity": "coordinator",
            "kind": "moves",
            "colleague_id": row[3],
            "other_id": other,
            "merge_id": merge,
            "run_id": PRINTED,
            "copy_id": copy,
        }
        for row in rows
        for part in (PARTS if row[0] else PARTS[:1])
    ]
    made: dict[str, str] = {}
    for route in addresses():
        names = list(route.converters)
        ways = {tuple(each[name] for name in names) for each in known}
        for way in sorted((w for w in ways if None not in w), key=str):
            made[reverse(route.name, kwargs=dict(zip(names, way, strict=True)))] = route.name
    return made


@dataclass
class Crawler:
    """One of the cast at one browser, in one language."""

    found: Found
    who: str
    language: str
    client: Client
    sent: set[tuple[Any, ...]] = field(default_factory=set)

    def walk(self, made: dict[str, str]) -> set[str]:
        """Open every address, send it nothing, nonsense, and every form; says what opened."""
        self.client.raise_request_exception = False
        opened = set()
        for path, route in made.items():
            answer = self.client.get(path)
            text = self._read(answer, f"GET {route}")
            forms = [] if answer.status_code != 200 else list(Forms(text).sent())
            if answer.status_code != 404:
                opened.add(path)
            if answer.status_code == 200:
                self.found.shown.add(route)
            for action, told in forms:
                self._send(urljoin(path, action), told, f"a form of {route}")
            for told in ASKED.get(route, ()):
                self._send(path, told, f"asked of {route}")
            if answer.status_code != 200 or any(not told for _, told in forms):
                self._send(path, {}, f"an empty POST to {route}")
        return opened

    def meets_trouble(self, made: dict[str, str]) -> None:
        """Open every address while something is broken on our side."""
        self.client.raise_request_exception = False
        for path, route in made.items():
            answer = self.client.get(path)
            if answer.status_code == 500:
                self.found.broken.append(route)
            text = as_text(answer)
            self.found.read(text, self.language, self.who, f"GET {route}, broken")
            assert "Traceback" not in text, route

    def _send(self, path: str, told: dict[str, str], where: str) -> None:
        """Send a form once and undo what it did; reads where it leads, too."""
        button = list(told.values())[-1:] if told else []
        known = (path, *sorted(told), *(value for value in button if len(value) < 9))
        if known in self.sent or path == OTHER_HAT or not path.startswith("/"):
            return
        self.sent.add(known)
        before = self.client.cookies.copy()
        with transaction.atomic():
            answer = self.client.post(path, told, follow=True)
            transaction.set_rollback(True)
        self.client.cookies = before
        self._read(answer, f"{where} ({path})")
        self.found.read(str(answer.redirect_chain), self.language, self.who, where)

    def _read(self, answer: HttpResponse, where: str) -> str:
        """Read one answer whole."""
        self.found.opened += 1
        if answer.status_code >= 500:
            self.found.failed.append(f"{where} as {self.who} in {self.language}")
        text = as_text(answer)
        self.found.read(text, self.language, self.who, where)
        return text
