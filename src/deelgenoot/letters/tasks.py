"""Work for the worker: making the papers of a class, and wiping what was printed."""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from deelgenoot.access.machine_tasks import PAPERS
from deelgenoot.access.rows import acting_as
from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor, machine
from deelgenoot.letters.actions.batches import (
    CAME_IN,
    MAKING,
    let_be_made,
    make_papers,
    note_tried,
    note_try,
    seal_papers,
    stop_batch,
    tidy_up,
)
from deelgenoot.letters.actions.codes import draw_code
from deelgenoot.letters.models import Paper
from deelgenoot.letters.queries.addressees import addressee
from deelgenoot.letters.queries.batches import (
    NOT_DRAWN,
    find_batch,
    left_alone,
    maker_of,
    next_paper,
)
from deelgenoot.letters.rules import PAPER
from deelgenoot.letters.terms import Stopped
from deelgenoot.letters.writing import on_paper, pdf_of
from deelgenoot.ui.paper import NotDrawn

AGAIN = RetryStrategy(max_attempts=3, exponential_wait=4)
MOST_TRIES = 5


@app.task(name=MAKING, queue="letters", retry=AGAIN)
def make_batch(batch: str) -> None:
    """Make the papers of a class as the person who asked; carries an id, never a code."""
    number = UUID(batch)
    tries = note_try(number, now=timezone.now())
    if tries > MOST_TRIES:
        stop_batch(number, Stopped.FAILED, now=timezone.now())
    elif tries:
        try:
            while _try_next(number):
                pass
            _finish(number)
        except (PermissionDenied, ObjectDoesNotExist):
            stop_batch(number, Stopped.FUNCTION, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="letters.tidy_up", queue="letters")
def tidy(timestamp: int) -> None:
    """Wipe what was printed, and take up batches whose worker died."""
    now = timezone.now()
    tidy_up(now=now)
    actor = machine(PAPERS, now=now)
    with acting_as(actor):
        waiting = [batch.pk for batch in left_alone(actor)]
    for batch in waiting:
        with suppress(AlreadyEnqueued):
            let_be_made(batch)


def _maker(batch: UUID) -> Actor:
    """Let who asked act again, as far as they may act at this moment."""
    asking = machine(PAPERS, now=timezone.now())
    with acting_as(asking):
        found = maker_of(asking, batch)
    if found is None:
        raise PermissionDenied
    return found


def _try_next(batch: UUID) -> bool:
    """Draw one paper on trial, with a code that is thrown away; says whether there was one.

    So one name with a sign no font has, stops one paper and not those of the whole class.
    """
    actor = _maker(batch)
    with acting_as(actor):
        found = find_batch(actor, batch)
        paper = next_paper(actor, found)
        if paper is None:
            return False
        note_tried(actor, paper, why=_what_stops(actor, paper, Way(found.way)))
    return True


def _what_stops(actor: Actor, paper: Paper, way: Way) -> str:
    """Name the rule that stops a paper; empty when it can be made."""
    to = addressee(actor, paper.enrolment, paper.person_id)
    if broken := PAPER.broken_by(replace(to.asked, by_letter=way is Way.LETTER)):
        return broken[0].id
    if to.asked.has_account:
        return CAME_IN
    try:
        pdf_of([on_paper(draw_code(actor, paper.enrolment, to, way=way))])
    except NotDrawn:
        return NOT_DRAWN
    return ""


def _finish(batch: UUID) -> None:
    """Make all codes and the one file that holds them, together or not at all."""
    actor = _maker(batch)
    with acting_as(actor):
        found = find_batch(actor, batch)
        made = make_papers(actor, found)
        drawn = pdf_of([on_paper(one) for one in made]) if made else b""
        seal_papers(actor, found, drawn)
