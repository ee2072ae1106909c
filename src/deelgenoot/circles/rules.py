"""Rules about who may be put around a child; pure, no database."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule
from deelgenoot.people.terms import CustodyKind


@dataclass(frozen=True, slots=True)
class GuardianAsked:
    """What must be known to judge whether an adult may be added to a child."""

    name: str
    known: frozenset[str]
    kind: str
    proof: str


@rule(
    _("This adult is already with this child."),
    id="no-adult-twice",
    basis="product: two rows for one parent would split what they see",
)
def nobody_is_added_twice(asked: GuardianAsked) -> bool:
    """Keep one row for one adult."""
    return asked.name not in asked.known


@rule(
    _("Say how school knows that this adult has custody."),
    id="custody-with-proof",
    basis="3-domain §2.5, §2.6 (own-H); product: custody is never guessed",
)
def custody_has_a_proof(asked: GuardianAsked) -> bool:
    """Ask for proof of custody or guardianship; other kinds open nothing by themselves."""
    decides = asked.kind in {CustodyKind.CUSTODY, CustodyKind.GUARDIAN}
    return bool(asked.proof.strip()) or not decides


ADDING = Rulebook(nobody_is_added_twice, custody_has_a_proof)
