"""The pupil's own page at 18: who may go on reading, and who may not."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.eighteen import end_kept_reach, keep_reach
from deelgenoot.circles.forms.keeping import AdultForm
from deelgenoot.circles.models import Circle
from deelgenoot.circles.papers_policy import may_keep_reach
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.eighteen import eighteenth, grown_ups_at_home
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.rules import asked_from

DEEDS = {"yes": keep_reach, "no": end_kept_reach}


def _own_circle(actor: Actor, circle_id: UUID) -> Circle:
    """The circle of this very pupil, with a known date of birth; else the page does not exist."""
    circle = find_circle(actor, circle_id)
    if not may_keep_reach.allows(actor, circle) or not circle.pupil.born_on:
        raise Http404
    return circle


def _said(request: Request, circle: Circle, form: forms.Form) -> bool:
    """Keep what the pupil chose; says whether it was kept."""
    if not form.is_valid():
        return False
    with refusals_shown_on(form):
        deed = DEEDS[form.cleaned_data["answer"]]
        deed(request.actor, circle, adult=form.cleaned_data["adult"])
        return True
    return False


@signed_in
def eighteen(request: Request, circle_id: UUID) -> HttpResponse:
    """Show the adults at home, and let the pupil say yes or no to each."""
    actor = request.actor
    circle = _own_circle(actor, circle_id)
    form = AdultForm(request.POST or None)
    if _said(request, circle, form):
        return redirect("circles:eighteen", circle_id)
    look(actor, part="eighteen", circles=[(circle.pk, circle.board_id)])
    today, day = timezone.localdate(actor.now), eighteenth(circle)
    first = asked_from(circle.pupil.born_on)
    page = {"circle": circle, "form": form, "day": day, "first": first, "open": today >= first}
    page["people"] = grown_ups_at_home(actor, circle)
    return render(request, "circles/eighteen.html", page)
