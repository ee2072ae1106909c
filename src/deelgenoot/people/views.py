"""Change hats: one tap in the header."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import HAT, Request, signed_in


@require_POST
@signed_in
def hat(request: Request) -> HttpResponse:
    """Put on another of one's own hats and start at Vandaag."""
    wanted = request.POST.get("hat", "")
    if any(option.key == wanted for option in request.hats):
        request.session[HAT] = wanted
    return HttpResponseRedirect(_own_address(request))


def _own_address(request: HttpRequest) -> str:
    """Where to go on; never to another site."""
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if safe else "/"
