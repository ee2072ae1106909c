"""Reading how far the papers of a class are, and what was and was not made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from deelgenoot.circles.models import Invitation
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import RULES, Rule
from deelgenoot.letters.models import Batch, Paper
from deelgenoot.letters.terms import PaperState
from deelgenoot.people.backends import HatBackend

LASTS = timedelta(hours=1)
"""How long a finished file is kept when nobody says that it is printed."""
SILENCE = timedelta(minutes=2)
"""After how long without a sign of life a batch is taken up by another worker."""
MOST = 200
NOT_DRAWN = "not-drawn"
"""Why a paper was not made though every rule held: a sign in a name that no font has."""
RUNNING = Q(made_at=None, stopped="")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper, ready to show: for whom, with which child, and why it was not made.

    `dead`: a newer code was made after this paper, so it opens nothing.
    """

    enrolment: UUID
    person: UUID
    name: str
    pupil: str
    state: PaperState
    why: Rule[object] | None
    dead: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is."""

    done: int
    total: int


def find_batch(actor: Actor, batch: UUID) -> Batch:
    """Find papers of a class this actor made; the file itself is not fetched along."""
    return (
        Batch.objects.seen_by(actor)
        .select_related("group", "school")
        .defer("sealed")
        .get(pk=batch)
    )


def latest_batches(actor: Actor, group: UUID) -> list[Batch]:
    """List what this actor made of a class lately, newest first."""
    rows = Batch.objects.seen_by(actor).filter(group=group).defer("sealed")
    return list(rows.order_by("-begun_at", "-id")[:3])


def progress_of(actor: Actor, batch: Batch) -> Progress:
    """Count how many papers of a batch were looked at, and how many there are."""
    rows = Paper.objects.seen_by(actor).filter(batch=batch)
    counted = rows.aggregate(
        total=Count("pk"), waiting=Count("pk", filter=Q(state=PaperState.WAITING))
    )
    return Progress(counted["total"] - counted["waiting"], counted["total"])


def paper_lines(actor: Actor, batch: Batch) -> list[PaperLine]:
    """List the papers of a batch, in the order of envelopes."""
    newer = Invitation.objects.seen_by(actor).filter(
        person=OuterRef("person"),
        made_at__gt=OuterRef("invitation__made_at"),
        expires_at__gt=F("made_at"),
    )
    rows = (
        Paper.objects.seen_by(actor)
        .filter(batch=batch)
        .select_related("person", "enrolment__pupil")
        .annotate(dead=Exists(newer))
        .order_by("place", "id")
    )
    return [
        PaperLine(
            row.enrolment_id,
            row.person_id,
            row.person.name,
            row.enrolment.pupil.name,
            PaperState(row.state),
            RULES.get(row.why),
            row.dead,
        )
        for row in rows[:MOST]
    ]


def next_paper(actor: Actor, batch: Batch) -> Paper | None:
    """Find the next paper nobody looked at yet."""
    rows = Paper.objects.seen_by(actor).filter(batch=batch, state=PaperState.WAITING)
    return rows.select_related("enrolment__pupil", "enrolment__school").order_by("place").first()


def papers_ready(actor: Actor, batch: Batch) -> list[Paper]:
    """List the papers that can be made, in the order of envelopes."""
    rows = Paper.objects.seen_by(actor).filter(batch=batch, state=PaperState.READY)
    found = rows.select_related("enrolment__pupil", "enrolment__school")
    return list(found.order_by("place", "id")[:MOST])


def maker_of(machine: Actor, batch: UUID) -> Actor | None:
    """Give who asked for a batch, as they may act now; None when they no longer work there."""
    found = Batch.objects.seen_by(machine).select_related("maker").defer("sealed").get(pk=batch)
    account = HatBackend().get_user(found.maker.account_id)
    hats = account.hats() if account else []
    worn = next((hat for hat in hats if hat.persons == (found.maker_id,)), None)
    return worn.worn_by(account.pk, now=machine.now) if worn and account else None


def left_alone(machine: Actor) -> list[Batch]:
    """List batches whose worker gave no sign of life for a while."""
    rows = Batch.objects.seen_by(machine).filter(RUNNING, seen_at__lt=machine.now - SILENCE)
    return list(rows.defer("sealed").order_by("begun_at")[:MOST])


def wiped_at(made_at: datetime) -> datetime:
    """Say when a finished file is wiped by itself."""
    return made_at + LASTS
