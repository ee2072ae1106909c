"""Each rule about the school's own words is kept by one thing and broken by another."""

from deelgenoot.safety.rules import (
    MOST_WORDS,
    WordAsked,
    own_words_are_few,
    own_words_name_nobody,
)

NAMES = frozenset({"noor", "el amrani"})
FULL = frozenset(f"woord {n}" for n in range(MOST_WORDS))


def asked(word, known=frozenset(), names=NAMES):
    return WordAsked(word, known, names)


def test_own_words_name_nobody():
    assert own_words_name_nobody.holds(asked("klem gezet"))
    assert own_words_name_nobody.holds(asked("noordpool"))
    for word in ("noor", "noor*", "bang voor noor", "el amrani"):
        assert not own_words_name_nobody.holds(asked(word))


def test_own_words_are_few():
    assert own_words_are_few.holds(asked("klem", FULL - {"woord 1"}))
    assert own_words_are_few.holds(asked("woord 1", FULL))
    assert not own_words_are_few.holds(asked("klem", FULL))
