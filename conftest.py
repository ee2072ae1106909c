"""What every test can use: a real database, the cast, a real site and a real browser."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django.test import Client
from psycopg.conninfo import make_conninfo

from tests.cast import Cast, account_of
from tests.database import TestDatabase, cluster, copy_of_template

CLUSTER = pytest.StashKey[ExitStack]()
pytest_plugins = [
    "tests.copies",
    "tests.gateway",
    "tests.push_service",
    "tests.site",
    "tests.visitors",
]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the words once, before any worker speaks."""
    if not hasattr(config, "workerinput"):
        from django.utils.translation.reloader import translation_file_changed

        from deelgenoot.ui.catalogue import compile_stale

        compile_stale()
        translation_file_changed(None, Path("django.mo"))  # Django may have read older words


def pytest_sessionstart(session: pytest.Session) -> None:
    """Let the run itself keep the database, so that it outlives every single worker."""
    if not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        session.config.stash[CLUSTER] = kept = ExitStack()
        facts = kept.enter_context(cluster())
        os.environ["TEST_SUPERUSER_URL"] = make_conninfo("", **facts)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the database when the last worker is done."""
    if kept := config.stash.get(CLUSTER, None):
        os.environ.pop("TEST_SUPERUSER_URL", None)
        kept.close()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to share the tests out when those of one group would not stay together."""
    gc.freeze()  # what was collected stays; looking through it again and again costs a tenth
    gc.set_threshold(50_000, 20, 50)
    if hasattr(session.config, "workerinput") and session.config.getoption("loadgroup", False):
        for item in session.items:
            if item.get_closest_marker("xdist_group") and "@" not in item.nodeid:
                raise pytest.UsageError(f"{item.nodeid} is shared out without its group.")


@pytest.fixture(scope="session")
def superuser() -> Iterator[dict[str, str]]:
    """The cluster of this run, as a superuser."""
    with cluster() as facts:
        yield facts


@pytest.fixture(scope="session")
def test_database(
    superuser: dict[str, str], request: pytest.FixtureRequest
) -> Iterator[TestDatabase]:
    """This worker's own copy of the template, with the cast in it."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with copy_of_template(superuser, worker) as database:
        yield database


@pytest.fixture(scope="session")
def django_db_setup(
    test_database: TestDatabase, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Let Django work as the web's own role; never as the owner, never as a superuser."""
    facts = test_database.params("app")
    connections["default"].settings_dict.update(
        NAME=facts["dbname"],
        USER=facts["user"],
        HOST=facts["host"],
        PORT=facts.get("port", ""),
        PASSWORD=facts.get("password", ""),
    )
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast of the demo story."""
    return Cast()


@pytest.fixture
def owner(test_database: TestDatabase) -> Iterator[psycopg.Connection]:
    """The owner of the tables, on a connection of its own; what it writes stays written."""
    with test_database.connect("owner") as connection:
        yield connection


@pytest.fixture
def app_role(test_database: TestDatabase) -> Iterator[psycopg.Connection]:
    """The web's role, straight at the tables."""
    with test_database.connect("app") as connection:
        yield connection


@pytest.fixture
def jobs_role(test_database: TestDatabase) -> Iterator[psycopg.Connection]:
    """The workers' role, straight at the tables."""
    with test_database.connect("jobs") as connection:
        yield connection


@pytest.fixture
def signed_in_as(db: None) -> Callable[..., Client]:
    """A browser's place on the site, signed in as one of the cast under one hat."""

    def sign_in(key: str, *, hat: str = "", language: str = "nl") -> Client:
        client = Client()
        account = account_of(key)
        client.force_login(account, backend="deelgenoot.people.backends.HatBackend")
        if hat:
            session = client.session
            session["hat"] = next(h.key for h in account.hats() if h.hat == hat)
            session.save()
        client.cookies["django_language"] = language
        return client

    return sign_in
