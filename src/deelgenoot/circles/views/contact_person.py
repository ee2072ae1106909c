"""The page about the contact person: who it is, who is asked, whom the family would like."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.circles.actions.contact_person import (
    answer_as_contact,
    ask_contact_person,
    wish_contact,
)
from deelgenoot.circles.contact_pieces import ContactPage, contact_page
from deelgenoot.circles.forms.keeping import ChooseForm, WishForm
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.contact_person import find_proposal
from deelgenoot.kernel.rules import Refused
from deelgenoot.ui.dates import AMSTERDAM


@signed_in
def show(request: Request, circle_id: UUID) -> HttpResponse:
    """Show the one to call; the family says who suits, colleagues ask each other."""
    actor = request.actor
    circle = find_circle(actor, circle_id)
    page = contact_page(actor, circle)
    form = _form(request, page)
    if form is not None and form.is_valid():
        with refusals_shown_on(form):
            messages.success(request, _kept(request, page, form.cleaned_data))
            return redirect("circles:contact_person", circle_id)
    look(actor, part="contact person", circles=[(circle.pk, circle.board_id)])
    return render(request, "circles/contact_person.html", {"page": page, "form": form})


def _form(request: Request, page: ContactPage) -> WishForm | ChooseForm | None:
    """The one question this reader may answer here."""
    if request.actor.is_family:
        return WishForm(request.POST or None, fine=page.fine, choices=page.choices)
    return ChooseForm(request.POST or None, choices=page.choices) if page.chooses else None


def _kept(request: Request, page: ContactPage, said: dict[str, Any]) -> str:
    """Do what was asked, and say that it is done."""
    actor, circle = request.actor, page.circle
    if actor.is_family:
        about = next((row for row in page.proposals if not row.stands_in), None)
        wish_contact(actor, circle, about=about, **said)
        return _("Kept. Only for %(readers)s.") % {"readers": page.readers}
    ask_contact_person(
        actor, circle, person=UUID(said["person"]), stand_in_until=_end_of(said["last_day"])
    )
    return _("Asked. You hear it here when there is an answer.")


def _end_of(last_day: date | None) -> datetime | None:
    """The first instant after a day, by the clock on the school wall."""
    if last_day is None:
        return None
    return datetime.combine(last_day + timedelta(days=1), time(), AMSTERDAM)


@require_POST
@signed_in
def answer(request: Request, circle_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Say yes or no to being the contact person, or to standing in."""
    proposal = find_proposal(request.actor, circle_id, proposal_id)
    accept = request.POST.get("answer") == "yes"
    try:
        answer_as_contact(request.actor, proposal, accept=accept)
    except Refused as refused:
        for broken in refused.broken:
            messages.warning(request, f"{broken.sentence} {broken.mend}".strip())
    else:
        said = _("Thank you. You are the one to call from now on.")
        messages.success(request, said if accept else _("Noted. Someone else will be asked."))
    return redirect("circles:contact_person", circle_id)
