"""The one register of who may see and who may do: every closed model and every action is in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q

from deelgenoot.kernel.actor import Actor

Visibility = Callable[[Actor], Q]
VISIBILITY: dict[type[Model], Visibility] = {}


@dataclass(frozen=True)
class Permission:
    """One question with a yes or no: whether this actor may do this to that."""

    name: str
    sentence: str
    allows: Callable[[Actor, Any], bool]

    def require(self, actor: Actor, subject: Any) -> None:
        """Go on only when the answer is yes."""
        if not self.allows(actor, subject):
            raise PermissionDenied(self.sentence)


PERMISSIONS: dict[str, Permission] = {}


def visibility(model: type[Model]) -> Callable[[Visibility], Visibility]:
    """Register which rows of a model an actor sees."""

    def register(seen_by: Visibility) -> Visibility:
        VISIBILITY[model] = seen_by
        return seen_by

    return register


def permission(sentence: str) -> Callable[[Callable[[Actor, Any], bool]], Permission]:
    """Turn a predicate into a permission that carries its own sentence."""

    def wrap(allows: Callable[[Actor, Any], bool]) -> Permission:
        made = Permission(allows.__name__, sentence, allows)
        PERMISSIONS[f"{allows.__module__}.{allows.__name__}"] = made
        return made

    return wrap
