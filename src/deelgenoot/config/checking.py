"""Look whether the house stands as it must: roles, row guards, memberships, the audit book."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from deelgenoot.access.roles import APP, JOBS
from deelgenoot.config import environment
from deelgenoot.config.roles import WrongRoles, troubles_of_this_role

Findings = list[tuple[str, list[str]]]
BOOK = """
SELECT role, privilege FROM unnest(%s::text[]) role,
    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) privilege
WHERE has_table_privilege(role, 'audit_line', privilege)
"""
UNGUARDED = """
SELECT name FROM unnest(%s::text[]) name
WHERE to_regclass(name) IS NULL OR NOT row_security_active(name)
"""
UNDERIVED = "SELECT what, count(*) FROM deelgenoot_underived_memberships() GROUP BY what"
MOST_TOLD = 20


@contextmanager
def _connected_as(role: str) -> Iterator[psycopg.Connection]:
    """Come in as the web or as the worker, as the processes themselves do."""
    url = environment.text(environment.URLS[role]) or environment.text("DATABASE_URL")
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def require_sound_roles() -> None:
    """Start nothing as long as the web's role could pass by the row guards."""
    with _connected_as("app") as web:
        if troubles := _role_troubles(web):
            raise WrongRoles(" ".join(troubles))


def _role_troubles(connection: psycopg.Connection) -> list[str]:
    """Say what is wrong with the role of a connection."""
    try:
        return troubles_of_this_role(connection)
    except psycopg.errors.UndefinedObject:
        return ["The database has no owner's role; run deelgenoot setup-roles."]


def look_around(*, audit: bool, seal: str) -> Findings:
    """Look at everything; each finding is what was looked at and what is wrong with it."""
    found: Findings = []
    with _connected_as("app") as web, _connected_as("jobs") as worker:
        found.append(("the web works as a role that row security holds", _role_troubles(web)))
        found.append(("the audit book is only added to", _book_troubles(worker)))
        tables = guarded_tables()
        troubles = _guard_troubles(web, tables) + _guard_troubles(worker, tables)
        found.append((f"row security is active on {len(tables)} guarded tables", troubles))
        troubles = [f"{n} places in circles: {what}." for what, n in worker.execute(UNDERIVED)]
        found.append(("who is in a circle follows from work, custody and enrolment", troubles))
    if audit or seal:
        found.append(("every seal of the audit book is whole", seal_troubles(seal)))
    return found


def guarded_tables() -> list[str]:
    """List the tables that the migrations put behind row security."""
    from django.db.migrations.loader import MigrationLoader

    from deelgenoot.access.guards import GuardRows

    steps = MigrationLoader(None).disk_migrations.values()
    guards = (do for step in steps for do in step.operations if isinstance(do, GuardRows))
    return sorted({guard.table for guard in guards})


def _guard_troubles(connection: psycopg.Connection, tables: list[str]) -> list[str]:
    """Name the tables whose guard does not hold for the role of this connection."""
    role = connection.info.user
    rows = connection.execute(UNGUARDED, [tables])
    return [f"Row security does not hold for {role} on {name}." for (name,) in rows]


def _book_troubles(connection: psycopg.Connection) -> list[str]:
    """Say which role may do more with the audit book than write in it, or for jobs read it."""
    allowed = {(APP, "INSERT"), (JOBS, "INSERT"), (JOBS, "SELECT")}
    held = set(connection.execute(BOOK, [[APP, JOBS]]).fetchall())
    return [
        f"{role} has the right to {right} on the audit book."
        for role, right in sorted(held - allowed)
    ]


def seal_troubles(known: str) -> list[str]:
    """Tell where the audit book was changed after it was sealed."""
    from itertools import islice

    from deelgenoot.audit.seals import broken_seals

    return list(islice(broken_seals(known=known), MOST_TOLD))


def tell(findings: Findings) -> int:
    """Print one line per thing; the answer is 1 when anything is wrong."""
    for about, troubles in findings:
        print(f"{'wrong' if troubles else 'right'}  {about}")
        for trouble in troubles:
            print(f"         {trouble}")
    return int(any(troubles for _about, troubles in findings))
