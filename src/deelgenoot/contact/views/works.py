"""The page of what works for a pupil: who is around reads it, some of them write it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.contact_pieces import contact_in
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import MemberLine, find_circle, members
from deelgenoot.contact.actions.works import ChangedMeanwhile, keep_what_works
from deelgenoot.contact.forms import WorksForm
from deelgenoot.contact.policy import APART, may_write_what_works
from deelgenoot.contact.queries.works import WorksLine, sign_of, works_in
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.names import in_a_row


@signed_in
def works(request: Request, circle_id: UUID) -> HttpResponse:
    """Show what works for a pupil, and let who may write it change the lines."""
    actor, circle = request.actor, find_circle(request.actor, circle_id)
    people, lines = _around(actor, circle), works_in(actor, circle.pk)
    form, said = _form(request, circle, people, lines), ""
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        said = _keep(actor, circle, form)
        if not form.errors and not said:
            messages.success(request, _("Kept. Who is around %(name)s reads it.") % _who(circle))
            return redirect("contact:works", circle_id)
    look(actor, part="works", circles=[(circle.pk, circle.board_id)])
    seen = sign_of(lines) if said else request.POST.get("seen", sign_of(lines))
    page = {"circle": circle, "lines": lines, "form": form, "said_now": said, "seen": seen}
    return render(request, "contact/works.html", page | _beside(actor, circle, people))


def _who(circle: Circle) -> dict[str, str]:
    """The name of the pupil, for a sentence."""
    return {"name": circle.pupil.first}


def _around(actor: Actor, circle: Circle) -> list[MemberLine]:
    """Who is around; who is there for safety or an emergency alone has no such page."""
    people = members(actor, circle)
    if actor.new or not any(m.mine and m.capacity not in APART for m in people):
        raise Http404
    return people


def _form(
    request: Request, circle: Circle, people: list[MemberLine], lines: list[WorksLine]
) -> WorksForm | None:
    """What the reader fills in, if they write what works."""
    if not may_write_what_works.allows(request.actor, circle):
        return None
    stand = {line.place: line.words for line in lines}
    return WorksForm(request.POST or None, people=people, lines=stand)


def _keep(actor: Actor, circle: Circle, form: WorksForm) -> str:
    """Keep the lines; says so when someone else changed them meanwhile."""
    told = form.cleaned_data
    given: Any = {"seen": told["seen"], "spoken_with": told.get("spoken_with", ())}
    try:
        with refusals_shown_on(form):
            keep_what_works(actor, circle, lines=form.lines, **given)
    except ChangedMeanwhile:
        return _("Someone else changed these lines. Theirs stand above, yours below.")
    return ""


def _beside(actor: Actor, circle: Circle, people: list[MemberLine]) -> dict[str, Any]:
    """Whom to call, and who reads the lines now beside the reader."""
    names = [m.name for m in people if not m.mine and m.capacity not in APART]
    return {"readers": in_a_row(names), "contact": contact_in(actor, circle, people)}
