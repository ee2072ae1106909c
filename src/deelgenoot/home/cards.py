"""What is asked of me, as cards: from whom, about whom, and what I can do."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deelgenoot.circles.asked import ASKED
from deelgenoot.circles.pieces import contact_of
from deelgenoot.circles.queries.around import CircleLine, MemberLine
from deelgenoot.circles.queries.asks import AskLine
from deelgenoot.circles.queries.lately import NewLine
from deelgenoot.circles.queries.told import EntryLine
from deelgenoot.circles.story_pieces import entry_of, write_back
from deelgenoot.circles.terms import SHIELDED_ASKS
from deelgenoot.kernel.actor import Actor
from deelgenoot.ui.dates import day
from deelgenoot.ui.pieces import Contact, Entry


@dataclass(frozen=True, slots=True)
class AskCard:
    """One card on Vandaag."""

    id: UUID
    side: str
    from_whom: str
    title: str
    words: str
    pupil: str
    answer_label: str
    answer_url: str
    thanks: bool
    due: str = ""


def ask_cards(asks: list[AskLine]) -> list[AskCard]:
    """Draw what is asked of me."""
    return [_card(line) for line in asks]


def _card(line: AskLine) -> AskCard:
    """Draw one thing that is asked."""
    asked = ASKED[line.kind](line)
    names = {"name": line.name or line.school, "pupil": line.pupil}
    return AskCard(
        id=line.id,
        side=line.side.value,
        from_whom=_("From %(name)s · about %(pupil)s") % names,
        title=str(asked.title),
        words=str(asked.words),
        pupil=line.pupil,
        answer_label=str(asked.label),
        answer_url=asked.url,
        thanks=asked.thanks,
        due=_("By %(day)s") % {"day": day(line.due)} if line.due else "",
    )


def coming_lines(asks: list[AskLine]) -> list[tuple[str, str, str]]:
    """Draw what comes: on which day, what, and where."""
    drawn = [(ask, ASKED[ask.kind](ask)) for ask in sorted(asks, key=lambda a: a.due or date.max)]
    return [(day(ask.due) if ask.due else "", str(asked.title), asked.url) for ask, asked in drawn]


def headline(actor: Actor, asked: int) -> str:
    """Greet, and say how many things wait."""
    if not asked:
        return _("Hello %(name)s.") % {"name": actor.name}
    if actor.is_family:
        said = ngettext(
            "Hello %(name)s. There is %(n)s thing for you.",
            "Hello %(name)s. There are %(n)s things for you.",
            asked,
        )
    else:
        said = ngettext(
            "Hello %(name)s. %(n)s thing waits for you.",
            "Hello %(name)s. %(n)s things wait for you.",
            asked,
        )
    return said % {"name": actor.name, "n": asked}


def circles_shown(
    asks: list[AskLine], circles: list[CircleLine], news: list[EntryLine | NewLine]
) -> list[tuple[UUID, UUID | None]]:
    """List the circles whose words stand on the page, for the audit book: each once.

    What is asked for safety is looked at apart, so that a family never reads of it.
    """
    boards: dict[UUID, UUID | None] = {circle.id: circle.board for circle in circles}
    open_ones = [ask for ask in asks if ask.kind not in SHIELDED_ASKS]
    told: dict[UUID, UUID | None] = {ask.circle: ask.board for ask in open_ones}
    told |= {
        line.circle: line.board if isinstance(line, NewLine) else boards.get(line.circle)
        for line in news
    }
    return sorted(told.items(), key=lambda pair: pair[0])


def asked_for_safety(asks: list[AskLine]) -> list[tuple[UUID, UUID | None]]:
    """List the circles in which something is asked of me for a child's safety, each once."""
    told = {ask.circle: ask.board for ask in asks if ask.kind in SHIELDED_ASKS}
    return sorted(told.items(), key=lambda pair: pair[0])


def contact_on_today(line: MemberLine | None, circle: CircleLine, actor: Actor) -> Contact | None:
    """Draw whom to call; of a closed circle that stands on its own page."""
    return None if circle.closed else contact_of(line, circle.phone, actor)


def news_of(news: list[EntryLine], circles: list[CircleLine], now: datetime) -> list[Entry]:
    """Draw what happened; in a closed circle nobody writes back."""
    closed = {circle.id for circle in circles if circle.closed}
    return [
        entry_of(line)
        if line.circle in closed
        else entry_of(line, (write_back(line, now),), now=now)
        for line in news
    ]
