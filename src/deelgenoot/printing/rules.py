"""Whether a letter that waits still goes on paper; pure, no database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from deelgenoot.people.terms import Channel


@dataclass(frozen=True, slots=True)
class Wished:
    """What the reader of a letter wishes now, and since when the address is as it is."""

    channel: str = Channel.MAIL
    never: Collection[str] = field(default_factory=tuple)
    home_noted_at: datetime | None = None


def goes_on_paper(wished: Wished) -> bool:
    """Whether this reader still wants letters, may safely get them, and has an address."""
    wants = wished.channel == Channel.LETTER and Channel.LETTER not in wished.never
    return wants and wished.home_noted_at is not None


def may_be_posted(wished: Wished, *, printed_at: datetime) -> bool:
    """Whether what was printed may go out: nothing changed since, the address neither.

    basis: product: who has just moved away from someone must get no letter at the old address.
    """
    noted = wished.home_noted_at
    return goes_on_paper(wished) and noted is not None and noted <= printed_at
