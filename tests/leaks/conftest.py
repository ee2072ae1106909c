"""One crawl through a copy of the demo school in which every private field holds a token."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client, override_settings

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.letters.actions.batches import begin_batch
from deelgenoot.letters.tasks import make_batch
from deelgenoot.organisations.models import Group
from deelgenoot.people.accounts import open_account
from deelgenoot.people.backends import HatBackend
from tests.cast import KEYS, account_of, wearing
from tests.copies import Copy, fresh_copy
from tests.leaks.crawl import LANGUAGES, Crawler, Found, Kept, all_addresses
from tests.leaks.leaving import crawl_after_leaving
from tests.leaks.sent import do_what_is_told, let_it_go_out
from tests.leaks.tokens import COME_IN, write_tokens

BACKEND = "deelgenoot.people.backends.HatBackend"
KEPT_ROWS = (
    "SELECT l::text FROM audit_line l UNION ALL SELECT j::text FROM procrastinate_jobs j"
    " UNION ALL SELECT s::text FROM audit_seal s"
)


def browser(account: UUID | None, language: str, hat: str) -> Client:
    """A browser of someone under one hat, in one language."""
    client = Client()
    if account:
        known = HatBackend().get_user(account)
        client.force_login(known, backend=BACKEND)
        session = client.session
        session["hat"] = next((h.key for h in known.hats() if h.hat == hat), "")
        session.save()
    client.cookies["django_language"] = language
    return client


def everyone() -> dict[str, tuple[UUID | None, str]]:
    """All who come by: their account and hat."""
    who: dict[str, tuple[UUID | None, str]] = {key: (account_of(key).pk, "") for key in KEYS}
    who["fatma at home"] = (who["fatma"][0], "family")
    who["vera"] = (open_account("vera@stranger.invalid", language="nl").pk, "")
    who["nobody"] = (None, "")
    return who


def made_for_the_crawl(copy: Copy) -> dict[str, tuple[UUID | None, str]]:
    """Accounts that the tokens brought along: a pupil, a mother with a letter, the officer."""
    rows = copy.rows(
        "SELECT lower(p.first), p.account_id FROM people_person p JOIN people_account a"
        " ON a.id = p.account_id WHERE p.first IN ('Noor', 'Marleen', 'Imke')"
    )
    return {first: (account, "") for first, account in rows}


BROKEN = "ALTER TABLE circles_membership RENAME TO circles_not_there"
WHOLE = "ALTER TABLE circles_not_there RENAME TO circles_membership"
"""Who is in a circle can not be asked any more: every page that asks it fails."""

YOUNGER = "UPDATE people_person SET born_on = born_on + interval '45 years' WHERE first = 'Pim';"
OLDER = YOUNGER.replace("+", "-")
"""A child by the token of the birth date would be grown up, and no letter goes about them."""


@contextmanager
def every_log(found: Found) -> Iterator[Kept]:
    """Read every log, down to the smallest line."""
    root = logging.getLogger()
    kept, level = Kept(found), root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    try:
        yield kept
    finally:
        root.removeHandler(kept)
        root.setLevel(level)


def make_letters(copy: Copy, ria: Actor) -> None:
    """Let the administrator ask for the letters of 5B, and the worker make them."""
    with acting_as(ria):
        group = Group.objects.seen_by(ria).get(name="5B")
        batch = begin_batch(ria, group, batch_id=uuid4(), way=Way.LETTER, again=True)
    with copy.working_as("jobs"):
        make_batch(str(batch.pk))


def crawl(copy: Copy) -> Found:
    """Write the tokens and let everyone open everything, in each language."""
    who, ria = everyone(), wearing("ria", Hat.WORK)
    with copy.database.connect("owner") as owner:
        found = Found(write_tokens(owner))
        owner.execute(YOUNGER)
        make_letters(copy, ria)
        owner.execute(OLDER + COME_IN)
        made = all_addresses(owner)
    who |= made_for_the_crawl(copy)
    with every_log(found) as kept:
        for key, (account, hat) in who.items():
            here = made
            for language in LANGUAGES:
                client = browser(account, language, hat)
                opened = Crawler(found, key, language, client).walk(here)
                here = {path: route for path, route in made.items() if path in opened}
        meet_trouble(copy, found, who, made)
        do_what_is_told(copy, found, lambda key: browser(who[key][0], "nl", ""))
        found.sent = let_it_go_out(copy, found)
    found.log_lines = kept.lines
    found.after = Found(found.tokens)
    crawl_after_leaving(
        copy, found.after, lambda key: browser(who[key][0], "nl", who[key][1]), made
    )
    rows = copy.rows(KEPT_ROWS)
    found.kept_rows = len(rows)
    found.in_rows = {name for (text,) in rows for name in found.tokens.within(text)}
    return found


def meet_trouble(
    copy: Copy, found: Found, who: dict[str, tuple[UUID | None, str]], made: dict[str, str]
) -> None:
    """Break something on our side, and let some of them open one address of each route."""
    one_each = {path: route for route, path in {r: p for p, r in made.items()}.items()}
    copy.change(BROKEN)
    for key, language in zip(("samira", "ria", "anna", "nobody"), LANGUAGES * 2, strict=True):
        client = browser(who[key][0], language, who[key][1])
        Crawler(found, key, language, client).meets_trouble(one_each)
    copy.change(WHOLE)


@pytest.fixture(scope="module")
def crawled(
    superuser: dict[str, str], django_db_setup: None, django_db_blocker: Any, worker_id: str
) -> Iterator[Found]:
    """What everyone saw; the house is crawled once for all tests."""
    with (
        django_db_blocker.unblock(),
        fresh_copy(superuser, f"leaks_{worker_id}") as copy,
        copy.working_as("app"),
        override_settings(CHECK_WRITTEN_READS=False),  # a quarter of the time; tested elsewhere
    ):
        yield crawl(copy)
