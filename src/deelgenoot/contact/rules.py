"""Rules of contact: what is told by speaking, and to whom a note belongs; pure, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from deelgenoot.contact.terms import WRITTEN, How, Tone
from deelgenoot.kernel.rules import Rulebook, rule


@dataclass(frozen=True, slots=True)
class Spoken:
    """What must be known to judge how something was told."""

    how: How
    tone: Tone


@rule(
    _("Difficult news is told by speaking, not by a message or a letter."),
    mend=_("Call or meet first. Then keep here how you spoke."),
    id="difficult-news-is-spoken",
    basis="6-content §9 (product): never by notice: safety, difficult news",
)
def difficult_news_is_spoken(told: Spoken) -> bool:
    """Speak first when it is difficult, and write down after."""
    return told.tone != Tone.DIFFICULT or told.how not in WRITTEN


TELLING = Rulebook(difficult_news_is_spoken)


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What must be known to judge with whom what works was written."""

    at_work: bool
    together: Sequence[UUID]


@rule(
    _("What works is written together with someone at home."),
    mend=_("Say with whom you talked about it."),
    id="what-works-is-written-together",
    basis="product: at most three lines, written with parents",
)
def what_works_is_written_together(written: WrittenDown) -> bool:
    """A colleague writes nothing about what helps a child without the people who know it best."""
    return not written.at_work or bool(written.together)


WORKING = Rulebook(what_works_is_written_together)
