"""Rules about the school's own words that ask whether something is about safety; pure."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule

MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class WordAsked:
    """What must be known to judge a new word: the words there are, and names at this school."""

    word: str
    known: frozenset[str]
    names: frozenset[str]


@rule(
    _("This is a name of someone at this school."),
    id="own-words-name-nobody",
    basis="product: families find the list on their own device; a name in it accuses someone",
    mend=_("Choose a word that names nobody."),
)
def own_words_name_nobody(asked: WordAsked) -> bool:
    """Refuse a word that is, or holds, a name of someone at this school."""
    plain = asked.word.removesuffix("*")
    return asked.names.isdisjoint({plain, *plain.split()})


@rule(
    _("There are 60 words already. Too many words ask too often, and then nobody looks."),
    id="own-words-are-few",
    basis="product: what asks at every line is tapped away",
    mend=_("Take a word away that is not needed."),
)
def own_words_are_few(asked: WordAsked) -> bool:
    """Keep the list short enough to be taken seriously."""
    return len(asked.known) < MOST_WORDS or asked.word in asked.known


OWN_WORDS: Rulebook[WordAsked] = Rulebook(own_words_name_nobody, own_words_are_few)
