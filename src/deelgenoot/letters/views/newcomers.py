"""Who around a child has yet to show who they are; who teaches the class ticks it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.keeping import find_person
from deelgenoot.letters.actions.proof import tick_proof
from deelgenoot.letters.policy import may_tick_proof
from deelgenoot.letters.queries.newcomers import newcomers as who_is_new
from deelgenoot.ui.forms import own_address


@signed_in
def newcomers(request: Request, circle_id: UUID) -> HttpResponse:
    """List the family of one child, with who has yet to show who they are."""
    actor = request.actor
    if actor.is_family:
        raise Http404
    circle = find_circle(actor, circle_id)
    people = who_is_new(actor, circle)
    look(actor, part="people", circles=[(circle.pk, circle.board_id)])
    return render(request, "letters/newcomers.html", {"circle": circle, "people": people})


@require_POST
@signed_in
def tick(request: Request, person_id: UUID) -> HttpResponse:
    """Note that someone showed who they are."""
    person, _mail = find_person(request.actor, person_id)
    came_in = person.account_id is not None
    if not came_in or not may_tick_proof.allows(request.actor, person):
        raise Http404
    tick_proof(request.actor, person)
    messages.success(request, _("%(name)s reads along from now on.") % {"name": person.name})
    return redirect(own_address(request))
