"""Be someone from the demo story, with one click."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import open_to_all
from deelgenoot.demo.cast import BY_KEY
from deelgenoot.home.sessions import remember_device, settle_session
from deelgenoot.people.accounts import find_account

BACKEND = "deelgenoot.people.backends.HatBackend"


@open_to_all("the demo has made-up people only; this address exists in demo mode only")
@require_POST
def be(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the cast."""
    account = find_account(BY_KEY[key].mail) if key in BY_KEY and settings.DEMO else None
    if account is None:
        raise Http404
    logout(request)
    login(request, account, backend=BACKEND)
    remember_device(request, own=True)
    settle_session(request, account)
    return redirect("home:today")
