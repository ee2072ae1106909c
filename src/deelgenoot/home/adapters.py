"""How signing in behaves here: closed sign-up, mail through our own outbox, sessions by device."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deelgenoot.circles.invitations import find_invitation, use_invitation
from deelgenoot.details.devices import mark_of
from deelgenoot.home.sessions import INVITATION, settle_session
from deelgenoot.people.models import Account
from deelgenoot.post.actions import forget_browser
from deelgenoot.post.outbox import put_in_outbox

CODE_SENT = "account/messages/login_code_sent.txt"
"""How the library names the message that a code was sent, the first time and again."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; a code goes out through the outbox like all mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Stay closed: people come in by an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail with the sign-in code in the outbox."""
        code = context["code"]
        put_in_outbox(
            subject=_("Code for Deelgenoot"),
            body=_(
                "The code: %(code)s\n\nFill it in on the page that asked for it. The code works"
                " for ten minutes and only once.\n\nWas this code asked for by someone else? Then"
                " nothing needs doing: without this mail nobody gets in."
            )
            % {"code": code},
            language=get_language() or "nl",
            address=email,
        )

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say only what the page itself does not say."""
        if message_template == CODE_SENT and request.POST.get("action") == "resend":
            message = _(
                "A new code is on its way, if we know that address. Use the newest code;"
                " the earlier one no longer works."
            )
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def logout(self, request: HttpRequest) -> None:
        """Sign out; this device shows no messages any more."""
        forget_browser(mark_of(request))
        super().logout(request)

    def post_login(self, request: HttpRequest, user: Account, **facts: Any) -> HttpResponse:
        """Settle how long this session lasts, then go on."""
        response: HttpResponse = super().post_login(request, user, **facts)
        finish_invitation(request, user)
        settle_session(request, user)
        return response


def finish_invitation(request: HttpRequest, account: Account) -> None:
    """Use the code that was typed before signing in, if it was for this very account."""
    found = find_invitation(request.session.pop(INVITATION, ""))
    if found and found.is_open(timezone.now()) and found.address.lower() == account.email:
        use_invitation(found, account, now=timezone.now())
