"""Deeds of an administrator: a guardian is added, someone is invited."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.actions.story import renew_memberships_of
from deelgenoot.circles.codes import fingerprint, new_code
from deelgenoot.circles.merging_rules import an_account_holds_one_adult_of_a_child
from deelgenoot.circles.models import Invitation
from deelgenoot.circles.policy import may_add_guardian, may_invite
from deelgenoot.circles.queries.alike import is_my_own_mail
from deelgenoot.circles.queries.care import running_professional
from deelgenoot.circles.queries.keeping import still_open
from deelgenoot.circles.rules import ADDING, INVITING, GuardianAsked, MailAsked
from deelgenoot.circles.starting_rules import INVITED
from deelgenoot.kernel.actor import Actor
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment, School
from deelgenoot.organisations.rules import nobody_verifies_who_is_close
from deelgenoot.people.models import Custody, Mailbox, Person
from deelgenoot.people.terms import Side
from deelgenoot.post.outbox import put_in_outbox
from deelgenoot.ui.dates import full_day


@action(may_add_guardian)
def add_guardian(
    actor: Actor,
    enrolment: Enrolment,
    *,
    first: str,
    rest: str,
    kind: str,
    address: str,
    language: str,
    proof: str,
) -> Person:
    """Add one adult to a pupil: who it is, what they may decide, and how the school knows."""
    known = Custody.objects.seen_by(actor).filter(child=enrolment.pupil_id)
    names = frozenset(
        f"{a} {b}".strip().casefold() for a, b in known.values_list("adult__first", "adult__rest")
    )
    name = f"{first} {rest}".strip().casefold()
    ADDING.require(GuardianAsked(name=name, known=names, kind=kind, proof=proof))
    adult = Person.objects.create(
        controller_id=enrolment.school.board_id,
        side=Side.FAMILY,
        first=first,
        rest=rest,
        language=language,
    )
    Custody.objects.create(
        child_id=enrolment.pupil_id,
        adult=adult,
        kind=kind,
        since=actor.now,
        proof=proof,
        noted_by=actor.person_id,
    )
    if address:
        Mailbox.objects.create(person=adult, address=address, noted_at=actor.now)
    renew_memberships_of(enrolment.pk)
    return adult


@action(may_add_guardian)
def tie_guardian(
    actor: Actor, enrolment: Enrolment, *, adult: UUID, kind: str, proof: str, address: str = ""
) -> Person:
    """Add an adult who is known here already to one more child, as one and the same person."""
    if not Custody.objects.seen_by(actor).filter(adult=adult).exists():
        raise Person.DoesNotExist
    person = still_open(actor, adult)
    around = Custody.objects.seen_by(actor).filter(child=enrolment.pupil_id)
    known = frozenset(map(str, around.values_list("adult_id", flat=True)))
    ADDING.require(GuardianAsked(name=str(adult), known=known, kind=kind, proof=proof))
    held = around.filter(adult__account=person.account_id).exists() or (
        enrolment.pupil.account_id == person.account_id
    )
    if person.account_id and held:
        raise Refused(an_account_holds_one_adult_of_a_child)
    Custody.objects.create(
        child_id=enrolment.pupil_id,
        adult=person,
        kind=kind,
        since=actor.now,
        proof=proof,
        noted_by=actor.person_id,
    )
    if address and not Mailbox.objects.seen_by(actor).filter(person=person).exists():
        Mailbox.objects.create(person=person, address=address, noted_at=actor.now)
    renew_memberships_of(enrolment.pk)
    return person


@action(may_invite)
def invite(
    actor: Actor, school: School, *, person: Person, address: str, language: str
) -> Invitation:
    """Invite a person by mail; an earlier code of theirs stops working."""
    runs = running_professional(actor, person.pk)
    INVITING.require(MailAsked(shared=_is_shared(person.pk, address), ended=runs is False))
    INVITED.require(bool(ask_database("deelgenoot_may_be_invited", person.pk)[0][0]))
    if runs and is_my_own_mail(actor, address):
        raise Refused(nobody_verifies_who_is_close)
    code = new_code()
    earlier = Invitation.objects.seen_by(actor).filter(person=person, used_at=None)
    earlier.filter(expires_at__gt=actor.now).update(expires_at=actor.now)
    days = settings.INVITATION_DAYS
    invitation = Invitation.objects.create(
        school=school,
        person=person,
        address=address.lower(),
        known=_known_before(actor, person, address),
        code_hash=fingerprint(code),
        made_at=actor.now,
        expires_at=actor.now + timedelta(days=days),
    )
    _note_address(actor, person, address)
    with translation.override(language):
        subject = _("Message from %(school)s") % {"school": school.name}
        what_for = _for_care() if runs else _what_for(person)
        body = _invitation_words(invitation, person, school, code, what_for)
    put_in_outbox(subject=subject, body=body, language=language, address=address, person=person.pk)
    return invitation


def _is_shared(person: UUID, address: str) -> bool:
    """Whether another adult of the same child has this mail address too."""
    return bool(ask_database("deelgenoot_mail_is_shared", person, address)[0][0])


def _known_before(actor: Actor, person: Person, address: str) -> bool:
    """Whether school had this address of this person before: then the mail shows who they are."""
    known = Mailbox.objects.seen_by(actor).filter(person=person, address__iexact=address)
    return known.exists()


def _note_address(actor: Actor, person: Person, address: str) -> None:
    """Keep where mail reaches this person from now on."""
    known = Mailbox.objects.seen_by(actor).filter(person=person)
    if not known.update(address=address, noted_at=actor.now, broken_at=None):
        try:
            with transaction.atomic():
                Mailbox.objects.create(person=person, address=address, noted_at=actor.now)
        except IntegrityError as twice:
            raise Refused from twice


def _invitation_words(
    invitation: Invitation, person: Person, school: School, code: str, what_for: str
) -> str:
    """The mail of an invitation: who invites, the code, until when, and how to do it by phone."""
    link = f"{settings.SITE}/uitnodiging/?code={code}"
    until = full_day(invitation.expires_at)
    parts = [
        _("Dear %(person)s,") % {"person": person.first},
        what_for % {"school": school.name},
        _("The code: %(code)s") % {"code": code},
        _("Open this page and fill in the code: %(link)s") % {"link": link}
        + "\n"
        + _("The code works once, until %(until)s. A password is not needed.") % {"until": until},
        _("Kind regards,\n%(school)s") % {"school": school.name},
    ]
    if school.phone:
        by_phone = _(
            "No internet, or rather talk? Call school: %(phone)s. Then we do it together."
        )
        parts.insert(-1, by_phone % {"phone": school.phone})
    return "\n\n".join(parts)


def _what_for(person: Person) -> str:
    """Say in one breath who invites and what Deelgenoot is."""
    if person.side == Side.FAMILY:
        return pgettext(
            "to parents",
            "%(school)s invites you to Deelgenoot. There parents and school read and write"
            " together about how a child is doing. What we write down together, you read too.",
        )
    return pgettext(
        "to colleagues",
        "%(school)s invites you to Deelgenoot. There parents and school read and write together"
        " about how a child is doing.",
    )


def _for_care() -> str:
    """Say to who works in care what an account is, and that no child is shown before a yes."""
    return pgettext(
        "to care",
        "%(school)s has verified who you are and invites you to Deelgenoot. There parents, pupil"
        " and school talk together about how a child is doing. You get an account of your own. You"
        " see nothing of any child until a family says yes to you.",
    )
