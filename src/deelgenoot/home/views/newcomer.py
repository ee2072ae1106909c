"""The welcome of who came in with a letter: whom to call, own words, and reading along later."""

from datetime import timedelta
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from deelgenoot.access.doors import HAT, Request, newcomers_too
from deelgenoot.access.looks import look
from deelgenoot.circles.codes import fingerprint
from deelgenoot.circles.models import Circle
from deelgenoot.circles.pieces import contact_of
from deelgenoot.circles.queries.around import (
    CircleLine,
    find_circle,
    my_circles,
)
from deelgenoot.circles.queries.story import latest_entries
from deelgenoot.circles.queries.whom_to_call import contact_persons
from deelgenoot.circles.story_pieces import entry_of
from deelgenoot.contact.actions.telling import log_contact
from deelgenoot.contact.forms import TellForm
from deelgenoot.contact.terms import How, Tone
from deelgenoot.home.forms import ProofForm
from deelgenoot.home.sessions import ProofAsked
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.actions.proof import ask_proof_code, prove_with_code
from deelgenoot.letters.queries.newcomers import newcomer, ways_to_prove
from deelgenoot.people.terms import Channel

OWN_WORDS = timedelta(days=365)


@newcomers_too
def welcome(request: Request) -> HttpResponse:
    """Greet a newcomer, say whom to call, and ask for their own words; read those back."""
    actor = request.actor
    if not actor.new:
        return redirect("home:today")
    circles = [circle for circle in my_circles(actor) if not circle.closed]
    here = _chosen(request, circles)
    form = TellForm(request.POST or None, to_pupil=actor.is_pupil)
    if here and form.is_valid():
        _tell(request, find_circle(actor, here.id), form)
        messages.success(request, _("Sent. School reads it."))
        return redirect(f"{request.path}?kind={here.id}")
    look(actor, part="welcome", circles=[(c.id, c.board) for c in circles])
    page = {"here": here, "form": form, **_around(actor, circles, here)}
    return render(request, "home/welcome.html", page)


def _chosen(request: Request, circles: list[CircleLine]) -> CircleLine | None:
    """About which child this is: the one that was chosen, else the first."""
    asked = request.GET.get("kind")
    return next((c for c in circles if str(c.id) == asked), circles[0] if circles else None)


def _around(actor: Actor, circles: list[CircleLine], here: CircleLine | None) -> dict[str, object]:
    """Whom to call, what one told oneself, and the other children."""
    ids = [circle.id for circle in circles]
    own = latest_entries(actor, ids, since=actor.now - OWN_WORDS, but=set())
    contact = contact_persons(actor, ids).get(here.id) if here else None
    return {
        "contact": contact_of(contact, here.phone, actor) if here else None,
        "own": [entry_of(line) for line in own],
        "others": [circle for circle in circles if circle is not here],
    }


def _tell(request: Request, circle: Circle, form: TellForm) -> None:
    """Keep a newcomer's own words; the same form sent twice is one."""
    try:
        with transaction.atomic():
            log_contact(
                request.actor, circle, how=How.MESSAGE, tone=Tone.EVERYDAY, **form.cleaned_data
            )
    except IntegrityError:
        pass  # the second of a double click


@newcomers_too
def show_who_i_am(request: Request) -> HttpResponse:
    """Show once who one is: with a code to where school reached them before, or at school."""
    actor = request.actor
    if not actor.new:
        return redirect("home:today")
    ways, asked = ways_to_prove(actor.person_id), ProofAsked.of(request, actor.person_id)
    typed = request.POST if "code" in request.POST else None
    form = ProofForm(typed, texted=asked.way == Channel.SMS) if asked else None
    if asked and form and form.is_valid():
        if asked.take(request, form.cleaned_data["code"], now=actor.now):
            return _proven(request)
        form.add_error("code", _("This code is not right. Look at the newest message."))
    elif request.method == "POST" and (way := _chosen_way(request, ways)):
        _send_code(request, way, ways[way])
        return redirect("home:prove")
    page = {"form": form, "mail": Channel.MAIL in ways, "text": Channel.SMS in ways}
    return render(request, "home/prove.html", page)


def _chosen_way(request: Request, ways: dict[Channel, UUID | None]) -> Channel | None:
    """By which way the code is asked for, if it can go that way."""
    return next((way for way in ways if way == request.POST.get("way")), None)


def _send_code(request: Request, way: Channel, phone: UUID | None) -> None:
    """Send a code, a few times an hour at most; it waits in the session, not as itself."""
    actor = request.actor
    if not ratelimit.consume(request, action="proof", user=request.user):
        messages.warning(request, _("You asked for a few codes already. Try again in an hour."))
        return
    code = ask_proof_code(actor, newcomer(actor), way=way, phone=phone)
    ProofAsked.ask(request, actor.person_id, fingerprint(code), way=way, now=actor.now)
    messages.success(request, _("The code is on its way. It works for half an hour."))


def _proven(request: Request) -> HttpResponse:
    """Let who has shown who they are read along from now on."""
    prove_with_code(request.actor, newcomer(request.actor))
    request.session.pop(HAT, None)
    messages.success(request, _("Thank you. You read along from now on."))
    return redirect("home:today")
