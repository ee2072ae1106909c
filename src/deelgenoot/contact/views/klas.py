"""Mijn klas: families not yet spoken on top, then every pupil."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from deelgenoot.access.doors import Request, signed_in
from deelgenoot.access.looks import look_at_list
from deelgenoot.contact.queries import my_class


@signed_in
def klas(request: Request) -> HttpResponse:
    """Mijn klas: families not yet spoken on top, then every pupil."""
    if not request.actor.is_colleague:
        raise Http404
    page = my_class(request.actor, _group(request))
    look_at_list(request.actor, part="class", of=page.id)
    return render(request, "contact/klas.html", {"klas": page})


def _group(request: Request) -> UUID | None:
    """Which of several classes was chosen."""
    try:
        return UUID(request.GET.get("klas", ""))
    except ValueError:
        return None
