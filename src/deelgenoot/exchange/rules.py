"""Rules about which file may be brought in; pure, no database."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule


@dataclass(frozen=True, slots=True)
class FileAsked:
    """What must be known to judge whether a file may be brought in."""

    brin: str
    year: str
    newest_year: str


@rule(
    _("The file says no BRIN or institution number, so it is unclear which school it is about."),
    id="file-names-its-school",
    basis="product: two schools without a number would become one",
    mend=_("Fill in the BRIN in your administration system and make the file again."),
)
def the_file_names_its_school(file: FileAsked) -> bool:
    """Take a file only when it is sure which school it is about."""
    return bool(file.brin)


@rule(
    _("The file is about a school year that is over; a newer year was brought in before."),
    id="no-older-year",
    basis="product: an old file would give last year's teachers their classes back",
    mend=_("Make a file of this school year."),
)
def the_file_is_not_of_an_older_year(file: FileAsked) -> bool:
    """Take a file only when no newer school year stands here."""
    return file.year >= file.newest_year


BRINGING_IN = Rulebook(the_file_names_its_school, the_file_is_not_of_an_older_year)
