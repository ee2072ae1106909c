"""What is told by speaking, and what may be told in writing."""

from uuid import uuid4

from deelgenoot.contact.rules import (
    Spoken,
    WrittenDown,
    difficult_news_is_spoken,
    what_works_is_written_together,
)
from deelgenoot.contact.terms import How, Tone

WRITTEN, SPOKEN = (How.MESSAGE, How.LETTER), (How.PHONE, How.DOOR, How.VISIT, How.VIDEO)


def test_difficult_news_is_spoken():
    for how in WRITTEN:
        assert not difficult_news_is_spoken.holds(Spoken(how, Tone.DIFFICULT))
        assert difficult_news_is_spoken.holds(Spoken(how, Tone.GOOD))
        assert difficult_news_is_spoken.holds(Spoken(how, Tone.EVERYDAY))
    for how in SPOKEN:
        assert difficult_news_is_spoken.holds(Spoken(how, Tone.DIFFICULT))


def test_what_works_is_written_together():
    holds = what_works_is_written_together.holds
    assert not holds(WrittenDown(at_work=True, together=[]))
    assert holds(WrittenDown(at_work=True, together=[uuid4()]))
    assert holds(WrittenDown(at_work=False, together=[]))
