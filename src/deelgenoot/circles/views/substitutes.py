"""The page to let someone stand in until tonight: one tap on a name."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.substitutes import end_substitution, let_substitute
from deelgenoot.circles.forms.staff import SubstituteForm
from deelgenoot.circles.policy import may_replace_in
from deelgenoot.circles.queries.substitutes import (
    find_appointment,
    find_group,
    substitutes_of,
    who_could,
    with_class_now,
)
from deelgenoot.organisations.models import Group
from deelgenoot.ui.dates import clock


@signed_in
def substitutes(request: Request, group_id: UUID) -> HttpResponse:
    """Choose who stands in today, or let who stands in go."""
    actor = request.actor
    if actor.is_family:
        raise Http404
    group = find_group(actor, group_id)
    if not may_replace_in.allows(actor, group):
        raise Http404
    form = SubstituteForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            _do(request, group, form)
            return redirect("circles:substitutes", group_id)
    look_at_list(actor, part="substitutes", of=group.pk)
    tasks = with_class_now(actor, group.pk)
    page = {"group": group, "form": form, "standing_in": substitutes_of(tasks)}
    return render(request, "circles/substitutes.html", {**page, "who": who_could(actor, tasks)})


def _do(request: Request, group: Group, form: SubstituteForm) -> None:
    """Do what the tap asked, and say it."""
    if ends := form.cleaned_data["ends"]:
        end_substitution(request.actor, group, assignment=ends)
        messages.success(request, _("Done. They see the class no more."))
        return
    appointment = find_appointment(request.actor, form.cleaned_data["who"])
    made = let_substitute(request.actor, group, appointment=appointment)
    until = clock(made.until or request.actor.now)
    names = {"name": appointment.person.name, "group": group.name, "time": until}
    messages.success(request, _("%(name)s stands in with %(group)s until %(time)s.") % names)
