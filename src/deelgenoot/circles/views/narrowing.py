"""Who reads what at our school: shown plainly, and narrowed by its administrator."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.narrowing import narrow_reach
from deelgenoot.circles.forms.staff import NarrowForm
from deelgenoot.circles.pieces import reach_card
from deelgenoot.circles.queries.narrowing import reach_at
from deelgenoot.circles.views.keeping import school_of


@signed_in
def who_reads_what(request: Request) -> HttpResponse:
    """Show what each role reads at this school."""
    school = school_of(request.actor)
    cards = [reach_card(line) for line in reach_at(request.actor, school)]
    page = {"school": school, "cards": cards}
    return render(request, "circles/who_reads_what.html", page)


@signed_in
def narrow(request: Request, capacity: str) -> HttpResponse:
    """Take topics away from one role, or give them back."""
    school = school_of(request.actor)
    line = next((x for x in reach_at(request.actor, school) if x.capacity == capacity), None)
    if line is None:
        raise Http404
    now = {"topics": sorted(line.left), "seen": line.row}
    form = NarrowForm(request.POST or None, most=line.most, initial=now)
    if form.is_valid():
        with refusals_shown_on(form):
            narrow_reach(request.actor, school, capacity=capacity, **form.cleaned_data)
            messages.success(request, _("Kept. It holds from now on, for everyone in this role."))
            return redirect("circles:who_reads_what")
    return render(request, "circles/narrow.html", {"school": school, "line": line, "form": form})
