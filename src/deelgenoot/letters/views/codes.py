"""Make a letter or a card with a code, in one click; an earlier code stops working."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.circles.queries.keeping import find_enrolment
from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused, Rule
from deelgenoot.letters.actions.codes import Made, make_code
from deelgenoot.letters.policy import may_make_code
from deelgenoot.letters.queries.addressees import Addressee, addressee
from deelgenoot.letters.rules import PAPER
from deelgenoot.letters.writing import on_paper, pdf_of
from deelgenoot.organisations.models import Enrolment
from deelgenoot.ui.paper import NotDrawn


@signed_in
def code(request: Request, enrolment_id: UUID, person_id: UUID) -> HttpResponse:
    """Show what a letter or card for one person needs, and make it."""
    actor, broken = request.actor, []
    enrolment = _kept(actor, enrolment_id)
    to = addressee(actor, enrolment, person_id)
    if request.method == "POST":
        by_letter = request.POST.get("way") == Way.LETTER
        try:
            with transaction.atomic():
                return _as_pdf(make_code(actor, enrolment, person=person_id, by_letter=by_letter))
        except Refused as refused:
            broken = list(refused.broken)
        except NotDrawn:
            messages.warning(request, not_drawn())
            return redirect(request.path)
    look_at_list(actor, part="address", of=person_id)
    return render(request, "letters/code.html", _page(enrolment, to, broken))


def _page(enrolment: Enrolment, to: Addressee, broken: list[Rule[object]]) -> dict[str, object]:
    """What the page shows: whether a letter and a card are possible, and who has to show who."""
    person = to.person
    return {
        "enrolment": enrolment,
        "person": person,
        "to": to,
        "no_letter": PAPER.broken_by(to.asked),
        "no_card": PAPER.broken_by(replace(to.asked, by_letter=False)),
        "broken": broken,
        "new": person.account_id is not None and person.proven_at is None,
    }


def _kept(actor: Actor, enrolment_id: UUID) -> Enrolment:
    """A pupil whose people this administrator keeps; for anyone else this page does not exist."""
    if actor.is_family:
        raise Http404
    enrolment = find_enrolment(actor, enrolment_id)
    if not may_make_code.allows(actor, enrolment):
        raise Http404
    return enrolment


def not_drawn() -> str:
    """Say that a name holds a sign no font has; nothing was made, and the code of before works."""
    return _(
        "There is a sign in this name that we cannot print. Write it by hand, or correct the name."
    )


def _as_pdf(made: Made) -> HttpResponse:
    """Give the letter or card as a file whose name tells nobody anything."""
    answer = HttpResponse(pdf_of([on_paper(made)]), content_type="application/pdf")
    kind = "brief" if made.invitation.way == Way.LETTER else "kaartje"
    answer["Content-Disposition"] = f'attachment; filename="{kind}.pdf"'
    return answer
