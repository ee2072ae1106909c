"""Open every page of the house as everyone in the cast, and keep what it cost."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils.timezone import localdate

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.emergencies import open_look
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.contact_person import open_proposals
from deelgenoot.circles.queries.opening import find_child, find_working
from deelgenoot.circles.terms import Way
from deelgenoot.circles.tests.doubles import adult, join
from deelgenoot.config.addresses import Address, addresses
from deelgenoot.exchange.actions.copying import take_along
from deelgenoot.exchange.queries import mark_of, what_may_be_copied
from deelgenoot.letters.actions.batches import (
    begin_batch,
    make_papers,
    note_tried,
    seal_papers,
)
from deelgenoot.letters.queries.batches import next_paper
from deelgenoot.organisations.models import (
    Appointment,
    CareProfessional,
    Enrolment,
    Group,
    Place,
)
from deelgenoot.people.accounts import find_account, open_account
from deelgenoot.people.models import Person
from tests.cast import KEYS, Cast, drop_a_list, drop_next_year

TIMES = re.compile(r"^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET TRANSACTION)", re.I)
WRITES = re.compile(
    r"\b(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY|CREATE|ALTER|DROP|GRANT|NOTIFY|nextval)\b", re.I
)
LOOK = re.compile(r"^\s*INSERT INTO audit_line\b", re.I)
NOBODY = ("{}", "", "")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


@dataclass
class Cost:
    """What one page asked of the database."""

    asked: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: Any, given: Any, *rest: Any) -> Any:
        """Note every statement on its way; outside tests the transaction's end tells nobody."""
        if not TIMES.match(str(sql)) and given != NOBODY:
            self.asked.append(str(sql))
        return execute(sql, given, *rest)

    def writes(self, also: set[str]) -> list[str]:
        """Every statement that writes something other than a look; `also` are SQL functions."""
        plain = [(sql, QUOTED.sub("''", sql)) for sql in self.asked]
        return [
            sql
            for sql, bare in plain
            if (WRITES.search(bare) or any(name in bare for name in also)) and not LOOK.match(sql)
        ]


@dataclass(frozen=True)
class Visit:
    """One page, opened by one of the cast."""

    page: str
    who: str
    answer: HttpResponse
    cost: Cost


def things(cast: Cast) -> dict[str, list[UUID | str]]:
    """Real ids for the places in addresses: each is within reach of some of the cast."""
    _let_look(cast)
    with acting_as(cast.kees):
        entries = Entry.objects.seen_by(cast.kees).filter(circle=cast.noor, answers=None)
        entry = entries.order_by("at").values_list("pk", flat=True)[0]
    with acting_as(cast.kees):
        asked = open_proposals(cast.kees, cast.emre)[0].pk
    with acting_as(cast.ria):
        groups = Group.objects.seen_by(cast.ria).order_by("name").values_list("pk", flat=True)
        enrolments = Enrolment.objects.seen_by(cast.ria).filter(pupil=cast.noor.pupil_id)
        people = Person.objects.seen_by(cast.ria).filter(first="Samira")
        ellen = CareProfessional.objects.seen_by(cast.ria).filter(person__first="Ellen")
        work = ellen.values_list("organisation", "pk")[0]
        return {
            "circle_id": [cast.noor.pk, cast.emre.pk],
            "entry_id": [entry],
            "proposal_id": [asked],
            "ask_id": [cast.new_id()],
            "group_id": [groups[0]],
            "capacity": ["coordinator"],
            "colleague_id": [cast.anna.person_id],
            "enrolment_id": [enrolments.values_list("pk", flat=True)[0]],
            "adult_id": [people.values_list("pk", flat=True)[0]],
            "part": ["adres"],
            "organisation_id": [work[0]],
            "professional_id": [work[1]],
            "run_id": [cast.new_id()],
            "batch_id": [_cards_of(cast)],
            "person_id": [people.values_list("pk", flat=True)[0]],
            "delivery_id": [drop_next_year(cast.ria)],
            "list_id": [drop_a_list(cast.ria)],
            "copy_id": [_taken_along(cast)],
            "kind": ["moves"],
            "other_id": [cast.youssef.person_id],
            "merge_id": [_joined(cast)],
            "look_id": [cast.new_id()],
        }


def _let_look(cast: Cast) -> None:
    """Let Kees look at Noor in an emergency, so that the page of it is opened by someone."""
    anna = cast.anna
    with acting_as(anna):
        child = find_child(anna, cast.noor.pk)
        rows = Appointment.objects.seen_by(anna).filter(person=cast.kees.person_id)
        task = find_working(anna, appointment=rows.values_list("pk", flat=True)[0])
    open_look(anna, child, appointment=task, once=cast.new_id(), reason="Gevallen.", hours=24)


def _taken_along(cast: Cast) -> UUID:
    """A report of what school wrote about Noor, taken along by Anna."""
    anna, today = cast.anna, localdate(cast.anna.now)
    days = {"since": today - timedelta(days=60), "until": today}
    with acting_as(anna):
        seen = mark_of(what_may_be_copied(anna, cast.noor, **days))
    facts = {"once": cast.new_id(), "system": "parnassys", "seen": seen}
    made: UUID = take_along(anna, cast.noor, **facts, **days).pk
    return made


def _joined(cast: Cast) -> UUID:
    """A mother who was entered twice, put together: as the page to undo it shows."""
    twice = adult(cast.ria, "Willem", "Samira", "El Amrani")
    made: UUID = join(cast.ria, cast.samira.person_id, twice.pk).pk
    return made


def _cards_of(cast: Cast) -> UUID:
    """Cards for the class of Noor, made by the administrator."""
    with acting_as(cast.ria):
        place = Place.objects.seen_by(cast.ria).filter(enrolment__pupil=cast.noor.pupil_id)
        group = Group.objects.seen_by(cast.ria).get(pk=place.values("group")[:1])
        asked = {"batch_id": cast.new_id(), "way": Way.HAND, "again": True}
        batch = begin_batch(cast.ria, group, **asked)
        while paper := next_paper(cast.ria, batch):
            note_tried(cast.ria, paper, why="")
        assert make_papers(cast.ria, batch)
        seal_papers(cast.ria, batch, b"%PDF-1.7")
    return batch.pk


def _someone_without_a_place() -> Client:
    """The stranger: signed in, and in no circle and no school."""
    client, mail = Client(), "vera@stranger.invalid"
    account = find_account(mail) or open_account(mail, language="nl")
    client.force_login(account, backend="deelgenoot.people.backends.HatBackend")
    return client


def filled_in(route: Address, known: dict[str, list[UUID | str]]) -> Iterator[str]:
    """Every address of a route; one that nobody gave a thing to fill in is an error."""
    names = list(route.converters)
    first = {name: known[name][0] for name in names}
    yield reverse(route.name, kwargs=first)
    for other in known.get("circle_id", [])[1:] if "circle_id" in names else []:
        yield reverse(route.name, kwargs={**first, "circle_id": other})


def _as_at_first(signed_in: Client, handler: ClientHandler) -> Client:
    """A browser with nothing in it but what signing in put there, at a house that runs already."""
    browser = Client()
    browser.handler, browser.cookies = handler, deepcopy(signed_in.cookies)
    return browser


def visits(cast: Cast, sign_in: Callable[..., Client]) -> Iterator[Visit]:
    """Every page of the house, as everyone, and as someone who never signed in.

    What a page writes is undone, so that the next is opened by someone who just signed in.
    """
    known = things(cast)
    handler = ClientHandler(enforce_csrf_checks=False)
    browsers = {key: lambda key=key: sign_in(key) for key in KEYS}
    browsers["fatma at home"] = lambda: sign_in("fatma", hat="family")
    browsers["nobody"] = Client
    browsers["vera"] = _someone_without_a_place
    for who, browser in browsers.items():
        signed_in = browser()
        for route in addresses():
            for address in filled_in(route, known):
                here, cost = _as_at_first(signed_in, handler), Cost()
                with transaction.atomic(), connection.execute_wrapper(cost):
                    answer = here.get(address)
                    transaction.set_rollback(True)
                name = f"{route.name} (emre)" if str(cast.emre.pk) in address else route.name
                yield Visit(name, who, answer, cost)
