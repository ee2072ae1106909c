"""What an action is: one deed people do, in one transaction, allowed and written down."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db.models import Model

from deelgenoot.access.policy import Permission
from deelgenoot.access.rows import acting_as
from deelgenoot.audit.records import Trace, record
from deelgenoot.audit.terms import SHIELDED
from deelgenoot.kernel.actor import Actor

Asked = ParamSpec("Asked")
Subject = TypeVar("Subject")
Outcome = TypeVar("Outcome")
Deed = Callable[Concatenate[Actor, Subject, Asked], Outcome]

PART = 30
"""How much of a fingerprint fits in a line of the audit book: 120 of its bits."""
ACTIONS: dict[str, Permission] = {}


def trace_of(*things: Any) -> Trace:
    """Find what a deed was done to: ids and codes, never a name or a word.

    Of a file that was handed in, the line keeps the beginning of its fingerprint. What says of
    itself that it is `shielded` is about safety, and so is the line.
    """
    models = [thing for thing in things if isinstance(thing, Model)]
    part = next((str(thing.fingerprint) for thing in things if hasattr(thing, "fingerprint")), "")
    part = SHIELDED if any(getattr(thing, "shielded", False) for thing in things) else part
    if not models:
        return Trace(part=part[:PART])
    first = models[0]
    circle = board = None
    for thing in models:
        is_circle = thing._meta.label == "circles.Circle"
        circle = circle or (thing.pk if is_circle else getattr(thing, "circle_id", None))
        board = board or getattr(thing, "board_id", None)
    kind = first._meta.label
    return Trace(kind=kind, id=first.pk, circle=circle, board=board, part=part[:PART])


def action(
    permission: Permission,
) -> Callable[[Deed[Subject, Asked, Outcome]], Deed[Subject, Asked, Outcome]]:
    """Wrap a deed: ask the policy first, write the audit line last, all or nothing."""

    def wrap(do: Deed[Subject, Asked, Outcome]) -> Deed[Subject, Asked, Outcome]:
        ACTIONS[f"{do.__module__}.{do.__name__}"] = permission

        @wraps(do)
        def run(
            actor: Actor, subject: Subject, /, *args: Asked.args, **asked: Asked.kwargs
        ) -> Outcome:
            with acting_as(actor):
                permission.require(actor, subject)
                outcome = do(actor, subject, *args, **asked)
                record(actor, did=do.__name__, to=trace_of(outcome, subject))
                return outcome

        run.permission = permission  # type: ignore[attr-defined]
        return run

    return wrap
