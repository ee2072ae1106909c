"""Say in plain words what went wrong at the door, and never show a trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deelgenoot.access.looks import LookNotRecorded


class ToldPlainly:
    """Refuses a page whose look could not be written down, in words people understand."""

    def __init__(self, next_one: Callable[[HttpRequest], HttpResponse]) -> None:
        self.next_one = next_one

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.next_one(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        """Turn the one refusal that can happen anywhere into a page."""
        if isinstance(trouble, LookNotRecorded):
            return render(request, "ui/look_not_recorded.html", status=503)
        return None
