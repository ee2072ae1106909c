"""The pages of signing in, drawn in our own frame."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import RequestLoginCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from deelgenoot.access.doors import SECOND_FACTOR
from deelgenoot.home.sessions import note_second_factor, remember_device

CAST: list[Callable[[], list[Any]]] = []
"""In demo mode one function that lists who you can be; empty everywhere else."""


class SignIn(RequestLoginCodeView):  # type: ignore[misc]
    """Ask for a code by mail; in demo mode also: be someone with one click."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        """Let who mistyped an address fill in another one, also while a code is waiting."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Note whose device this is and send the code."""
        remember_device(self.request, own=form.cleaned_data["own_device"])
        response: HttpResponse = super().form_valid(form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the cast of the demo story, if there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["cast"] = [person for offer in CAST for person in offer()]
        return context


class SetUpSecondFactor(ActivateTOTPView):  # type: ignore[misc]
    """Set up the second step of signing in; colleagues need it before they go on."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the code of who set it up elsewhere, while signed in here without it."""
        has_it = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        if has_it and not request.session.get(SECOND_FACTOR):
            note_second_factor(request)
            if request.session[SECOND_FACTOR]:
                return redirect("home:today")
            return redirect(f"{reverse('mfa_reauthenticate')}?next={request.path}")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Form) -> HttpResponse:
        """Count the code just shown as this session's second factor."""
        response: HttpResponse = super().form_valid(form)
        shown = {"method": "mfa", "type": "totp", "reauthenticated": True}
        record_authentication(self.request, self.request.user, **shown)
        note_second_factor(self.request)
        return response


class TurnOffSecondFactor(DeactivateTOTPView):  # type: ignore[misc]
    """Turn the second step off; a colleague sets it up anew before going on."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Forget that this session had shown it."""
        response: HttpResponse = super().form_valid(form)
        self.request.session[SECOND_FACTOR] = False
        return response
