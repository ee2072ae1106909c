"""What works in random worlds: lines that stand, that ended, and that end this very moment."""

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from deelgenoot.circles.terms import Capacity
from deelgenoot.kernel.actor import Actor

if TYPE_CHECKING:
    from tests.reach import Reach
    from tests.worlds import World

WORKS_TABLES = {"contact_whatworks": "id circle_id place words written_by_id spoken_with at until"}
APART = (Capacity.EMERGENCY, Capacity.ATTENTION_OFFICER)
WRITE = (
    *(Capacity.PUPIL, Capacity.PARENT, Capacity.CARER),
    *(Capacity.CLASS_TEACHER, Capacity.COORDINATOR),
)
MOMENTS = (timedelta(days=-9), timedelta(days=-3), timedelta(), timedelta(days=4))
ENDS = (None, None, timedelta(days=-2), timedelta(microseconds=-1), timedelta(), timedelta(days=4))


def add_works(world: "World") -> None:
    """Write lines by anyone, in some circles."""
    dice, ids = Random(world.seed), [someone.id for someone in world.people]
    for circle in world.circles:
        for place in range(1, dice.randint(1, 4)):
            at, ends = world.now + dice.choice(MOMENTS), dice.choice(ENDS)
            until = None if ends is None else world.now + ends
            made = UUID(int=dice.getrandbits(128), version=4)
            row = (made, circle, place, "words", dice.choice(ids), [], at, until)
            world.rows["contact_whatworks"].append(row)


def sees_of_works(reach: "Reach") -> dict[str, set[UUID]]:
    """The lines someone reads: all that stand, from any place but those apart."""

    def reads(line: tuple[Any, ...]) -> bool:
        _, circle, _, _, _, _, at, until = line
        return (
            not reach.new
            and (until is None or until >= reach.now)
            and any(
                place.circle == circle
                and place.capacity not in APART
                and (place.until_when is None or place.until_when > at)
                for place in reach.places
            )
        )

    rows = reach.world.rows["contact_whatworks"]
    return {"contact_whatworks": {row[0] for row in rows if reads(row)}}


def tries_of_works(
    world: "World", actor: Actor, reach: "Reach"
) -> Iterator[tuple[str, str, bool]]:
    """Lines this actor tries to write: as another, of another moment, ended already, too."""
    people = [someone.id for someone in world.people]
    dice = Random(f"{world.seed} {actor.persons}")
    for _ in range(3):
        circle, author = dice.choice(world.circles), dice.choice((*actor.persons, *people[:1]))
        at = dice.choice((world.now, world.now, world.now - timedelta(microseconds=1)))
        until = dice.choice((None, None, world.now))
        told = {
            "id": UUID(int=dice.getrandbits(128), version=4),
            "circle_id": circle,
            "place": dice.randint(1, 3),
        }
        told |= {"words": "x", "written_by_id": author, "spoken_with": [], "at": at}
        may = any(
            place.circle == circle
            and place.person == author
            and place.capacity in WRITE
            and place.writes
            for place in reach.places
        )
        right = at == world.now and until is None and circle not in reach.closed
        row = json.dumps(told | {"until": until}, default=str)
        yield "contact_whatworks", row, may and right and not reach.new
