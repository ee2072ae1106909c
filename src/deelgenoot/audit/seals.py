"""Close ranges of the audit book with chained seals, and prove that none was changed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

FIELDS = (
    "id, at, txid, board, account, persons, hat, organisation, task, did, kind, object, circle,"
    " part"
)
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
OPEN_BOARDS = (
    "SELECT open.board, COALESCE(last.until_txid, 0), COALESCE(last.hash, '') FROM"
    " (SELECT DISTINCT board FROM audit_line WHERE txid < %s AND txid >="
    " (SELECT COALESCE(max(until_txid), 0) FROM audit_seal)) open LEFT JOIN LATERAL"
    " (SELECT until_txid, hash FROM audit_seal WHERE board = open.board ORDER BY id DESC LIMIT 1)"
    " last ON true ORDER BY open.board"
)
RANGE = (
    f"SELECT {FIELDS} FROM audit_line WHERE board = %s AND txid >= %s AND txid < %s"  # noqa: S608
    " ORDER BY txid, id"
)
CLOSE = (
    "INSERT INTO audit_seal (board, at, since_txid, until_txid, lines, before, hash)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
SEALS = (
    "SELECT id, board, since_txid, until_txid, lines, before, hash FROM audit_seal"
    " ORDER BY board, id"
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One seal as it was just made."""

    board: UUID
    lines: int
    hash: str


def fingerprint(before: str, board: UUID, since: int, until: int) -> tuple[str, int]:
    """Hash one range of lines on top of the seal before it; also says how many lines."""
    digest = hashlib.sha256(before.encode())
    lines = 0
    with connection.cursor() as cursor:
        cursor.execute(RANGE, [board, since, until])
        for row in iter(cursor.fetchone, None):
            digest.update(json.dumps([_plain(value) for value in row]).encode())
            lines += 1
    return digest.hexdigest(), lines


def _plain(value: object) -> object:
    """Write a value the same way whatever reads it."""
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, list):
        return [str(item) for item in value]
    return str(value) if isinstance(value, UUID) else value


def seal(*, now: datetime) -> list[Sealed]:
    """Close every board's lines of transactions that have ended, chained to the seal before."""
    made = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('deelgenoot.sealing'))")
        cursor.execute(HORIZON)
        (horizon,) = cursor.fetchone()
        cursor.execute(OPEN_BOARDS, [horizon])
        for board, since, before in cursor.fetchall():
            hash_, lines = fingerprint(before, board, since, horizon)
            if lines:
                cursor.execute(CLOSE, [board, now, since, horizon, lines, before, hash_])
                made.append(Sealed(board, lines, hash_))
    return made


def broken_seals(*, known: str = "") -> Iterator[str]:
    """Tell every place where the audit book was changed after it was sealed.

    `known` is a seal that was kept outside the database; it must still be in the chain.
    """
    chains: dict[UUID, tuple[str, int]] = {}
    found = not known
    with connection.cursor() as cursor:
        cursor.execute(SEALS)
        rows = cursor.fetchall()
    for id_, board, since, until, lines, before, hash_ in rows:
        last_hash, last_until = chains.get(board, ("", 0))
        if before != last_hash or since != last_until:
            yield f"Seal {id_} of board {board} does not follow the seal before it."
        again, counted = fingerprint(before, board, since, until)
        if again != hash_ or counted != lines:
            yield f"Seal {id_} of board {board}: {lines} lines were sealed, {counted} are there."
        found = found or hash_ == known
        chains[board] = (hash_, until)
    if not found:
        yield "The seal that was kept outside the database is not in the book."


def last_seals() -> list[Sealed]:
    """Give the newest seal of each board."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (board) board, lines, hash FROM audit_seal ORDER BY board, id DESC"
        )
        return [Sealed(*row) for row in cursor.fetchall()]
