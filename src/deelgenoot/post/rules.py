"""By which way post goes to someone, and when; pure, no database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule
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


@dataclass(frozen=True, slots=True)
class Safe:
    """When someone said that one may call: on which days (empty is every day) and between hours.

    A device that lights up is heard and seen like one that rings, so the same hours hold.
    """

    days: Collection[int] = ()
    begin: time | None = None
    end: time | None = None

    def holds(self, local: datetime) -> bool:
        """Whether it is safe now on the clock of the school wall."""
        if self.days and local.weekday() not in self.days:
            return False
        after = self.begin is None or local.time() >= self.begin
        return after and (self.end is None or local.time() < self.end)


@dataclass(frozen=True, slots=True)
class Lighting:
    """When a device may light up: never while it is quiet, and only when all say it is safe."""

    quiet: Quiet
    safe: tuple[Safe, ...] = ()

    def holds(self, local: datetime) -> bool:
        """Whether it may light up now."""
        return not self.quiet.holds(local) and all(safe.holds(local) for safe in self.safe)

    def turns(self, now: datetime) -> list[datetime]:
        """List the moments in the coming week at which this may change, first ones first."""
        hours = {time(0), self.quiet.begin, self.quiet.end}
        hours |= {hour for safe in self.safe for hour in (safe.begin, safe.end) if hour}
        today = now.astimezone(AMSTERDAM).date()
        every = [
            datetime.combine(today + days * DAY, hour, tzinfo=AMSTERDAM)
            for days in range(9)
            for hour in sorted(hours)
        ]
        return [turn for turn in every if turn > now]


def lights_up_at(now: datetime, when: Lighting) -> datetime | None:
    """Say from when a device may light up; None when there is no such moment."""
    if when.holds(now.astimezone(AMSTERDAM)):
        return now
    return next((turn for turn in when.turns(now) if when.holds(turn)), None)


def shown_for(now: datetime, when: Lighting) -> int:
    """Say for how many seconds a message may still be shown: a day, or as long as it is safe.

    A telephone that was off shows nothing late in the evening.
    """
    end = next((turn for turn in when.turns(now) if not when.holds(turn)), now + DAY)
    return int(min(end - now, DAY).total_seconds())


MOST_DEVICES = 10


@dataclass(frozen=True, slots=True)
class DeviceOffered:
    """Someone asks to be shown messages on the device in their hand."""

    safe: bool = True
    own: bool = True
    fits: bool = True
    others: int = 0


@rule(
    _("Safe contact says that no message may ever come on a phone."),
    id="device-is-safe",
    basis="issue 3: safe contact per person, no push",
    mend=_("Is it safe now? Then change that first, at Safe contact."),
)
def the_device_is_safe(asked: DeviceOffered) -> bool:
    """No device is turned on for who said that it is not safe."""
    return asked.safe


@rule(
    _("A message is only shown on a device that belongs to one person."),
    id="device-is-ones-own",
    basis="product: on a shared device others see that there is a message",
    mend=_("Is this your own phone or computer? Sign out, sign in again and say so there."),
)
def the_device_is_ones_own(asked: DeviceOffered) -> bool:
    """Only on a device that was called one's own when signing in."""
    return asked.own


@rule(
    _("This browser cannot show our messages."),
    id="device-can-show",
    basis="product: messages go to known push services only",
    mend=_("Try it in Chrome, Edge, Firefox or Safari."),
)
def the_device_can_show(asked: DeviceOffered) -> bool:
    """What the browser gave is an address of a known push service and whole keys."""
    return asked.fits


@rule(
    _("Messages are already shown on ten devices."),
    id="device-not-too-many",
    basis="product: more than ten devices is a mistake, or misuse",
    mend=_("Turn one off first."),
)
def not_too_many_devices(asked: DeviceOffered) -> bool:
    """At most ten devices for each account."""
    return asked.others < MOST_DEVICES


TURNING_ON = Rulebook(
    the_device_is_safe, the_device_is_ones_own, the_device_can_show, not_too_many_devices
)
