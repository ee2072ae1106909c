"""When two rows become one person nothing stays behind: each column that names a person counts."""

import re

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.unmerging import undo_merge
from deelgenoot.circles.queries.doubles import school_kept
from deelgenoot.circles.tests.doubles import adult, join
from deelgenoot.people.models import Person
from tests.house.walking import our_models

GO_ALONG = {
    "people_custody.adult_id": "people_custody",
    "people_courtlimit.adult_id": "people_courtlimit",
    "people_keptreach.adult_id": "people_keptreach",
    "circles_entry.author_id": "circles_entry",
    "circles_entry.shown_to": "circles_entry",
    "circles_entry.hidden_from": "circles_entry",
    "circles_entry.spoken_with": "circles_entry",
    "contact_contactmoment.author_id": "contact_contactmoment",
    "contact_contactmoment.shown_to": "contact_contactmoment",
    "contact_contactmoment.hidden_from": "contact_contactmoment",
    "contact_whatworks.written_by_id": "contact_whatworks",
    "contact_whatworks.spoken_with": "contact_whatworks",
    "circles_ask.person_id": "circles_ask",
    "circles_ask.subject": "circles_ask",
    "circles_contactwish.person_id": "circles_contactwish",
    "circles_contactwish.preferred_id": "circles_contactwish",
    "circles_contactwish.readers": "circles_contactwish",
    "post_letter.person_id": "post_letter",
}
"""Columns that name the one person afterwards, and the table each stands in."""

COPIED = "the person who stays gets it beside their own; this row stays with the double"
COLLEAGUE = "a colleague, who is never a double here"
PUPIL = "a pupil; pupils are not put together here"
DERIVED = "the database derives it anew"
STAYS = {
    "people_address.person_id": COPIED,
    "people_phone.person_id": COPIED,
    "people_mailbox.person_id": COPIED,
    "people_wishes.person_id": COPIED,
    "people_person.same_as_id": "says itself that a row is closed",
    "people_person.workplace": "a school",
    "people_custody.child_id": PUPIL,
    "people_courtlimit.child_id": PUPIL,
    "people_keptreach.child_id": PUPIL,
    "people_custody.noted_by": COLLEAGUE,
    "people_courtlimit.noted_by": COLLEAGUE,
    "organisations_enrolment.pupil_id": PUPIL,
    "organisations_appointment.person_id": COLLEAGUE,
    "circles_circle.pupil_id": PUPIL,
    "circles_membership.person_id": DERIVED,
    "circles_membership.organisation": "a school",
    "circles_membership.basis": "the fact a place rests on",
    "circles_contactperson.person_id": COLLEAGUE,
    "circles_contactperson.asked_by": COLLEAGUE,
    "circles_schoolreach.noted_by": COLLEAGUE,
    "circles_emergencylook.opening": "the one deed that opened several looks",
    "circles_emergencylook.pupil_id": PUPIL,
    "circles_emergencylook.person_id": COLLEAGUE,
    "circles_emergencylook.opened_by_id": COLLEAGUE,
    "circles_invitation.person_id": "a code is of the row it was made for; open ones stop",
    "circles_invitation.child_id": PUPIL,
    "circles_invitation.visit": "an opened form",
    "circles_merge.kept_id": "what was joined stays known",
    "circles_merge.double_id": "what was joined stays known",
    "circles_merge.by": COLLEAGUE,
    "organisations_leaving.noted_by": COLLEAGUE,
    "helpdesk_lookalong.person_id": "it is over within the hour, and stays in the audit book",
    "helpdesk_lookalong.by_id": COLLEAGUE,
    "safety_safetynote.author_id": COLLEAGUE,
    "safety_safetynote.pupil_id": PUPIL,
    "letters_batch.maker_id": COLLEAGUE,
    "letters_paper.person_id": "a paper is of the row it was made for; its code stops",
    "post_letter.circle": "a circle",
    "post_letter.phone": "the number a code goes to, for half an hour",
    "post_letter.device": "a device of the account, which stays as it is",
    "post_letter.print_run": "what was printed at once",
    "post_letter.printed_by_id": COLLEAGUE,
    "exchange_delivery.by_id": COLLEAGUE,
    "exchange_delivery.asked_by_id": COLLEAGUE,
    "exchange_delivery.undo_by_id": COLLEAGUE,
    "exchange_columntold.noted_by": COLLEAGUE,
    "exchange_copy.pieces": "the entries that were taken along",
    "organisations_careprofessional.person_id": "someone in care, whose row is not joined",
    "organisations_verification.noted_by": COLLEAGUE,
    "circles_merge.undone_by": COLLEAGUE,
    "circles_moved.row": "a row of any table",
    "circles_twopeople.one_id": "one who is noted as two people is not joined",
    "circles_twopeople.other_id": "one who is noted as two people is not joined",
    "circles_twopeople.noted_by": COLLEAGUE,
    "circles_takingpart.noted_by": COLLEAGUE,
    "audit_line.account": "the audit book is never rewritten",
    "audit_line.persons": "the audit book is never rewritten",
    "audit_line.board": "the audit book is never rewritten",
    "audit_line.organisation": "the audit book is never rewritten",
    "audit_line.object": "the audit book is never rewritten",
    "audit_line.circle": "the audit book is never rewritten",
    "audit_seal.board": "the audit book is never rewritten",
}
"""Columns that stay as they are, each with the reason."""


def may_name_a_person():
    """Every column that refers to a person, or holds numbers that may be one's."""
    for model in our_models():
        for field in model._meta.concrete_fields:
            inner = field.base_field if isinstance(field, ArrayField) else field
            points = isinstance(field, models.ForeignKey) and field.related_model is Person
            bare = isinstance(inner, models.UUIDField) and not field.primary_key
            if points or bare:
                yield f"{model._meta.db_table}.{field.column}"


def test_of_every_column_that_may_name_a_person_it_is_said_what_joining_does():
    known = set(GO_ALONG) | set(STAYS)
    new = set(may_name_a_person()) - known
    assert not new, f"let joining handle it, or say in STAYS why not: {sorted(new)}"
    assert known - set(may_name_a_person()) == set()
    assert not set(GO_ALONG) & set(STAYS)


FILL = """
INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to, hidden_from,
    spoken_with, side, kind, detail, words) VALUES (gen_random_uuid(), %(circle)s, %(double)s,
    now(), 'wellbeing', 'own', ARRAY[%(double)s]::uuid[], ARRAY[%(double)s]::uuid[],
    ARRAY[%(double)s]::uuid[], 'home', 'contact', '', 'x');
INSERT INTO contact_contactmoment (id, circle_id, author_id, at, topic, audience, shown_to,
    hidden_from, entry_id, how, tone) SELECT gen_random_uuid(), circle_id, author_id, at, topic,
    audience, shown_to, hidden_from, id, 'message', 'everyday' FROM circles_entry
    WHERE author_id = %(double)s;
INSERT INTO contact_whatworks (id, circle_id, place, words, written_by_id, spoken_with, at)
    VALUES (gen_random_uuid(), %(circle)s, 1, 'x', %(double)s, ARRAY[%(double)s]::uuid[], now());
INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent) VALUES
    (gen_random_uuid(), %(circle)s, %(double)s, 'speak', %(double)s, now());
INSERT INTO circles_contactwish (id, circle_id, person_id, preferred_id, words, at, readers)
    VALUES (gen_random_uuid(), %(circle)s, %(double)s, %(double)s, '', now(),
    ARRAY[%(double)s]::uuid[]);
INSERT INTO people_keptreach (id, child_id, adult_id, since) VALUES
    (gen_random_uuid(), %(child)s, %(double)s, now());
INSERT INTO people_courtlimit (id, child_id, adult_id, kind, decision, since, until, lifted,
    noted_by) VALUES (gen_random_uuid(), %(child)s, %(double)s, 'no_contact', 'x',
    now() - interval '9 days', now() - interval '8 days', '', %(double)s);
INSERT INTO post_letter (id, person_id, address, subject, body, short, step, language, made_at,
    went_by, tries, trouble, notice, facts, only_by) VALUES (gen_random_uuid(), %(double)s, '', '',
    '', '', '', 'nl', now(), '', 0, '', '', '{}', '');
"""
"""A row in every table from which something goes along, with the double in every such column."""


@pytest.fixture
def at_the_tables(superuser, django_db_setup, django_db_blocker, worker_id):
    """A copy of the demo school, with the owner beside the web."""
    from tests.copies import fresh_copy

    with (
        django_db_blocker.unblock(),
        fresh_copy(superuser, f"merging_{worker_id}") as copy,
        copy.working_as("app"),
        copy.database.connect("owner") as owner,
    ):
        owner.autocommit = True
        yield owner


def named(owner, person):
    """In which columns that go along a person is named, and how often."""
    found = {}
    for place, table in GO_ALONG.items():
        column = place.partition(".")[2]
        many = column in {"shown_to", "hidden_from", "readers", "spoken_with"}
        test = f"%s = ANY({column})" if many else f"{column} = %s"
        [(count,)] = owner.execute(f"SELECT count(*) FROM {table} WHERE {test}", [person])
        if count:
            found[place] = count
    return found


def test_everything_that_goes_along_goes_and_comes_back(at_the_tables):
    from tests.cast import Cast

    owner, cast = at_the_tables, Cast()
    double = adult(cast.ria, "Willem", "Samira", "El Amrani").pk
    [(child, circle)] = owner.execute(
        "SELECT c.pupil_id, c.id FROM circles_circle c JOIN people_custody k"
        " ON k.child_id = c.pupil_id WHERE k.adult_id = %s",
        [double],
    ).fetchall()
    for statement in FILL.split(";\n"):
        if statement.strip():
            owner.execute(statement, {"child": child, "circle": circle, "double": double})
    before = named(owner, double), named(owner, cast.samira.person_id)
    assert set(before[0]) == set(GO_ALONG)
    merge = join(cast.ria, cast.samira.person_id, double)
    lists = {p for p in GO_ALONG if re.search(r"shown_to|hidden_from|readers|spoken_with", p)}
    assert set(named(owner, double)) == lists  # in a list both names stand: none is shown more
    after = named(owner, cast.samira.person_id)
    assert all(after[place] > before[1].get(place, 0) for place in GO_ALONG)
    with acting_as(cast.ria):
        school_kept(cast.ria)
    undo_merge(cast.ria.at(merge.at), merge)
    assert (named(owner, double), named(owner, cast.samira.person_id)) == before
