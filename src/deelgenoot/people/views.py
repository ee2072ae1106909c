"""Change hats: one tap in the header."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from deelgenoot.access.doors import HAT, Request, newcomers_too
from deelgenoot.ui.forms import own_address


@require_POST
@newcomers_too
def hat(request: Request) -> HttpResponse:
    """Put on another of one's own hats and start at Vandaag."""
    wanted = request.POST.get("hat", "")
    if any(option.key == wanted for option in request.hats):
        request.session[HAT] = wanted
    return HttpResponseRedirect(own_address(request))
