"""Pages of what goes along to the school's own system: look at the text first, then take it."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from uuid_utils.compat import uuid7

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.contact_pieces import contact_in
from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.around import find_circle, members, my_place
from deelgenoot.exchange.actions.copying import check_period, take_along
from deelgenoot.exchange.forms import CopyForm
from deelgenoot.exchange.models import Copy
from deelgenoot.exchange.policy import may_take_along
from deelgenoot.exchange.queries import find_copy, mark_of, pieces_of, what_may_be_copied
from deelgenoot.exchange.terms import System
from deelgenoot.exchange.writing import Report, pdf_of, report
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.dates import in_amsterdam
from deelgenoot.ui.paper import NotDrawn

LATELY = timedelta(days=30)


def _guided(actor: Actor, circle_id: UUID) -> Circle:
    """A circle this colleague guides; for anyone else these pages do not exist."""
    circle = find_circle(actor, circle_id)
    if not may_take_along.allows(actor, circle):
        raise Http404
    return circle


@signed_in
def copy(request: Request, circle_id: UUID) -> HttpResponse:
    """Choose days and system, look at the very text, and take it along."""
    actor, circle = request.actor, _guided(request.actor, circle_id)
    today, deed = in_amsterdam(actor.now).date(), request.POST.get("deed")
    first = {"since": today - LATELY, "until": today, "once": uuid7()}
    form, shown = CopyForm(request.POST if deed else None, initial=first), None
    if form.is_valid():
        with refusals_shown_on(form):
            if deed == "take":
                made = take_along(actor, circle, **form.cleaned_data)
                return redirect("exchange:copied", circle.pk, made.pk)
            shown = _shown(actor, circle, form)
    look(actor, part="copy", circles=[(circle.pk, circle.board_id)])
    page = {"circle": circle, "form": form, "shown": shown}
    return render(request, "exchange/copy.html", page)


def _shown(actor: Actor, circle: Circle, form: CopyForm) -> dict[str, str]:
    """The very text that would go along, its mark, and where it goes."""
    days = {name: form.cleaned_data[name] for name in ("since", "until")}
    check_period(actor, circle, **days)
    lines = what_may_be_copied(actor, circle, **days)
    written = report(circle, lines, **days, by=my_place(actor, circle).person.name, at=actor.now)
    system = System(form.cleaned_data["system"]).label
    return {"text": written.text, "seen": mark_of(lines), "system": str(system)}


@require_GET
@signed_in
def copied(request: Request, circle_id: UUID, copy_id: UUID) -> HttpResponse:
    """Show what was taken along, as far as the reader reads it; who guides can copy it again."""
    actor = request.actor
    found = find_copy(actor, circle_id, copy_id)
    circle = found.entry.circle
    look(actor, part="copy", circles=[(circle.pk, circle.board_id)])
    page = {"circle": circle, "copy": found, "guides": may_take_along.allows(actor, circle)}
    page["written"] = _written(actor, found)
    people = members(actor, circle) if actor.is_family else []
    page["contact"] = contact_in(actor, circle, people) if people else None
    page["undrawn"] = "pdf" in request.GET
    return render(request, "exchange/copied.html", page)


def _written(actor: Actor, found: Copy) -> Report:
    """The report as it was taken, as far as this reader reads it."""
    return report(
        found.entry.circle,
        pieces_of(actor, found),
        since=found.since,
        until=found.until,
        by=found.entry.author.name,
        at=found.entry.at,
    )


@require_GET
@signed_in
def copied_pdf(request: Request, circle_id: UUID, copy_id: UUID) -> HttpResponse:
    """Give the report as a PDF whose name tells nobody anything."""
    actor, found = request.actor, find_copy(request.actor, circle_id, copy_id)
    circle = found.entry.circle
    if not may_take_along.allows(actor, circle):
        raise Http404
    look(actor, part="copy", circles=[(circle.pk, circle.board_id)])
    try:
        drawn = pdf_of(_written(actor, found))
    except NotDrawn:
        return redirect(f"{request.path.removesuffix('verslag.pdf')}?pdf=nee")
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="verslag.pdf"'
    return answer
