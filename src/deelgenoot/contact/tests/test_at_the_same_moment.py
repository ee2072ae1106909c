"""Taking back and letting be read at the same moment: one of the two happens, whole."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.contact.actions.taking_back import TooLate, let_read_now, take_back
from deelgenoot.contact.actions.telling import log_contact
from deelgenoot.contact.terms import How, Tone
from tests.cast import Cast

LINE = "Noor bleef vandaag tot het eind."


@pytest.fixture
def told(copy, settings):
    settings.RECALL_MINUTES = 10
    with copy.working_as("app"):
        cast = Cast()
        told = {"how": How.DOOR, "tone": Tone.GOOD, "line": LINE}
        entry = log_contact(cast.anna, cast.noor, entry_id=cast.new_id(), **told).entry
        yield cast, entry


@pytest.mark.parametrize("round_", range(4))
def test_one_of_two_taps_wins_and_the_other_does_nothing(told, round_):
    cast, entry = told
    start = Barrier(2, timeout=20)

    def tap(deed):
        try:
            start.wait()
            deed(cast.anna, entry)
            return deed.__name__
        except (TooLate, PermissionDenied, ObjectDoesNotExist):
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        done = set(both.map(tap, (take_back, let_read_now)))
    samira = cast.samira
    with acting_as(samira):
        read = Entry.objects.seen_by(samira).filter(pk=entry.pk).exists()
        asked = [ask for ask in open_asks(samira, limit=50) if ask.subject == entry.pk]
    assert (read, len(asked)) in {(True, 1), (False, 0)}
    assert "take_back" in done if not read else "let_read_now" in done


def test_two_taps_on_take_back_are_one(told):
    cast, entry = told
    take_back(cast.anna, entry)
    with pytest.raises(TooLate):
        take_back(cast.anna, entry)
