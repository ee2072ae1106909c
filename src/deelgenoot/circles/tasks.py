"""Work for the worker: what is asked on its day, and forgetting what is undone no more."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from deelgenoot.access.machine_tasks import EIGHTEEN, FORGETTING, HAND_OVER
from deelgenoot.access.rows import acting_as, ask_database
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.circles.actions.contact_person import ask_who_is_contact_at
from deelgenoot.kernel.actor import machine
from deelgenoot.people.rules import ASKED_BEFORE


@app.periodic(cron="0 5 * * *")
@app.task(name="circles.ask_before_eighteen", queue="circles")
def ask_before_eighteen(timestamp: int) -> None:
    """Ask each pupil once; for who has no account the contact person is asked to talk."""
    actor = machine(EIGHTEEN, now=timezone.now())
    with transaction.atomic(), acting_as(actor):
        made = ask_database("deelgenoot_ask_before_eighteen", ASKED_BEFORE.days)
        traces = [Trace("circles.Ask", ask, circle, board) for ask, circle, board in made]
        record_many(actor, did="ask_before_eighteen", to=traces)


@app.periodic(cron="30 4 * * *")
@app.task(name="circles.forget_moved", queue="circles")
def forget_moved(timestamp: int) -> None:
    """Empty what stood with joined doubles, such as homes, once it can no longer go back."""
    actor = machine(FORGETTING, now=timezone.now())
    with transaction.atomic(), acting_as(actor):
        emptied = ask_database("deelgenoot_forget_moved", settings.MERGE_UNDO_DAYS)
        traces = [Trace("circles.Merge", merge, board=board) for merge, board in emptied]
        record_many(actor, did="forget_moved", to=traces)


@app.periodic(cron="0 6 * * *")
@app.task(name="circles.ask_who_is_contact", queue="circles")
def ask_who_is_contact(timestamp: int) -> None:
    """Ask who is the contact person now, where the work of who it was ended on its date."""
    with transaction.atomic(), acting_as(machine(HAND_OVER, now=timezone.now())):
        ask_who_is_contact_at(None)
