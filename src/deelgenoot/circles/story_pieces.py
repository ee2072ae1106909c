"""Turn the story of a circle into the parts a page draws."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deelgenoot.circles.models import Circle
from deelgenoot.circles.queries.closing import is_closed
from deelgenoot.circles.queries.story import Story
from deelgenoot.circles.queries.told import AnswerLine, EntryLine
from deelgenoot.circles.terms import Audience
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.dates import clock, full_day, moment
from deelgenoot.ui.names import in_a_row
from deelgenoot.ui.pieces import Action, Entry

PLACES: dict[str, object] = {
    Audience.SCHOOL: gettext_lazy("School team only"),
    Audience.OWN: gettext_lazy("Only you read this. It goes after six weeks."),
}
DETAILS: dict[str, object] = {}
"""How things were said ('at the door'), by code; the slices that write entries add theirs."""
DRAWN: dict[str, Callable[[EntryLine], tuple[str, Action]]] = {}
"""Words in the reader's own language, and where to go on, for entries the house words itself."""


def entry_of(
    line: EntryLine,
    actions: tuple[Action, ...] = (),
    *,
    now: datetime | None = None,
    names: Mapping[UUID, str] | None = None,
) -> Entry:
    """Draw one entry of the story with its answers; `names` are of who may have been spoken."""
    words = line.words
    if line.kind in DRAWN:
        words, opens = DRAWN[line.kind](line)
        actions = (opens, *actions)
    return Entry(
        side=line.side.value,
        who=line.name,
        words=words,
        when=line.at,
        how=_how(line, names or {}),
        answers=[_answer_of(line.circle, answer, now) for answer in line.answers],
        actions=actions,
        id=f"e{line.id}",
        place=str(PLACES.get(line.audience, "")),
        waits=_waits(line, now),
        comes_back=_comes_back(line),
        before=[(moment(then.corrected_at), then.words) for then in line.before],
    )


def _answer_of(circle: UUID, line: AnswerLine, now: datetime | None) -> Entry:
    """Draw one answer; who wrote it can take it back or correct it."""
    own: tuple[Action, ...] = ()
    if now and line.mine:
        on_its_way = line.reaches_at and line.reaches_at > now
        label = _("Take back") if on_its_way else _("Correct")
        own = (Action(label, reverse("contact:correct", args=[circle, line.id])),)
    return Entry(
        side=line.side.value,
        who=line.name,
        words=line.words,
        when=line.at,
        actions=own,
        waits=_waits(line, now),
        before=[(moment(then.corrected_at), then.words) for then in line.before],
    )


def _how(line: EntryLine, names: Mapping[UUID, str]) -> str:
    """Say how one spoke, and with whom."""
    how = str(DETAILS.get(line.detail, ""))
    with_whom = [names[person] for person in line.spoken_with if person in names]
    if not with_whom:
        return how
    return _("%(how)s, with %(names)s") % {"how": how, "names": in_a_row(with_whom)}


def _waits(line: EntryLine | AnswerLine, now: datetime | None) -> str:
    """Say to who wrote it until when nobody else reads it, or its last correction."""
    if not (now and line.mine):
        return ""
    if line.reaches_at and line.reaches_at > now:
        told = {"time": clock(line.reaches_at)}
        return _("Nobody reads this yet. From %(time)s on they do.") % told
    better = line.before[-1].reaches_at if line.before else None
    if better and better > now:
        return _("Others read this correction from %(time)s on.") % {"time": clock(better)}
    return ""


def _comes_back(line: EntryLine) -> str:
    """Say on which day who told it comes back to it."""
    if line.comes_back_on is None:
        return ""
    names = {"name": line.name, "day": full_day(line.comes_back_on)}
    return _("%(name)s comes back to this on %(day)s.") % names


def entries_of(
    told: Story, actor: Actor, circle: Circle, names: Mapping[UUID, str]
) -> list[Entry]:
    """Draw a page of the story; under each entry one can write back, until the circle closes."""
    if is_closed(circle, actor.now):
        return [entry_of(line, names=names) for line in told.lines]
    return [
        entry_of(line, (write_back(line, actor.now),), now=actor.now, names=names)
        for line in told.lines
    ]


def write_back(line: EntryLine, now: datetime) -> Action:
    """The way to answer an entry; of one's own, what one can do with it now."""
    label = _("Write back")
    if line.mine:
        on_its_way = line.reaches_at and line.reaches_at > now
        label = _("Take back or let it be read") if on_its_way else _("Add or correct")
    return Action(label, reverse("contact:read", args=[line.circle, line.id]))
