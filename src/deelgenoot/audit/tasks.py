"""Work for the worker: sealing the audit book."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from deelgenoot.audit.seals import last_seals, seal

log = logging.getLogger("deelgenoot.audit")


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queue="audit", pass_context=False)
def seal_the_book(timestamp: int) -> None:
    """Close the ranges of the last minute; each seal also goes to the server log."""
    with transaction.atomic():
        for made in seal(now=timezone.now()):
            log.warning("sealed board=%s lines=%s seal=%s", made.board, made.lines, made.hash)
    connection.close_if_unusable_or_obsolete()


@app.periodic(cron="0 6 * * *")
@app.task(name="audit.keep_seal_outside", queue="audit")
def keep_seal_outside(timestamp: int) -> None:
    """Mail the last seals to the privacy officer, so that one copy is out of our reach."""
    if not settings.PRIVACY_OFFICER_MAIL:
        return
    lines = [f"{made.board} {made.hash}" for made in last_seals()]
    EmailMessage(
        "Deelgenoot: seals of the audit book",
        "\n".join(lines),
        settings.DEFAULT_FROM_EMAIL,
        [settings.PRIVACY_OFFICER_MAIL],
    ).send()
