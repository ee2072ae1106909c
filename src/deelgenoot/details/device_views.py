"""Turning messages on a device on and off, by whose device it is."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from deelgenoot.access.doors import Request, open_to_all, signed_in
from deelgenoot.details.devices import called, let_keep, mark_of, new_mark
from deelgenoot.kernel.rules import Refused
from deelgenoot.people.models import Account
from deelgenoot.post import push
from deelgenoot.post.actions import turn_off, turn_on
from deelgenoot.post.push import Subscription
from deelgenoot.ui.drafts import OWN_DEVICE

WORKER = Path(__file__).parent / "static" / "details" / "shows.js"
MOST = 4096


def _account(request: Request) -> Account:
    """The account of someone at home; for anyone else there is nothing here."""
    if not request.actor.is_family or not isinstance(request.user, Account):
        raise Http404
    return request.user


@require_POST
@signed_in
def device_on(request: Request) -> JsonResponse:
    """Let messages be shown on the device in someone's hand, with what its browser gave."""
    account, kept_mark = _account(request), new_mark()
    given = _given(request)
    if given is None or not push.is_on():
        return JsonResponse({"trouble": _("Something went wrong. Try again later.")}, status=400)
    browser, system = called(request)
    facts: dict[str, Any] = {
        "own": bool(request.session.get(OWN_DEVICE)),
        "before": mark_of(request),
    }
    facts |= {"mark": kept_mark[1], "browser": browser, "system": system}
    try:
        turn_on(request.actor, account, given=given, **facts)
    except Refused as refused:
        said = [f"{broken.sentence} {broken.mend}".strip() for broken in refused.broken]
        return JsonResponse({"trouble": " ".join(said)}, status=409)
    messages.success(request, _("From now on this device shows that there is a message."))
    answer = JsonResponse({"on": True})
    let_keep(answer, kept_mark[0])
    return answer


def _given(request: HttpRequest) -> Subscription | None:
    """Read what a browser gave; None when it is nothing of the kind."""
    try:
        told: Any = json.loads(request.body if len(request.body) <= MOST else b"")
        parts = (told["endpoint"], told["keys"]["p256dh"], told["keys"]["auth"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Subscription(*parts) if all(isinstance(part, str) for part in parts) else None


@require_POST
@signed_in
def device_off(request: Request) -> HttpResponse:
    """Show nothing more on one device, or on none at all."""
    account, wanted = _account(request), request.POST.get("toestel", "")
    try:
        turn_off(request.actor, account, device=None if wanted == "alle" else UUID(wanted))
    except ValueError:
        raise Http404 from None
    messages.success(request, _("Turned off. Nothing is shown there any more."))
    return redirect(f"{reverse('details:mine')}#berichtje")


@open_to_all("the browser itself asks for it, also when nobody is signed in; it holds no words")
@require_safe
def shows(request: HttpRequest) -> HttpResponse:
    """Give the browser what shows a message, from the root, so that it stands for every page."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
