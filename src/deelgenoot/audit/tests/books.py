"""A book with some pages: written by the web, sealed by the worker, read by whoever proves it."""

import time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from deelgenoot.audit.seals import Sealed, broken_seals, seal

BOARD, OTHER = UUID(int=1), UUID(int=2)
WRITE = (
    "INSERT INTO audit_line (at, txid, board, persons, hat, task, did, kind, part)"
    " VALUES (now(), pg_current_xact_id()::text::bigint, %s, '{}', 'work', '', %s, '', '')"
)
UNSEALED = (
    "SELECT count(*) FROM audit_line l WHERE NOT EXISTS (SELECT 1 FROM audit_seal s"
    " WHERE s.board = l.board AND l.txid >= s.since_txid AND l.txid < s.until_txid)"
)


def write(copy, *deeds, board=BOARD):
    """Let the web write lines in one transaction, so that one seal closes them all."""
    with copy.database.connect("app") as web, web.transaction():
        for deed in deeds:
            web.execute(WRITE, [board, deed])


def seal_once() -> list[Sealed]:
    """One round of the worker."""
    with transaction.atomic():
        return seal(now=timezone.now())


def unsealed(copy):
    """How many lines stand outside every seal."""
    return copy.rows(UNSEALED)[0][0]


def seal_all(copy):
    """Seal until nothing is left; other tests on this server may hold a round back a moment."""
    made = []
    until = time.monotonic() + 60
    while unsealed(copy):
        made += seal_once()
        assert time.monotonic() < until, "the lines were never sealed"
    return made


def broken(known=""):
    """What the book's own proof tells."""
    return list(broken_seals(known=known))
