"""What the page of a colleague draws: who can help, and that a note was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.terms import Function
from deelgenoot.safety.queries import Helper, Notes
from deelgenoot.ui.names import in_a_row

JUST = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class WhoHelps:
    """Whom a colleague turns to at this school; empty where there is nobody."""

    officers: Sequence[Helper]
    others: Sequence[Helper]
    confidants: Sequence[Helper]
    leaders: Sequence[Helper]
    readers: str
    alone: bool


def people_who_help(actor: Actor, known: Sequence[Helper]) -> WhoHelps:
    """Sort out who is there for what; without an attention officer, coordinator and leader."""
    by = {
        what: [one for one in known if one.what == what]
        for what in (
            Function.ATTENTION_OFFICER,
            Function.CONFIDANT,
            Function.COORDINATOR,
            Function.LEADER,
        )
    }
    officers = by[Function.ATTENTION_OFFICER]
    readers = [one.name for one in officers if one.person not in actor.persons]
    instead = [] if officers else [*by[Function.COORDINATOR], *by[Function.LEADER]]
    return WhoHelps(
        officers=[one for one in officers if one.person not in actor.persons],
        others=instead,
        confidants=by[Function.CONFIDANT],
        leaders=by[Function.LEADER],
        readers=in_a_row(readers) if readers else "",
        alone=bool(officers) and not readers,
    )


def was_just_kept(actor: Actor, told: Notes) -> bool:
    """Whether the newest note is of this reader and of just now: that it was kept is seen here.

    Not said by a message that could turn up on another page.
    """
    newest = next(iter(told.lines), None)
    return bool(newest and newest.mine and actor.now - newest.at < JUST)
