"""Work for the worker: bringing a file in or back as who asked for it, and wiping old ones."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone
from procrastinate.contrib.django import app

from deelgenoot.access.machine_tasks import CLEARING
from deelgenoot.access.rows import acting_as
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.exchange.actions.clearing import clear_old_files, note_step
from deelgenoot.exchange.actions.deliveries import BRINGING, Changed, bring_in, show_anew
from deelgenoot.exchange.actions.undoing import TAKING_BACK, take_back
from deelgenoot.exchange.models import Delivery
from deelgenoot.exchange.queries import at_work, find_delivery
from deelgenoot.kernel.actor import Actor, machine
from deelgenoot.kernel.rules import Refused


@app.task(name=BRINGING, queue="exchange")
def bring_in_file(delivery: str, person: str) -> None:
    """Bring in one file, all or nothing; what changed since it was looked at is shown anew."""
    which, who = UUID(delivery), UUID(person)
    for step in (2, 3):
        if actor := at_work(who, timezone.now()):
            with acting_as(actor):
                note_step(actor, which, step=step)
    try:
        _do(bring_in, which, who)
    except (Changed, Refused):
        _do(show_anew, which, who)


@app.task(name=TAKING_BACK, queue="exchange")
def take_back_file(delivery: str, person: str) -> None:
    """Take one file back, all or nothing; what may no longer be taken back stays as it is."""
    try:
        _do(take_back, UUID(delivery), UUID(person))
    except Refused:
        return


def _do(deed: Callable[[Actor, Delivery], Delivery], which: UUID, who: UUID) -> None:
    """Do a deed as who asked for it, if they still may; else nothing is done."""
    actor = at_work(who, timezone.now())
    if actor is None:
        return
    try:
        with acting_as(actor):
            deed(actor, find_delivery(actor, which))
    except (PermissionDenied, ObjectDoesNotExist):
        return


@app.periodic(cron="20 * * * *")
@app.task(name="exchange.clear_old_files", queue="exchange")
def clear_files(timestamp: int) -> None:
    """Wipe files nobody brought in within a day, and what can no longer be taken back."""
    actor = machine(CLEARING, now=timezone.now())
    with acting_as(actor):
        traces = [Trace("exchange.Delivery", id_) for id_ in clear_old_files(actor)]
        record_many(actor, did="clear_old_files", to=traces)
