"""Make the letters or cards of a whole class; nothing changes for anyone until they are taken."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from procrastinate.contrib.django import app

from deelgenoot.access.actions import action
from deelgenoot.access.machine_tasks import PAPERS
from deelgenoot.access.rows import acting_as
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.models import Invitation
from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor, machine
from deelgenoot.letters import vault
from deelgenoot.letters.actions.codes import Made, draw_code, end_earlier_codes, works_until
from deelgenoot.letters.models import Batch, Paper
from deelgenoot.letters.policy import KEPT, may_make_batch, may_take_papers
from deelgenoot.letters.queries.addressees import addressee
from deelgenoot.letters.queries.batches import LASTS, RUNNING, papers_ready
from deelgenoot.letters.queries.classes import class_lines, papers_for
from deelgenoot.letters.rules import BATCH, PAPER, BatchAsked
from deelgenoot.letters.terms import PaperState, Stopped
from deelgenoot.organisations.models import Group

MAKING = "letters.make_batch"
"""The worker's task, by name: what draws stands above what is asked."""


@action(may_make_batch)
def begin_batch(actor: Actor, group: Group, *, batch_id: UUID, way: Way, again: bool) -> Batch:
    """Ask for the letters or cards of a class; a worker makes them.

    `batch_id` is made when the form is opened, so that a double click is one batch. `again`: also
    for who has a code that works.
    """
    wanted = papers_for(class_lines(actor, group), way, again=again)
    BATCH.require(BatchAsked(papers=len(wanted)))
    begun = Batch.objects.create(
        id=batch_id,
        school_id=group.school_id,
        group=group,
        maker_id=actor.person_id,
        way=way,
        begun_at=actor.now,
        seen_at=actor.now,
    )
    Paper.objects.create_many(
        Paper(batch=begun, enrolment_id=enrolment, person_id=person, place=place)
        for place, (enrolment, person) in enumerate(wanted)
    )
    let_be_made(begun.pk)
    return begun


def let_be_made(batch: UUID) -> None:
    """Give the worker one batch to make; it waits there once, however often it is asked."""
    job = app.configure_task(MAKING, allow_unknown=False, queueing_lock=str(batch))
    job.defer(batch=str(batch))


def note_tried(actor: Actor, paper: Paper, *, why: str) -> None:
    """Note that one paper can be made, or which rule stops it; a sign of life of the worker."""
    state = PaperState.NOT_MADE if why else PaperState.READY
    Paper.objects.seen_by(actor).filter(pk=paper.pk).update(state=state, why=why)
    Batch.objects.seen_by(actor).filter(pk=paper.batch_id).update(seen_at=actor.now)


@action(may_take_papers)
def make_papers(actor: Actor, batch: Batch) -> list[Made]:
    """Draw a code for everyone whose paper can be made; none of them works yet.

    Asked anew for each: what changed since a moment ago counts. Nothing when another worker made
    them in the meantime.
    """
    waits = Batch.objects.seen_by(actor).select_for_update(of=("self",)).filter(RUNNING)
    if not waits.filter(pk=batch.pk).exists():
        return []
    made: dict[UUID, Made] = {}
    for paper in papers_ready(actor, batch):
        to = addressee(actor, paper.enrolment, paper.person_id)
        broken = PAPER.broken_by(replace(to.asked, by_letter=batch.way == Way.LETTER))
        if broken or to.asked.has_account:
            note_tried(actor, paper, why=broken[0].id if broken else CAME_IN)
        else:
            made[paper.pk] = draw_code(actor, paper.enrolment, to, way=Way(batch.way))
    Invitation.objects.create_many([one.invitation for one in made.values()])
    _note_made(actor, made)
    return list(made.values())


CAME_IN = "no-letter-to-who-came-in"
"""The rule that also stops a card of a class for who came in while it was made."""


def _note_made(actor: Actor, made: dict[UUID, Made]) -> None:
    """Note which paper holds which code, and write each down in the audit book."""
    for paper, one in made.items():
        rows = Paper.objects.seen_by(actor).filter(pk=paper)
        rows.update(state=PaperState.MADE, invitation=one.invitation)
    record_many(
        actor,
        did="make_code",
        to=[Trace("circles.Invitation", one.invitation.pk) for one in made.values()],
    )


def seal_papers(actor: Actor, batch: Batch, drawn: bytes) -> None:
    """Shut the finished file away, in the transaction that made its codes."""
    rows = Batch.objects.seen_by(actor).filter(RUNNING, pk=batch.pk)
    rows.update(sealed=vault.shut(drawn) if drawn else None, made_at=actor.now)


@action(may_take_papers)
def take_papers(actor: Actor, batch: Batch) -> bytes | None:
    """Take the finished file; the first time its codes begin to work and earlier ones end.

    None when the file is gone. Who got a newer code since keeps that one.
    """
    rows = Batch.objects.seen_by(actor).select_for_update(of=("self",)).filter(pk=batch.pk)
    kept = rows.get()
    drawn = vault.open_again(bytes(kept.sealed)) if kept.sealed else None
    if drawn is not None and kept.taken_at is None:
        _let_codes_work(actor, kept)
        rows.update(taken_at=actor.now)
    return drawn


def _let_codes_work(actor: Actor, batch: Batch) -> None:
    """Let the codes on these papers work from now on, and end those before them."""
    papers = Paper.objects.seen_by(actor).filter(batch=batch, state=PaperState.MADE)
    seen = Invitation.objects.seen_by(actor)
    newer = seen.filter(
        person=OuterRef("person"), made_at__gt=OuterRef("made_at"), expires_at__gt=F("made_at")
    )
    codes = seen.filter(~Exists(newer), pk__in=papers.values("invitation"), used_at=None)
    people = dict(codes.values_list("pk", "person"))
    end_earlier_codes(actor, people.values())
    assert batch.made_at
    until = works_until(batch.made_at)
    Invitation.objects.seen_by(actor).filter(pk__in=people).update(expires_at=until)


@action(may_take_papers)
def wipe_papers(actor: Actor, batch: Batch) -> Batch:
    """Wipe the finished file: it is printed, or not wanted; codes nobody took never work."""
    rows = Batch.objects.seen_by(actor).filter(pk=batch.pk, gone_at=None)
    rows.exclude(made_at=None).update(sealed=None, gone_at=actor.now)
    return batch


def stop_batch(batch: UUID, why: Stopped, *, now: datetime) -> None:
    """Stop a batch of which nothing was made: every code of before still works."""
    actor = machine(PAPERS, now=now)
    with acting_as(actor):
        Batch.objects.seen_by(actor).filter(RUNNING, pk=batch).update(stopped=why)


def note_try(batch: UUID, *, now: datetime) -> int:
    """Note that a worker begins; says how many did, or 0 when there is nothing to make."""
    actor = machine(PAPERS, now=now)
    with acting_as(actor):
        rows = Batch.objects.seen_by(actor).filter(RUNNING, pk=batch)
        rows.update(tries=F("tries") + 1, seen_at=now)
        return rows.values_list("tries", flat=True).first() or 0


def tidy_up(*, now: datetime) -> None:
    """Wipe finished files after an hour, and take out after a day what was made of a class."""
    actor = machine(PAPERS, now=now)
    with acting_as(actor):
        kept = Batch.objects.seen_by(actor)
        kept.filter(gone_at=None, made_at__lt=now - LASTS).update(sealed=None, gone_at=now)
        old = kept.filter(begun_at__lt=now - KEPT)
        Paper.objects.seen_by(actor).filter(batch__in=old.values("pk")).delete()
        old.delete()
