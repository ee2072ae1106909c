"""By which way post goes to someone, and when; pure, no database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from deelgenoot.people.terms import Channel

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ways:
    """How someone can be reached and wants to be; `text`: whether this server sends those.

    `home`: whether their address is known; `grown`: no pupil under 12, who gets no text message.
    """

    mail: str = ""
    mobile: str = ""
    text: bool = False
    home: bool = False
    grown: bool = True
    wish: str = Channel.MAIL
    never: Collection[str] = field(default_factory=frozenset)


def safe_way(ways: Ways, *, on_paper: bool = False) -> Channel:
    """Choose the way: the wish first, then mail or a text message, never what is not safe.

    When none is there or safe, or the wish is to be called, someone speaks to them.
    basis: product: a letter on paper lies on the mat for whoever lives there, so only who wishes
    it gets one, and only a notice, which has nothing in it (`on_paper`). 6-content §9: no text
    message to pupils under 12.
    """
    if ways.wish == Channel.LETTER:
        sent = on_paper and ways.home and Channel.LETTER not in ways.never
        return Channel.LETTER if sent else Channel.CALL
    texted = bool(ways.mobile) and ways.text and ways.grown
    open_ = {Channel.MAIL: bool(ways.mail), Channel.SMS: texted}
    if ways.wish not in open_:
        return Channel.CALL
    order = sorted(open_, key=lambda way: way != ways.wish)
    return next((way for way in order if open_[way] and way not in ways.never), Channel.CALL)


@dataclass(frozen=True, slots=True)
class Quiet:
    """When nothing is sent: from an hour until an hour, and on whole days (0 is Monday).

    basis: 6-content §9: not between 20:00 and 7:30 and not on Sundays.
    """

    begin: time
    end: time
    days: frozenset[int] = frozenset()

    def holds(self, local: datetime) -> bool:
        """Whether it is quiet now on the clock of the school wall."""
        hour = local.time()
        if self.begin <= self.end:
            night = self.begin <= hour < self.end
        else:
            night = hour >= self.begin or hour < self.end
        return night or local.weekday() in self.days


def may_go_at(now: datetime, quiet: Quiet) -> datetime:
    """Say from when post may go: now, or when the quiet is over."""
    local = now.astimezone(AMSTERDAM)
    if not quiet.holds(local):
        return now
    for days in range(8):
        morning = datetime.combine(local.date() + days * DAY, quiet.end, tzinfo=AMSTERDAM)
        if morning > local and not quiet.holds(morning):
            return morning
    return now  # quiet all week: then it is never said, and nothing may be lost
