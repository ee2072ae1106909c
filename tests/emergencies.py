"""Looks in an emergency in random worlds: by anyone, opened by anyone, some ended sooner."""

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.worlds import World

TICK = timedelta(microseconds=1)
EMERGENCY = (
    "id opening circle_id pupil_id school_id appointment_id person_id opened_by_id reason since"
    " until ended_at"
)
SPANS = (TICK, timedelta(hours=3), timedelta(hours=24))


def add_emergencies(world: "World") -> None:
    """Write who looks, or looked, at which circle, opened by whom."""
    dice, ids = world.dice, [someone.id for someone in world.people]
    for circle, pupil, *_ in world.rows["circles_circle"]:
        for task in world.some(world.rows["organisations_appointment"]):
            since = world.moment()
            world.add(
                "circles_emergencylook",
                world.new_id(),
                circle,
                pupil,
                dice.choice(world.schools),
                task[0],
                dice.choice((task[2], *ids)),
                dice.choice(ids),
                "x",
                since,
                since + dice.choice(SPANS),
                dice.choice((None, None, since, since + TICK)),
            )
