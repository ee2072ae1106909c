"""Words about what a school's file changes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """What kind of file a school dropped."""

    SCHOOL = "school", _("The school's file")
    GUARDIANS = "guardians", _("List of parents")


class System(TextChoices):
    """To which of the school's own systems a report is taken along."""

    PARNASSYS = "parnassys", "ParnasSys"
    MAGISTER = "magister", "Magister"
    SOMTODAY = "somtoday", "Somtoday"
    OTHER = "other", _("our own system")


class LineKind(TextChoices):
    """What one line of a preview tells."""

    PROBLEM = "problem", _("What is wrong in the file")
    QUESTION = "question", _("Is this the same child or colleague?")
    NAMESAKE = "namesake", _("Same name, with several children")
    NEW = "new", _("New at school")
    LEAVES = "leaves", _("Leaves school")
    MOVES = "moves", _("To another class")
    RENUMBERED = "renumbered", _("Same child or colleague, new number")
    CORRECTED = "corrected", _("Name or birth date corrected")
    LAST_DAY = "last_day", _("Another last day")
    GROUP = "group", _("New classes")
    STARTS = "starts", _("Colleagues with a new task")
    ENDS = "ends", _("Tasks of colleagues that end")
    ABSENT = "absent", _("Colleagues not in the file: nothing changes")
    OWN = "own", _("Your own tasks: someone else gives those")
    UNKNOWN = "unknown", _("Lines that are not used")
    CELL = "cell", _("Something in a line is not right")
    ADULT = "adult", _("New parents and carers")
    TIE = "tie", _("Known here already, now with this child too")
    DETAILS = "details", _("Mail, phone or address taken over")
    LET_BE = "let_be", _("Stands here otherwise: it stays")
    PASSED = "passed", _("Passed over")
    KEPT = "kept", _("Left as it is when the file was taken back")


CHANGES = frozenset(
    {
        LineKind.NEW,
        LineKind.LEAVES,
        LineKind.MOVES,
        LineKind.RENUMBERED,
        LineKind.CORRECTED,
        LineKind.LAST_DAY,
        LineKind.GROUP,
        LineKind.STARTS,
        LineKind.ENDS,
        LineKind.ADULT,
        LineKind.TIE,
        LineKind.DETAILS,
    }
)
"""The kinds of lines that change something; without one of these there is nothing to bring in."""


WITH_WORDS = frozenset({LineKind.PROBLEM, LineKind.UNKNOWN, LineKind.CELL, LineKind.PASSED})
"""The kinds of lines that carry a sentence and what to do about it."""


ASKED = frozenset({LineKind.QUESTION, LineKind.NAMESAKE})
"""The kinds of lines that ask who someone is; only of a namesake one may leave it open."""


class Stage(TextChoices):
    """How far a school's file is."""

    LOOKING = "looking", _("not brought in yet")
    WORKING = "working", _("being brought in")
    STUCK = "stuck", _("did not go through")
    DONE = "done", _("brought in")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")
    WIPED = "wiped", _("thrown away")
