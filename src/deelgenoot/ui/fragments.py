"""Answers to htmx: only the part of the page that changed, or the whole page without it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.cache import patch_vary_headers
from jinja2 import Environment
from jinja2_fragments import render_block

from deelgenoot.ui.context import page


def asks_for_a_part(request: HttpRequest) -> bool:
    """Whether the page itself asks, and wants only the part that changes."""
    return request.headers.get("HX-Request") == "true"


def whole_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw the whole page, or only its block `part` when the page itself asks."""
    if not asks_for_a_part(request):
        answer = render(request, template, context, status=status)
    else:
        answer = HttpResponse(_block(request, template, part, context), status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _block(request: HttpRequest, template: str, part: str, context: dict[str, Any]) -> str:
    everything = {
        **context,
        **page(request),
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    environment: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return str(render_block(environment, template, part, **everything))
