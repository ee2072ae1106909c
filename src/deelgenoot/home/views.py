"""The front door: Vandaag, the invitation, and how to come in."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deelgenoot.access.doors import Request, open_to_all, signed_in
from deelgenoot.access.looks import look
from deelgenoot.circles.actions.story import finish_ask
from deelgenoot.circles.invitations import (
    OpenInvitation,
    find_invitation,
    use_invitation,
    used_before,
)
from deelgenoot.circles.pieces import contact_of, entry_of, write_back
from deelgenoot.circles.queries.around import my_circles
from deelgenoot.circles.queries.asks import find_ask, open_asks
from deelgenoot.circles.queries.story import latest_entries
from deelgenoot.circles.queries.whom_to_call import contact_persons
from deelgenoot.home.cards import ask_cards, circles_shown, headline
from deelgenoot.home.forms import InvitationForm
from deelgenoot.home.sessions import INVITATION, remember_device, settle_session
from deelgenoot.organisations.policy import administered_schools
from deelgenoot.people.accounts import find_account, open_account
from deelgenoot.people.models import Account

NEWS = timedelta(days=60)
SHOWN = 7
BACKEND = "deelgenoot.people.backends.HatBackend"


@signed_in
def today(request: Request) -> HttpResponse:
    """Vandaag: what is asked of me, and what happened lately around my children or pupils."""
    actor = request.actor
    asks = open_asks(actor, limit=SHOWN + 20)
    circles = my_circles(actor)
    ids = [circle.id for circle in circles]
    news, contacts = [], {}
    if actor.is_family:
        asked = {ask.subject for ask in asks}
        news = latest_entries(actor, ids, since=actor.now - NEWS, but=asked)
        contacts = contact_persons(actor, ids)
    look(actor, part="today", circles=circles_shown(asks, circles, news))
    cards = ask_cards(asks)
    page = {
        "headline": headline(actor, len(asks)),
        "today": timezone.localdate(actor.now),
        "asks": cards[:SHOWN],
        "more": cards[SHOWN:],
        "circles": [(c, contact_of(contacts.get(c.id), c.phone, actor)) for c in circles],
        "keeps": not actor.is_family and bool(administered_schools(actor)),
        "news": [entry_of(line, (write_back(line.circle, line),)) for line in news],
    }
    return render(request, "home/today.html", page)


@require_POST
@signed_in
def done(request: Request, ask_id: UUID) -> HttpResponse:
    """Say that what was asked of me is done."""
    finish_ask(request.actor, find_ask(request.actor, ask_id))
    return redirect("home:today")


@open_to_all("whoever has a code from school comes in here")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest) -> HttpResponse:
    """Open the door with the code from an invitation."""
    if not _within_limits(request):
        return render(request, "home/invited.html", {"form": InvitationForm(), "wait": True})
    form = InvitationForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if form.is_valid():
        found = find_invitation(form.cleaned_data["code"])
        if found and found.is_open(timezone.now()):
            if not _is_for_this_account(request, found):
                form.add_error("code", _("Someone else is signed in here. Sign out first."))
            elif answer := _use(request, found, own=form.cleaned_data["own_device"]):
                return answer
            else:
                form.add_error("code", used_before())
        else:
            form.add_error("code", found.trouble() if found else _("This code is not right."))
    return render(request, "home/invited.html", {"form": form, "wait": False})


def _within_limits(request: HttpRequest) -> bool:
    """Slow down whoever tries code after code, per address of the network."""
    from allauth.core import ratelimit

    if request.method != "POST":
        return True
    return bool(ratelimit.consume(request, action="invitation"))


def _is_for_this_account(request: HttpRequest, found: OpenInvitation) -> bool:
    """Whether nobody is signed in here, or the very one who was invited."""
    account = request.user
    return not isinstance(account, Account) or account.email == found.address.lower()


def _use(request: HttpRequest, found: OpenInvitation, *, own: bool) -> HttpResponse | None:
    """Come in, and remember whose device this is."""
    remember_device(request, own=own)
    return _come_in(request, found)


def _come_in(request: HttpRequest, found: OpenInvitation) -> HttpResponse | None:
    """Use the invitation: with the account that is signed in, a new one, or after signing in.

    None when the person has come in before: then nothing is tied and no account is opened.
    """
    account = request.user if isinstance(request.user, Account) else None
    known = account or find_account(found.address)
    if known and not account:
        request.session[INVITATION] = found.code_hash
        return redirect("account_login")
    with transaction.atomic():
        fresh = known or open_account(found.address, language=get_language() or "nl")
        if not use_invitation(found, fresh, now=timezone.now()):
            transaction.set_rollback(True)
            return None
    if not account:
        login(request, fresh, backend=BACKEND)
    settle_session(request, fresh)
    return redirect("home:today")


@open_to_all("explains how to come in to who has no invitation yet")
def how_to_come_in(request: HttpRequest) -> HttpResponse:
    """Say that school sends an invitation, and whom to ask."""
    return render(request, "home/how_to_come_in.html")
