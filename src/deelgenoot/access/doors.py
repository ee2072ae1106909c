"""Every view has a door: it says who may come in, and hands the view an actor."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.kernel.hats import HatOption

Rest = ParamSpec("Rest")
HAT = "hat"
SECOND_FACTOR = "second_factor"


class Wearer(Protocol):
    """An account, as the door knows it."""

    pk: Any

    def hats(self) -> Sequence[HatOption]:
        """Say which hats this account can wear."""


class Request(HttpRequest):
    """A request of someone who came in through a door."""

    actor: Actor
    hats: list[HatOption]


View = Callable[Concatenate[Request, Rest], HttpResponse]
Entered = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def put_on_hat(request: HttpRequest) -> Actor | None:
    """Find under which hat this request runs; None for who has no place anywhere yet."""
    account: Wearer = request.user  # type: ignore[assignment]
    hats = list(account.hats())
    wanted = request.session.get(HAT)
    worn = next((hat for hat in hats if hat.key == wanted), hats[0] if hats else None)
    request.hats = [  # type: ignore[attr-defined]
        HatOption(**{**_fields(hat), "current": hat is worn}) for hat in hats
    ]
    return worn.worn_by(account.pk, now=timezone.now()) if worn else None


def _fields(hat: HatOption) -> dict[str, Any]:
    """Spell out a hat."""
    return {name: getattr(hat, name) for name in HatOption.__dataclass_fields__}


def _needs_second_factor(request: HttpRequest, actor: Actor) -> bool:
    """Whether a colleague must set up the second step of signing in before going on."""
    if actor.hat is Hat.FAMILY or not settings.STAFF_SECOND_FACTOR:
        return False
    return not request.session.get(SECOND_FACTOR)


def signed_in(view: Callable[Concatenate[Request, Rest], HttpResponse]) -> Entered[Rest]:
    """Open to people who signed in and have shown who they are; runs the view as them."""
    return _door(view, newcomers=False)


def newcomers_too(view: Callable[Concatenate[Request, Rest], HttpResponse]) -> Entered[Rest]:
    """Open to people who signed in, also to who has only a code from a letter (level 1)."""
    return _door(view, newcomers=True)


def _door(
    view: Callable[Concatenate[Request, Rest], HttpResponse], *, newcomers: bool
) -> Entered[Rest]:
    """Let someone in who signed in, and run the view as them, in one transaction."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        actor = put_on_hat(request)
        if actor is None:
            raise Http404("This account has no place in any circle or school.")
        if _needs_second_factor(request, actor):
            return redirect("mfa_activate_totp")
        if actor.new and not newcomers:
            return redirect("home:welcome")
        request.actor = actor  # type: ignore[attr-defined]
        try:
            with acting_as(actor):
                return view(request, *args, **kwargs)  # type: ignore[arg-type]
        except ObjectDoesNotExist as unseen:
            raise Http404 from unseen  # what you may not see does not exist

    enter.door = "signed in, also new" if newcomers else "signed in"  # type: ignore[attr-defined]
    return cast("Entered[Rest]", enter)


def open_to_all(
    why: str,
) -> Callable[[Callable[Concatenate[HttpRequest, Rest], HttpResponse]], Entered[Rest]]:
    """Open to anyone, with the reason why; nobody acts, so no guarded row is seen."""

    def wrap(view: Callable[Concatenate[HttpRequest, Rest], HttpResponse]) -> Entered[Rest]:
        @login_not_required
        @wraps(view)
        def enter(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            if request.user.is_authenticated:
                request.actor = put_on_hat(request)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        enter.door = f"open: {why}"  # type: ignore[attr-defined]
        return cast("Entered[Rest]", enter)

    return wrap
