"""The pages of signing in, drawn in our own frame."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import RequestLoginCodeView
from allauth.mfa.totp.views import ActivateTOTPView
from django.forms import Form
from django.http import HttpResponse

from deelgenoot.access.doors import SECOND_FACTOR
from deelgenoot.home.sessions import remember_device

CAST: list[Callable[[], list[Any]]] = []
"""In demo mode one function that lists who you can be; empty everywhere else."""


class SignIn(RequestLoginCodeView):  # type: ignore[misc]
    """Ask for a code by mail; in demo mode also: be someone with one click."""

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

    def form_valid(self, form: Form) -> HttpResponse:
        """Count the code just shown as this session's second factor."""
        response: HttpResponse = super().form_valid(form)
        self.request.session[SECOND_FACTOR] = True
        return response
