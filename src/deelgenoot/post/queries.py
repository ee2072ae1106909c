"""Reading how someone is reached, at the moment of sending and not earlier."""

from uuid import UUID

from deelgenoot.kernel.actor import Actor
from deelgenoot.people.addresses import Phone, Wishes
from deelgenoot.people.models import Mailbox
from deelgenoot.people.terms import Channel, PhoneKind
from deelgenoot.post import gateway
from deelgenoot.post.rules import Ways


def ways_to(actor: Actor, person: UUID) -> tuple[Ways, bool]:
    """Tell how a person can be reached, and whether a subject may name the step."""
    boxes = Mailbox.objects.seen_by(actor).filter(person=person, broken_at=None)
    wishes = Wishes.objects.seen_by(actor).filter(person=person).first()
    phones = Phone.objects.seen_by(actor).filter(person=person, kind=PhoneKind.MOBILE)
    if wishes and wishes.only_phone_id:
        phones = phones.filter(pk=wishes.only_phone_id)
    ways = Ways(
        mail=boxes.values_list("address", flat=True).first() or "",
        mobile=phones.order_by("noted_at", "id").values_list("number", flat=True).first() or "",
        text=gateway.is_on(),
        wish=wishes.channel if wishes else Channel.MAIL,
        never=frozenset(wishes.never if wishes else ()),
    )
    return ways, bool(wishes and wishes.names_step)
