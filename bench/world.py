"""Fill a copy of the house's tables with schools, families and stories, set by set."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from deelgenoot.database.server import running
from tests.database import TestDatabase, copy_of_template

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / "var" / "bench"
SQL = Path(__file__).with_name("world.sql").read_text()


@dataclass(frozen=True)
class Size:
    """How large a world is."""

    schools: int
    pupils: int = 400
    short: int = 25
    long: int = 100
    measured: int = 16
    in_class: int = 25
    years: int = 0

    @property
    def classes(self) -> int:
        """Classes at each school."""
        return max(1, self.pupils // self.in_class)

    @property
    def name(self) -> str:
        """What the table calls this world."""
        return f"{self.years} years" if self.years else str(self.schools)


def with_years(years: int) -> Size:
    """One school with a class of 28 pupils, of each of whom something is told every other day.

    basis: issue of contact before concern, 'Mijn klas with 28 pupils and 5 years of story'.
    """
    told = years * 365 // 2
    return Size(1, pupils=28 * 14, long=told, measured=28, in_class=28, years=years)


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """A PostgreSQL of its own, in which a commit costs what it costs in earnest."""
    with running(ROOT / "var" / "postgres-bench", durable=True) as facts:
        yield facts.params("postgres", "postgres")


@contextmanager
def world(superuser: dict[str, str], size: Size) -> Iterator[TestDatabase]:
    """A database with this many schools in it; dropped at the end."""
    with copy_of_template(superuser, f"bench_{size.schools}_{size.years}") as database:
        began = time.monotonic()
        fill(database, size)
        print(
            f"{size.schools} schools of {size.pupils} pupils, world {size.name}: made in"
            f" {time.monotonic() - began:.0f} s",
            flush=True,
        )
        yield database


def fill(database: TestDatabase, size: Size) -> None:
    """Write the rows as a superuser, past the triggers of foreign keys, and settle the tables."""
    facts = {**database.superuser, "dbname": database.name}
    numbers = {
        name: getattr(size, name)
        for name in ("schools", "pupils", "classes", "short", "long", "measured", "in_class")
    }
    with psycopg.connect(make_conninfo(**facts), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET work_mem = '128MB'")
        connection.execute(SQL.format(**numbers))
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")
