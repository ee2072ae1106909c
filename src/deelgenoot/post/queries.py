"""Reading how someone is reached, at the moment of sending and not earlier."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Q

from deelgenoot.access.rows import ask_database
from deelgenoot.kernel.actor import Actor
from deelgenoot.people.addresses import Address, Phone, Wishes
from deelgenoot.people.models import Mailbox
from deelgenoot.people.terms import Channel, PhoneKind
from deelgenoot.post import gateway
from deelgenoot.post.rules import Ways


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
