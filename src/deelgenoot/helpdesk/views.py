"""Pages of looking along: the person's own, and the one the administrator may see meanwhile."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import Request, newcomers_too, signed_in
from deelgenoot.access.looks import look_at_list, look_at_thing
from deelgenoot.access.refusals import refusals_shown_on
from deelgenoot.helpdesk import actions, queries
from deelgenoot.helpdesk.forms import AskForm, LetForm
from deelgenoot.helpdesk.models import LookAlong
from deelgenoot.helpdesk.pieces import looked_in_words, stands_in_words
from deelgenoot.helpdesk.policy import may_ask_to_look_along
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.people.models import Person
from deelgenoot.ui.forms import own_address
from deelgenoot.ui.fragments import asks_for_a_part, whole_or_part

LATELY = timedelta(hours=1)
"""How long the page still says that a look has ended, or that no yes was given."""


@newcomers_too
def mine(request: Request) -> HttpResponse:
    """Let school look along: who, for how long, what they see, and who looked before."""
    actor = request.actor
    if not actor.is_family:
        raise Http404
    form = LetForm(request.POST or None, helpers=queries.who_may_help())
    if form.is_valid():
        who = form.chosen
        person, to = Person(pk=who.person), {"colleague": who.colleague, "school": who.school}
        actions.let_look_along(actor, person, **to)
        return redirect("helpdesk:mine")
    looked = [looked_in_words(line, actor.now) for line in queries.looks_so_far(actor)]
    page: dict[str, object] = {"form": form, "looked": looked}
    page |= {"now": queries.my_open_look(actor), "minutes": settings.LOOK_ALONG_MINUTES}
    return render(request, "helpdesk/mine.html", page)


@require_POST
@newcomers_too
def answer(request: Request, look_id: UUID) -> HttpResponse:
    """Say yes or no to a question, or stop: one tap, from any page."""
    look, deed = queries.find_look(request.actor, look_id), request.POST.get("deed", "")
    if deed == "stop":
        actions.stop_look(request.actor, look)
        messages.success(request, _("Nobody looks along."))
        return redirect(own_address(request))
    if deed == "yes":
        try:
            actions.say_yes_to_look(request.actor, look)
        except Refused as refused:
            for broken in refused.broken:
                messages.warning(request, f"{broken.sentence} {broken.mend}")
    return redirect("helpdesk:mine")


@signed_in
def look_along(request: Request, person_id: UUID) -> HttpResponse:
    """How it stands for someone, as long as they let one look; else how to ask it."""
    actor = request.actor
    person = queries.find_helped(actor, person_id)
    if not may_ask_to_look_along.allows(actor, person):
        raise Http404
    form = AskForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.ask_to_look_along(actor, person)
            return redirect("helpdesk:look_along", person_id)
    look = queries.last_look_with(actor, person.pk)
    mark = _mark(look, actor)
    if asks_for_a_part(request) and request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified()
    page = {"person": person, "form": form, "mark": mark, **_so_far(actor, person, look)}
    return whole_or_part(request, "helpdesk/look_along.html", "stands", page)


def _mark(look: LookAlong | None, actor: Actor) -> str:
    """How far the look is, for a page that asks whether something changed."""
    far = (look.pk, look.yes_at is not None, look.is_open(actor.now)) if look else ()
    return f'"{"-".join(map(str, far))}"'


def _so_far(actor: Actor, person: Person, look: LookAlong | None) -> dict[str, object]:
    """How it stands, written down as a look before it is shown; nothing without a yes."""
    page: dict[str, object] = {"look": look, "told": (), "waits": False, "ended": False}
    page["minutes"] = settings.LOOK_ALONG_MINUTES
    stands = queries.how_it_stands(look.pk) if look and look.yes_at else None
    if look and stands:
        look_at_thing(actor, part="how it stands", of=look)
        return {**page, "told": stands_in_words(stands, actor.now), "waits": True}
    look_at_list(actor, part="look along", of=person.pk)
    if look is None:
        return page
    waits = look.is_open(actor.now)
    return {**page, "waits": waits, "ended": not waits and look.until > actor.now - LATELY}
