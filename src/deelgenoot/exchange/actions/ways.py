"""How each kind of file is looked at and brought in; what one does with a file is the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deelgenoot.exchange.actions.family import asked_of_list, carry_out_list, look_at_list
from deelgenoot.exchange.actions.importing import asked_of, carry_out, plan_file, pupils_here
from deelgenoot.exchange.content import file_of
from deelgenoot.exchange.describing import Told, lines_of
from deelgenoot.exchange.family_plan import FamilyPlan
from deelgenoot.exchange.footprint import footprint_of
from deelgenoot.exchange.models import Delivery
from deelgenoot.exchange.rules import DeedAsked
from deelgenoot.exchange.school_plan import Plan
from deelgenoot.exchange.terms import Source
from deelgenoot.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Way:
    """What one kind of file needs: look, count, judge, and write down with what undoes it."""

    look: Callable[[Actor, Delivery], tuple[Any, list[Told]]]
    count: Callable[[Any], dict[str, int]]
    asked: Callable[..., DeedAsked]
    carry_out: Callable[[Any], dict[str, Any]]


def _look_at_school(actor: Actor, delivery: Delivery) -> tuple[Plan, list[Told]]:
    """Compare what was kept of a school's file with what stands here now."""
    file = file_of(delivery.content or {}, delivery.passed_over)
    plan = plan_file(actor, file, answers=delivery.answers)
    return plan, lines_of(plan, file)


def _carry_out_school(plan: Plan) -> dict[str, Any]:
    """Write down a school's file."""
    carry_out(plan)
    return footprint_of(plan)


def _count_school(plan: Plan) -> dict[str, int]:
    """How many pupils are here, beside whom those who leave are counted."""
    return {"here": pupils_here(plan)}


def _count_list(plan: FamilyPlan) -> dict[str, int]:
    """Whether something about the columns has to be said first."""
    return {"columns": 1} if plan.asks else {}


WAYS: dict[str, Way] = {
    Source.SCHOOL: Way(_look_at_school, _count_school, asked_of, _carry_out_school),
    Source.GUARDIANS: Way(look_at_list, _count_list, asked_of_list, carry_out_list),
}
