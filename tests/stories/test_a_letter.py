"""From the letter to own words: three pages, few taps, two fields, on a phone, in any language."""

import pytest
from django.test import override_settings

from deelgenoot.circles.codes import fingerprint, new_paper_code
from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("stories")
WORDS = "Willem vertelt thuis vaak over de ruimte."


def code_of_a_letter(site, child: str, *, born: str) -> str:
    """A mother is known at school; a code on paper for her, as the letter has it."""
    code = new_paper_code()
    with override_settings(SECRET_KEY="a site"):  # the key of the house of this story
        kept = fingerprint(code)
    with site.database.connect("owner") as owner:
        school, pupil = owner.execute(
            "SELECT e.school_id, e.pupil_id FROM organisations_enrolment e"
            " JOIN people_person p ON p.id = e.pupil_id WHERE p.first = %s",
            [child],
        ).fetchone()
        mother = owner.execute(
            "INSERT INTO people_person (id, controller_id, side, first, rest, language,"
            " workplace_name) SELECT gen_random_uuid(), controller_id, 'family', 'Mirjam',"
            " 'Bos', 'nl', '' FROM people_person WHERE id = %s RETURNING id",
            [pupil],
        ).fetchone()[0]
        owner.execute("UPDATE people_person SET born_on = %s WHERE id = %s", [born, pupil])
        owner.execute(
            "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
            " noted_by) VALUES (gen_random_uuid(), %s, %s, 'custody', '', now(), 'x', %s)",
            [pupil, mother, mother],
        )
        owner.execute(
            "SELECT deelgenoot_renew_memberships(ARRAY(SELECT id FROM circles_circle WHERE"
            " pupil_id = %s))",
            [pupil],
        )
        owner.execute(
            "INSERT INTO circles_invitation (id, school_id, person_id, child_id, way, address,"
            " known, code_hash, made_at, expires_at, tries) VALUES (gen_random_uuid(), %s, %s,"
            " %s, 'letter', '', false, %s, now(), now() + interval '9 days', 0)",
            [school, mother, pupil, kept],
        )
    return code


@pytest.mark.parametrize(("language", "child"), [("nl", "Willem"), ("ar", "Samuel")])
def test_from_the_letter_to_own_words(visitor, site, language, child):
    code = code_of_a_letter(site, child, born="2016-09-03")
    mother: Visitor = visitor(language=language)
    pages = ["/uitnodiging/"]
    mother.opens(f"/uitnodiging/?code={code}")
    mother.can_use_this_page()
    mother.taps = mother.lines = 0
    assert mother.box("Your code").input_value() == code
    mother.fills_in("Date of birth of the child", "3-9-2016")
    mother.box("This is my own device. Keep me signed in.").check()
    mother.taps_on("Go on")
    pages.append("/welkom/")
    mother.reads("Welcome, %(name)s", name="Mirjam")
    mother.reads_words("Anna de Boer")
    mother.can_use_this_page()
    mother.fills_in("What would you like to tell?", WORDS)
    mother.taps_on("Send")
    pages.append("/welkom/, sent")
    mother.reads("Sent. School reads it.")
    mother.reads_words(WORDS)
    assert len(pages) <= 3
    assert mother.taps + 1 + mother.lines <= 12
    assert mother.lines <= 2
    mother.taps_on("Show who I am")
    mother.reads("At school")
    mother.can_use_this_page()
    mother.opens("/")
    mother.reads("Welcome, %(name)s", name="Mirjam")


def test_the_back_button_and_a_second_tab_lose_nothing(visitor, site):
    code = code_of_a_letter(site, "Samuel", born="2016-09-03")
    mother: Visitor = visitor(language="nl")
    mother.opens(f"/uitnodiging/?code={code}")
    mother.fills_in("Date of birth of the child", "03092016")
    mother.taps_on("Go on")
    mother.reads("Welcome, %(name)s", name="Mirjam")
    mother.opens(f"/uitnodiging/?code={code}")
    mother.fills_in("Date of birth of the child", "3.9.2016")
    mother.taps_on("Go on")
    mother.reads("This code was used before. Are you here again? Ask school for a new code.")
    mother.opens("/")
    mother.reads("Welcome, %(name)s", name="Mirjam")
