"""What may be wrong with a school's file, each in words that tell what to do about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ABOUT_LENGTH = 80


class Kind(NamedTuple):
    """One thing that can be wrong: the sentence, the remedy, and whether it stops the import."""

    sentence: "StrOrPromise"
    what_to_do: "StrOrPromise"
    blocks: bool = True


MAKE_AGAIN = _("Make the file again in your administration system and choose the new file.")
CHOOSE_OTHER = _("Choose the EDEXML file that your administration system made, not in a zip.")
CORRECT_IT = _("Correct it in your administration system and make the file again.")

REFUSALS: dict[str, Kind] = {
    "empty": Kind(_("The file is empty."), MAKE_AGAIN),
    "half": Kind(_("The file stops halfway: the end is missing."), MAKE_AGAIN),
    "not-xml": Kind(_("This is not an XML file, or the file is damaged."), CHOOSE_OTHER),
    "not-edexml": Kind(_("This is an XML file, but not EDEXML."), CHOOSE_OTHER),
    "entities": Kind(
        _("The file declares a document type or entities. EDEXML never does; this can do harm."),
        _("Do not use this file. Ask your supplier where it came from."),
    ),
    "version": Kind(
        _("The file is EDEXML version {version}; Deelgenoot reads 2.1, 2.0 and 1.0.3."),
        _("Choose EDEXML 2.1 in your administration system and make the file again."),
    ),
    "xml-version": Kind(
        _("The file is written in XML {version}; EDEXML is written in XML 1.0."), MAKE_AGAIN
    ),
    "too-large": Kind(
        _("The file is larger than {megabytes} MB. The file of a school is never that large."),
        _("Choose the EDEXML file of one school; who runs the server may raise the limit."),
    ),
    "nesting": Kind(_("The file is nested deeper than EDEXML ever is."), MAKE_AGAIN),
    "huge": Kind(_("One piece of the file is larger than a megabyte."), MAKE_AGAIN),
    "letters": Kind(
        _("The letters in the file are not written as the file itself says."),
        _("Make the file again in UTF-8; your supplier can tell how."),
    ),
    "encoding": Kind(
        _("The file says its letters are written as {encoding}; Deelgenoot does not know that."),
        _("Make the file again in UTF-8; your supplier can tell how."),
    ),
}
"""What makes the whole file unreadable: nothing of it is used."""

KINDS: dict[str, Kind] = {
    "old-version": Kind(
        _("The file is written in the old version {version} of EDEXML."),
        _("Check the groups before you go on, or choose EDEXML 2.1."),
        blocks=False,
    ),
    "no-school": Kind(_("The file does not say which school it is about."), MAKE_AGAIN),
    "no-school-number": Kind(
        _("The file names no BRIN, institution number or key of the school."),
        _("Be sure that this is a file of your own school."),
        blocks=False,
    ),
    "school-number": Kind(
        _("The {field} is not written as the standard says."),
        CORRECT_IT,
    ),
    "school-year": Kind(
        _("The school year is missing, or not written like 2026-2027."),
        CORRECT_IT,
    ),
    "year-over": Kind(
        _("The file is about the school year {year}, and that school year is over."),
        _("Choose the school year of now in your administration system and make the file again."),
    ),
    "year-ahead": Kind(
        _("The file is about the school year {year}, and that school year is still far away."),
        _("Choose the school year of now in your administration system and make the file again."),
    ),
    "no-pupils": Kind(_("There are no pupils in the file."), MAKE_AGAIN),
    "missing-key": Kind(
        _("{about} has no key, so nobody could be found again later."), MAKE_AGAIN
    ),
    "missing-link": Kind(
        _("{about} is in a {field} that has no key, so it is unclear which one."), CORRECT_IT
    ),
    "missing-name": Kind(_("{about} has no name."), CORRECT_IT),
    "missing-surname": Kind(
        _("{about} has no surname."),
        _("Add the surname in your administration system, or go on if this is right."),
        blocks=False,
    ),
    "duplicate-key": Kind(_("{about} has the same key as another one in the file."), CORRECT_IT),
    "unknown-group": Kind(
        _("{about} is in the group {key}, but that group is not in the file."), MAKE_AGAIN
    ),
    "unknown-site": Kind(
        _("{about} is at the site {key}, but that site is not in the file."), MAKE_AGAIN
    ),
    "unknown-year-group": Kind(
        _("The year group of {about} is not one that EDEXML knows."), CORRECT_IT, blocks=False
    ),
    "unknown-role": Kind(
        _("{about} has a role that EDEXML does not know."),
        _("Go on if you like; you choose the person's task yourself afterwards."),
        blocks=False,
    ),
    "bad-date": Kind(
        _("The {field} of {about} is not a date written as year-month-day."), CORRECT_IT
    ),
    "bad-making-date": Kind(
        _("The {field} of the file is not a date."), _("You can go on."), blocks=False
    ),
    "future-birth": Kind(_("The birth date of {about} lies in the future."), CORRECT_IT),
    "unlikely-birth": Kind(
        _("By the birth date, {about} is {age} years old; that cannot be a pupil."), CORRECT_IT
    ),
    "too-long": Kind(_("The {field} of {about} is longer than {limit} characters."), CORRECT_IT),
    "garbled": Kind(
        _("The {field} of {about} has broken letters in it."),
        _("Make the file again in UTF-8; your supplier can tell how."),
    ),
    "given-twice": Kind(_("The {field} of {about} is given twice."), CORRECT_IT),
    "too-many": Kind(
        _("There are {count} more problems; only the first {shown} are listed."), MAKE_AGAIN
    ),
}
"""What is wrong with one line; the reader goes on and tells everything it finds."""

FIELDS: dict[str, "StrOrPromise"] = {
    "key": _("key"),
    "achternaam": _("surname"),
    "voorvoegsel": _("name prefix"),
    "voornamen": _("first names"),
    "voorletters-1": _("initials"),
    "roepnaam": _("call name"),
    "geboortedatum": _("birth date"),
    "instroomdatum": _("first day at school"),
    "uitstroomdatum": _("last day at school"),
    "peildatum": _("reference date"),
    "aanmaakdatum": _("day of making"),
    "emailadres": _("mail address"),
    "rol": _("role"),
    "rolomschrijving": _("role in words"),
    "naam": _("name"),
    "jaargroep": _("year group"),
    "groep": _("group"),
    "samengestelde_groep": _("combined group"),
    "vestiging": _("site"),
    "school": _("school"),
    "schooljaar": _("school year"),
    "brincode": _("BRIN"),
    "dependancecode": _("site number"),
    "instellingsnummer": _("institution number"),
    "schoolkey": _("key of the school"),
    "auteur": _("maker"),
    "xsdversie": _("version"),
}
"""What people call the fields that are read."""

NAMELESS: dict[str, "StrOrPromise"] = {
    "school": _("The school"),
    "vestiging": _("A site"),
    "groep": _("A group"),
    "samengestelde_groep": _("A combined group"),
    "leerling": _("A pupil"),
    "leerkracht": _("A teacher"),
}
"""How the file's people and groups are called as long as no name or key is known."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it stands, about whom, and what the school can do."""

    line: int
    about: "StrOrPromise"
    sentence: "StrOrPromise"
    what_to_do: "StrOrPromise"
    blocks: bool
    kind: str = ""


class EdexRefused(Exception):
    """The whole file is refused; the problem says in one sentence why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.kind}, line {problem.line}")
        self.problem = problem


def shortened(text: str) -> str:
    """Keep a name or key readable in a sentence, however long the file made it."""
    return text if len(text) <= ABOUT_LENGTH else text[: ABOUT_LENGTH - 1] + "…"


def problem(
    kind: str, line: int, about: "StrOrPromise" = "", /, **words: "StrOrPromise | int"
) -> Problem:
    """Say what is wrong in the reader's own language, with the words that belong in it."""
    found = KINDS.get(kind) or REFUSALS[kind]
    sentence = format_lazy(found.sentence, about=about, **words)
    return Problem(line, about, sentence, found.what_to_do, found.blocks, kind)


def refused(kind: str, line: int, **words: "StrOrPromise | int") -> EdexRefused:
    """Refuse the whole file for one plain reason."""
    return EdexRefused(problem(kind, line, "", **words))
