"""What a contact does: it is kept, it asks the other side to read, and a stranger sees nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.queries.story import story
from deelgenoot.contact.actions.telling import answer_contact, log_contact
from deelgenoot.contact.terms import How, Tone


def tell(cast, actor, circle, line="Noor was trots."):
    return log_contact(
        actor, circle, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line=line
    )


def test_a_teacher_tells_something_and_both_parents_are_asked_to_read_it(cast):
    tell(cast, cast.anna, cast.noor)
    for parent in (cast.samira, cast.youssef):
        with acting_as(parent):
            assert "Noor was trots." in [ask.words for ask in open_asks(parent)]


def test_a_parent_answers_and_the_teacher_is_asked_to_read_the_answer(cast):
    entry = tell(cast, cast.anna, cast.noor).entry
    with acting_as(cast.samira):
        answer_contact(cast.samira, entry, entry_id=cast.new_id(), words="Wat fijn!")
        assert entry.pk not in [ask.subject for ask in open_asks(cast.samira)]
    with acting_as(cast.anna):
        assert "Wat fijn!" in [ask.words for ask in open_asks(cast.anna)]
        lines = story(cast.anna, cast.noor).lines
        assert [a.words for line in lines if line.id == entry.pk for a in line.answers] == [
            "Wat fijn!"
        ]


def test_a_stranger_is_stopped_by_the_policy_and_sees_nothing_behind_it(cast):
    with pytest.raises(PermissionDenied):
        tell(cast, cast.stranger, cast.noor)
    with acting_as(cast.stranger), connection.cursor() as cursor:
        for table in ("circles_entry", "contact_contactmoment", "circles_circle", "circles_ask"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
