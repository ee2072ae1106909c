"""Turn what a file changes into the words and parts a page draws."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deelgenoot.circles.queries.told import EntryLine
from deelgenoot.exchange.counting import COUNTED
from deelgenoot.exchange.edexml.passed_over import PASSED_OVER
from deelgenoot.exchange.guardians.columns import LABELS, Tells
from deelgenoot.exchange.models import ColumnTold, Delivery, DeliveryLine
from deelgenoot.exchange.queries import FEW
from deelgenoot.exchange.terms import ASKED, WITH_WORDS, LineKind
from deelgenoot.organisations.terms import Function, GroupRole
from deelgenoot.ui.dates import full_day, language
from deelgenoot.ui.names import in_a_row
from deelgenoot.ui.pieces import Action

ISO = re.compile(r"\d{4}-\d\d-\d\d")
WORK = {
    **{function.value: function.label for function in Function},
    **{role.value: role.label for role in GroupRole},
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a preview, in words."""

    name: str
    words: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """All a file changes of one kind: how many, the first few, and where the rest is."""

    kind: str
    title: str
    count: int
    lines: list[Shown]
    intro: str
    more: str


def sections_of(delivery: Delivery, lines: Iterable[DeliveryLine]) -> list[Section]:
    """Draw every kind of line there is, in the order in which one wants to know it."""
    by_kind: dict[str, list[DeliveryLine]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line)
    asked = {LineKind.QUESTION} if delivery.done_at else ASKED
    kinds = [kind for kind in LineKind if kind in by_kind and kind not in asked]
    return [_section(delivery, kind, by_kind[kind]) for kind in kinds]


def _section(delivery: Delivery, kind: LineKind, lines: list[DeliveryLine]) -> Section:
    """Draw one kind of line."""
    count = int(delivery.counts.get(kind.value, 0))
    more = reverse("exchange:lines", args=[delivery.pk, kind.value]) if count > FEW else ""
    intro = INTROS.get(kind)
    title = str(kind.label)
    return Section(
        kind.value, title, count, list(map(shown, lines)), intro() if intro else "", more
    )


def summary_of(delivery: Delivery) -> list[tuple[str, str]]:
    """Say in a few numbers what the file changes: what it is called, and how many."""
    counted = {kind: int(delivery.counts.get(kind.value, 0)) for kind in COUNTED}
    return [(kind.value, COUNTED[kind](n) % {"n": n}) for kind, n in counted.items() if n]


def shown(line: DeliveryLine) -> Shown:
    """Say one line in words."""
    if line.kind in WITH_WORDS:
        sentence, what_to_do = (line.told or {}).get(language(), ["", ""])
        where = _("Line %(n)s") % {"n": line.was}
        name = "" if line.kind == LineKind.PROBLEM else line.name
        return Shown(f"{where} · {name}" if name else where, sentence, what_to_do)
    make = WORDS.get(LineKind(line.kind))
    return Shown(line.name, make(line) if make else "")


def _moves(line: DeliveryLine) -> str:
    """From which class to which."""
    names = {"was": line.was, "becomes": line.becomes}
    if not line.was:
        return _("to %(becomes)s") % names
    if not line.becomes:
        return _("no longer in %(was)s") % names
    return _("from %(was)s to %(becomes)s") % names


def _leaves(line: DeliveryLine) -> str:
    """From which class, and the last day."""
    last = _("last day %(day)s") % {"day": _days(line.becomes)}
    return f"{line.was} · {last}" if line.was else last


def _last_day(line: DeliveryLine) -> str:
    """The last day as it becomes, and as it was."""
    if not line.becomes:
        return _("no last day any more")
    return _("last day %(day)s") % {"day": _days(line.becomes)}


def _task(line: DeliveryLine) -> str:
    """A task at school, or with which class."""
    task = str(WORK.get(line.becomes, line.becomes))
    return _("%(task)s of %(class)s") % {"task": task, "class": line.was} if line.was else task


def _kept(line: DeliveryLine) -> str:
    """Why something stays when a file is taken back."""
    if line.was == "written":
        return _("Someone has written in the circle, or a parent was added. So this pupil stays.")
    return _("Someone has changed this by hand since. So it stays as it is now.")


def _days(words: str) -> str:
    """Put the days in a text in the words of the reader's language."""
    return ISO.sub(lambda found: full_day(date.fromisoformat(found.group())), words)


def _with_child(line: DeliveryLine) -> str:
    """In which line, with which child, and what comes along."""
    parts = [str(PARTS[part]) for part in line.key.split(",") if part in PARTS]
    words = _("line %(n)s, with %(child)s") % {"n": line.was, "child": line.becomes}
    return f"{words} · {in_a_row(parts)}" if parts else words


PARTS = {
    "mail": gettext_lazy("mail address"),
    "phone": gettext_lazy("phone number"),
    "address": gettext_lazy("address"),
}
"""What a list may bring of how someone is reached."""

WORDS = {
    **dict.fromkeys(
        (LineKind.NAMESAKE, LineKind.ADULT, LineKind.TIE, LineKind.DETAILS, LineKind.LET_BE),
        _with_child,
    ),
    LineKind.NEW: lambda line: line.becomes,
    LineKind.LEAVES: _leaves,
    LineKind.MOVES: _moves,
    LineKind.RENUMBERED: lambda line: (
        _("number %(was)s becomes %(becomes)s") % {"was": line.was, "becomes": line.becomes}
    ),
    LineKind.CORRECTED: lambda line: (
        _("%(was)s becomes %(becomes)s") % {"was": _days(line.was), "becomes": _days(line.becomes)}
    ),
    LineKind.LAST_DAY: _last_day,
    LineKind.STARTS: _task,
    LineKind.ENDS: _task,
    LineKind.KEPT: _kept,
}
"""How each kind of line reads."""

INTROS = {
    LineKind.NAMESAKE: lambda: _(
        "Nobody said that this is one parent, so they came in as separate people. Is it one? Join"
        " them at “Entered twice?”."
    ),
    LineKind.ADULT: lambda: _(
        "They come in as not known yet: a list never says who has custody. They read nothing"
        " until you note it on the child's page, with how school knows."
    ),
    LineKind.TIE: lambda: _(
        "They are one person with several children. With this child they read nothing until you"
        " note who has custody."
    ),
    LineKind.DETAILS: lambda: _("The other parent never sees this."),
    LineKind.LET_BE: lambda: _(
        "What a parent or school noted by hand is not overwritten. Is the list right? Change it"
        " on the child's page."
    ),
    LineKind.UNKNOWN: lambda: _("Nothing is done with these lines. The others go on."),
    LineKind.CELL: lambda: _("What is not right is left out. The rest of the line goes on."),
    LineKind.LEAVES: lambda: _(
        "They are not in the file. Their place ends on the day of the file. Nothing of theirs is"
        " deleted."
    ),
    LineKind.RENUMBERED: lambda: _(
        "Name and birth date are the same, and nobody else is like it. They keep their circle."
    ),
    LineKind.ABSENT: lambda: _(
        "They go on as they do now. Does someone no longer work here? End it at Who works here."
    ),
    LineKind.OWN: lambda: _("Nobody gives themselves a task. Ask another administrator."),
}
"""What one has to know about a kind of line."""


def question_words(line: DeliveryLine) -> str:
    """Ask who this is."""
    if line.was:
        names = {"name": line.name, "day": _days(line.was)}
        return _("%(name)s, born %(day)s. Is this someone who is here already?") % names
    return _("%(name)s. Is this someone who is here already?") % {"name": line.name}


def candidate_words(one: dict[str, Any]) -> str:
    """Name someone who may be the same, as one recognises them."""
    parts = [one["name"]]
    if one.get("born"):
        parts.append(_("born %(day)s") % {"day": _days(one["born"])})
    if one.get("class"):
        parts.append(one["class"])
    return _("Yes: %(who)s") % {"who": ", ".join(parts)}


def passed_over_of(delivery: Delivery) -> list[tuple[str, str]]:
    """Say which fields were left where they are, by the reason why."""
    reasons: dict[str, list[str]] = {}
    for name in sorted(delivery.passed_over):
        reason = str(PASSED_OVER.get(name, PASSED_OVER["other"]))
        reasons.setdefault(reason, []).append(name)
    return [(", ".join(names), reason) for reason, names in reasons.items()]


def many_leave(delivery: Delivery) -> bool:
    """Whether so many leave that their number has to be typed; judged again at the deed."""
    here = int(delivery.counts.get("here", 0))
    leaves = int(delivery.counts.get("leaves", 0))
    return leaves * 100 > here * settings.SCHOOL_FILE_MOST_LEAVING


def columns_in_words(rows: Iterable[ColumnTold]) -> list[tuple[str, str]]:
    """Say what a school said about its columns: the header, and what it tells."""
    return [
        (row.header, str(LABELS[Tells(row.tells)]) if row.tells else _("left out")) for row in rows
    ]


def taken_along(line: EntryLine) -> tuple[str, Action]:
    """Draw what the story tells of a report that was taken along, and the way to open it."""
    since, until = (date.fromisoformat(day) for day in line.words.split())
    told = _("Took along what school wrote from %(since)s until and with %(until)s.")
    words = told % {"since": full_day(since), "until": full_day(until)}
    where = reverse("exchange:copied", args=[line.circle, line.id])
    return words, Action(_("Look what was taken along"), where)
