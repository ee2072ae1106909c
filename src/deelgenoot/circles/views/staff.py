"""The administrator's pages of who works here: add, give tasks, change days, end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions import staff as deeds
from deelgenoot.circles.forms.staff import (
    ClassForm,
    ColleagueForm,
    FunctionForm,
    WhichForm,
    WorkForm,
)
from deelgenoot.circles.pieces import staff_card
from deelgenoot.circles.queries.keeping import groups_kept
from deelgenoot.circles.queries.staff import StaffLine, find_colleague, staff_of
from deelgenoot.circles.views.keeping import school_of
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import School
from deelgenoot.ui.dates import begin_of, in_amsterdam

Given = dict[str, Any]


def _span(actor: Actor, given: Given) -> Given:
    """Turn days into moments: today begins now, and the last day counts to its end."""
    since: date = given["since"]
    today = in_amsterdam(actor.now).date()
    return {"since": actor.now if since == today else begin_of(since), "until": _end(given)}


def _end(given: Given) -> datetime | None:
    """The first moment after the last day."""
    last: date | None = given["until"]
    return begin_of(last + timedelta(days=1)) if last else None


@signed_in
def staff(request: Request) -> HttpResponse:
    """Show who works here: what for, which days, which classes, until when."""
    school = school_of(request.actor)
    look_at_list(request.actor, part="colleagues", of=school.pk)
    page = {"school": school, "staff": [staff_card(line) for line in staff_of(request.actor)]}
    return render(request, "circles/staff.html", page)


@signed_in
def add(request: Request) -> HttpResponse:
    """Add someone who works here."""
    school = school_of(request.actor)
    today = in_amsterdam(request.actor.now).date()
    form = ColleagueForm(request.POST or None, initial={"since": today})
    if form.is_valid():
        with refusals_shown_on(form):
            given = form.cleaned_data
            facts = {**given, **_span(request.actor, given)}
            person = deeds.add_colleague(request.actor, school, **facts)
            messages.success(request, _("%(name)s is added.") % {"name": person.name})
            return redirect("circles:colleague", person.pk)
    return render(request, "circles/staff_add.html", {"school": school, "form": form})


def _function(actor: Actor, school: School, line: StaffLine, given: Given) -> None:
    """Appoint to one more function."""
    function = given["function"]
    span = _span(actor, given)
    deeds.give_function(actor, school, person=line.person, function=function, **span)


def _class(actor: Actor, school: School, line: StaffLine, given: Given) -> None:
    """Give a role with a class."""
    facts = {"group": UUID(given["group"]), "role": given["role"], **_span(actor, given)}
    deeds.give_class(actor, school, person=line.person, **facts)


def _work(actor: Actor, school: School, line: StaffLine, given: Given) -> None:
    """Change days and last day."""
    facts = {"days": given["days"], "until": _end(given), "unchanged": given["seen"] == line.seen}
    deeds.change_work(actor, school, person=line.person, **facts)


def _end_function(actor: Actor, school: School, line: StaffLine, given: Given) -> None:
    """End one of this colleague's functions."""
    if given["which"] in {task.id for task in line.functions}:
        deeds.end_function(actor, school, appointment=given["which"])


def _end_class(actor: Actor, school: School, line: StaffLine, given: Given) -> None:
    """End one of this colleague's roles with a class."""
    if given["which"] in {task.id for task in line.classes}:
        deeds.end_class(actor, school, assignment=given["which"])


Deed = Callable[[Actor, School, StaffLine, Given], None]
DEEDS: dict[str, Deed] = {
    "function": _function,
    "class": _class,
    "work": _work,
    "end-function": _end_function,
    "end-class": _end_class,
}


def _forms(request: Request, line: StaffLine) -> dict[str, forms.Form]:
    """Every form of the page, by its deed; the one that was sent holds what was filled in."""
    today = in_amsterdam(request.actor.now).date()
    last = in_amsterdam(line.until - timedelta(seconds=1)).date() if line.until else None
    work = {"days": list(line.days), "until": last, "seen": line.seen}
    groups = groups_kept(request.actor)

    def sent(name: str) -> Any:
        return request.POST if request.POST.get("deed") == name else None

    return {
        "function": FunctionForm(sent("function"), initial={"since": today}, prefix="f"),
        "class": ClassForm(sent("class"), initial={"since": today}, prefix="c", groups=groups),
        "work": WorkForm(sent("work"), initial=work, prefix="w"),
        "end-function": WhichForm(sent("end-function")),
        "end-class": WhichForm(sent("end-class")),
    }


def _did(request: Request, school: School, line: StaffLine, form: forms.Form) -> bool:
    """Do what was asked; says whether it was done."""
    if form.is_valid():
        with refusals_shown_on(form):
            DEEDS[request.POST["deed"]](request.actor, school, line, form.cleaned_data)
            messages.success(request, _("It is noted."))
            return True
    return False


@signed_in
def colleague(request: Request, colleague_id: UUID) -> HttpResponse:
    """Show one who works here, and change what they do."""
    school = school_of(request.actor)
    line = find_colleague(request.actor, colleague_id)
    made = _forms(request, line)
    asked = made.get(request.POST.get("deed", ""))
    if asked and _did(request, school, line, asked):
        left = staff_of(request.actor, person=colleague_id)
        return redirect("circles:colleague", colleague_id) if left else redirect("circles:staff")
    look_at_list(request.actor, part="colleague", of=colleague_id)
    page = {"school": school, "line": line, "forms": made, "asked": asked}
    return render(request, "circles/staff_person.html", page)
