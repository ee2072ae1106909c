"""Someone who wishes letters, and a colleague who administers too."""

from collections.abc import Callable
from typing import Any

import pytest

from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.post.outbox import put_notice
from deelgenoot.post.sending import deliver
from deelgenoot.post.terms import Told
from deelgenoot.post.wording import Facts
from tests.cast import wearing

WISHES = """
INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter, reads_little,
    days, never, names_step, noted_at) VALUES (gen_random_uuid(), %s, 'letter', '{}', false,
    false, '{}', '{}', false, now() - interval '1 day')
ON CONFLICT (person_id) DO UPDATE SET channel = 'letter', never = '{}', languages = '{}',
    days = '{}', only_phone_id = NULL, call_from = NULL, call_until = NULL
"""
HOME = """
INSERT INTO people_address (id, person_id, street, number, addition, postcode, town, country,
    noted_at) VALUES (gen_random_uuid(), %s, %s, '7', '', '6811 ZZ', 'Arnhem', 'NL',
    now() - interval '1 day')
ON CONFLICT (person_id) DO UPDATE SET street = EXCLUDED.street, noted_at = EXCLUDED.noted_at
"""
ADMINISTERS = """
INSERT INTO organisations_appointment (id, person_id, school_id, function, key, days, since)
SELECT gen_random_uuid(), p.id, s.id, 'administrator', 'hand:test', '{}', now() - interval '1 day'
FROM people_person p, organisations_school s WHERE p.first = %s AND p.side = 'work'
AND s.name = 'De Regenboog'
"""
FAMILY = "SELECT id FROM people_person WHERE first = %s AND side = 'family' AND rest <> ''"
STREETS = {"Samira": "Lindehof", "Youssef": "Rijnkade", "Fatma": "Kerkpad"}


@pytest.fixture
def empty_outbox(copy: Any) -> None:
    """Begin without the mail of the demo story."""
    copy.change("DELETE FROM post_letter")
    copy.change("DELETE FROM procrastinate_jobs")


@pytest.fixture
def school(copy: Any) -> Any:
    """The school of the story."""
    return copy.rows("SELECT id FROM organisations_school WHERE name = 'De Regenboog'")[0][0]


@pytest.fixture
def waits_for_a_letter(copy: Any, school: Any) -> Callable[..., Any]:
    """A notice for someone at home who wishes letters, in the queue."""

    def wait(first: str = "Samira", told: Told = Told.GOOD_NEWS, language: str = "nl") -> Any:
        person = copy.rows(FAMILY, first)[0][0]
        copy.change(WISHES, person)
        copy.change(HOME, person, STREETS[first])
        facts = Facts(first, "De Regenboog", initials="NE", phone="026 351 23 45", contact="Anna")
        with copy.working_as("app"):
            put_notice(told=told, facts=facts, person=person, school=school, language=language)
        letter = copy.rows("SELECT id FROM post_letter ORDER BY id DESC LIMIT 1")[0][0]
        with copy.working_as("jobs"):
            deliver(letter)
        return person

    return wait


@pytest.fixture
def administrator(copy: Any) -> Callable[[str], Actor]:
    """Someone who administers the school of the story, perhaps since today."""

    def become(key: str) -> Actor:
        if key != "ria":
            copy.change(ADMINISTERS, key.capitalize())
        with copy.working_as("app"):
            return wearing(key, Hat.WORK)

    return become
