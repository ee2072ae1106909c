"""Rules about codes on paper; pure, no database."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """What must be known to judge whether a code on paper may be made for someone."""

    by_letter: bool
    born_known: bool
    is_pupil: bool = False
    has_account: bool = False
    wants_no_letters: bool = False
    has_address: bool = True


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


PAPER = Rulebook[CodeAsked](
    the_birth_date_is_known,
    the_home_takes_letters,
    the_address_is_known,
    a_pupil_gets_the_code_at_school,
    who_came_in_gets_no_letter,
)
