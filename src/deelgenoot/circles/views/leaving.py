"""The administrator's pages of pupils who leave school: look first, then note; set right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.leaving import check_last_day, come_back_to_school, leave_school
from deelgenoot.circles.forms.leaving import LeavingForm
from deelgenoot.circles.queries import leaving as queries
from deelgenoot.circles.views.keeping import pupil_kept, school_of
from deelgenoot.organisations.models import Enrolment
from deelgenoot.ui.dates import day_before, full_day, in_amsterdam


def _form(request: Request, enrolment: Enrolment) -> LeavingForm:
    """The form, filled in with what stands."""
    today = in_amsterdam(request.actor.now).date()
    last = day_before(enrolment.until) if enrolment.until else today
    said = queries.going_to_of(request.actor, enrolment) if enrolment.until else ""
    first = {"last_day": last, "going_to": said, "seen": _mark(enrolment)}
    sent = request.POST if request.POST.get("deed") in ("look", "leave") else None
    return LeavingForm(sent, initial=first)


def _mark(enrolment: Enrolment) -> str:
    """What stood when the page was opened, to notice that someone else changed it."""
    return enrolment.until.isoformat() if enrolment.until else ""


def _left(request: Request, enrolment: Enrolment, form: LeavingForm) -> bool:
    """Note the last day; says whether it was done."""
    with refusals_shown_on(form):
        leave_school(
            request.actor,
            enrolment.school,
            enrolments=[enrolment.pk],
            unchanged=form.cleaned_data["seen"] == _mark(enrolment),
            **form.asked(),
        )
        return True
    return False


def _seen(request: Request, enrolment: Enrolment, form: LeavingForm) -> Any:
    """What the filled in last day does, if it can be noted."""
    with refusals_shown_on(form):
        day = form.cleaned_data["last_day"]
        check_last_day(request.actor, [enrolment], day)
        return queries.what_leaving_does(request.actor, enrolment, day)
    return None


@signed_in
def pupil_leaves(request: Request, enrolment_id: UUID) -> HttpResponse:
    """Show what leaving does before it is noted; a last day that stands is set right here."""
    enrolment = pupil_kept(request.actor, enrolment_id)
    name, form, deed = enrolment.pupil.first, _form(request, enrolment), request.POST.get("deed")
    if deed == "back":
        come_back_to_school(request.actor, enrolment.school, enrolments=[enrolment.pk])
        messages.success(request, _("%(name)s is at school. All is as it was.") % {"name": name})
        return redirect("circles:keep_pupil", enrolment_id)
    valid = form.is_valid()
    if deed == "leave" and valid and _left(request, enrolment, form):
        day = full_day(form.cleaned_data["last_day"])
        messages.success(request, _("Noted. The last day is %(day)s.") % {"day": day})
        return redirect("circles:pupil_leaves", enrolment_id)
    look_at_list(request.actor, part="leaving", of=enrolment.pk)
    seen = _seen(request, enrolment, form) if valid else None
    page = {"enrolment": enrolment, "form": form, "seen": seen, **_stands(request, enrolment)}
    return render(request, "circles/leaving.html", page)


def _stands(request: Request, enrolment: Enrolment) -> dict[str, Any]:
    """What stands now: the last day, what it does, and how long what was written is kept."""
    noted = queries.what_is_noted(request.actor, enrolment)
    if noted is None:
        return {"noted": None, "kept": [], "reads_until": None, "over": False}
    reads = enrolment.reads_until
    return {
        "noted": noted,
        "kept": queries.how_long_kept(noted.last_day),
        "reads_until": day_before(reads) if reads else None,
        "over": enrolment.until is not None and enrolment.until <= request.actor.now,
    }


@signed_in
def who_left(request: Request) -> HttpResponse:
    """List who leaves or left, so that one finds a pupil who is in no class any more."""
    school = school_of(request.actor)
    look_at_list(request.actor, part="left", of=school.pk)
    page = {"school": school, "left": queries.who_left(request.actor)}
    return render(request, "circles/who_left.html", page)
