"""The policy and the database show everyone the same rows, in any world we can think of.

`WORLDS=10000` makes more worlds; a failure names its seed, and `WORLD=<seed>` makes only that one.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from deelgenoot.access.policy import VISIBILITY
from deelgenoot.access.written import WrittenOnce
from deelgenoot.kernel.actor import Actor
from tests.care_worlds import tries_of_care
from tests.database import TestDatabase, copy_of_template
from tests.help_worlds import tries_of_help
from tests.reach import Reach
from tests.safety_worlds import tries_of_safety
from tests.works_worlds import tries_of_works
from tests.worlds import World, write

WORLDS = int(os.environ.get("WORLDS", "300"))
ONE = os.environ.get("WORLD")
BATCH = 25
SEEDS = (
    [range(int(ONE), int(ONE) + 1)]
    if ONE
    else [range(first, min(first + BATCH, WORLDS)) for first in range(0, WORLDS, BATCH)]
)
ANEW = 25
"""In one world of so many, what the policy asks is written out anew for everyone, and compared."""
GUARDED = (
    "circles_circle",
    "circles_membership",
    "circles_entry",
    "contact_contactmoment",
    "circles_ask",
    "circles_contactperson",
    "circles_contactwish",
    "circles_emergencylook",
    "circles_invitation",
    "organisations_leaving",
    "people_mailbox",
    "people_address",
    "people_phone",
    "people_wishes",
    "people_custody",
    "people_courtlimit",
    "people_keptreach",
    "organisations_careorganisation",
    "organisations_careprofessional",
    "organisations_verification",
    "safety_safetynote",
    "contact_whatworks",
    "helpdesk_lookalong",
    "post_pushdevice",
)
SEEN = " UNION ALL ".join(f"SELECT '{table}', id FROM {table}" for table in GUARDED)
TELL = (
    "SELECT set_config('deelgenoot.persons', %s, false), set_config('deelgenoot.now', %s, false)"
)
TRY = """
CREATE OR REPLACE FUNCTION try_to_write(statements text[]) RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE
    statement text; taken boolean[] := '{}';
BEGIN
    FOREACH statement IN ARRAY statements LOOP
        BEGIN
            EXECUTE statement;
            RAISE EXCEPTION USING ERRCODE = 'DG999';
        EXCEPTION
            WHEN insufficient_privilege THEN taken := taken || false;
            WHEN unique_violation OR SQLSTATE 'DG999' THEN taken := taken || true;
        END;
    END LOOP;
    RETURN taken;
END $$
"""
ROW = "INSERT INTO {0} SELECT * FROM json_populate_record(NULL::{0}, '{1}')"


@pytest.fixture(scope="module")
def empty(superuser: dict[str, str], test_database: TestDatabase) -> Iterator[TestDatabase]:
    """A database of this file's own, so that no other test meets these worlds."""
    label = test_database.name.rpartition("_")[2]
    with copy_of_template(superuser, f"worlds_{label}") as database:
        yield database


@pytest.fixture(scope="module")
def owner_of_all(
    empty: TestDatabase, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[psycopg.Connection]:
    """Let Django's policy work as the owner, past row security, so that only line two speaks."""
    django, facts = connections["default"], empty.params("owner")
    before = dict(django.settings_dict)
    with django_db_blocker.unblock(), empty.connect("owner") as owner:
        django.close()
        django.settings_dict.update(NAME=facts["dbname"], USER=facts["user"])
        owner.execute(TRY)
        yield owner
        django.close()
        django.settings_dict.update(before)


@cache
def read_of(table: str) -> WrittenOnce:
    """Ask for all of a table someone sees; writing that out takes far longer than the answer."""
    model = next(model for model in VISIBILITY if model._meta.db_table == table)

    def ids(actor: Actor) -> QuerySet[Any, UUID]:
        return model.objects.seen_by(actor).values_list("pk", flat=True)

    return WrittenOnce(ids)


def seen_through_policy(actor: Actor) -> set[tuple[str, UUID]]:
    """Ask the second line."""
    return {(table, pk) for table in GUARDED for pk in read_of(table)(actor)}


def seen_in_database(app: psycopg.Connection, actor: Actor) -> set[tuple[str, UUID]]:
    """Ask the third line: the bare tables, after telling who acts."""
    persons = ",".join(map(str, actor.persons))
    app.execute(TELL, [f"{{{persons}}}", actor.now.isoformat()])
    return set(app.execute(SEEN))


def told(seed: int, actor: Actor, what: str, more: object, less: object) -> str:
    """Say where two lines part."""
    who = f"{actor.hat} {[str(person) for person in actor.persons]}"
    return f"WORLD={seed}: {who}: {what}: too much {more}, too little {less}"


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_policy_and_database_show_everyone_the_same_rows(seeds, empty, owner_of_all, settings):
    worlds = [World(seed, timezone.now()) for seed in seeds]
    write(owner_of_all, worlds)
    wrong = []
    with empty.connect("app") as app:
        for world in worlds:
            settings.CHECK_WRITTEN_READS = bool(ONE) or world.seed % ANEW == 0
            for actor in world.actors():
                sees = Reach(world, actor).sees()
                must = {(table, id_) for table, ids in sees.items() for id_ in ids}
                for line, found in (
                    ("policy", seen_through_policy(actor)),
                    ("database", seen_in_database(app, actor)),
                ):
                    if found != must:
                        wrong.append(told(world.seed, actor, line, found - must, must - found))
    assert wrong == []


def tries(world: World, actor: Actor, reach: Reach) -> Iterator[tuple[str, str, bool]]:
    """Rows this actor tries to write, and whether that is within reach."""
    dice, people = world.dice, [someone.id for someone in world.people]
    signs = [*actor.persons, *people[:1]]
    for number in range(6):
        words = world.words()
        sign = dice.choice(signs)
        words = type(words)(**{**words.__dict__, "author": sign})
        row = {
            "id": words.id,
            "circle_id": words.circle,
            "author_id": sign,
            "at": words.at.isoformat(),
            "topic": words.topic,
            "audience": words.audience,
            "shown_to": list(words.shown_to),
            "hidden_from": list(words.hidden_from),
        }
        story = {"side": "home", "kind": "contact", "detail": "", "words": "x"}
        story |= {"kept_at": words.at.isoformat(), "spoken_with": []}
        contact = {"entry_id": world.new_id(), "how": "door", "tone": "good"}
        table = "circles_entry" if number % 3 else "contact_contactmoment"
        extra = story if number % 3 else contact
        yield table, _json(row | extra), reach.writes(words)
    yield from _papers(world, reach)
    yield from _leavings(world, reach)
    yield from _contact_persons(world, actor, reach)
    yield from tries_of_care(world, actor, reach)
    yield from tries_of_safety(world, actor, reach)
    yield from tries_of_works(world, actor, reach)
    yield from tries_of_help(world, actor, reach)


def _papers(world: World, reach: Reach) -> Iterator[tuple[str, str, bool]]:
    """Asks, invitations, addresses and custody this actor tries to write."""
    dice, people = world.dice, [someone.id for someone in world.people]
    now, person = world.now.isoformat(), dice.choice(people)
    circle, school = dice.choice(world.circles), dice.choice(world.schools)
    child = dice.choice(list(world.pupils))
    base = {"id": world.new_id(), "person_id": person}
    ask = {"circle_id": circle, "kind": "read_contact", "subject": person, "sent": now}
    yield "circles_ask", _json(base | ask), circle in reach.circles - reach.closed
    code = {"address": "a@x", "code_hash": world.new_id().hex, "made_at": now, "expires_at": now}
    code |= {"way": "letter", "known": False, "tries": 0}
    invited = school in reach.schools and person in reach.contacts | reach.pupils
    invited = invited and _is_still_around(world, person)
    yield "circles_invitation", _json(base | code | {"school_id": school}), invited
    box = {"address": "a@x", "noted_at": now}
    yield "people_mailbox", _json(base | box), person in reach.contacts
    home = {"street": "x", "number": "1", "addition": "", "postcode": "", "town": "y"}
    more = {"country": "NL", "noted_at": now}
    yield "people_address", _json(base | home | more), person in reach.contacts
    phone = {"number": "+31612345679", "kind": "mobile", "label": "", "noted_at": now}
    yield "people_phone", _json(base | phone), person in reach.contacts
    plain = {"channel": "mail", "needs_interpreter": False, "reads_little": False, "noted_at": now}
    lists = {"languages": [], "days": [], "never": [], "names_step": False}
    yield "people_wishes", _json(base | plain | lists), person in reach.contacts
    custody = {
        "id": world.new_id(),
        "child_id": child,
        "adult_id": person,
        "kind": "custody",
        "relation": "",
        "since": now,
        "proof": "",
        "noted_by": person,
    }
    yield "people_custody", _json(custody), child in reach.pupils
    limit = {"kind": "no_contact", "decision": "x", "lifted": ""}
    yield "people_courtlimit", _json(custody | limit), child in reach.pupils
    yield "people_keptreach", _json(custody), child in reach.alone


def _is_still_around(world: World, person: UUID) -> bool:
    """Whether someone at home has a tie that goes on; every class takes part in these worlds."""
    family = {someone.id for someone in world.people if not someone.works}
    ties = [row[6] for row in world.rows["people_custody"] if row[2] == person]
    return person not in family or not ties or None in ties


def _leavings(world: World, reach: Reach) -> Iterator[tuple[str, str, bool]]:
    """Last days this actor tries to note."""
    enrolment = world.dice.choice(world.rows["organisations_enrolment"])[0]
    left = {"id": world.new_id(), "enrolment_id": enrolment, "going_to": "", "until": world.now}
    noted = {"noted_by": enrolment, "noted_at": world.now}
    yield "organisations_leaving", _json(left | noted), enrolment in reach.enrolments


def _contact_persons(world: World, actor: Actor, reach: Reach) -> Iterator[tuple[str, str, bool]]:
    """Questions and wishes about the contact person this actor tries to write."""
    dice, people = world.dice, [someone.id for someone in world.people]
    circle, person = dice.choice(world.circles), dice.choice(people)
    me, said = dice.choice([*actor.persons, *people[:1]]), dice.choice((None, None, True))
    row = {"id": world.new_id(), "circle_id": circle, "person_id": person, "stands_in": False}
    asked = {"asked_by": me, "asked_at": world.now, "accepted": said}
    may = reach.guides(circle) and me in reach.persons and said is None and not reach.new
    may = may and circle not in reach.closed
    yield "circles_contactperson", _json(row | asked), may
    wish = {"id": world.new_id(), "circle_id": circle, "person_id": me, "words": "", "readers": []}
    may = circle in reach.circles - reach.closed and me in reach.persons and not reach.new
    yield "circles_contactwish", _json(wish | {"at": world.now}), may


def _json(row: dict[str, object]) -> str:
    return json.dumps(row, default=str)


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_the_database_takes_only_what_is_within_writing_reach(seeds, empty, owner_of_all):
    worlds = [World(seed, timezone.now()) for seed in seeds]
    write(owner_of_all, worlds)
    wrong = []
    with empty.connect("app") as app:
        for world in worlds:
            for actor in world.actors():
                seen_in_database(app, actor)
                asked = list(tries(world, actor, Reach(world, actor)))
                lines = [ROW.format(table, row) for table, row, _ in asked]
                taken = app.execute("SELECT try_to_write(%s)", [lines]).fetchone()[0]
                for (table, row, may), took in zip(asked, taken, strict=True):
                    if took != may:
                        wrong.append(told(world.seed, actor, table, row if took else "", row))
    assert wrong == []
