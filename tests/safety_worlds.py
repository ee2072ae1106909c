"""Closed notes in random worlds: by anyone, about any pupil, for the officer or for oneself."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from deelgenoot.circles.terms import Capacity, Ground
from deelgenoot.kernel.actor import Actor

if TYPE_CHECKING:
    from tests.reach import Reach
    from tests.worlds import World

SAFETY_TABLES = {"safety_safetynote": "id circle_id school_id pupil_id author_id at shared words"}


def add_notes(world: "World") -> None:
    """Write closed notes; now and then at another school or about another pupil."""
    dice, ids = world.dice, [someone.id for someone in world.people]
    works = [someone.id for someone in world.people if someone.works]
    for circle, pupil, school, *_ in world.rows["circles_circle"]:
        task = (dice.choice(works), "attention", str(world.new_id()), [])
        world.add("organisations_appointment", school, *task, world.moment(), world.perhaps())
        for _ in range(dice.randint(0, 4)):
            where = school if dice.random() < 0.8 else dice.choice(world.schools)
            whom = pupil if dice.random() < 0.8 else dice.choice(ids)
            facts = (dice.choice(ids), world.moment(), dice.random() < 0.7, "words")
            world.add("safety_safetynote", circle, where, whom, *facts)


def _work(reach: "Reach") -> set[UUID]:
    """Who of these persons is someone at work."""
    rows = reach.world.rows["people_person"]
    return {row[0] for row in rows if row[0] in reach.persons and row[2] == "work"}


def _works_in(reach: "Reach", circle: UUID, author: UUID) -> bool:
    """Whether someone is in a circle for their work, and not in an emergency alone."""
    return author in _work(reach) and any(
        place.circle == circle
        and place.person == author
        and place.ground is Ground.WORK
        and place.capacity is not Capacity.EMERGENCY
        for place in reach.places
    )


def _guarded(reach: "Reach") -> set[tuple[UUID, UUID]]:
    """The schools whose attention officer someone is, and as which person."""
    work, rows = _work(reach), reach.world.rows["organisations_appointment"]
    return {
        (row[1], row[2])
        for row in rows
        if row[2] in work and row[3] == "attention" and reach.runs(row[6], row[7])
    }


def _apart(reach: "Reach") -> set[UUID]:
    """The children someone at work is too close to: by account or by name, and of who shares."""
    people, custody = reach.world.rows["people_person"], reach.world.rows["people_custody"]
    me = [row for row in people if row[0] in _work(reach)]
    home = {
        row[0]
        for row in people
        for mine in me
        if row[2] == "family"
        and ((mine[3] and row[3] == mine[3]) or (row[1], row[4:6]) == (mine[1], mine[4:6]))
    }
    near = home | {row[1] for row in custody if row[2] in home}
    sharing = {row[2] for row in custody if row[1] in near}
    return near | {row[1] for row in custody if row[2] in sharing}


def sees_of_safety(reach: "Reach") -> dict[str, set[UUID]]:
    """The closed notes someone reads: those they wrote, and those for the officer."""
    guarded, apart = {school for school, _ in _guarded(reach)}, _apart(reach)

    def reads(note: tuple[Any, ...]) -> bool:
        _, circle, school, pupil, author, _, shared, _ = note
        mine = author in _work(reach)
        guards = school in guarded and pupil not in apart and (shared or mine)
        return not reach.new and (_works_in(reach, circle, author) or guards)

    rows = reach.world.rows["safety_safetynote"]
    return {"safety_safetynote": {row[0] for row in rows if reads(row)}}


def tries_of_safety(
    world: "World", actor: Actor, reach: "Reach"
) -> Iterator[tuple[str, str, bool]]:
    """Closed notes this actor tries to write: as another, of another moment or pupil, too."""
    dice, people = world.dice, [someone.id for someone in world.people]
    for _ in range(3):
        circle, pupil, school, *_ = dice.choice(world.rows["circles_circle"])
        whom = dice.choice((pupil, pupil, pupil, *people[:2]))
        where = dice.choice((school, school, school, *world.schools))
        author = dice.choice((*actor.persons, *actor.persons, *people[:1]))
        at = dice.choice((world.now, world.now, world.moment()))
        told = {"id": world.new_id(), "circle_id": circle, "school_id": where, "pupil_id": whom}
        told |= {"author_id": author, "at": at, "shared": dice.random() < 0.5, "words": "x"}
        right = (whom, where, at) == (pupil, school, world.now) and not reach.new
        guards = (where, author) in _guarded(reach) and whom not in _apart(reach)
        may = right and author in reach.persons and (_works_in(reach, circle, author) or guards)
        yield "safety_safetynote", json.dumps(told, default=str), may
