"""Looking along and devices in random worlds: by anyone, of anyone, at any school."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from deelgenoot.kernel.actor import Actor

if TYPE_CHECKING:
    from tests.reach import Reach
    from tests.worlds import World

HELP_TABLES = {
    "helpdesk_lookalong": "id person_id by_id school_id asked_at yes_at until stopped_at",
    "post_pushdevice": "id account_id endpoint p256dh auth mark browser system since",
}


def add_help(world: "World") -> None:
    """Write questions, yeses and devices; now and then with people nobody may help."""
    dice, ids = world.dice, [someone.id for someone in world.people]
    for _ in range(dice.randint(1, 5)):
        asked = world.moment()
        yes = dice.choice((None, asked))
        facts = (asked, yes, asked + timedelta(minutes=15), world.perhaps(0.3))
        places = (dice.choice(ids), dice.choice(ids), dice.choice(world.schools))
        world.add("helpdesk_lookalong", *places, *facts)
    for account, *_ in world.rows["people_account"]:
        for _ in range(dice.randint(0, 2)):
            keys = (f"https://x.invalid/{world.new_id()}", "", "", str(world.new_id()))
            world.add("post_pushdevice", account, *keys, "Chrome", "Android", world.now)


def _accounts(reach: "Reach") -> set[UUID]:
    """The accounts of these persons as they are at home; of a newcomer none."""
    rows = reach.world.rows["people_person"]
    mine = {r[3] for r in rows if r[0] in reach.persons and r[2] == "family" and r[3]}
    return set() if reach.new else mine


def _shares_a_child(reach: "Reach", one: UUID, other: UUID) -> bool:
    """Whether two have, or ever had, a tie with one child, or with each other."""
    ties = {(row[1], row[2]) for row in reach.world.rows["people_custody"]}
    of_one, of_other = ({child for child, adult in ties if adult == who} for who in (one, other))
    return bool(of_one & of_other) or (one, other) in ties or (other, one) in ties


def _may_help(reach: "Reach", person: UUID, by: UUID, school: UUID) -> bool:
    """Whether a colleague may look along: an administrator of their school, no one of home."""
    rows = reach.world.rows
    people = {row[0]: row for row in rows["people_person"]}
    keeps = any(
        (row[1], row[2], row[3]) == (school, by, "administrator") and reach.runs(row[6], row[7])
        for row in rows["organisations_appointment"]
    )
    kids = {person} | {row[1] for row in rows["people_custody"] if row[2] == person}
    here = any(r[1] == school and r[2] in kids for r in rows["organisations_enrolment"])
    if not keeps or not here or person not in people or people[person][2] != "family":
        return False
    account = people[by][3] if by in people else None
    home = [r[0] for r in people.values() if account and r[3] == account and r[2] == "family"]
    return not any(one == person or _shares_a_child(reach, one, person) for one in home)


def sees_of_help(reach: "Reach") -> dict[str, set[UUID]]:
    """Looks about oneself and one's own questions; the devices of one's own account at home."""
    rows, accounts = reach.world.rows, _accounts(reach)
    looks = {
        row[0]
        for row in rows["helpdesk_lookalong"]
        if row[1] in reach.persons or (row[2] in reach.persons and not reach.new)
    }
    devices = {row[0] for row in rows["post_pushdevice"] if row[1] in accounts}
    return {"helpdesk_lookalong": looks, "post_pushdevice": devices}


def tries_of_help(world: "World", actor: Actor, reach: "Reach") -> Iterator[tuple[str, str, bool]]:
    """Questions, yeses and devices this actor tries to write, for themselves and for others."""
    dice, ids = world.dice, [someone.id for someone in world.people]
    for _ in range(4):
        person, by = dice.choice([*actor.persons, *ids]), dice.choice([*actor.persons, *ids])
        school, yes = dice.choice(world.schools), dice.choice((None, world.now))
        look = {"id": world.new_id(), "person_id": person, "by_id": by, "school_id": school}
        look |= {"asked_at": world.now, "yes_at": yes, "until": world.now + timedelta(minutes=9)}
        mine = person in reach.persons
        asks = by in reach.persons and yes is None and not reach.new
        may = (mine or asks) and _may_help(reach, person, by, school)
        yield "helpdesk_lookalong", json.dumps(look, default=str), may
    account = dice.choice(world.rows["people_account"])[0]
    device = {"id": world.new_id(), "account_id": account, "endpoint": str(world.new_id())}
    device |= {"p256dh": "", "auth": "", "mark": "", "browser": "", "system": ""}
    told = json.dumps(device | {"since": world.now}, default=str)
    yield "post_pushdevice", told, account in _accounts(reach)
