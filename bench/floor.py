"""The floor: the least that can show the same rows and keep the same book, written by hand.

One bare WSGI function under the same server, database, role and guards: who acts and when, one
guarded SELECT, one line in the audit book (or three INSERTs for a contact), commit, strings
joined. No session, no account, no policy, no templates. Nothing is prepared on a connection,
as in the house itself, so that it could stand behind PgBouncer.
"""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from psycopg import ClientCursor, Connection
from psycopg_pool import ConnectionPool

TELL = (
    "SELECT set_config('deelgenoot.persons', %s, true), set_config('deelgenoot.now', %s, true),"
    " set_config('deelgenoot.task', %s, true)"
)
LINE = (
    "INSERT INTO audit_line (at, txid, board, account, persons, hat, organisation, task, did,"
    " kind, object, circle, part) SELECT %s, pg_current_xact_id()::text::bigint, t.board, %s,"
    " %s::uuid[], %s, %s, %s, %s, t.kind, t.object, t.circle, t.part FROM"
    " unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[], %s::text[])"
    " AS t(board, kind, object, circle, part)"
)
STORY = (
    "SELECT e.id, e.at, p.first, p.rest, e.words FROM circles_entry e JOIN people_person p"
    " ON p.id = e.author_id WHERE e.circle_id = %s ORDER BY e.at DESC, e.id DESC LIMIT 51"
)
TODAY = (
    "SELECT e.id, e.at, p.first, p.rest, e.words FROM circles_entry e JOIN people_person p"
    " ON p.id = e.author_id WHERE e.circle_id = %s AND e.answers_id IS NULL"
    " AND e.at >= now() - interval '60 days' ORDER BY e.at DESC, e.id DESC LIMIT 13"
)
CLASS = (
    "SELECT c.id, s.at, p.first, p.rest, s.how FROM circles_circle c"
    " JOIN people_person p ON p.id = c.pupil_id"
    " JOIN organisations_place k ON k.enrolment_id = c.enrolment_id"
    " LEFT JOIN LATERAL (SELECT m.at, m.how FROM contact_contactmoment m"
    " WHERE m.circle_id = c.id ORDER BY m.at DESC LIMIT 1) s ON true"
    " WHERE k.group_id = %s ORDER BY p.first, p.rest, c.id LIMIT 60"
)
ENTRY = (
    "INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to,"
    " hidden_from, side, kind, detail, words)"
    " VALUES (%s, %s, %s, %s, 'wellbeing', 'circle', '{}', '{}', 'school', 'contact', %s, %s)"
)
CONTACT = (
    "INSERT INTO contact_contactmoment (id, circle_id, author_id, at, topic, audience, shown_to,"
    " hidden_from, entry_id, how, tone)"
    " VALUES (%s, %s, %s, %s, 'wellbeing', 'circle', '{}', '{}', %s, %s, %s)"
)
ROWS = {"story": STORY, "today": TODAY, "class": CLASS}
FRAME = " " * int(os.environ.get("FLOOR_FRAME", "0"))
ROW = (
    '<li id="e{0}">\n<span class="dg-dot dg-dot--school"><svg class="dg-mark" aria-hidden="true"'
    ' viewBox="0 0 24 24"><use href="#mark"/></svg><span class="dg-hidden">School</span></span>\n'
    '<div class="dg-entry">\n<p class="dg-entry__how"><time datetime="{1}">{1:%d-%m, %H.%M}</time>'
    ' · {2} {3}</p>\n<p class="dg-entry__words">{4}</p>\n<p class="dg-row">'
    '<a class="utrecht-link utrecht-link--html-a dg-linkline" href="/kring/{0}/">Schrijf terug</a>'
    "</p>\n</div>\n</li>\n"
)
Start = Callable[[str, list[tuple[str, str]]], Any]


def _pool() -> ConnectionPool[Any]:
    """Hold as many connections as the house does."""
    kwargs = {"cursor_factory": ClientCursor, "prepare_threshold": None}
    most = int(os.environ.get("DATABASE_POOL", "8"))
    return ConnectionPool(
        os.environ["DATABASE_URL"], min_size=1, max_size=most, kwargs=kwargs, open=True
    )


POOL = _pool()


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer `/<page>/<what>/<circle>/<person>/<board>`; a POST keeps a contact."""
    if environ["PATH_INFO"] == "/":
        start("204 No Content", [])
        return []
    page, what, *ids = environ["PATH_INFO"].strip("/").split("/")
    circle, person, board = (UUID(text) for text in ids)
    now = datetime.now(UTC)
    with POOL.connection() as connection:
        connection.execute(TELL, (f"{{{person}}}", now.isoformat(), ""))
        if environ["REQUEST_METHOD"] == "POST":
            _keep(connection, _sent(environ), circle, person, now)
            _note(connection, "log_contact", circle, person, board, now)
            rows = None
        else:
            _note(connection, "look", circle, person, board, now)
            rows = connection.execute(ROWS[page], (UUID(what),)).fetchall()
    if rows is None:
        start("302 Found", [("Location", "/klas/"), ("Content-Length", "0")])
        return [b""]
    body = _page(rows).encode()
    start(
        "200 OK",
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))],
    )
    return [body]


def _sent(environ: dict[str, Any]) -> dict[str, str]:
    """Read the form."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    sent = parse_qs(environ["wsgi.input"].read(length).decode())
    return {name: values[0] for name, values in sent.items()}


def _keep(
    connection: Connection[Any], sent: dict[str, str], circle: UUID, person: UUID, now: datetime
) -> None:
    """Write an entry of the story and the contact it tells."""
    entry = UUID(sent["entry_id"])
    connection.execute(ENTRY, (entry, circle, person, now, sent["how"], sent["line"]))
    contact = (uuid4(), circle, person, now, entry, sent["how"], sent["tone"])
    connection.execute(CONTACT, contact)


def _note(
    connection: Connection[Any], did: str, circle: UUID, person: UUID, board: UUID, now: datetime
) -> None:
    """Add one line to the audit book."""
    who = (now, person, [person], "work", None, "", did)
    connection.execute(LINE, (*who, [board], ["circles.Circle"], [circle], [circle], ["story"]))


def _page(rows: list[tuple[Any, ...]]) -> str:
    """Join the rows to a page about as long as the real one."""
    lines = [
        ROW.format(id_, at, escape(first), escape(rest), escape(words))
        for id_, at, first, rest, words in rows
    ]
    return f'<!doctype html><html lang="nl"><body>{FRAME}<ol>{"".join(lines)}</ol></body></html>'
