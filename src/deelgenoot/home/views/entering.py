"""Coming in with a code from school: by mail, from a letter, or handed over at school."""

from time import monotonic, sleep

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deelgenoot.access.doors import HAT, open_to_all
from deelgenoot.circles.invitations import (
    Answer,
    OpenInvitation,
    PaperCode,
    find_invitation,
    try_paper_code,
    use_invitation,
    use_paper_code,
    used_before,
)
from deelgenoot.home.forms import InvitationForm
from deelgenoot.home.sessions import INVITATION, remember_device, settle_session
from deelgenoot.people.accounts import (
    account_of_number,
    find_account,
    open_account,
    open_account_without_mail,
)
from deelgenoot.people.models import Account

BACKEND = "deelgenoot.people.backends.HatBackend"
A_NO_TAKES = 0.3
"""Seconds every 'no' to a code on paper takes: the time tells nobody which part is wrong."""


@open_to_all("whoever has a code from school comes in here")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest) -> HttpResponse:
    """Open the door with the code from a mail or a letter."""
    if not _within_limits(request):
        return render(request, "home/invited.html", {"form": InvitationForm(), "wait": True})
    form = InvitationForm(request.POST or None, code=request.GET.get("code", ""))
    if form.is_valid():
        remember_device(request, own=form.cleaned_data["own_device"])
        come_in = _with_paper if form.cleaned_data["paper"] else _with_mail
        if answer := come_in(request, form):
            return answer
    return render(request, "home/invited.html", {"form": form, "wait": False})


def _within_limits(request: HttpRequest) -> bool:
    """Slow down whoever tries code after code, per address of the network."""
    from allauth.core import ratelimit

    if request.method != "POST":
        return True
    return bool(ratelimit.consume(request, action="invitation"))


def _signed_in(request: HttpRequest) -> Account | None:
    """Who is signed in here already."""
    return request.user if isinstance(request.user, Account) else None


def _with_mail(request: HttpRequest, form: InvitationForm) -> HttpResponse | None:
    """Come in with a mailed code; else say on the form why not."""
    found = find_invitation(form.cleaned_data["code"])
    if not found or not found.is_open(timezone.now()):
        form.add_error("code", found.trouble() if found else _("This code is not right."))
        return None
    account = _signed_in(request)
    if account and account.email != found.address.lower():
        form.add_error("code", someone_else())
        return None
    answer = _come_in(request, found)
    if answer is None:
        form.add_error("code", used_before())
    return answer


def someone_else() -> str:
    """Say that another is signed in on this device."""
    return _("Someone else is signed in here. Sign out first.")


def _come_in(request: HttpRequest, found: OpenInvitation) -> HttpResponse | None:
    """Use the invitation: with the account that is signed in, a new one, or after signing in.

    None when the person has come in before: then nothing is tied and no account is opened.
    """
    account = _signed_in(request)
    known = account or find_account(found.address)
    if known and not account:
        request.session[INVITATION] = found.code_hash
        return redirect("account_login")
    with transaction.atomic():
        fresh = known or open_account(found.address, language=get_language() or "nl")
        if not use_invitation(found, fresh, now=timezone.now()):
            transaction.set_rollback(True)
            return None
    return _go_in(request, fresh)


def _with_paper(request: HttpRequest, form: InvitationForm) -> HttpResponse | None:
    """Come in with a code on paper and a birth date; else say on the form why not."""
    began, facts = monotonic(), form.cleaned_data
    found = try_paper_code(
        facts["code"], born=facts["born"], visit=facts["visit"], now=timezone.now()
    )
    if found.answer in (Answer.OPEN, Answer.AGAIN):
        if account := _account_for(request, found):
            return _go_in(request, account)
        form.add_error("code", someone_else())
    else:
        form.add_error("code", found.trouble())
    sleep(max(0.0, A_NO_TAKES - (monotonic() - began)))
    return None


def _account_for(request: HttpRequest, found: PaperCode) -> Account | None:
    """Find or open the account this code opens; None when another's is open on this device."""
    signed = _signed_in(request)
    if signed and found.account not in (None, signed.pk):
        return None
    with transaction.atomic():
        if found.account:
            account = account_of_number(found.account)
        else:
            account = signed or open_account_without_mail(language=get_language() or "nl")
        again = found.answer is Answer.AGAIN
        if not again and not use_paper_code(found, account, now=timezone.now()):
            transaction.set_rollback(True)
            return None
    return account


def _go_in(request: HttpRequest, account: Account) -> HttpResponse:
    """Sign in, and go to Vandaag or the welcome."""
    if _signed_in(request) is None:
        login(request, account, backend=BACKEND)
    request.session.pop(HAT, None)
    settle_session(request, account)
    return redirect("home:today")


@open_to_all("explains how to come in to who has no invitation yet")
def how_to_come_in(request: HttpRequest) -> HttpResponse:
    """Say that school sends an invitation, and whom to ask."""
    return render(request, "home/how_to_come_in.html")
