"""What is told reaches others after a while; taken back before, it was never there for them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Ask, Entry
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.queries.story import find_entry, story
from deelgenoot.contact.actions.taking_back import correct, let_read_now, take_back
from deelgenoot.contact.actions.telling import answer_contact, keep_note, log_contact
from deelgenoot.contact.models import ContactMoment
from deelgenoot.contact.tasks import reach
from deelgenoot.contact.terms import How, Tone, Where
from deelgenoot.post.models import Letter

LINE = "Noor durfde vandaag voor te lezen."


@pytest.fixture(autouse=True)
def ten_minutes(settings):
    settings.RECALL_MINUTES = 10


@pytest.fixture
def told(cast):
    return log_contact(
        cast.anna, cast.noor, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line=LINE
    ).entry


def later(actor, minutes=11):
    return actor.at(timezone.now() + timedelta(minutes=minutes))


def words_read_by(actor, circle):
    with acting_as(actor):
        return [line.words for line in story(actor, circle).lines]


def run_jobs(moment=None):
    """Do what the worker does, now or at a later moment."""
    with time_machine.travel(moment or timezone.now(), tick=False):
        _run()


def _run():
    for job in ProcrastinateJob.objects.filter(task_name="contact.reach"):
        reach(**job.args)


def test_until_then_only_who_told_it_reads_it_and_nobody_is_asked(cast, told):
    assert LINE in words_read_by(cast.anna, cast.noor)
    for other in (cast.samira, cast.youssef, cast.kees, cast.fatma):
        assert LINE not in words_read_by(other, cast.noor)
        with acting_as(other):
            assert told.pk not in [ask.subject for ask in open_asks(other)]


def test_when_it_reaches_them_they_are_asked_once(cast, told):
    run_jobs()  # a worker whose clock is early asks nobody
    assert LINE not in words_read_by(cast.samira, cast.noor)
    run_jobs(later(cast.anna).now)
    for parent in (later(cast.samira), later(cast.youssef)):
        assert LINE in words_read_by(parent, cast.noor)
        with acting_as(parent):
            assert [a.words for a in open_asks(parent) if a.subject == told.pk] == [LINE]


def test_taken_back_nothing_is_left_for_anyone(cast, told):
    take_back(cast.anna, told)
    run_jobs(later(cast.anna).now)
    for person in (cast.anna, later(cast.samira), later(cast.kees)):
        with acting_as(person):
            assert not Entry.objects.seen_by(person).filter(pk=told.pk).exists()
            assert not ContactMoment.objects.seen_by(person).filter(entry=told.pk).exists()
            assert not Ask.objects.seen_by(person).filter(subject=told.pk, done=None).exists()
    assert not Letter.objects.for_policy().filter(circle=cast.noor.pk).exists()


def test_once_it_is_read_it_stays(cast, told):
    anna = later(cast.anna, 10)
    with pytest.raises(PermissionDenied):
        take_back(anna, told)
    assert LINE in words_read_by(later(cast.samira), cast.noor)


def test_seconds_before_it_is_read_it_can_no_longer_be_taken_back(cast, told):
    anna = cast.anna.at(told.reaches_at - timedelta(seconds=10))
    with pytest.raises(PermissionDenied):
        take_back(anna, told)


def test_the_database_lets_nobody_else_take_it_away_and_not_when_it_is_read(cast, told):
    def taken_away_by(actor):
        with acting_as(actor), connection.cursor() as cursor:
            cursor.execute("DELETE FROM contact_contactmoment WHERE entry_id = %s", [told.pk])
            cursor.execute("DELETE FROM circles_entry WHERE id = %s", [told.pk])
            return cursor.rowcount

    for other in (cast.samira, cast.kees, cast.fatma, later(cast.samira), later(cast.anna)):
        assert taken_away_by(other) == 0
    assert taken_away_by(cast.anna) == 1


def test_the_database_hides_it_until_then(cast, told):
    def sees(actor):
        with acting_as(actor), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM circles_entry WHERE id = %s", [told.pk])
            entries = cursor.fetchone()[0]
            cursor.execute(
                "SELECT count(*) FROM contact_contactmoment WHERE entry_id = %s", [told.pk]
            )
            return entries, cursor.fetchone()[0]

    assert sees(cast.samira) == sees(cast.kees) == (0, 0)
    assert sees(cast.anna) == sees(later(cast.samira)) == (1, 1)


def test_let_go_sooner_it_is_read_and_asked_at_once_and_not_a_second_time(cast, told):
    let_read_now(cast.anna, told)
    run_jobs(later(cast.anna).now)
    with acting_as(later(cast.samira)):
        asks = [a for a in open_asks(later(cast.samira)) if a.subject == told.pk]
    assert len(asks) == 1
    with acting_as(cast.anna):
        again = Entry.objects.seen_by(cast.anna).get(pk=told.pk)
    with pytest.raises(PermissionDenied):
        take_back(cast.anna, again)


def test_what_was_added_below_it_goes_along(cast, told):
    added = answer_contact(cast.anna, told, entry_id=cast.new_id(), words="En ze lachte.")
    take_back(cast.anna, told)
    with acting_as(cast.anna):
        assert not Entry.objects.seen_by(cast.anna).filter(pk__in=[told.pk, added.pk]).exists()


def test_better_words_stand_beside_the_first_for_the_same_readers(cast, settings):
    settings.RECALL_MINUTES = 0
    entry = log_contact(
        cast.anna, cast.noor, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line=LINE
    ).entry
    correct(cast.anna, entry, words="Noor las vandaag voor.")
    with acting_as(cast.samira):
        _entry, line = find_entry(cast.samira, entry.pk)
        asked = {ask.subject: ask.words for ask in open_asks(cast.samira)}
    assert (line.words, [then.words for then in line.before]) == ("Noor las vandaag voor.", [LINE])
    assert asked[entry.pk] == "Noor las vandaag voor."
    assert "Noor las vandaag voor." in words_read_by(cast.samira, cast.noor)
    assert len([w for w in words_read_by(cast.anna, cast.noor) if "voor" in w]) == 1


def test_only_who_wrote_it_corrects_it(cast, settings):
    settings.RECALL_MINUTES = 0
    note = keep_note(
        cast.anna, cast.noor, entry_id=cast.new_id(), words="Overleg met Kees.", where=Where.TEAM
    )
    with pytest.raises(PermissionDenied):
        correct(cast.kees, note, words="Iets anders.")


@pytest.mark.parametrize(
    "changed",
    [{"audience": "circle"}, {"topic": "learning"}, {"author_id": None}, {"hidden_from": []}],
)
def test_a_correction_reaches_no_other_readers_also_not_past_the_house(cast, settings, changed):
    settings.RECALL_MINUTES = 0
    note = keep_note(
        cast.anna, cast.noor, entry_id=cast.new_id(), words="Overleg met Kees.", where=Where.TEAM
    )
    if "author_id" in changed:
        changed = {"author_id": cast.kees.person_id}
    actor = cast.kees if "author_id" in changed else cast.anna
    if "hidden_from" in changed:
        changed = {"hidden_from": [cast.kees.person_id]}
    facts = {
        "circle_id": cast.noor.pk,
        "author_id": note.author_id,
        "at": note.at,
        "topic": note.topic,
        "audience": note.audience,
        "side": note.side,
        **changed,
    }
    better = Entry(kind="correction", words="Anders.", corrects=note, **facts)
    with pytest.raises(Exception, match="row-level security"), acting_as(actor):
        better.save(force_insert=True)


def test_an_answer_has_the_readers_of_what_it_answers(cast, settings):
    settings.RECALL_MINUTES = 0
    note = keep_note(
        cast.anna, cast.noor, entry_id=cast.new_id(), words="Wat denk jij?", where=Where.TEAM
    )
    answer = answer_contact(cast.kees, note, entry_id=cast.new_id(), words="Bel eerst thuis.")
    assert answer.audience == "school"
    with acting_as(cast.samira):
        assert not Entry.objects.seen_by(cast.samira).filter(pk__in=[note.pk, answer.pk]).exists()


def test_a_reminder_is_read_by_nobody_else_and_thrown_away_by_its_writer_at_any_time(cast):
    note = keep_note(
        cast.anna, cast.noor, entry_id=cast.new_id(), words="Vraag naar zwemles.", where="own"
    )
    for other in (cast.kees, cast.samira, cast.fatma):
        assert "Vraag naar zwemles." not in words_read_by(later(other), cast.noor)
    take_back(later(cast.anna, 600), note)
    assert "Vraag naar zwemles." not in words_read_by(cast.anna, cast.noor)


def corrected(cast, settings):
    settings.RECALL_MINUTES = 0
    entry = log_contact(
        cast.anna, cast.noor, entry_id=cast.new_id(), how=How.DOOR, tone=Tone.GOOD, line=LINE
    ).entry
    settings.RECALL_MINUTES = 10
    correct(cast.anna, entry, words="Noor las vandaag voor.")
    return entry


def reads(actor, entry):
    with acting_as(actor):
        line = find_entry(actor, entry.pk)[1]
    return line.words, [then.words for then in line.before]


def test_a_correction_has_its_own_ten_minutes(cast, settings):
    entry = corrected(cast, settings)
    assert reads(cast.samira, entry) == (LINE, [])
    assert reads(later(cast.samira), entry) == ("Noor las vandaag voor.", [LINE])


def test_until_then_it_gives_way_to_a_better_one(cast, settings):
    entry = corrected(cast, settings)
    correct(cast.anna, entry, words="Noor las voor.")
    assert reads(later(cast.samira), entry) == ("Noor las voor.", [LINE])


def test_the_first_words_again_take_it_back(cast, settings):
    entry = corrected(cast, settings)
    correct(cast.anna, entry, words=LINE)
    assert reads(later(cast.samira), entry) == (LINE, [])


def test_a_correction_that_was_read_stays_beside_the_next(cast, settings):
    entry = corrected(cast, settings)
    correct(later(cast.anna), entry, words="Noor las voor.")
    found = ("Noor las voor.", [LINE, "Noor las vandaag voor."])
    assert reads(later(cast.samira, 25), entry) == found
