"""Show who one is: at school, or with a code to what school knew before."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deelgenoot.access.actions import action
from deelgenoot.circles.codes import new_proof_code
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.policy import may_prove, may_tick_proof
from deelgenoot.people.models import Person
from deelgenoot.people.terms import Channel
from deelgenoot.post.outbox import put_in_outbox


@action(may_tick_proof)
def tick_proof(actor: Actor, person: Person) -> Person:
    """Note that a newcomer showed who they are: at school, or called on a number known before."""
    rows = Person.objects.seen_by(actor).filter(pk=person.pk, account__isnull=False)
    rows.filter(proven_at=None).update(proven_at=actor.now)
    return person


@action(may_prove)
def ask_proof_code(
    actor: Actor, person: Person, *, way: Channel, phone: UUID | None = None
) -> str:
    """Send a newcomer a code to where school reached them before; gives it for in the session."""
    code = new_proof_code()
    _send_proof_code(person.pk, code, way, phone)
    return code


@action(may_prove)
def prove_with_code(actor: Actor, person: Person) -> Person:
    """Show who one is with the code that went to what school had before."""
    rows = Person.objects.seen_by(actor).filter(pk=person.pk, proven_at=None)
    rows.update(proven_at=actor.now)
    return person


def _send_proof_code(person: UUID, code: str, way: Channel, phone: UUID | None) -> None:
    """Send the code at once, by the way that was chosen and by no other."""
    put_in_outbox(
        subject=_("Code for Deelgenoot"),
        body=_(
            "The code: %(code)s\n\nFill it in on the page that asked for it. It works for half an"
            " hour.\n\nDid you not ask for this? Then someone else has your letter. Call school."
        )
        % {"code": code},
        short=_("Code for Deelgenoot: %(code)s. Did you not ask for it? Call school.")
        % {"code": code},
        language=get_language() or "nl",
        person=person,
        only_by=way,
        phone=phone,
    )
