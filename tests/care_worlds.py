"""Care organisations in random worlds: people from outside, verified or not, now or no longer.

They share accounts with parents and colleagues of the same world, and are in no circle: the
database takes no such place.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from deelgenoot.kernel.actor import Actor

if TYPE_CHECKING:
    from tests.reach import Reach
    from tests.worlds import World

CARE_TABLES = {
    "organisations_careorganisation": "id board_id controller_id kind town phone site register"
    " number until",
    "organisations_careprofessional": "id organisation_id person_id profession register number"
    " since until",
    "organisations_verification": "id organisation_id professional_id school_id called found at"
    " noted_by",
}


def add_care(world: "World") -> list[tuple[UUID, UUID | None]]:
    """Write a care organisation per board with some people; gives their persons and accounts."""
    dice, now, outside = world.dice, world.now, []
    accounts = [row[0] for row in world.rows["people_account"]]
    for board in [row[0] for row in world.rows["people_controller"]]:
        controller = world.add("people_controller", "care", dice.choice(("care", "municipal")))
        facts = ("practice", "x", "1", "", "", "", None)
        care = world.add("organisations_careorganisation", board, controller, *facts)
        for _ in range(dice.randint(0, 2)):
            account = dice.choice([*accounts, None])
            told = ("work", account, "x", "y", "nl", care, "z", now)
            person = world.add("people_person", controller, *told)
            since = world.moment()
            until = dice.choice((None, since + timedelta(days=dice.randint(0, 9))))
            period = ("psychologist", "", "", since, until)
            work = world.add("organisations_careprofessional", care, person, *period)
            outside.append((person, account))
            world.add("people_mailbox", person, "z@x.invalid", now)
            school = dice.choice(world.schools)
            code = ("z@x.invalid", str(world.new_id()), now, now, "mail", True, 0)
            world.add("circles_invitation", school, person, *code)
            about = dice.choice((work, None))
            by = world.people[0].id
            world.add("organisations_verification", care, about, school, "1", "x", now, by)
    return outside


def sees_of_care(reach: "Reach") -> dict[str, set[UUID]]:
    """What someone sees of care: who administers all of the own board, who works there theirs."""
    rows, kept = reach.world.rows, care_kept(reach)
    people = rows["organisations_careprofessional"]
    mine = [row for row in people if row[2] in reach.persons and reach.runs(row[6], row[7])]
    return {
        "organisations_careorganisation": kept | {row[1] for row in mine},
        "organisations_careprofessional": {row[0] for row in people if row[1] in kept}
        | {row[0] for row in mine},
        "organisations_verification": {
            row[0]
            for row in rows["organisations_verification"]
            if row[1] in kept or row[2] in {one[0] for one in mine}
        },
    }


def boards_kept(reach: "Reach") -> set[UUID]:
    """The boards of the schools someone administers."""
    schools = reach.world.rows["organisations_school"]
    return {row[1] for row in schools if row[0] in reach.schools}


def care_kept(reach: "Reach") -> set[UUID]:
    """The care organisations of those boards."""
    rows, boards = reach.world.rows["organisations_careorganisation"], boards_kept(reach)
    return {row[0] for row in rows if row[1] in boards}


def care_people_kept(reach: "Reach") -> set[UUID]:
    """The people of those care organisations."""
    kept = care_kept(reach)
    return {r[2] for r in reach.world.rows["organisations_careprofessional"] if r[1] in kept}


def is_close(reach: "Reach", person: UUID) -> bool:
    """Whether someone is oneself under any hat, or shares a child with oneself."""
    rows = reach.world.rows["people_person"]
    account_of = {row[0]: row[3] for row in rows}
    theirs = account_of.get(person)
    mine = {account_of.get(one) for one in reach.persons} - {None}
    if person in reach.persons or (theirs is not None and theirs in mine):
        return True
    held = {id_ for id_, account in account_of.items() if theirs and account == theirs}
    return bool(held & reach.sharing)


def tries_of_care(world: "World", actor: Actor, reach: "Reach") -> Iterator[tuple[str, str, bool]]:
    """Rows about care this actor tries to write, and places for people from outside."""
    dice, now = world.dice, world.now.isoformat()
    care = dice.choice([row[0] for row in world.rows["organisations_careorganisation"]])
    people = world.rows["organisations_careprofessional"]
    board = dice.choice([r[0] for r in world.rows["people_controller"] if r[2] == "board"])
    row = {"id": world.new_id(), "board_id": board, "controller_id": world.new_id()}
    more = {
        "kind": "practice",
        "town": "x",
        "phone": "1",
        "site": "",
        "register": "",
        "number": "",
    }
    may = board in boards_kept(reach)
    yield "organisations_careorganisation", _json(row | more), may
    who = dice.choice([someone.id for someone in world.people] + [row[2] for row in people])
    work = {"id": world.new_id(), "organisation_id": care, "person_id": who, "since": now}
    told = {"profession": "psychologist", "register": "", "number": ""}
    may = care in care_kept(reach) and not is_close(reach, who)
    yield "organisations_careprofessional", _json(work | told), may
    yield from _verifications(world, actor, reach, care)
    for outsider in people[:1]:
        child = dice.choice(list(world.pupils))
        known = {"kind": "custody", "relation": "", "since": now, "proof": "", "noted_by": who}
        base = {"id": world.new_id(), "child_id": child, "adult_id": outsider[2]}
        yield "people_custody", _json(base | known), False
        task = {"function": "coordinator", "key": "x", "days": [], "since": now}
        base = {"id": world.new_id(), "school_id": dice.choice(world.schools)}
        yield "organisations_appointment", _json(base | task | {"person_id": outsider[2]}), False


def _verifications(
    world: "World", actor: Actor, reach: "Reach", care: UUID
) -> Iterator[tuple[str, str, bool]]:
    """Verifications this actor tries to note, about an organisation or one person of it."""
    dice, people = world.dice, world.rows["organisations_careprofessional"]
    school, by = dice.choice(world.schools), dice.choice([*actor.persons, world.people[0].id])
    about = dice.choice([None, *people])
    row = {"id": world.new_id(), "organisation_id": care, "school_id": school, "noted_by": by}
    row |= {"professional_id": about and about[0], "called": "12345", "found": "x"}
    looked_at = [about] if about else [one for one in people if one[1] == care]
    may = (
        care in care_kept(reach)
        and school in reach.schools
        and by in reach.persons
        and (about is None or about[1] == care)
        and not any(is_close(reach, one[2]) for one in looked_at)
    )
    yield "organisations_verification", _json(row | {"at": world.now}), may


def _json(row: dict[str, object]) -> str:
    """Write a row as the database reads it."""
    return json.dumps(row, default=str)
