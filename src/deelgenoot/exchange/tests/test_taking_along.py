"""A report for the school's own system: only what school wrote, and in sight of the family."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.story import correct_words, tell_in_circle
from deelgenoot.circles.models import Entry
from deelgenoot.circles.terms import Audience, EntryKind, Topic
from deelgenoot.circles.tests.test_narrowing import narrow
from deelgenoot.contact.policy import may_correct
from deelgenoot.exchange.actions.copying import take_along
from deelgenoot.exchange.models import Copy
from deelgenoot.exchange.queries import find_copy, mark_of, pieces_of, what_may_be_copied
from deelgenoot.exchange.rules import (
    a_report_tells_what_was,
    the_text_is_as_was_seen,
    there_is_something_to_take,
)
from deelgenoot.exchange.writing import pdf_of, report
from deelgenoot.kernel.rules import Refused
from deelgenoot.ui.dates import in_amsterdam
from tests.leaks.papers import read_pdf

NOBODY = ("ria", "ellen", "hassan", "joris", "samira", "youssef", "fatma_at_home", "stranger")
MONTH = timedelta(days=30)


def tell(actor, cast, words, *, kind=EntryKind.CONTACT, **facts):
    facts |= {"entry_id": cast.new_id(), "kind": kind, "words": words}
    return tell_in_circle(actor, cast.noor, **facts)


def days(cast):
    today = in_amsterdam(cast.anna.now).date()
    return {"since": today - MONTH, "until": today}


def lines(actor, cast, **other):
    with acting_as(actor):
        return what_may_be_copied(actor, cast.noor, **{**days(cast), **other})


def words_of(actor, cast):
    return {line.words for line in lines(actor, cast)}


def take(actor, cast, *, once=None, seen=None, **other):
    found = lines(actor, cast, **other)
    facts = {"system": "parnassys", "seen": mark_of(found) if seen is None else seen}
    facts |= {**days(cast), **other}
    return take_along(actor, cast.noor, once=once or cast.new_id(), **facts)


def test_only_what_school_wrote_for_everyone_goes_along(cast):
    tell(cast.anna, cast, "Van school voor iedereen.")
    tell(cast.samira, cast, "Van thuis voor iedereen.")
    for audience in (Audience.SCHOOL, Audience.OWN, Audience.SAFETY, Audience.NAMED):
        tell(cast.anna, cast, f"Van school voor {audience}.", audience=audience)
    home = tell(cast.samira, cast, "Een vraag van thuis.")
    tell(cast.anna, cast, "Een antwoord aan thuis.", kind=EntryKind.ANSWER, answers=home)
    told = words_of(cast.anna, cast)
    assert "Van school voor iedereen." in told
    assert not {words for words in told if "thuis" in words or "Van school voor " in words} - {
        "Van school voor iedereen."
    }


def test_what_is_hidden_from_one_parent_never_goes_along(cast):
    hidden = "Niet voor Youssef."
    with acting_as(cast.anna):
        Entry.objects.create(
            id=cast.new_id(), circle=cast.noor, author_id=cast.anna.person_id, at=cast.anna.now,
            topic=Topic.WELLBEING, audience=Audience.CIRCLE, side="school", words=hidden,
            hidden_from=[cast.youssef.person_id], kind=EntryKind.CONTACT,
        )  # fmt: skip
        assert Entry.objects.seen_by(cast.anna).filter(words=hidden).exists()
    assert hidden not in words_of(cast.anna, cast)


def test_never_more_topics_than_the_copier_reads(cast):
    tell(cast.anna, cast, "Over gezondheid.", topic=Topic.HEALTH)
    assert "Over gezondheid." in words_of(cast.anna, cast)
    narrow(cast, frozenset(Topic.values) - {Topic.HEALTH}, capacity="class_teacher")
    assert "Over gezondheid." not in words_of(cast.anna, cast)


def test_the_family_reads_in_the_story_that_it_was_taken_and_what(cast, signed_in_as):
    tell(cast.anna, cast, "Noor las vandaag voor.")
    made = take(cast.anna, cast)
    story = signed_in_as("samira").get(f"/kring/{cast.noor.pk}/").content.decode()
    assert "Nam mee wat school schreef van" in story
    where = f"/kring/{cast.noor.pk}/meegenomen/{made.pk}/"
    assert where in story
    opened = signed_in_as("youssef").get(where).content.decode()
    assert "Noor las vandaag voor." in opened
    assert "ParnasSys" in opened
    assert signed_in_as("joris").get(where).status_code == 404
    assert signed_in_as("ria").get(where).status_code == 404


def test_who_opens_it_reads_only_the_pieces_they_may_read(cast):
    tell(cast.anna, cast, "Over gezondheid.", topic=Topic.HEALTH)
    made = take(cast.anna, cast)
    narrow(cast, frozenset(Topic.values) - {Topic.HEALTH})
    for actor, reads in ((cast.samira, True), (cast.anna, True), (cast.kees, False)):
        with acting_as(actor):
            found = find_copy(actor, cast.noor.pk, made.pk)
            told = {line.words for line in pieces_of(actor, found)}
        assert ("Over gezondheid." in told) is reads


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_else_takes_along(cast, signed_in_as, name):
    tell(cast.anna, cast, "Noor las vandaag voor.")
    with pytest.raises(PermissionDenied):
        take_along(
            cast.everyone[name], cast.noor, once=cast.new_id(), system="magister", seen="",
            **days(cast),
        )  # fmt: skip
    if name not in ("stranger", "fatma_at_home"):  # Fatma is a teacher of this class as well
        page = f"/kring/{cast.noor.pk}/meenemen/"
        assert signed_in_as(name).get(page).status_code == 404


def test_the_coordinator_may_and_two_taps_are_one(cast):
    tell(cast.anna, cast, "Noor las vandaag voor.")
    once = cast.new_id()
    first, second = take(cast.kees, cast, once=once), take(cast.kees, cast, once=once)
    assert first.pk == second.pk
    with acting_as(cast.kees):
        assert Copy.objects.seen_by(cast.kees).count() == 1
        assert Entry.objects.seen_by(cast.kees).filter(kind=EntryKind.COPIED).count() == 1
    assert not {line.words for line in lines(cast.kees, cast)} & {"2026"}


def test_what_makes_no_sense_is_refused_in_a_sentence(cast):
    today = days(cast)["until"]
    tell(cast.anna, cast, "Noor las vandaag voor.")
    cases = (
        ({"since": today, "until": today - MONTH}, a_report_tells_what_was),
        ({"until": today + MONTH}, a_report_tells_what_was),
        ({"since": today - 900 * MONTH / 30, "until": today - 890 * MONTH / 30},
         there_is_something_to_take),
    )  # fmt: skip
    for other, rule in cases:
        with pytest.raises(Refused) as refused:
            take(cast.anna, cast, **other)
        assert rule in refused.value.broken
    with pytest.raises(Refused) as refused:
        take(cast.anna, cast, seen="something else")
    assert refused.value.broken == (the_text_is_as_was_seen,)


def test_the_guard_of_the_table_asks_the_same(cast):
    tell(cast.anna, cast, "Noor las vandaag voor.")
    made = take(cast.anna, cast)
    for name in ("stranger", "ria", "joris"):
        actor = cast.everyone[name]
        with acting_as(actor), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM exchange_copy")
            assert cursor.fetchone() == (0,)
    with acting_as(cast.samira), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM exchange_copy")
        assert cursor.fetchone() == (1,)
        cursor.execute("UPDATE exchange_copy SET system = 'other'")
        assert cursor.rowcount == 0
    plain = tell(cast.anna, cast, "Noor rekende vandaag.")
    copied = tell(cast.anna, cast, "2026-01-01 2026-01-02", kind=EntryKind.COPIED)
    facts = {"circle": cast.noor, "system": "other", "since": made.since, "until": made.until}
    for actor, entry in ((cast.anna, plain), (cast.kees, copied)):
        with (
            acting_as(actor),
            pytest.raises(DatabaseError, match="security"),
            transaction.atomic(),
        ):
            Copy.objects.create(entry=entry, **facts)


def test_the_text_and_the_paper_say_who_when_and_where_the_rest_is(cast):
    tell(cast.anna, cast, "Noor las vandaag voor.\n\nZe was trots. #niet *dik*")
    found = lines(cast.anna, cast)
    by = {"by": "Anna de Wit", "at": cast.anna.now, **days(cast)}
    written = report(cast.noor, found, **by)
    assert "Noor las vandaag voor.\n\nZe was trots. #niet *dik*" in written.text
    assert f"/kring/{cast.noor.pk}/" in written.text
    text = read_pdf(pdf_of(written))
    assert "Noor las vandaag voor." in text
    assert "#niet *dik*" in text


def test_one_looks_first_and_then_takes(cast, signed_in_as):
    tell(cast.anna, cast, "Noor las vandaag voor.")
    anna, page = signed_in_as("anna"), f"/kring/{cast.noor.pk}/meenemen/"
    assert "meenemen" in anna.get(f"/kring/{cast.noor.pk}/").content.decode()
    span = {name: day.isoformat() for name, day in days(cast).items()}
    form = {**span, "system": "somtoday", "once": str(cast.new_id())}
    told = anna.post(page, {**form, "deed": "look"}).content.decode()
    assert "Noor las vandaag voor." in told
    assert "Neem mee naar Somtoday" in told
    mark = mark_of(lines(cast.anna, cast))
    answer = anna.post(page, {**form, "deed": "take", "seen": mark})
    assert answer.status_code == 302
    shown = anna.get(answer["Location"]).content.decode()
    assert "readonly" in shown
    drawn = anna.get(answer["Location"] + "verslag.pdf")
    assert drawn["Content-Type"] == "application/pdf"
    assert signed_in_as("samira").get(answer["Location"] + "verslag.pdf").status_code == 404


def test_a_sign_no_font_has_is_told_and_the_text_stays(cast, signed_in_as):
    tell(cast.anna, cast, "Noor tekende een 𓂀.")
    made = take(cast.anna, cast)
    where = f"/kring/{cast.noor.pk}/meegenomen/{made.pk}/"
    answer = signed_in_as("anna").get(f"{where}verslag.pdf")
    assert answer.status_code == 302
    told = signed_in_as("anna").get(answer["Location"]).content.decode()
    assert "dat we niet kunnen afdrukken" in told
    assert "𓂀" in told


def test_the_words_of_now_go_along_and_nothing_that_can_still_be_taken_back(cast):
    soon = cast.anna.now + timedelta(minutes=8)
    tell(cast.anna, cast, "Nog onderweg.", reaches_at=soon)
    first = tell(cast.anna, cast, "Noor las dinsdag voor.")
    facts = {"entry": first, "words": "Noor las maandag voor.", "reaches_at": None}
    correct_words(cast.anna, cast.noor, **facts)
    told = words_of(cast.anna, cast)
    assert "Noor las maandag voor." in told
    assert not told & {"Noor las dinsdag voor.", "Nog onderweg."}


def test_what_the_house_words_itself_is_not_corrected(cast):
    first = tell(cast.anna, cast, "Noor las vandaag voor.")
    made = take(cast.anna, cast)
    with acting_as(cast.anna):
        assert may_correct.allows(cast.anna, first)
        assert not may_correct.allows(cast.anna, made.entry)
