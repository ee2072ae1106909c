"""Who attacks, and what there is to get."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver

from deelgenoot.people.accounts import find_account, open_account
from tests.attack import times
from tests.cast import account_of
from tests.copies import Copy, fresh_copy

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
BACKEND = "deelgenoot.people.backends.HatBackend"
VERA = "vera@elders.invalid"
CIRCLE_OF = (
    "SELECT c.id FROM circles_circle c JOIN people_person p ON p.id = c.pupil_id"
    " JOIN organisations_school s ON s.id = c.school_id WHERE p.first = %s AND s.brin = %s"
)
FAMILY_NAMES = """
    SELECT p.first || ' ' || p.rest FROM circles_membership m
    JOIN people_person p ON p.id = m.person_id
    WHERE m.circle_id = %s AND m.capacity IN ('parent', 'pupil') AND NOT EXISTS (
        SELECT 1 FROM people_person w WHERE w.account_id = p.account_id AND w.side = 'work')
"""
MOST = times(2, long=10_000)
"""How many ids of one kind are tried: a few in a normal run."""


@dataclass
class Target:
    """A copy to attack, with every id there is and every word that must not come out."""

    copy: Copy
    handler: ClientHandler = field(
        default_factory=lambda: ClientHandler(enforce_csrf_checks=False)
    )

    def circle(self, first: str, brin: str = "99AB") -> UUID:
        """The circle of one pupil."""
        return self.copy.rows(CIRCLE_OF, first, brin)[0][0]

    def ids_of(self, *circles: UUID) -> dict[str, list[UUID]]:
        """Every id around these circles, by the name an address gives it."""

        def ask(question: str) -> list[UUID]:
            return [row[0] for row in self.copy.rows(question, list(circles))]

        people = (
            "SELECT person_id FROM circles_membership WHERE circle_id = ANY(%s) UNION"
            " SELECT pupil_id FROM circles_circle WHERE id = ANY(%s)"
        )
        return {
            "circle_id": list(circles),
            "entry_id": ask("SELECT id FROM circles_entry WHERE circle_id = ANY(%s)"),
            "ask_id": ask("SELECT id FROM circles_ask WHERE circle_id = ANY(%s)"),
            "organisation_id": self.all_of("organisations_careorganisation"),
            "professional_id": self.all_of("organisations_careprofessional"),
            "capacity": ["coordinator"],
            "colleague_id": ask(
                "SELECT person_id FROM circles_membership"
                " WHERE capacity = 'class_teacher' AND circle_id = ANY(%s)"
            ),
            "enrolment_id": ask("SELECT enrolment_id FROM circles_circle WHERE id = ANY(%s)"),
            "other_id": [r[0] for r in self.copy.rows(people, list(circles), list(circles))],
            "merge_id": ask("SELECT id FROM circles_merge WHERE school_id = ANY(%s)"),
            "person_id": [r[0] for r in self.copy.rows(people, list(circles), list(circles))],
            "group_id": ask(
                "SELECT DISTINCT p.group_id FROM organisations_place p JOIN circles_circle c"
                " ON c.enrolment_id = p.enrolment_id WHERE c.id = ANY(%s)"
            ),
        }

    def all_of(self, table: str) -> list[UUID]:
        """Every id there is of one kind."""
        return [row[0] for row in self.copy.rows(f"SELECT id FROM {table}")]

    def words_of(self, circle: UUID) -> list[str]:
        """What was said in a circle, and who is in it."""
        said = self.copy.rows("SELECT words FROM circles_entry WHERE circle_id = %s", circle)
        homes = self.copy.rows(FAMILY_NAMES, circle)
        return [text for (text,) in said + homes]

    def end(self, table: str, condition: str) -> None:
        """End a basis a second ago and derive anew, as every deed that ends one does."""
        changed = self.copy.change(
            f"UPDATE {table} SET until = now() - interval '1 second' WHERE {condition}"
        )
        assert changed
        self.copy.change(
            "SELECT deelgenoot_renew_memberships(ARRAY(SELECT id FROM circles_circle))"
        )

    def browser(self, key: str = "", *, hat: str = "") -> Client:
        """A browser of one of the cast, of a stranger with an account, or of nobody."""
        client = Client()
        client.handler = self.handler  # the house runs already
        if key == "vera":
            vera = find_account(VERA) or open_account(VERA, language="nl")
            client.force_login(vera, backend=BACKEND)
        elif key:
            account = account_of(key)
            client.force_login(account, backend=BACKEND)
            if hat:
                session = client.session
                session["hat"] = next(h.key for h in account.hats() if h.hat == hat)
                session.save()
        client.cookies["django_language"] = "nl"
        return client


@pytest.fixture
def target(
    superuser: dict[str, str], django_db_setup: None, django_db_blocker: object, worker_id: str
) -> Iterator[Target]:
    """A copy of the demo school, served as the web's role."""
    assert not settings.DEMO
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        fresh_copy(superuser, f"attack_{worker_id}") as copy,
        copy.working_as("app"),
    ):
        yield Target(copy)


def addresses(resolver: URLResolver | None = None, lead: str = "/") -> Iterator[str]:
    """Every address of the house, with its parameters still in it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = lead + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield from addresses(pattern, path)


def filled(ids: dict[str, list[UUID]]) -> Iterator[str]:
    """Every address with every id in it, and once with an id that does not exist."""
    for path in addresses():
        names = PARAMETER.findall(path)
        paths = [path]
        for name in names:
            known = [*ids.get(name, [])[:MOST], uuid4()]
            paths = [PARAMETER.sub(str(one), p, count=1) for p in paths for one in known]
        yield from paths


@pytest.fixture
def every_address() -> Callable[[dict[str, list[UUID]]], Iterator[str]]:
    """Fill in every address."""
    return filled
