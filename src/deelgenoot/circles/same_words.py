"""Whether words are in a text, however they are written: capitals, accents, endings, Arabic."""

import re
from collections.abc import Callable
from unicodedata import combining, normalize

ONE_SIGN = str.maketrans("łøđıىة", "lodiيه", "ـ'’`")  # noqa: RUF001
"""Signs people use for each other; the line that stretches an Arabic word and apostrophes go."""
ALIKE = str.maketrans("zv", "sf")
TWICE = re.compile(r"([a-z])\1+")
WORD = re.compile(r"\w+")
ENDINGS = ("eren", "jes", "den", "ten", "en", "je", "e", "s", "d", "t")
"""Of Dutch words; the longest first."""
SHORT = 3
"""Letters of a word that is found only where a word begins: 'les' is not in 'alles'."""


def plain(words: str) -> str:
    """Write words without capitals, accents and vowel signs, and double letters once.

    So *afspraak* is in *afspraken*, *brief* in *brieven*, and a name is found without its accent.
    """
    loose = normalize("NFKD", words.casefold())
    bare = "".join(sign for sign in loose if not combining(sign)).translate(ONE_SIGN)
    return TWICE.sub(r"\1", bare.translate(ALIKE))


def has_words(asked: str) -> bool:
    """Whether there is a letter or a digit to look for at all."""
    return WORD.search(asked) is not None


def finder(asked: str) -> Callable[[str], bool]:
    """Give what says of a text whether all these words are in it."""
    stems = {_stem(word) for word in WORD.findall(plain(asked))}
    patterns = [re.compile(rf"\b{stem}" if _short(stem) else stem) for stem in stems]

    def holds(text: str) -> bool:
        told = plain(text)
        return all(pattern.search(told) for pattern in patterns)

    return holds


def _stem(word: str) -> str:
    """Leave a Dutch ending off, if enough of the word stays."""
    for ending in ENDINGS:
        left = len(word) - len(ending)
        if word.isascii() and word.endswith(ending) and left >= SHORT + (len(ending) == 1):
            return word.removesuffix(ending)
    return word


def _short(word: str) -> bool:
    """Whether a Latin word would be in many others by chance; Arabic ones have parts in front."""
    return word.isascii() and len(word) <= SHORT
