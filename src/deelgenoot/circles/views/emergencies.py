"""Pages to let someone look in an emergency, to hear of it, and to end it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.emergencies import Opened, end_look, open_look, open_looks_in
from deelgenoot.circles.forms.emergencies import SHORT, EndForm, OpenForm
from deelgenoot.circles.pieces import openings_of
from deelgenoot.circles.queries.emergencies import find_look, looks_lately, not_come_in
from deelgenoot.circles.queries.keeping import groups_kept
from deelgenoot.circles.queries.opening import children_of, colleagues, find_child, find_working
from deelgenoot.circles.queries.substitutes import find_group
from deelgenoot.kernel.actor import Actor
from deelgenoot.organisations.models import Appointment
from deelgenoot.ui.dates import moment
from deelgenoot.ui.names import in_a_row


@signed_in
def emergencies(request: Request) -> HttpResponse:
    """Where to go in an emergency, what I may see now, and who looked lately."""
    actor = request.actor
    if actor.is_family:
        raise Http404
    form = EndForm(request.POST or None)
    if form.is_valid():
        end_look(actor, find_look(actor, form.cleaned_data["ends"]))
        messages.success(request, _("Ended. Nobody looks there any more."))
        return redirect("circles:emergencies")
    look_at_list(actor, part="emergencies", of=actor.organisation_id)
    lines = looks_lately(actor)
    untold = not_come_in(actor, [line.circle for line in lines])
    page = {"openings": openings_of(lines, untold), "groups": groups_kept(actor)}
    page["mine"] = [line for line in lines if line.mine and line.runs]
    return render(request, "circles/emergencies.html", page)


@signed_in
def in_class(request: Request, group_id: UUID) -> HttpResponse:
    """Let a colleague look at a whole class, or choose one child of it."""
    actor = request.actor
    group, children = find_group(actor, group_id), children_of(actor, group_id)
    if not children:
        raise Http404
    form = OpenForm(request.POST or None, initial={"hours": settings.EMERGENCY_HOURS})
    if any(child.for_others for child in children) and form.is_valid():
        with refusals_shown_on(form):
            made = open_looks_in(actor, group, **_asked(actor, form))
            return _said(request, made, form)
    look_at_list(actor, part="emergency", of=group.pk)
    who = colleagues(actor) if any(child.for_others for child in children) else []
    page = {"group": group, "children": children, "form": form, "who": who}
    return render(request, "circles/emergency_class.html", page)


@signed_in
def with_child(request: Request, circle_id: UUID) -> HttpResponse:
    """Let a colleague, or oneself, look at one child."""
    actor = request.actor
    child = find_child(actor, circle_id)
    form = OpenForm(request.POST or None, initial={"hours": SHORT})
    if form.is_valid():
        with refusals_shown_on(form):
            made = open_look(actor, child, **_asked(actor, form))
            if form.cleaned_data["myself"]:
                return redirect("details:emergency", circle_id)
            return _said(request, made, form)
    look_at_list(actor, part="emergency", of=circle_id)
    who = colleagues(actor) if child.for_others else []
    page = {"child": child, "form": form, "who": who}
    return render(request, "circles/emergency_child.html", page)


def _asked(actor: Actor, form: OpenForm) -> dict[str, Any]:
    """What the form asks for, with the colleague it is for."""
    given = form.cleaned_data
    return {
        "appointment": _for_whom(actor, given),
        **{name: given[name] for name in ("once", "reason", "hours")},
    }


def _for_whom(actor: Actor, given: dict[str, object]) -> Appointment:
    """The colleague who was tapped, or oneself."""
    who = given["who"]
    return find_working(actor, appointment=who if isinstance(who, UUID) else None)


def _said(request: Request, made: Opened, form: OpenForm) -> HttpResponse:
    """Say until when a colleague looks and for whom not, and go to the list."""
    if made.looks:
        look = made.looks[0]
        names = {"name": look.appointment.person.name, "time": moment(look.until)}
        messages.success(
            request,
            _("%(name)s may look until %(time)s. The families get a message now.") % names,
        )
    if made.left_out:
        names = {"names": in_a_row(list(made.left_out))}
        messages.warning(request, _("Not for %(names)s. Choose someone else for them.") % names)
    return redirect("circles:emergencies")
