"""A real database for every worker of the test run: a copy of a migrated, cast-filled template.

The template is kept between runs under a name that changes with every migration and with the
demo story, so that a warm run starts at once.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from deelgenoot.access.roles import APP, JOBS, OWNER
from deelgenoot.config.cli import url_of
from deelgenoot.config.roles import setup_roles
from deelgenoot.database.server import ConnectionFacts, running

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "deelgenoot"
MAKES_THE_TEMPLATE = (
    "*/migrations/*.py",
    "demo/*.py",
    "exchange/**/*",
    "*/actions*/**/*.py",
    "*/actions.py",
    "access/*.py",
    "config/roles.py",
    "*/models.py",
)
CLOCK = "ALTER DATABASE {} SET deelgenoot.clock_may_move = 'on'"


@dataclass(frozen=True)
class TestDatabase:
    """Where a test database is, and how to come in as each role."""

    __test__ = False
    superuser: dict[str, str]
    name: str

    def params(self, role: str) -> dict[str, str]:
        """The way in as a role: app, jobs, owner."""
        user = {"app": APP, "jobs": JOBS, "owner": OWNER}[role]
        return {**self.superuser, "user": user, "dbname": self.name}

    def connect(self, role: str) -> psycopg.Connection:
        """Come in as a role, each statement on its own."""
        return psycopg.connect(**self.params(role), autocommit=True)

    def environment(self) -> dict[str, str]:
        """The environment of a process that uses this database."""
        urls = {"app": "DATABASE_URL", "jobs": "DATABASE_JOBS_URL", "owner": "DATABASE_OWNER_URL"}
        return {name: url_of(self.params(role)) for role, name in urls.items()}


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """The PostgreSQL the tests run on, as a superuser; kept alive for the whole run."""
    told = os.environ.get("TEST_SUPERUSER_URL")
    if told:
        facts = psycopg.conninfo.conninfo_to_dict(told)
        yield {key: str(value) for key, value in facts.items()}
        return
    folder = ROOT / "var" / "postgres-tests"
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with running(folder, durable=False) as facts:
            yield facts.params("postgres", "postgres")
            if _started_here(facts):
                fcntl.flock(users, fcntl.LOCK_EX)  # wait for workers that came in and still test


def _started_here(facts: ConnectionFacts) -> bool:
    """Whether this very process keeps the server, which then ends with it."""
    pid = (facts.data / "postmaster.pid").read_text().split()[0]
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and int(stat.read_text().rpartition(")")[2].split()[1]) == os.getpid()


@cache
def template_name() -> str:
    """A name that changes with everything that makes the template."""
    digest = hashlib.sha256()
    for pattern in MAKES_THE_TEMPLATE:
        for path in sorted(PACKAGE.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts and "tests" not in path.parts:
                digest.update(str(path.relative_to(PACKAGE)).encode() + path.read_bytes())
    return f"deelgenoot_template_{digest.hexdigest()[:12]}"


def ensure_template(superuser: dict[str, str]) -> str:
    """Make the template once, however many workers ask for it at the same time."""
    name = template_name()
    with psycopg.connect(**superuser, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('deelgenoot template'))")
        known = connection.execute(
            "SELECT datistemplate FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if known and known[0]:
            return name
        _drop_templates(connection)
        setup_roles(superuser, database=name)
        _fill(TestDatabase(superuser, name))
        mark = sql.SQL("ALTER DATABASE {} IS_TEMPLATE true").format(sql.Identifier(name))
        connection.execute(mark)
    return name


def _drop_templates(connection: psycopg.Connection) -> None:
    """Take away templates of earlier versions; the newest may still be in use beside us."""
    rows = connection.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'deelgenoot_template_%'"
        " ORDER BY oid DESC OFFSET 4"
    ).fetchall()
    for (old,) in rows:
        name = sql.Identifier(old)
        connection.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(name))
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _fill(database: TestDatabase) -> None:
    """Migrate as the owner, tell the demo story as the jobs role."""
    common = {
        **os.environ,
        **database.environment(),
        "DEELGENOOT_DEMO": "yes",
        "DJANGO_SETTINGS_MODULE": "deelgenoot.config.settings",
        "SECRET_KEY": "template",
    }
    for role, command in (("owner", ["migrate", "-v", "0"]), ("jobs", ["tell_story", "--short"])):
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "django", *command],
            check=True,
            env={**common, "DEELGENOOT_ROLE": role},
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def copy_of_template(superuser: dict[str, str], label: str) -> Iterator[TestDatabase]:
    """A fresh copy for one worker or one server; dropped at the end."""
    template = ensure_template(superuser)
    found = TestDatabase(superuser, f"test_{os.getpid()}_{label}")
    name = sql.Identifier(found.name)
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
    with psycopg.connect(**superuser, autocommit=True) as connection:
        connection.execute(make.format(name, sql.Identifier(template), sql.Identifier(OWNER)))
        connection.execute(sql.SQL(CLOCK).format(name))
    try:
        yield found
    finally:
        with psycopg.connect(**superuser, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
