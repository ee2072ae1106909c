"""The administrator's pages of which classes take part: look first, then choose; and back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions import starting as deeds
from deelgenoot.circles.forms.starting import FirstDayForm, ModeForm
from deelgenoot.circles.queries.starting import ClassStarts, class_starts, who_takes_part
from deelgenoot.circles.views.keeping import school_of
from deelgenoot.organisations.models import School
from deelgenoot.ui.dates import full_day, in_amsterdam


@signed_in
def take_part(request: Request) -> HttpResponse:
    """Show which classes take part; begin with some of them, or let all take part again."""
    actor, school = request.actor, school_of(request.actor)
    deed, starts = request.POST.get("deed"), who_takes_part(request.actor, school)
    form = ModeForm(request.POST if deed in ("some", "all") else None)
    if form.is_valid():
        with refusals_shown_on(form):
            seen = form.cleaned_data["seen"]
            deeds.go_class_by_class(actor, school, by_class=deed == "some", seen=seen)
            messages.success(request, _("Kept. It holds from now on."))
            return redirect("circles:take_part")
    look_at_list(actor, part="taking_part", of=school.pk)
    page = {"school": school, "starts": starts, "form": form, "asked": deed == "look"}
    return render(request, "circles/take_part.html", page)


@signed_in
def class_takes_part(request: Request, group_id: UUID) -> HttpResponse:
    """Choose from when one class takes part: what it does is shown first."""
    school = school_of(request.actor)
    starts, line = class_starts(request.actor, school, group_id)
    form, deed = _form(request, line), request.POST.get("deed")
    valid = form.is_valid()
    if valid and deed in ("start", "wait") and _did(request, school, line, form):
        return redirect("circles:class_takes_part", group_id)
    look_at_list(request.actor, part="taking_part", of=group_id)
    page = {"school": school, "starts": starts, "line": line, "form": form}
    page["seen"] = form.cleaned_data["first_day"] if valid and deed == "look" else None
    return render(request, "circles/class_takes_part.html", page)


def _form(request: Request, line: ClassStarts) -> FirstDayForm:
    """The form, filled in with what stands."""
    today = in_amsterdam(request.actor.now).date()
    day = in_amsterdam(line.since).date() if line.since else today
    first = {"first_day": day, "seen": line.mark}
    return FirstDayForm(request.POST if request.POST.get("deed") else None, initial=first)


def _did(request: Request, school: School, line: ClassStarts, form: FirstDayForm) -> bool:
    """Do what was asked; says whether it was done."""
    given = {"group": line.id, "seen": form.cleaned_data["seen"]}
    with refusals_shown_on(form):
        if request.POST["deed"] == "wait":
            deeds.let_class_wait(request.actor, school, **given)
            messages.success(request, _("Kept. No new invitations for this class."))
        else:
            day = form.cleaned_data["first_day"]
            deeds.let_class_take_part(request.actor, school, first_day=day, **given)
            said = _("Kept. %(name)s takes part from %(day)s.")
            messages.success(request, said % {"name": line.name, "day": full_day(day)})
        return True
    return False
