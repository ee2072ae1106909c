"""Deeds of who prints: letters are printed, posted, or put back."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from uuid_utils.compat import uuid7

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.people.terms import Channel
from deelgenoot.post.models import Letter
from deelgenoot.post.terms import CIRCLE_CLOSED
from deelgenoot.printing.policy import may_print
from deelgenoot.printing.queries import lines_of, printed, to_print
from deelgenoot.printing.rules import may_be_posted

ONLY = ("self",)
"""Locked are the letters, not the people they are for."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was noted as posted, and whose letter must be taken out of the pile."""

    people: int
    taken_out: list[str]


@action(may_print)
def print_letters(actor: Actor, school: School, *, instead_of: UUID | None = None) -> UUID | None:
    """Take the letters that wait, or those a colleague printed, to print; None: there are none.

    What someone else takes at this very moment is left to them, so that nothing is printed twice.
    Who no longer wants a letter is left out; the worker finds another way.
    """
    rows = to_print(actor, school, instead_of).select_for_update(skip_locked=True, of=ONLY)
    _leave_what_is_over(actor, rows)
    going = [line.id for line in lines_of(actor, rows) if line.goes]
    if not going:
        return None
    run: UUID = uuid7()
    Letter.objects.seen_by(actor).filter(pk__in=going).update(
        print_run=run, printed_by=actor.person_id, printed_at=actor.now
    )
    return run


def _leave_what_is_over(actor: Actor, rows: QuerySet[Letter]) -> None:
    """Print nothing about a circle that was closed since, and keep nothing of what it told."""
    about = {letter.circle for letter in rows if letter.circle}
    closed = [one for one in about if ask_database("deelgenoot_circle_is_closed", one)[0][0]]
    over = Letter.objects.seen_by(actor).filter(pk__in=[row.pk for row in rows])
    over.filter(circle__in=closed).update(facts={}, trouble=CIRCLE_CLOSED)


@action(may_print)
def note_posted(actor: Actor, school: School, *, run: UUID) -> Posted:
    """Note that all letters of this print are in their envelopes; now their words are wiped.

    Whose wish or address changed since the printing is named: that letter comes out of the pile
    and goes another way.
    """
    rows = printed(actor, school, run).select_for_update(of=ONLY)
    lines = [(line, line.printed_at or actor.now) for line in lines_of(actor, rows)]
    gone = [line for line, at in lines if may_be_posted(line.wished, printed_at=at)]
    kept = [line for line, _at in lines if line not in gone]
    Letter.objects.seen_by(actor).filter(pk__in=[line.id for line in gone]).update(
        sent_at=actor.now, went_by=Channel.LETTER, facts={}, trouble=""
    )
    _let_wait(actor, [line.id for line in kept])
    names = list(dict.fromkeys(line.name for line in kept))
    return Posted(len({line.person for line in gone}), names)


@action(may_print)
def put_back(actor: Actor, school: School, *, run: UUID) -> int:
    """Let what was printed wait again: the paper was torn up; says how many letters."""
    rows = printed(actor, school, run).select_for_update(of=ONLY)
    return _let_wait(actor, [letter.pk for letter in rows])


def _let_wait(actor: Actor, letters: list[UUID]) -> int:
    """Let letters wait to be printed again."""
    rows = Letter.objects.seen_by(actor).filter(pk__in=letters)
    return rows.update(print_run=None, printed_by=None, printed_at=None)
