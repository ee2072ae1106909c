"""A school with an attention officer and a confidant, and a pupil with an account of her own."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.staff import add_colleague
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.organisations.terms import Function
from deelgenoot.people.accounts import find_account, open_account
from deelgenoot.people.backends import HatBackend
from deelgenoot.people.models import Person
from tests.cast import Cast

BACKEND = "deelgenoot.people.backends.HatBackend"


def give_account(cast: Cast, person: UUID, mail: str) -> None:
    """Let someone have an account, and have shown who they are."""
    account = open_account(mail, language="nl")
    now = timezone.now()
    with acting_as(cast.ria):
        rows = Person.objects.seen_by(cast.ria).filter(pk=person)
        assert rows.update(account=account, proven_at=now) == 1


def appointed(cast: Cast, first: str, rest: str, function: Function) -> Actor:
    """Add someone to De Regenboog, with an account; gives who they are at work."""
    with acting_as(cast.ria):
        school = my_school(cast.ria)
    person = add_colleague(
        cast.ria, school, once=cast.new_id(), first=first, rest=rest, function=function,
        days=[0, 1], since=cast.ria.now, until=None,
    )  # fmt: skip
    give_account(cast, person.pk, f"{first.lower()}.{function}@demo.invalid")
    return Actor(
        account_id=None, persons=(person.pk,), hat=Hat.WORK, now=timezone.now(),
        name=first, organisation_id=school.pk, controller_id=school.board_id,
    )  # fmt: skip


@pytest.fixture
def imke(cast: Cast) -> Actor:
    """The attention officer."""
    return appointed(cast, "Imke", "Bos", Function.ATTENTION_OFFICER)


@pytest.fixture
def conny(cast: Cast) -> Actor:
    """The confidant."""
    return appointed(cast, "Conny", "Smeets", Function.CONFIDANT)


@pytest.fixture
def noor(cast: Cast) -> Actor:
    """Noor herself, on an account of her own."""
    give_account(cast, cast.noor.pupil_id, "noor@demo.invalid")
    return Actor(
        account_id=None, persons=(cast.noor.pupil_id,), hat=Hat.FAMILY, now=timezone.now(),
        name="Noor", is_pupil=True,
    )  # fmt: skip


def signed_in(mail: str, *, language: str = "nl") -> Client:
    """A browser of someone by the beginning of the mail address."""
    account = find_account(f"{mail}@demo.invalid")
    assert account
    client = Client()
    client.force_login(HatBackend().get_user(account.pk), backend=BACKEND)
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def browser_of(db: None) -> Callable[..., Client]:
    """A browser of someone who came in for these tests."""
    return signed_in


def now(actor: Actor) -> Actor:
    """The same person at this very moment."""
    return replace(actor, now=timezone.now())
