"""Rules about which file may be brought in; pure, no database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule


@dataclass(frozen=True, slots=True)
class FileAsked:
    """What must be known to judge whether a file may be brought in."""

    brin: str
    year: str
    newest_year: str
    of_this_school: bool = True


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


@rule(
    _("This file is of another school. Nothing of it was kept."),
    id="file-of-this-school",
    basis="product: who keeps one school brings in that school alone",
    mend=_("Make the file of your own school, with its own BRIN and site number."),
)
def the_file_is_of_this_school(file: FileAsked) -> bool:
    """Take from an administrator only the file of the own school."""
    return file.of_this_school


BRINGING_IN = Rulebook(
    the_file_names_its_school, the_file_is_of_this_school, the_file_is_not_of_an_older_year
)


@dataclass(frozen=True, slots=True)
class DeedAsked:
    """What must be known to judge whether a file may be brought in as it was shown."""

    questions: int
    leaving: int
    here: int
    agreed: int | None
    most: int
    usable: bool = True
    as_seen: bool = True


@rule(
    _("With what is wrong in it, this file cannot be brought in."),
    id="file-can-be-used",
    basis="product: half a file is no file",
    mend=_("First mend what is listed, and make the file again."),
)
def the_file_can_be_used(asked: DeedAsked) -> bool:
    """Bring in only what was read whole, and is still kept."""
    return asked.usable


@rule(
    _("Something has changed since you looked. Look again, and then say yes."),
    id="brought-in-as-seen",
    basis="product: nobody says yes to what they have not seen",
)
def it_is_as_was_seen(asked: DeedAsked) -> bool:
    """Do what was shown, and nothing else."""
    return asked.as_seen


@rule(
    _("There are still questions about who is who."),
    id="who-is-who-is-answered",
    basis="product: a wrong guess gives a family the circle of another child",
    mend=_("Answer each question first. Nothing is filled in beforehand."),
)
def every_question_is_answered(asked: DeedAsked) -> bool:
    """Go on only when a person said who is who."""
    return asked.questions == 0


@rule(
    _("Many pupils are not in the file, and would leave school."),
    id="many-leave-only-when-counted",
    basis="product: half a file would close the circles of half a school",
    mend=_("Is this right? Then type how many pupils leave."),
)
def many_leave_only_when_counted(asked: DeedAsked) -> bool:
    """Let many pupils leave only when someone typed how many; `most` is in hundredths."""
    few = asked.leaving * 100 <= asked.here * asked.most
    return few or asked.agreed == asked.leaving


DOING = Rulebook(
    the_file_can_be_used,
    it_is_as_was_seen,
    every_question_is_answered,
    many_leave_only_when_counted,
)


@dataclass(frozen=True, slots=True)
class UndoAsked:
    """What must be known to judge whether a file may be taken back."""

    done_at: datetime | None
    undone: bool
    newer: bool
    now: datetime
    days: int


@rule(
    _("This file was not brought in, or has been taken back already."),
    id="only-what-was-done-is-undone",
    basis="product: a double click takes back once",
)
def only_what_was_done_is_undone(asked: UndoAsked) -> bool:
    """Take back once."""
    return asked.done_at is not None and not asked.undone


@rule(
    _("It is too long ago to take this file back."),
    id="undone-within-days",
    basis="product: after a while people have built on it; days: a setting",
    mend=_("Make a new file in your administration system, and bring that in."),
)
def it_is_undone_in_time(asked: UndoAsked) -> bool:
    """Take back only while what it changed is still kept."""
    return asked.done_at is None or asked.now < asked.done_at + timedelta(days=asked.days)


@rule(
    _("A newer file has been brought in since."),
    id="newest-file-first",
    basis="product: the newer file rests on this one",
    mend=_("Take the newest file back first."),
)
def the_newest_file_goes_first(asked: UndoAsked) -> bool:
    """Take back in the order in which it was built."""
    return not asked.newer


UNDOING = Rulebook(only_what_was_done_is_undone, it_is_undone_in_time, the_newest_file_goes_first)


@dataclass(frozen=True, slots=True)
class CopyAsked:
    """What must be known to judge a report to take along: its period, and how much is in it."""

    since: date
    until: date
    today: date
    pieces: int = 1
    unchanged: bool = True


MOST_PIECES = 200
"""More than this no text field of another system holds, and nobody reads."""


@rule(
    _("The last day must not lie before the first day, nor after today."),
    id="report-of-a-period",
    basis="product: a report tells what was",
)
def a_report_tells_what_was(asked: CopyAsked) -> bool:
    """Take a period that is over, or runs until today."""
    return asked.since <= asked.until <= asked.today


@rule(
    _("In these days no colleague wrote anything for the whole circle. Choose other days."),
    id="report-of-something",
    basis="product: an empty report would tell the family that something was taken",
)
def there_is_something_to_take(asked: CopyAsked) -> bool:
    """Take along something or nothing at all."""
    return asked.pieces > 0


@rule(
    _("This is too much for one report. Choose fewer days."),
    id="report-of-a-size",
    basis="product: what nobody reads does not belong in another system either",
)
def it_is_not_too_much(asked: CopyAsked) -> bool:
    """Keep a report as long as people read."""
    return asked.pieces <= MOST_PIECES


@rule(
    _("Something changed a moment ago. Look at the text again."),
    id="report-as-was-seen",
    basis="product: nothing is taken that one did not look at",
)
def the_text_is_as_was_seen(asked: CopyAsked) -> bool:
    """Take along only what was looked at."""
    return asked.unchanged


COPYING = Rulebook(
    a_report_tells_what_was,
    there_is_something_to_take,
    it_is_not_too_much,
    the_text_is_as_was_seen,
)
