"""What every answer carries: nothing of a page about a child stays behind on a device."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from deelgenoot.ui.words_kept import words_in


class PrivateByDefault:
    """Keeps pages out of caches and out of search engines."""

    def __init__(self, next_one: Callable[[HttpRequest], HttpResponse]) -> None:
        self.next_one = next_one

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.next_one(request)
        if "Cache-Control" not in answer:
            answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer


class WordsGivenBack:
    """Gives people their words back when they turn out to be signed out while writing."""

    def __init__(self, next_one: Callable[[HttpRequest], HttpResponse]) -> None:
        self.next_one = next_one

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.next_one(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *given: object
    ) -> HttpResponse | None:
        """Say what happened to a form that nobody may send; all else goes on to the door."""
        open_to_all = not getattr(view, "login_required", True)
        if request.method != "POST" or request.user.is_authenticated or open_to_all:
            return None
        known = {"words": words_in(request), "sign_in": _sign_in_and_back(request)}
        return render(request, "ui/signed_out.html", known, status=403)


def _sign_in_and_back(request: HttpRequest) -> str:
    """Where one signs in to come back to the page one was on."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    here = came_from.path if came_from.netloc == request.get_host() else "/"
    return f"{reverse('account_login')}?{urlencode({'next': here})}"
