"""One adult with one child, as the administrator keeps it: custody over time, court limits."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.custody import (
    change_custody,
    end_custody,
    lift_court_limit,
    note_court_limit,
)
from deelgenoot.circles.forms.keeping import CustodyForm, LiftForm, LimitForm
from deelgenoot.circles.queries.custody import AdultKept, find_adult
from deelgenoot.circles.views.keeping import pupil_kept
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Enrolment
from deelgenoot.ui.dates import AMSTERDAM

Given = dict[str, Any]


def _moment(day: date, now: datetime) -> datetime:
    """When a day that was filled in begins: today means now, so that nothing is left for later."""
    if day == timezone.localdate(now):
        return now
    return datetime.combine(day, time(), AMSTERDAM)


def _change(actor: Actor, enrolment: Enrolment, kept: AdultKept, given: Given) -> None:
    """Let another kind of custody hold."""
    since = _moment(given["since"], actor.now)
    facts = {"kind": given["kind"], "proof": given["proof"], "since": since}
    change_custody(actor, enrolment, adult=kept.person.pk, **facts)


def _end(actor: Actor, enrolment: Enrolment, kept: AdultKept, given: Given) -> None:
    """End the tie between adult and child."""
    end_custody(actor, enrolment, adult=kept.person.pk)


def _limit(actor: Actor, enrolment: Enrolment, kept: AdultKept, given: Given) -> None:
    """Note a court limit."""
    last = given["last_day"]
    note_court_limit(
        actor,
        enrolment,
        adult=kept.person.pk,
        kind=given["limit"],
        decision=given["decision"],
        since=_moment(given["first_day"], actor.now),
        until=_moment(last, actor.now) if last else None,
    )


def _lift(actor: Actor, enrolment: Enrolment, kept: AdultKept, given: Given) -> None:
    """Let a court limit end."""
    until = _moment(given["ends"], actor.now)
    limit = given["which"]
    lift_court_limit(actor, enrolment, limit=limit, decision=given["lifted"], until=until)


Deed = Callable[[Actor, Enrolment, AdultKept, Given], None]
DEEDS: dict[str, Deed] = {"change": _change, "end": _end, "limit": _limit, "lift": _lift}


def _forms(request: Request, kept: AdultKept) -> dict[str, forms.Form]:
    """Every form of the page, by its deed; the one that was sent holds what was filled in."""
    sent, today = request.POST.get("deed", ""), timezone.localdate(request.actor.now)
    now = kept.now

    def filled(name: str, kind: type[forms.Form], first: Given, prefix: str = "") -> forms.Form:
        return kind(request.POST if sent == name else None, initial=first, prefix=prefix or None)

    known = {"kind": now.kind, "proof": now.proof} if now else {}
    made = {
        "change": filled("change", CustodyForm, {**known, "since": today}),
        "end": filled("end", forms.Form, {}),
        "limit": filled("limit", LimitForm, {"first_day": today}),
    }
    for line in kept.limits:
        if not line.ended:
            key = f"lift-{line.id}"
            made[key] = filled(key, LiftForm, {"ends": today}, key)
    return made


def _did(request: Request, enrolment: Enrolment, kept: AdultKept, form: forms.Form) -> bool:
    """Do what was asked; says whether it was done."""
    name, _dash, which = request.POST["deed"].partition("-")
    if not form.is_valid():
        return False
    with refusals_shown_on(form):
        given = {**form.cleaned_data, "which": UUID(which) if which else None}
        DEEDS[name](request.actor, enrolment, kept, given)
        messages.success(request, _("It is noted."))
        return True
    return False


@signed_in
def adult(request: Request, enrolment_id: UUID, person_id: UUID) -> HttpResponse:
    """Show what is known between one adult and one child, and note what changes."""
    enrolment = pupil_kept(request.actor, enrolment_id)
    kept = find_adult(request.actor, enrolment, person_id)
    made = _forms(request, kept)
    asked = made.get(request.POST.get("deed", ""))
    if asked and _did(request, enrolment, kept, asked):
        return redirect("circles:keep_adult", enrolment_id, person_id)
    look_at_list(request.actor, part="custody", of=person_id)
    page = {"enrolment": enrolment, "kept": kept, "forms": made, "asked": asked}
    return render(request, "circles/keeping_adult.html", page)
