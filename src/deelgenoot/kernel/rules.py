"""Rules as sentences: what must hold, on what ground, tested on plain facts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Facts = TypeVar("Facts", contravariant=True)


@dataclass(frozen=True)
class Rule(Generic[Facts]):
    """One sentence people can read, and the test that holds it true."""

    id: str
    sentence: "StrOrPromise"
    mend: "StrOrPromise"
    basis: str
    holds: Callable[[Facts], bool]


class Refused(Exception):
    """What was asked breaks one or more rules; each says so in its own words."""

    def __init__(self, *broken: Rule[Any]) -> None:
        super().__init__(*(rule.id for rule in broken))
        self.broken = broken


RULES: dict[str, Rule[Any]] = {}


class Rulebook(Generic[Facts]):
    """The rules that guard one decision; every broken one is told, not just the first."""

    def __init__(self, *rules: Rule[Facts]) -> None:
        self.rules = rules

    def broken_by(self, facts: Facts) -> list[Rule[Facts]]:
        """Name all rules that these facts break."""
        return [rule for rule in self.rules if not rule.holds(facts)]

    def require(self, facts: Facts) -> None:
        """Go on only when no rule is broken."""
        if broken := self.broken_by(facts):
            raise Refused(*broken)


def rule(
    sentence: "StrOrPromise", *, id: str, basis: str, mend: "StrOrPromise" = ""
) -> Callable[[Callable[[Facts], bool]], Rule[Facts]]:
    """Turn a predicate into a rule that carries its own sentence and stands in the rulebook."""

    def wrap(holds: Callable[[Facts], bool]) -> Rule[Facts]:
        made = Rule(id, sentence, mend, basis, holds)
        if id in RULES:
            raise ValueError(f"Two rules are called {id}.")
        RULES[id] = made
        return made

    return wrap
