"""What may be wrong with a list of parents, each in words that tell what to do about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Kind(NamedTuple):
    """One thing that can be wrong: the sentence, and what to do about it."""

    sentence: "StrOrPromise"
    what_to_do: "StrOrPromise"


MAKE_AGAIN = _("Make the list again in your administration system and choose the new file.")
CORRECT_IT = _("Correct it in your administration system, or later by hand. The rest goes on.")
AS_CSV = _("Choose the file as CSV or XLSX (Excel), not in a zip.")

REFUSALS: dict[str, Kind] = {
    "empty": Kind(_("The file is empty."), MAKE_AGAIN),
    "too-large": Kind(_("The file is larger than {limit} MB."), MAKE_AGAIN),
    "old-excel": Kind(
        _("This is an old Excel file (.xls) or one with a password."),
        _("Save it in Excel as .xlsx without a password and choose that file."),
    ),
    "not-a-list": Kind(_("This is not a list Deelgenoot can read, or it is damaged."), AS_CSV),
    "bomb": Kind(
        _("This file unpacks to far more than it seems. That can do harm."),
        _("Do not use this file. Ask your supplier where it came from."),
    ),
    "letters": Kind(
        _("The letters in the file are not written as the file itself says."),
        _("Make the file again in UTF-8; your supplier can tell how."),
    ),
    "broken-quotes": Kind(_("A quotation mark is opened here and not closed."), MAKE_AGAIN),
    "too-many-lines": Kind(_("The list has more than {limit} lines."), MAKE_AGAIN),
    "too-many-columns": Kind(_("The list has more than {limit} columns."), MAKE_AGAIN),
    "cell-too-long": Kind(_("A cell holds more than {limit} characters."), MAKE_AGAIN),
    "formula": Kind(_("A cell holds a formula instead of words. That can do harm."), MAKE_AGAIN),
    "no-headers": Kind(
        _("The first line does not say what each column is."),
        _("Make the list again with the names of the columns in the first line."),
    ),
    "no-adults": Kind(
        _("No column tells who the parents are."),
        _("Choose for each column what it tells, or make a list with names of parents in it."),
    ),
    "no-children": Kind(
        _("No column tells about which child a line is."),
        _("Choose the column with the pupil's number, or with name and birth date."),
    ),
}
"""What makes the whole list unusable: nothing of it is used."""

BY_HAND = _("Look at this child's page, and add or change it there by hand.")
PLACES: dict[str, Kind] = {
    "not-here": Kind(
        _("No pupil of this school has this number, or this name and birth date."),
        _("Bring in the school's own file first, or correct the number in the list."),
    ),
    "two-pupils": Kind(
        _("Two pupils of this school have this name and birth date."),
        _("Make the list with the pupil's number in it."),
    ),
    "other-pupil": Kind(
        _("The number is of a pupil with another birth date or name than the line says."),
        _("Look which of the two is right, and correct the list."),
    ),
    "left": Kind(
        _("This child is no longer a pupil here, so the line is passed over."),
        _("You need not do anything."),
    ),
    "own": Kind(
        _("This is about your own child, so the line is passed over."),
        _("Ask another administrator."),
    ),
    "ended": Kind(
        _("What tied this adult to the child has ended here. A list does not bring it back."),
        BY_HAND,
    ),
    "two-alike": Kind(_("Two adults here may be meant. Nothing is done with this line."), BY_HAND),
    "looks-alike": Kind(
        _("An adult who looks like this one is with this child already. Nothing is done."), BY_HAND
    ),
    "held": Kind(
        _("This adult shares an account with someone else around this child. Nothing is done."),
        BY_HAND,
    ),
}
"""Why a line is not used: which child or which adult it is about is unclear, or is not for it."""
PASSED = frozenset({"left", "own", "ended"})
"""Lines that need no mending: they are passed over, and told."""

KINDS: dict[str, Kind] = {
    "no-name": Kind(_("The name of this parent is missing."), CORRECT_IT),
    "mail": Kind(_("This is not a mail address: {said}."), CORRECT_IT),
    "phone": Kind(_("This is not a number that school can call: {said}."), CORRECT_IT),
    "postcode": Kind(_("This is not a postcode: {said}."), CORRECT_IT),
    "half-address": Kind(
        _("The address is not whole: street, house number, town or country is missing."),
        CORRECT_IT,
    ),
    "born": Kind(_("This is not a date of birth: {said}."), CORRECT_IT),
    "custody": Kind(
        _("What stands under custody is not a yes or a no: {said}. Custody stays unknown."),
        _("Look in the custody register and note it by hand."),
    ),
    "too-long": Kind(_("The {field} is longer than {limit} characters."), CORRECT_IT),
    "secret": Kind(
        _("The address is marked as secret. It is not taken over."),
        _("Ask this parent what is safe, and note it by hand."),
    ),
    "two-homes": Kind(
        _("This parent stands in the list with two addresses. Neither is taken over."),
        _("Ask this parent what is right and safe, and note it by hand."),
    ),
    "two-mails": Kind(
        _("This parent stands in the list with two mail addresses; the first one counts."),
        _("Ask this parent which one is right, and change it by hand if needed."),
    ),
    "repeated": Kind(
        _("This parent stands with this child in the list twice; the first line counts."),
        _("You can go on."),
    ),
}
"""What is wrong with one cell: it is left out, and the rest of the line goes on."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in which line, about whom, and what the school can do."""

    line: int
    about: str
    sentence: "StrOrPromise"
    what_to_do: "StrOrPromise"
    kind: str


class ListRefused(Exception):
    """The whole list is refused; the problem says in one sentence why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.kind}, line {problem.line}")
        self.problem = problem


def problem(kind: str, line: int, about: str = "", /, **words: "StrOrPromise | int") -> Problem:
    """Say what is wrong in the reader's own language, with the words that belong in it."""
    found = KINDS.get(kind) or PLACES.get(kind) or REFUSALS[kind]
    return Problem(line, about, format_lazy(found.sentence, **words), found.what_to_do, kind)


def refused(kind: str, line: int = 0, /, **words: "StrOrPromise | int") -> ListRefused:
    """Refuse the whole list for one plain reason."""
    return ListRefused(problem(kind, line, "", **words))
