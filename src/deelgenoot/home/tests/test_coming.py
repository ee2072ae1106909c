"""What comes on its own day stands apart until that day, and school's promised day is shown."""

from datetime import timedelta

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries.asks import coming, open_asks
from deelgenoot.contact.actions.telling import log_contact
from deelgenoot.contact.terms import How, Tone

LINE = "Verteld dat Noor de toets niet haalde."


def difficult(cast):
    told = {"how": How.PHONE, "tone": Tone.DIFFICULT, "line": LINE}
    return log_contact(cast.anna, cast.noor, entry_id=cast.new_id(), **told).entry


def test_until_the_day_it_stands_under_coming_and_on_the_day_it_is_asked(cast):
    entry = difficult(cast)
    with acting_as(cast.anna):
        asks = open_asks(cast.anna, limit=50)
    for days, waits in ((0, False), (-1, True)):
        now, later = coming(asks, entry.comes_back_on + timedelta(days=days))
        assert (entry.pk in [a.subject for a in later]) is waits
        assert (entry.pk in [a.subject for a in now]) is not waits


def test_vandaag_shows_it_with_its_day_and_without_a_card(cast, signed_in_as):
    difficult(cast)
    page = signed_in_as("anna").get("/").content.decode()
    assert "Dit komt eraan" in page
    assert "Kom hierop terug bij het gezin van Noor" in page
    assert LINE not in page


def test_what_a_family_tells_shows_by_when_school_answers(cast, signed_in_as):
    log_contact(
        cast.samira, cast.noor, entry_id=cast.new_id(), how=How.MESSAGE, tone=Tone.EVERYDAY,
        line="Noor slaapt slecht.",
    )  # fmt: skip
    page = signed_in_as("anna").get("/").content.decode()
    assert "Noor slaapt slecht." in page
    assert "Uiterlijk" in page
