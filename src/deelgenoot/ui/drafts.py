"""The key with which a device seals what someone is still writing; the session alone has it."""

from base64 import b64encode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

OWN_DEVICE = "own_device"
KEPT = "kept"


def draft_key(request: HttpRequest) -> str:
    """Give the key for drafts on this device; none when it was not marked as one's own.

    It follows from the session, so that it is gone when one signs out, and is kept nowhere.
    basis: 2-architecture 'Truth and history'.
    """
    session = getattr(request, "session", None)
    if session is None or not session.get(OWN_DEVICE) or not session.session_key:
        return ""
    made = salted_hmac("deelgenoot.drafts", session.session_key, algorithm="sha256").digest()
    return b64encode(made).decode()


def let_go_of_draft(answer: HttpResponse, entry: UUID) -> HttpResponse:
    """Tell the device that this was kept, so that it throws its own copy away."""
    answer.set_cookie(
        KEPT, str(entry), max_age=300, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer
