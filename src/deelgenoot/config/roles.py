"""Make the database, its three roles and their rights; a second time changes nothing."""

from collections.abc import Mapping

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from deelgenoot.access.roles import APP, JOBS, OWNER

ROLES = {
    OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB",
    APP: "LOGIN NOSUPERUSER NOBYPASSRLS",
    JOBS: "LOGIN NOSUPERUSER NOBYPASSRLS",
}
OLDEST = 150000
RIGHTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {app}, {jobs};
ALTER SCHEMA public OWNER TO {owner};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}, {jobs};
ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO {app}, {jobs};
"""


class WrongRoles(Exception):
    """The database's roles are not as they must be; the sentence says which and why."""


def setup_roles(superuser: Mapping[str, str], *, database: str) -> None:
    """Make roles, database and rights, coming in as a role that may make roles."""
    with psycopg.connect(make_conninfo("", **superuser), autocommit=True) as connection:
        if connection.info.server_version < OLDEST:
            raise WrongRoles(
                "Deelgenoot needs PostgreSQL 15 or newer; this server is"
                f" {connection.info.server_version // 10000}."
            )
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for name, options in ROLES.items():
            verb = "ALTER" if name in known else "CREATE"
            line = sql.SQL(verb + " ROLE {} " + options)
            connection.execute(line.format(sql.Identifier(name)))
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not found.fetchone():
            line = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(line.format(sql.Identifier(database), sql.Identifier(OWNER)))
    inside = make_conninfo("", **{**superuser, "dbname": database})
    with psycopg.connect(inside, autocommit=True) as connection:
        names = {"app": APP, "jobs": JOBS, "owner": OWNER}
        parts = {key: sql.Identifier(name) for key, name in names.items()}
        connection.execute(sql.SQL(RIGHTS).format(**parts))


CHECK = """
SELECT rolsuper, rolbypassrls, pg_has_role(rolname, 'deelgenoot_owner', 'MEMBER'),
       EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = rolname)
FROM pg_roles WHERE rolname = current_user
"""


def troubles_of_this_role(connection: psycopg.Connection) -> list[str]:
    """Say what is wrong with the role this process works as; nothing when all is well."""
    row = connection.execute(CHECK).fetchone()
    if row is None:
        return ["The role of this connection was not found."]
    sentences = (
        "The role of the web is a superuser: row security would not hold.",
        "The role of the web passes by row security (BYPASSRLS).",
        "The role of the web is a member of the owner's role.",
        "The role of the web owns tables: row security would not hold.",
    )
    return [sentence for wrong, sentence in zip(row, sentences, strict=True) if wrong]
