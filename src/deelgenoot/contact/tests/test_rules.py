"""What is told by speaking, and what may be told in writing."""

from deelgenoot.contact.rules import Spoken, difficult_news_is_spoken
from deelgenoot.contact.terms import How, Tone

WRITTEN, SPOKEN = (How.MESSAGE, How.LETTER), (How.PHONE, How.DOOR, How.VISIT, How.VIDEO)


def test_difficult_news_is_spoken():
    for how in WRITTEN:
        assert not difficult_news_is_spoken.holds(Spoken(how, Tone.DIFFICULT))
        assert difficult_news_is_spoken.holds(Spoken(how, Tone.GOOD))
        assert difficult_news_is_spoken.holds(Spoken(how, Tone.EVERYDAY))
    for how in SPOKEN:
        assert difficult_news_is_spoken.holds(Spoken(how, Tone.DIFFICULT))
