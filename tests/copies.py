"""A database of one's own for a test: what is written there is really committed, then dropped."""

import itertools
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import connections

from tests.database import TestDatabase, copy_of_template

NUMBER = itertools.count()
QUIET = ("audit_%", "procrastinate_%", "django_%", "access_cache")


@dataclass(frozen=True)
class Copy:
    """One copy, with Django working on it as one of the roles."""

    database: TestDatabase

    def rows(self, question: str, *given: object) -> list[tuple[Any, ...]]:
        """Ask the tables themselves, as their owner."""
        with self.database.connect("owner") as connection:
            return connection.execute(question, given or None).fetchall()

    def change(self, statement: str, *given: object) -> int:
        """Change something past every right, as someone who holds the whole server would."""
        with psycopg.connect(**self._superuser(), autocommit=True) as connection:
            return connection.execute(statement, given or None).rowcount

    def _superuser(self) -> dict[str, str]:
        return {**self.database.superuser, "dbname": self.database.name}

    @contextmanager
    def open(self, role: str) -> Iterator[psycopg.Connection]:
        """A connection of one's own, in a transaction that the test ends."""
        with psycopg.connect(**self.database.params(role)) as connection:
            yield connection

    @contextmanager
    def working_as(self, role: str) -> Iterator[None]:
        """Let Django work on this copy as one of the roles, and as before afterwards."""
        connection = connections["default"]
        facts = self.database.params(role)
        before = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(
            NAME=facts["dbname"],
            USER=facts["user"],
            HOST=facts["host"],
            PORT=facts.get("port", ""),
            PASSWORD=facts.get("password", ""),
        )
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)

    def everything(self, but: Sequence[str] = QUIET) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, to compare with later."""
        names = self.rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND NOT tablename LIKE ANY(%s) ORDER BY 1",
            list(but),
        )
        return {name: sorted(self.rows(f"SELECT t::text FROM {name} t")) for (name,) in names}

    def environment(self) -> dict[str, str]:
        """The environment of a process of ours that works on this copy."""
        return {
            **os.environ,
            **self.database.environment(),
            "DJANGO_SETTINGS_MODULE": "deelgenoot.config.settings",
            "SECRET_KEY": "a copy",
            "DEELGENOOT_DEMO": "no",
            "PYTHONWARNINGS": "ignore",
        }


@contextmanager
def fresh_copy(superuser: dict[str, str], label: str) -> Iterator[Copy]:
    """Make a copy with a name of its own."""
    with copy_of_template(superuser, f"{label}_{next(NUMBER)}") as database:
        yield Copy(database)


@pytest.fixture
def copy(
    superuser: dict[str, str], django_db_setup: None, django_db_blocker: Any, worker_id: str
) -> Iterator[Copy]:
    """A copy for this test, on which Django works as the jobs role."""
    with (
        django_db_blocker.unblock(),
        fresh_copy(superuser, f"copy_{worker_id}") as made,
        made.working_as("jobs"),
    ):
        yield made


@pytest.fixture(scope="module")
def shared_copy(
    superuser: dict[str, str], django_db_setup: None, django_db_blocker: Any, worker_id: str
) -> Iterator[Copy]:
    """A copy for all tests of one file, which only look at what the first of them did."""
    with fresh_copy(superuser, f"shared_{worker_id}") as made:
        yield made
