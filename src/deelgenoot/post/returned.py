"""Read a mail that says that another mail did not arrive (RFC 3464), and find which one."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from uuid import UUID

OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@deelgenoot>", re.I)
VERP = re.compile(r"\+([0-9a-f]{32})@", re.I)
TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


def bounce_address(base: str, letter: UUID) -> str:
    """Say where a mail server sends word when this letter does not arrive: name+id@host."""
    name, _at, host = base.partition("@")
    return f"{name}+{letter.hex}@{host}"


def letter_that_came_back(raw: bytes) -> UUID | None:
    """Find which letter came back for good; None for anything else, also for 'a bit later'."""
    mail = message_from_bytes(raw, policy=default)
    if mail.get_content_type() != "multipart/report" or not _failed_for_good(mail):
        return None
    for header in TO:
        for told in mail.get_all(header, []):
            if found := VERP.search(str(told)):
                return UUID(found[1])
    for part in mail.walk():
        if found := OURS.search(_told_id(part)):
            return UUID(found[1])
    return None


def _told_id(part: Message) -> str:
    """The Message-ID of the mail that is sent back, whole or only its head."""
    if part.get_content_type() == "text/rfc822-headers":
        return str(part.get_payload())
    return str(part.get("Message-ID", ""))


def _failed_for_good(mail: Message) -> bool:
    """Whether the mail server gave up: action failed, status 5."""
    return any(
        str(block.get("Action", "")).strip().lower() == "failed"
        and str(block.get("Status", "5")).strip().startswith("5")
        for block in _blocks(mail)
    )


def _blocks(mail: Message) -> Iterator[Message]:
    """What the report says of each address."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (block for block in blocks if isinstance(block, Message))
