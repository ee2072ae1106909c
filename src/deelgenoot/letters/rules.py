"""Rules about codes on paper; pure, no database."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule
from deelgenoot.people.terms import HAS_A_PLACE, CustodyKind


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """What must be known to judge whether a code on paper may be made for someone.

    `limited`: a court keeps this adult away from this child. `of_age`: the pupil is 18.
    `takes_part`: the class of the child takes part, or the family is in already.
    """

    by_letter: bool
    born_known: bool
    is_pupil: bool = False
    has_account: bool = False
    wants_no_letters: bool = False
    has_address: bool = True
    custody: str = CustodyKind.CUSTODY
    limited: bool = False
    of_age: bool = False
    takes_part: bool = True


@rule(
    _("This class does not take part yet, so nothing goes to its families."),
    mend=_("An administrator turns it on, under 'Which classes take part'."),
    id="paper-once-the-class-takes-part",
    basis="product: a school begins with the classes that are ready; a code before that opens an"
    " empty house",
)
def the_class_takes_part(asked: CodeAsked) -> bool:
    """Write to no family before its class takes part."""
    return asked.takes_part


@rule(
    _("The date of birth of the child is not known, and a code on paper needs it."),
    mend=_("Look in the school's own administration and correct it there."),
    id="paper-needs-birth-date",
    basis="product: who only finds a letter must not come in",
)
def the_birth_date_is_known(asked: CodeAsked) -> bool:
    """Let no code on paper work by itself."""
    return asked.born_known


@rule(
    _("No letter goes to this home: it is not safe there."),
    mend=_("Hand the code over at school."),
    id="no-letter-to-unsafe-home",
    basis="product: safe contact; the wish holds for letters of every kind",
)
def the_home_takes_letters(asked: CodeAsked) -> bool:
    """Print nothing for a home that must not get letters."""
    return not (asked.by_letter and asked.wants_no_letters)


@rule(
    _("The address is not known."),
    mend=_("Note the address first, or hand the code over at school."),
    id="letter-needs-address",
    basis="product: a letter goes to one home, never along with a child",
)
def the_address_is_known(asked: CodeAsked) -> bool:
    """Make a letter only for an address."""
    return asked.has_address or not asked.by_letter or asked.wants_no_letters


@rule(
    _("A pupil's code is handed over at school and never sent home."),
    id="pupil-code-at-school",
    basis="product: what a pupil writes is the pupil's",
)
def a_pupil_gets_the_code_at_school(asked: CodeAsked) -> bool:
    """Send no letter to a pupil."""
    return not (asked.by_letter and asked.is_pupil)


@rule(
    _("This person has come in already, so no letter goes out."),
    mend=_("Can they no longer come in? Hand a code over at school."),
    id="no-letter-to-who-came-in",
    basis="product: a letter in the wrong hands must not open what someone wrote and reads",
)
def who_came_in_gets_no_letter(asked: CodeAsked) -> bool:
    """Let a letter open nothing that is in use."""
    return not (asked.by_letter and asked.has_account)


@rule(
    _("A decision of a court stands in the way."),
    mend=_("Look at what is noted about this adult."),
    id="no-paper-against-the-court",
    basis="BW 1:377a, 1:377c; their place in the circle has ended, so a code would open nothing",
)
def no_court_stands_in_the_way(asked: CodeAsked) -> bool:
    """Invite nobody whom a court keeps away from the child."""
    return asked.is_pupil or not asked.limited


@rule(
    _("It is not known yet whether this adult has custody."),
    mend=_("Find that out first and note it with this adult."),
    id="paper-needs-known-custody",
    basis="3-domain §2.5: what is not known opens nothing until it is",
)
def custody_is_known(asked: CodeAsked) -> bool:
    """Invite an adult once it is known what they are to the child."""
    return asked.is_pupil or asked.custody != CustodyKind.UNKNOWN


@rule(
    _("This adult has no place in the circle, so a code would open nothing."),
    mend=_("They hear what school must tell them from school itself."),
    id="paper-needs-a-place",
    basis="3-domain §2.5: without custody one gets the facts on request, and reads no circle",
)
def there_is_a_place_in_the_circle(asked: CodeAsked) -> bool:
    """Invite only who has a place in the circle."""
    known = asked.custody != CustodyKind.UNKNOWN
    return asked.is_pupil or not known or asked.custody in HAS_A_PLACE


@rule(
    _("The pupil is 18 and says who reads along."),
    mend=_("Ask the pupil."),
    id="no-paper-past-eighteen",
    basis="BW 1:233: an adult decides for themselves",
)
def a_pupil_of_age_says_who_reads(asked: CodeAsked) -> bool:
    """Invite no adult to the circle of a pupil of 18; who was let in before gets a card back."""
    return asked.is_pupil or not asked.of_age or asked.has_account


PAPER = Rulebook[CodeAsked](
    the_class_takes_part,
    the_birth_date_is_known,
    the_home_takes_letters,
    the_address_is_known,
    a_pupil_gets_the_code_at_school,
    who_came_in_gets_no_letter,
    no_court_stands_in_the_way,
    custody_is_known,
    there_is_a_place_in_the_circle,
    a_pupil_of_age_says_who_reads,
)


@dataclass(frozen=True, slots=True)
class BatchAsked:
    """What must be known to judge whether papers for a whole class may be made."""

    papers: int


@rule(
    _("There is nobody in this class for whom one can be made now."),
    mend=_("Below stands why, for each person."),
    id="batch-for-someone",
    basis="product: an empty pile of paper helps nobody",
)
def there_is_someone_to_write_to(asked: BatchAsked) -> bool:
    """Begin only when there is at least one paper to make."""
    return asked.papers > 0


BATCH = Rulebook[BatchAsked](there_is_someone_to_write_to)
