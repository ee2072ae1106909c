"""What the parts of a page draw: plain values that a slice hands to a macro."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Side(StrEnum):
    """The four sides of the table; each has one colour, one shape and one word."""

    HOME = "home"
    PUPIL = "pupil"
    SCHOOL = "school"
    CARE = "care"


@dataclass(frozen=True)
class Action:
    """One thing a person can do now: a link that looks like a button."""

    label: "StrOrPromise"
    url: str
    kind: str = "quiet"
    icon: str = ""


@dataclass(frozen=True)
class Tab:
    """One part of a page with several faces, such as the circle of a pupil."""

    label: "StrOrPromise"
    url: str
    current: bool = False


@dataclass(frozen=True)
class Entry:
    """One thing that happened, told by someone, with the answers it got.

    `place`: who reads it, when that is not everyone; `waits`: that nobody reads it yet; `before`:
    when it was corrected and what stood there until then.
    """

    side: str
    who: "StrOrPromise"
    words: "StrOrPromise"
    when: datetime
    how: "StrOrPromise" = ""
    answers: Sequence["Entry"] = ()
    actions: Sequence[Action] = ()
    id: str = ""
    quote: bool = False
    place: "StrOrPromise" = ""
    waits: "StrOrPromise" = ""
    comes_back: "StrOrPromise" = ""
    before: Sequence[tuple["StrOrPromise", "StrOrPromise"]] = ()


@dataclass(frozen=True)
class Seat:
    """One person at the table around a child; dashed when only proposed."""

    name: str
    side: str
    role: "StrOrPromise" = ""
    proposed: bool = False
    short: str = ""


@dataclass(frozen=True)
class Contact:
    """The one to call: who, when, and how soon an answer comes."""

    name: str
    side: str = "school"
    role: "StrOrPromise" = ""
    days: "StrOrPromise" = ""
    answers_within: "StrOrPromise" = ""
    phone: str = ""
    message_url: str = ""


@dataclass(frozen=True)
class Line:
    """How far one side thinks we are, month by month; a gap is None."""

    side: str
    name: "StrOrPromise"
    marks: Sequence[int | None]
