"""Rules of contact: what is told by speaking, and to whom a note belongs; pure, no database."""

from dataclasses import dataclass

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
