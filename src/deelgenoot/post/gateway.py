"""The port for text messages: one generic gateway that takes JSON over HTTPS.

`TEXT_URL` gets `{"to", "from", "text", "reference"}` with a bearer token. The reference is the
number of the letter, also as `Idempotency-Key`: sent twice, the gateway can drop one.
"""

import json
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

SECONDS = 15
GONE_FOR_GOOD = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}


class NoSuchNumber(Exception):
    """The gateway says that this number takes no text messages; trying again will not help."""


class _StayHere(HTTPRedirectHandler):
    """The token goes to the address that was set, and nowhere else."""

    def redirect_request(self, *given: object, **more: object) -> None:
        """Refuse to go on elsewhere."""


OPENER = build_opener(_StayHere)


def is_on() -> bool:
    """Whether this server can send text messages."""
    return bool(settings.TEXT_URL)


def send_text(number: str, words: str, *, reference: str) -> None:
    """Hand one text message to the gateway; trouble is an OSError and names no number."""
    told = {"to": number, "from": settings.TEXT_SENDER, "text": words, "reference": reference}
    request = Request(  # noqa: S310 - the address is a setting, checked when the server starts
        settings.TEXT_URL,
        data=json.dumps(told).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.TEXT_TOKEN}",
            "Idempotency-Key": reference,
        },
    )
    try:
        with OPENER.open(request, timeout=SECONDS):
            return
    except HTTPError as trouble:
        trouble.close()
        if trouble.code in GONE_FOR_GOOD:
            raise NoSuchNumber from None
        raise OSError(f"text gateway: {trouble.code}") from None
