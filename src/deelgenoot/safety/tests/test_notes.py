"""A closed note: who wrote it and the attention officer read it; for others it is not there."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.staff import renew_memberships_of_group
from deelgenoot.circles.models import Ask, Circle, Entry
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.queries.story import story
from deelgenoot.circles.terms import AskKind
from deelgenoot.organisations.terms import Function
from deelgenoot.safety.actions import keep_note
from deelgenoot.safety.models import SafetyNote
from deelgenoot.safety.queries import find_about, notes
from deelgenoot.safety.tests.conftest import appointed, now

WORDS = "Blauwe plek op de arm, maandag gezien."


def write(cast, actor, circle, *, words=WORDS, shared=True, note_id=None):
    with acting_as(actor):
        about = find_about(actor, circle.pk)
        made = note_id or cast.new_id()
        return keep_note(actor, about, note_id=made, words=words, shared=shared)


def read(actor, **more):
    with acting_as(actor):
        return [line.words for line in notes(actor, **more).lines]


def counted(actor):
    """What the database itself shows, past the policy."""
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM safety_safetynote")
        return cursor.fetchone()[0]


def test_who_wrote_it_and_the_attention_officer_read_it_and_nobody_else(cast, imke, conny, noor):
    write(cast, cast.anna, cast.noor)
    imke = now(imke)
    assert read(now(cast.anna)) == [WORDS]
    assert read(imke, circle=cast.noor.pk) == [WORDS]
    for name, actor in {**cast.everyone, "conny": conny, "noor": noor}.items():
        if name != "anna":
            assert (read(now(actor)), counted(now(actor))) == ([], 0), name


def test_it_is_no_entry_and_goes_out_to_nobody(cast, imke):
    asked = []
    with connection.execute_wrapper(lambda do, sql, *rest: (asked.append(sql), do(sql, *rest))[1]):
        write(cast, cast.anna, cast.noor)
    told = [sql for sql in asked if "INSERT" in sql]
    assert [sql.split()[2].strip('"') for sql in told] == [
        "safety_safetynote", "circles_ask", "audit_line",
    ]  # fmt: skip
    for actor in (cast.anna, cast.kees, cast.samira):
        with acting_as(actor):
            assert WORDS not in str(story(actor, cast.noor))
            assert not Entry.objects.seen_by(actor).filter(words=WORDS).exists()


def test_only_the_attention_officer_finds_on_vandaag_that_something_is_ready(cast, imke):
    write(cast, cast.anna, cast.noor)
    for actor in (*cast.everyone.values(), imke):
        actor = now(actor)
        with acting_as(actor):
            kinds = [ask.kind for ask in open_asks(actor, limit=50)]
        assert (AskKind.FOR_YOU in kinds) == (actor.persons == imke.persons), actor.name


def test_a_note_for_oneself_asks_nobody_and_is_read_by_nobody_else(cast, imke):
    write(cast, cast.anna, cast.noor, shared=False)
    assert read(now(cast.anna)) == [WORDS]
    assert (read(now(imke)), counted(now(imke))) == ([], 0)
    with acting_as(now(imke)):
        assert not Ask.objects.seen_by(now(imke)).filter(kind=AskKind.FOR_YOU).exists()


def test_twice_the_same_form_is_one_note(cast, imke):
    once = cast.new_id()
    assert write(cast, cast.anna, cast.noor, note_id=once)
    assert write(cast, now(cast.anna), cast.noor, note_id=once, words="anders") is None
    assert read(now(imke)) == [WORDS]
    with acting_as(now(imke)):
        assert Ask.objects.seen_by(now(imke)).filter(kind=AskKind.FOR_YOU).count() == 1


@pytest.mark.parametrize("who", ["samira", "youssef", "joris", "ellen", "stranger", "fatma"])
def test_who_does_not_work_with_the_pupil_writes_none(cast, who):
    """Fatma is at work the teacher, but this is her own child."""
    circle = cast.emre if who == "fatma" else cast.noor
    actor = getattr(cast, who)
    with pytest.raises((PermissionDenied, Circle.DoesNotExist)):
        write(cast, actor, circle)


def insert(cast, actor, circle, **facts):
    """Try it straight at the table."""
    values = {
        "id": cast.new_id(), "circle_id": circle.pk, "school_id": circle.school_id,
        "pupil_id": circle.pupil_id, "author_id": actor.person_id, "at": actor.now,
        "shared": True, "words": "x", **facts,
    }  # fmt: skip
    with acting_as(actor), connection.cursor() as cursor:
        names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        cursor.execute(
            f"INSERT INTO safety_safetynote ({names}) VALUES ({marks})", list(values.values())
        )


def test_the_database_takes_a_note_only_as_oneself_now_and_about_that_pupil(cast):
    anna = cast.anna
    insert(cast, anna, cast.noor)
    for wrong in (
        {"author_id": cast.kees.person_id},
        {"at": anna.now - timedelta(days=1)},
        {"pupil_id": cast.emre.pupil_id},
        {"school_id": cast.joris.organisation_id},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            insert(cast, anna, cast.noor, **wrong)
    for name in ("samira", "joris", "ria", "stranger"):
        with pytest.raises(DatabaseError), transaction.atomic():
            insert(cast, getattr(cast, name), cast.noor)


@pytest.mark.parametrize(
    "deed", ["UPDATE safety_safetynote SET words = 'x'", "DELETE FROM safety_safetynote"]
)
def test_nobody_changes_or_takes_out_a_note(cast, imke, deed):
    write(cast, cast.anna, cast.noor)
    for actor in (now(cast.anna), now(imke)):
        with pytest.raises(DatabaseError), acting_as(actor), connection.cursor() as cursor:
            cursor.execute(deed)


def test_who_no_longer_works_with_the_pupil_reads_no_more_and_the_officer_does(cast, imke, owner):
    """Work ends; the note stays for who guards the school."""
    from deelgenoot.organisations.models import Assignment

    write(cast, cast.anna, cast.noor)
    anna, ria = now(cast.anna), now(cast.ria)
    with acting_as(ria):
        rows = Assignment.objects.seen_by(ria).filter(appointment__person=anna.person_id)
        group = rows.values_list("group", flat=True)[0]
        assert rows.update(until=ria.now)
        renew_memberships_of_group(group)
    assert (read(now(anna)), counted(now(anna))) == ([], 0)
    assert read(now(imke)) == [WORDS]


def test_an_attention_officer_who_is_the_parent_reads_nothing_about_the_child(cast):
    """Also on another account: then the name at home tells."""
    imposter = appointed(cast, "Youssef", "El Amrani", Function.ATTENTION_OFFICER)
    write(cast, cast.anna, cast.noor)
    write(cast, now(cast.anna), cast.circle("Willem"))
    assert len(read(now(imposter))) == 1
    assert read(now(imposter), circle=cast.noor.pk) == []
    with acting_as(now(imposter)):
        asks = Ask.objects.seen_by(now(imposter)).filter(kind=AskKind.FOR_YOU)
        assert [ask.circle_id for ask in asks] == [cast.circle("Willem").pk]


def test_notes_come_a_page_at_a_time_newest_first(cast, imke):
    for number in range(12):
        write(cast, now(cast.anna), cast.noor, words=f"{number:02}")
    imke = now(imke)
    with acting_as(imke):
        first = notes(imke, circle=cast.noor.pk)
        rest = notes(imke, circle=cast.noor.pk, older_than=first.older)
    told = [line.words for line in (*first.lines, *rest.lines)]
    assert told == [f"{number:02}" for number in reversed(range(12))]
    assert (len(first.lines), rest.older) == (10, None)
    assert SafetyNote.shielded
