"""Tell PostgreSQL who acts and when, so that row-level security can be the third line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from deelgenoot.audit.records import AT_ONCE
from deelgenoot.kernel.actor import Actor

TELL = (
    "SELECT set_config('deelgenoot.persons', %s, true), set_config('deelgenoot.now', %s, true),"
    " set_config('deelgenoot.task', %s, true)"
)
ACTING: ContextVar[Actor | None] = ContextVar("acting", default=None)


def tell(actor: Actor | None) -> None:
    """Say to the database who acts, until this transaction ends; None is nobody."""
    told = ("{}", "", "")
    if actor:
        persons = ",".join(str(person) for person in actor.persons)
        told = (f"{{{persons}}}", actor.now.isoformat(), actor.task)
    with connection.cursor() as cursor:
        cursor.execute(TELL, told)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Run a transaction as this actor; afterwards the one before acts again, or nobody."""
    before, within = ACTING.get(), connection.in_atomic_block
    with transaction.atomic():
        if before == actor:
            yield
            return
        mark = ACTING.set(actor)
        try:
            tell(actor)
            yield
        finally:
            ACTING.reset(mark)
        if within:  # else the transaction ends here, and with it what the database was told
            tell(before)


def ask_database(function: str, *given: Any) -> list[tuple[Any, ...]]:
    """Call one of our own database functions by name and give its rows."""
    marks = ", ".join(["%s"] * len(given))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}({marks})", list(given))  # noqa: S608
        return list(cursor.fetchall())


def insert_many(
    table: str, columns: dict[str, str], rows: Sequence[Sequence[Any]], *, otherwise: str = ""
) -> int:
    """Write many rows, ten thousand in one statement; COPY is refused under row security.

    `columns` gives each column its array type; `otherwise` is an ON CONFLICT clause.
    Returns how many rows were written.
    """
    written = 0
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            source, given = _as_rows(columns, rows[start : start + AT_ONCE])
            names = ", ".join(columns)
            cursor.execute(f"INSERT INTO {table} ({names}) {source} {otherwise}", given)
            written += int(cursor.rowcount)
    return written


def put_back(
    table: str, column: str, kind: str, facts: Sequence[tuple[UUID, Any, Any]]
) -> set[UUID]:
    """Give rows back a fact they had: only where it still is what it became since.

    `facts` are an id, what it was and what it became. Returns the ids that went back.
    """
    if not facts:
        return set()
    statement = (
        f"UPDATE {table} t SET {column} = v.was"  # noqa: S608
        f" FROM unnest(%s::uuid[], %s::{kind}[], %s::{kind}[]) AS v(id, was, became)"
        f" WHERE t.id = v.id AND t.{column} IS NOT DISTINCT FROM v.became RETURNING t.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*facts, strict=True)])
        return {id_ for (id_,) in cursor.fetchall()}


def _as_rows(columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Write rows as one SELECT; a column in which all say the same, like the school, goes once."""
    told = dict(zip(columns, zip(*rows, strict=True), strict=True))
    first, *others = columns
    same = [name for name in others if told[name].count(told[name][0]) == len(rows)]
    varied = [first, *(name for name in others if name not in same)]
    selected = ", ".join(f"%s::{columns[name]}" if name in same else name for name in columns)
    arrays = ", ".join(f"%s::{columns[name]}[]" for name in varied)
    given = [told[name][0] for name in same] + [list(told[name]) for name in varied]
    return f"SELECT {selected} FROM unnest({arrays}) AS told({', '.join(varied)})", given  # noqa: S608


def persons_of(actor: Actor) -> list[UUID]:
    """List the persons an actor is, for a filter."""
    return list(actor.persons)
