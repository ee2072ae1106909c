"""Work for the worker: what was told reaches others, reminders go, and notes ask for a talk."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from deelgenoot.access.machine_tasks import NOTES
from deelgenoot.access.rows import acting_as, ask_database
from deelgenoot.audit.records import Trace, record_many
from deelgenoot.contact.actions.reaching import REACHING, now_reached
from deelgenoot.contact.queries.told import someone, told_by
from deelgenoot.kernel.actor import machine
from deelgenoot.kernel.school_days import school_days_before
from deelgenoot.organisations.school_calendar import closed_days
from deelgenoot.organisations.terms import Region
from deelgenoot.ui.dates import begin_of


@app.task(name=REACHING, queue="contact")
def reach(entry: str, person: str) -> None:
    """Ask others to read what was told, as who told it; of what was taken back nobody hears."""
    told, who = UUID(entry), UUID(person)
    if actor := someone(who, timezone.now()):
        with acting_as(actor):
            if found := told_by(actor, told):
                now_reached(actor, found)


@app.periodic(cron="40 4 * * *")
@app.task(name="contact.wipe_reminders", queue="contact")
def wipe_reminders(timestamp: int) -> None:
    """Wipe what people noted for themselves alone, after six weeks; basis: 1-vision."""
    actor = machine(NOTES, now=timezone.now())
    with acting_as(actor):
        gone = ask_database("deelgenoot_wipe_reminders", settings.OWN_NOTE_DAYS)
        traces = [Trace("circles.Entry", entry, circle, board) for entry, circle, board in gone]
        record_many(actor, did="wipe_reminders", to=traces)


@app.periodic(cron="45 4 * * *")
@app.task(name="contact.ask_to_talk_at_home", queue="contact")
def ask_to_talk_at_home(timestamp: int) -> None:
    """Ask the coordinator, where the team wrote and nobody has spoken with the parents since.

    Counted in days on which that school is open.
    basis: 1-vision ground rule parents-know-first, default five school days.
    """
    actor = machine(NOTES, now=timezone.now())
    today = timezone.localdate(actor.now)
    days = settings.TALK_AT_HOME_SCHOOL_DAYS
    with acting_as(actor):
        made = []
        for region in Region:
            before = begin_of(school_days_before(today, days, closed_days(region)))
            made += ask_database("deelgenoot_ask_to_talk_at_home", before, region.value)
        traces = [Trace("circles.Ask", ask, circle, board) for ask, circle, board in made]
        record_many(actor, did="ask_to_talk_at_home", to=traces)
