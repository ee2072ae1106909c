"""Reading how someone is reached, at the moment of sending and not earlier."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from deelgenoot.access.machine_tasks import POSTING
from deelgenoot.access.rows import acting_as, ask_database
from deelgenoot.kernel.actor import Actor, machine
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import Mailbox
from deelgenoot.people.terms import Channel, PhoneKind, Side
from deelgenoot.post import gateway
from deelgenoot.post.models import Letter, PushDevice
from deelgenoot.post.rules import Lighting, Quiet, Safe, Ways
from deelgenoot.post.terms import NO_ADDRESS, OVER

OWN_JOB = timedelta(minutes=5)
KEPT_TRYING = timedelta(days=14)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reached:
    """How a person is reached, whether a subject may name the step, and whether little is said."""

    ways: Ways
    names_step: bool
    quiet: bool


def reached(actor: Actor, person: UUID) -> Reached:
    """Tell how a person can be reached, and what they wish about it."""
    boxes = Mailbox.objects.seen_by(actor).filter(person=person, broken_at=None)
    wishes = Wishes.objects.seen_by(actor).filter(person=person).first()
    phones = Phone.objects.seen_by(actor).filter(person=person, kind=PhoneKind.MOBILE)
    if wishes and wishes.only_phone_id:
        phones = phones.filter(pk=wishes.only_phone_id)
    ways = Ways(
        mail=boxes.values_list("address", flat=True).first() or "",
        mobile=phones.order_by("noted_at", "id").values_list("number", flat=True).first() or "",
        text=gateway.is_on(),
        home=Address.objects.seen_by(actor).filter(person=person).exists(),
        grown=bool(ask_database("deelgenoot_is_grown", person)[0][0]),
        wish=wishes.channel if wishes else Channel.MAIL,
        never=frozenset(wishes.never if wishes else ()),
    )
    return Reached(ways, bool(wishes and wishes.names_step), bool(wishes and _is_careful(wishes)))


def _is_careful(wishes: Wishes) -> bool:
    """Whether someone said anything about what is safe: then a notice says as little as it can."""
    return bool(wishes.never or wishes.only_phone_id or wishes.days or wishes.call_from)


def number_of(actor: Actor, person: UUID, phone: UUID | None) -> str:
    """Give the number a code goes to, if it is still there and still safe; else nothing."""
    unsafe = Wishes.objects.seen_by(actor).filter(
        Q(never__contains=[Channel.SMS]) | ~Q(only_phone=phone) & ~Q(only_phone=None),
        person=person,
    )
    phones = Phone.objects.seen_by(actor).filter(~Exists(unsafe), pk__in=[phone], person=person)
    return (phones.values_list("number", flat=True).first() or "") if gateway.is_on() else ""


def mailbox_of(actor: Actor, person: UUID) -> str:
    """Give the address a code goes to, if mail arrives there and is still safe; else nothing."""
    unsafe = Wishes.objects.seen_by(actor).filter(person=person, never__contains=[Channel.MAIL])
    boxes = Mailbox.objects.seen_by(actor).filter(~Exists(unsafe), person=person, broken_at=None)
    return boxes.values_list("address", flat=True).first() or ""


def shown_on(actor: Actor) -> list[PushDevice]:
    """List the devices on which someone at home lets messages be shown, oldest first."""
    return list(PushDevice.objects.seen_by(actor).order_by("since", "id")[:50])


@dataclass(frozen=True, slots=True)
class Wished:
    """What someone at home said, over all schools, of messages on a device."""

    never: bool
    names_step: bool


def wished_of_devices(actor: Actor) -> Wished:
    """Whether no message may ever come on a device, and whether it may name the step."""
    mine = list(Wishes.objects.seen_by(actor).filter(person__in=actor.persons))
    return Wished(any(Channel.PUSH in each.never for each in mine), _names_step(mine))


def _names_step(wishes: list[Wishes]) -> bool:
    """Whether all of these wishes let the step be named, and none says what is safe."""
    return bool(wishes) and all(w.names_step and not _is_careful(w) for w in wishes)


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices a message is shown on, when they may light up, and how much is said there."""

    each: "QuerySet[PushDevice]"
    when: Lighting
    names_step: bool


def devices_of(actor: Actor, letter: Letter) -> Devices | None:
    """Tell on which devices the reader of a letter lets it be shown; None when it is not safe.

    One device shows the post of every school, to the same eyes: what the reader said to one of
    them about what is safe holds for all. Only who has shown who they are, with an open account.
    """
    about = Letter.objects.seen_by(actor).filter(
        pk=letter.pk,
        person__side=Side.FAMILY,
        person__proven_at__isnull=False,
        person__account__is_active=True,
    )
    account = about.values_list("person__account", flat=True).first()
    if account is None:
        return None
    told = Wishes.objects.seen_by(actor).filter(
        person__account=account, person__side=Side.FAMILY, person__same_as=None
    )
    wishes = list(told)
    if any(Channel.PUSH in each.never for each in wishes):
        return None
    safe = tuple(Safe(tuple(each.days), each.call_from, each.call_until) for each in wishes)
    quiet = Quiet(settings.QUIET.begin, settings.QUIET.end, settings.QUIET.days)
    return Devices(
        each=PushDevice.objects.seen_by(actor).filter(account=account),
        when=Lighting(quiet, safe),
        names_step=_names_step(wishes),
    )


def letters_left(*, now: datetime) -> list[UUID]:
    """List post that its own job did not get out, for two weeks and less and less often.

    The job's worker may have died, the mail server may be down, it may have been quiet, an
    address may be known by now. What waits for who prints is taken up when the wish has changed.
    """
    actor = machine(POSTING, now=now)
    with acting_as(actor):
        box = Mailbox.objects.seen_by(actor).filter(person=OuterRef("person"), broken_at=None)
        phone = Phone.objects.seen_by(actor).filter(person=OuterRef("person"))
        rows = (
            Letter.objects.seen_by(actor)
            .filter(sent_at=None, made_at__lt=now - OWN_JOB)
            .filter(Q(not_before=None) | Q(not_before__lte=now))
            .filter(~Q(trouble=NO_ADDRESS) | Exists(box) | Exists(phone))
            .filter(_tried_on(now) | _wished_otherwise(actor))
            .exclude(trouble__in=OVER)
            .order_by("made_at", "id")
            .values_list("id", "made_at", "tries")
        )
        return [
            id_
            for id_, made_at, tries in rows[:AT_ONCE]
            if made_at + timedelta(minutes=tries**2) <= now
        ]


def _tried_on(now: datetime) -> Q:
    """Post that is tried by itself."""
    return Q(on_paper_at=None, made_at__gt=now - KEPT_TRYING)


def _wished_otherwise(actor: Actor) -> Q:
    """Post that waits on paper while the reader no longer wants, or can get, a letter."""
    letter = Wishes.objects.seen_by(actor).filter(
        person=OuterRef("person"), channel=Channel.LETTER
    )
    wanted = letter.exclude(never__contains=[Channel.LETTER])
    home = Address.objects.seen_by(actor).filter(person=OuterRef("person"))
    waiting = Q(on_paper_at__isnull=False, print_run=None)
    return waiting & ~(Q(Exists(wanted)) & Q(Exists(home)))
