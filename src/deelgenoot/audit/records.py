"""Write down who did or saw what, in the transaction of the deed itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from deelgenoot.kernel.actor import Actor

AT_ONCE = 10_000
"""How many rows go in one statement: a larger one costs room and gains no time (measured)."""
NO_BOARD = UUID(int=0)
WRITE = (
    "INSERT INTO audit_line (at, txid, board, account, persons, hat, organisation, task, did,"
    " kind, object, circle, part) SELECT %s, pg_current_xact_id()::text::bigint, t.board, %s,"
    " %s::uuid[], %s, %s, %s, %s, t.kind, t.object, t.circle, t.part FROM"
    " unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[], %s::text[])"
    " AS t(board, kind, object, circle, part)"
)


@dataclass(frozen=True, slots=True)
class Trace:
    """What was done or seen: a kind and ids; never a name, never a word."""

    kind: str = ""
    id: UUID | None = None
    circle: UUID | None = None
    board: UUID | None = None
    part: str = ""


def record(actor: Actor, *, did: str, to: Trace) -> None:
    """Add one line to the audit book."""
    record_many(actor, did=did, to=[to])


def record_many(actor: Actor, *, did: str, to: Iterable[Trace]) -> None:
    """Add one line per thing to the audit book, ten thousand in one statement."""
    lines = iter(to)
    while traces := list(islice(lines, AT_ONCE)):
        with connection.cursor() as cursor:
            cursor.execute(WRITE, _given(actor, did, traces))


def _given(actor: Actor, did: str, traces: list[Trace]) -> list[Any]:
    """Say who, what and to what, as the statement asks it."""
    return [
        actor.now,
        actor.account_id,
        [str(person) for person in actor.persons],
        actor.hat.value,
        actor.organisation_id,
        actor.task,
        did,
        [trace.board or actor.controller_id or NO_BOARD for trace in traces],
        [trace.kind for trace in traces],
        [_uuid(trace.id) for trace in traces],
        [trace.circle for trace in traces],
        [trace.part for trace in traces],
    ]


def _uuid(value: object) -> UUID | None:
    """Keep an id only when it is one of ours."""
    return value if isinstance(value, UUID) else None
