"""Pages of the look itself: choosing a language, the gallery, and what to say when it fails."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.i18n import set_language

from deelgenoot.access.doors import open_to_all, put_on_hat
from deelgenoot.ui import samples
from deelgenoot.ui.context import bare_frame
from deelgenoot.ui.words_kept import words_in


@open_to_all("everyone may read in their own language, also before signing in")
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language someone chose, and bring them back to where they were."""
    if request.method != "POST":
        return redirect("/")
    return set_language(request)


def _may_see_gallery(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return settings.DEMO or settings.DEBUG or (actor is not None and str(actor.hat) == "work")


@open_to_all("holds no one's data; closed below but for colleagues and demonstrations")
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every part of the house in every state, for those who build it."""
    if not _may_see_gallery(request):
        raise Http404
    return render(request, "ui/gallery.html", samples.gallery())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that what came in could not be understood."""
    return _told(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this is not possible here."""
    return _told(request, "forbidden", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the page does not exist, or is not shared with the reader, who may be nowhere."""
    _greet(request)
    nowhere = getattr(request, "hats", None) == []
    return _told(request, "no_place" if nowhere else "not_found", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; leans on no database and on no reader."""
    known = {"frame": bare_frame(), "words": words_in(request)}
    return HttpResponse(render_to_string("ui/server_error.html", known), status=500)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form waited too long to be sent, and give the words back."""
    return _told(request, "form_too_old", 403)


def _told(request: HttpRequest, trouble: str, status: int) -> HttpResponse:
    _greet(request)
    known = {"words": words_in(request)}
    return render(request, f"ui/{trouble}.html", known, status=status)


def _greet(request: HttpRequest) -> None:
    """Give who is signed in their own header, also where no door was passed."""
    user = getattr(request, "user", None)
    if not hasattr(request, "actor") and user is not None and user.is_authenticated:
        request.actor = put_on_hat(request)  # type: ignore[attr-defined]
