"""Send one message from the outbox by a way that is safe; twice is harmless, never is not."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from deelgenoot.access.machine_tasks import POSTING
from deelgenoot.access.rows import acting_as, ask_database
from deelgenoot.kernel.actor import Actor, machine
from deelgenoot.people.terms import Channel
from deelgenoot.post.gateway import NoSuchNumber, send_text
from deelgenoot.post.models import Letter
from deelgenoot.post.pushing import let_be_shown, show
from deelgenoot.post.queries import mailbox_of, number_of, reached
from deelgenoot.post.returned import bounce_address
from deelgenoot.post.rules import Quiet, may_go_at, safe_way
from deelgenoot.post.terms import CIRCLE_CLOSED, NO_ADDRESS, NOTICES, Told
from deelgenoot.post.wording import Said, facts_kept, said

CODE_LASTS = timedelta(minutes=30)
SPEAK, NEW_MAIL = "speak", "new_mail"
"""What the contact person is asked; the words stand where asks are."""


class NotSent(Exception):
    """The message was not taken; the sentence names no address and no number."""


def deliver(letter_id: UUID) -> None:
    """Hand one waiting message to the mail server or gateway, then wipe its words and address.

    If the worker dies between the two, it goes out again under the same number. As long as no way
    is known or nothing is taken, it stays as it is.
    """
    actor = machine(POSTING, now=timezone.now())
    try:
        with acting_as(actor):
            _let_be_shown(actor, letter_id)
        with acting_as(actor):
            _deliver(actor, letter_id)
    except (OSError, SMTPException) as trouble:
        kind = _kind(trouble)
        _note_trouble(actor, letter_id, kind)
        raise NotSent(kind) from None


def _waiting(actor: Actor, letter_id: UUID) -> Letter | None:
    """Take a message that waits, unless someone else is at it or it was sent."""
    waiting = Letter.objects.seen_by(actor).select_for_update(skip_locked=True)
    return waiting.filter(pk=letter_id, sent_at=None).first()


def _let_be_shown(actor: Actor, letter_id: UUID) -> None:
    """Let a notice be shown on the devices of its reader, whatever happens to the mail."""
    letter = _waiting(actor, letter_id)
    if letter and letter.person_id and not (letter.circle and _is_closed(letter.circle)):
        let_be_shown(actor, letter)


def _kind(trouble: Exception) -> str:
    """Say what went wrong, without what may stand in it."""
    told = str(trouble)
    named = told.startswith(("text gateway: ", "push service: "))
    return told if named else f"mail server: {type(trouble).__name__}"


def _deliver(actor: Actor, letter_id: UUID) -> None:
    """Send and wipe, unless someone else is at it or it was sent."""
    letter = _waiting(actor, letter_id)
    if letter is None:
        return
    if letter.circle and _is_closed(letter.circle):
        _wipe(actor, letter)
    elif letter.address:
        _mail(letter, letter.address, letter.subject, letter.body)
        _note_sent(actor, letter, Channel.MAIL)
    elif letter.only_by == Channel.PUSH:
        if show(actor, letter):
            _note_sent(actor, letter, Channel.PUSH)
    elif letter.only_by and letter.person_id:
        _deliver_code(actor, letter, letter.person_id)
    elif letter.person_id:
        _deliver_to_person(actor, letter, letter.person_id)
    else:
        _note_trouble(actor, letter_id, NO_ADDRESS)


def _deliver_to_person(actor: Actor, letter: Letter, person: UUID) -> None:
    """Choose a safe way, wait while it is quiet, and send, let print, or ask someone to speak."""
    known = reached(actor, person)
    way = safe_way(known.ways, on_paper=_may_wait(letter))
    if letter.print_run:
        return  # in someone's hands; what is changed is seen when it is said to be posted
    if way is Channel.LETTER:
        _let_be_printed(actor, letter)
        return
    calm = may_go_at(
        actor.now, Quiet(settings.QUIET.begin, settings.QUIET.end, settings.QUIET.days)
    )
    if way is not Channel.CALL and calm > actor.now:
        Letter.objects.seen_by(actor).filter(pk=letter.pk).update(not_before=calm)
        return
    words = _words(letter, quiet=known.quiet)
    if way is Channel.SMS and not _texted(letter, words, known.ways.mobile):
        way = safe_way(replace(known.ways, mobile=""))
    if way is Channel.MAIL:
        subject = words.step if known.names_step and words.step else words.subject
        _mail(letter, known.ways.mail, subject, words.body)
    if way is Channel.CALL and not _someone_speaks(person, SPEAK):
        _note_trouble(actor, letter.pk, NO_ADDRESS)
        return
    _note_sent(actor, letter, way)


def _may_wait(letter: Letter) -> bool:
    """Whether it is a notice that is as good some days later."""
    return bool(letter.notice) and NOTICES[Told(letter.notice)].may_wait


def _let_be_printed(actor: Actor, letter: Letter) -> None:
    """Let it wait for who prints at school; the address is looked up there, not here."""
    waiting = Letter.objects.seen_by(actor).filter(pk=letter.pk, on_paper_at=None)
    waiting.update(on_paper_at=actor.now, not_before=None, trouble="")


def _words(letter: Letter, *, quiet: bool) -> Said:
    """What goes out: a notice, filled in now, or words of its own."""
    if letter.notice:
        return said(letter.notice, facts_kept(letter.facts), letter.language, quiet=quiet)
    return Said(letter.subject, letter.body, letter.short or letter.subject, letter.step)


def _deliver_code(actor: Actor, letter: Letter, person: UUID) -> None:
    """Send a code someone waits for, also at night, by the one way that was chosen.

    A code that is too old, or that can no longer go safely, is wiped and goes nowhere.
    """
    number = mail = ""
    if letter.made_at >= actor.now - CODE_LASTS:
        by_text = letter.only_by == Channel.SMS
        number = number_of(actor, person, letter.phone) if by_text else ""
        mail = "" if by_text else mailbox_of(actor, person)
    if number:
        with suppress(NoSuchNumber):
            send_text(number, letter.short, reference=str(letter.pk))
    if mail:
        _mail(letter, mail, letter.subject, letter.body)
    _note_sent(actor, letter, Channel(letter.only_by))


def _mail(letter: Letter, address: str, subject: str, body: str) -> None:
    """Hand a mail to the mail server; word of failure comes back to an address of its own."""
    sender = settings.DEFAULT_FROM_EMAIL
    returns = settings.MAIL_BOUNCES
    message = EmailMessage(
        subject,
        body,
        bounce_address(returns, letter.pk) if returns else sender,
        [address],
        headers={"Message-ID": f"<{letter.pk}@deelgenoot>", "From": sender},
    )
    message.send()


def _texted(letter: Letter, words: Said, number: str) -> bool:
    """Hand a text message to the gateway; says whether the number takes any."""
    try:
        send_text(number, words.short, reference=str(letter.pk))
    except NoSuchNumber:
        return False
    return True


def _is_closed(circle: UUID) -> bool:
    """Whether the circle a message is about is closed, so that nothing is to be said any more."""
    return bool(ask_database("deelgenoot_circle_is_closed", circle)[0][0])


def _wipe(actor: Actor, letter: Letter) -> None:
    """Send a message never, and keep nothing of it but that it was there."""
    rows = Letter.objects.seen_by(actor).filter(pk=letter.pk)
    rows.update(body="", short="", step="", address="", facts={}, trouble=CIRCLE_CLOSED)


def _someone_speaks(person: UUID, what: str) -> bool:
    """Ask the contact person at school; says whether there is one."""
    return bool(ask_database("deelgenoot_ask_contact_person", person, what)[0][0])


def _note_sent(actor: Actor, letter: Letter, way: Channel) -> None:
    """Note by which way it went, and wipe words and address."""
    Letter.objects.seen_by(actor).filter(pk=letter.pk).update(
        sent_at=actor.now,
        went_by=way,
        facts={},
        body="",
        short="",
        address="",
        tries=letter.tries + 1,
        trouble="",
    )


def _note_trouble(actor: Actor, letter_id: UUID, trouble: str) -> None:
    """Keep why a message did not go; its words and address stay for the next try."""
    with acting_as(actor):
        rows = Letter.objects.seen_by(actor).filter(pk=letter_id, sent_at=None)
        rows.update(tries=F("tries") + 1, trouble=trouble)


def came_back(letter: UUID, *, now: datetime) -> bool:
    """Mark a mail address that does not work and ask for another; says whether it was news."""
    with acting_as(machine(POSTING, now=now)):
        person = ask_database("deelgenoot_mail_came_back", letter)[0][0]
        if person:
            _someone_speaks(person, NEW_MAIL)
        return person is not None
