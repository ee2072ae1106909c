"""What every answer carries: nothing of a page about a child stays behind on a device."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


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
