"""Tell line by line what a list of parents changes, and asks; never what is in a cell."""

from dataclasses import replace

from deelgenoot.exchange.describing import Told, problem_line
from deelgenoot.exchange.family_plan import FamilyLine, FamilyPlan
from deelgenoot.exchange.guardians.problems import PASSED, PLACES, Problem
from deelgenoot.exchange.terms import LineKind


def lines_of_list(plan: FamilyPlan) -> list[Told]:
    """Tell everything a list does, in the order in which one wants to know it."""
    if plan.asks:
        return []
    told = [(line.line, _line(line)) for line in plan.lines]
    told += [(found.line, _problem(found)) for found in plan.problems]
    order = list(LineKind)
    told.sort(key=lambda one: (order.index(one[1].kind), one[0]))
    return [line for _number, line in told]


def _line(line: FamilyLine) -> Told:
    """One thing that happens, or one question."""
    if line.kind == LineKind.QUESTION:
        alike = [{"key": str(line.candidate), "name": line.name}]
        return Told(line.kind, line.name, key=line.key, told=alike)
    if line.kind == LineKind.NAMESAKE:
        own, *alike = line.asked
        told = {"own": own, "alike": alike}
        return Told(line.kind, line.name, str(line.line), line.child, line.key, told)
    parts = ",".join(line.parts)
    return Told(line.kind, line.name, str(line.line), line.child, key=parts)


def _problem(found: Problem) -> Told:
    """What is wrong with a line or a cell, in every language of the house."""
    kind = LineKind.UNKNOWN if found.kind in PLACES else LineKind.CELL
    return replace(problem_line(found), kind=LineKind.PASSED if found.kind in PASSED else kind)
