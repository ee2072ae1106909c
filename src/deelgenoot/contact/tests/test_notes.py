"""Notes for the team and for oneself: who reads them, when they go, and when a talk is asked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.contact.actions.telling import keep_note, log_contact
from deelgenoot.contact.tasks import ask_to_talk_at_home, wipe_reminders
from deelgenoot.contact.terms import How, Tone, Where
from tests.cast import Cast


def note(cast, actor, where, words="Zullen we Samira bellen?"):
    return keep_note(actor, cast.noor, entry_id=cast.new_id(), words=words, where=where)


def reads(actor, entry):
    with acting_as(actor):
        return Entry.objects.seen_by(actor).filter(pk=entry.pk).exists()


@pytest.fixture
def night(copy):
    """Let the worker do a task of the night, so many days later."""

    def run(days, task):
        with (
            copy.working_as("jobs"),
            time_machine.travel(timezone.now() + timedelta(days=days), tick=False),
        ):
            task(0)

    with copy.working_as("app"):
        yield run


def talks_asked_of(actor, days):
    later = actor.at(timezone.now() + timedelta(days=days))
    with acting_as(later):
        return [ask.subject for ask in open_asks(later) if ask.kind == "talk_at_home"]


def test_a_note_for_the_team_is_read_by_colleagues_and_by_nobody_at_home(cast):
    entry = note(cast, cast.anna, Where.TEAM)
    assert [reads(actor, entry) for actor in (cast.anna, cast.kees, cast.fatma)] == [True] * 3
    assert [reads(actor, entry) for actor in (cast.samira, cast.youssef)] == [False] * 2


def test_a_note_asks_nothing_of_a_family(cast):
    entry = note(cast, cast.anna, Where.TEAM)
    for parent in (cast.samira, cast.youssef):
        with acting_as(parent):
            assert entry.pk not in [ask.subject for ask in open_asks(parent)]


def test_a_reminder_goes_after_six_weeks_and_a_note_of_the_team_stays(night):
    cast = Cast()
    mine, ours = note(cast, cast.anna, Where.MYSELF), note(cast, cast.anna, Where.TEAM)
    night(41, wipe_reminders)
    assert reads(cast.anna, mine)
    night(43, wipe_reminders)
    assert (reads(cast.anna, mine), reads(cast.anna, ours)) == (False, True)


def test_the_coordinator_is_asked_once_when_nobody_spoke_with_the_parents(night):
    cast = Cast()
    entry = note(cast, cast.anna, Where.TEAM)
    night(3, ask_to_talk_at_home)
    assert talks_asked_of(cast.kees, 3) == []
    night(60, ask_to_talk_at_home)
    night(61, ask_to_talk_at_home)
    assert talks_asked_of(cast.kees, 62) == [entry.pk]
    assert talks_asked_of(cast.anna, 62) == []


@pytest.mark.parametrize("before", [True, False])
def test_after_a_talk_with_the_parents_nobody_is_asked(night, before):
    cast = Cast()
    if before:
        note(cast, cast.anna, Where.TEAM)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        anna = cast.anna.at(timezone.now())
        told = {"how": How.PHONE, "tone": Tone.EVERYDAY, "line": "Samira gebeld."}
        log_contact(anna, cast.noor, entry_id=cast.new_id(), **told)
        if not before:
            later = cast.anna.at(timezone.now() + timedelta(hours=1))
            entry = note(cast, later, Where.TEAM)
    night(60, ask_to_talk_at_home)
    asked = talks_asked_of(cast.kees, 61)
    assert asked == ([] if before else [entry.pk])


def test_difficult_news_is_come_back_to_after_two_school_days(cast):
    friday = timezone.now().replace(year=2026, month=12, day=4, hour=14)
    anna = cast.anna.at(friday)
    told = {"how": How.PHONE, "tone": Tone.DIFFICULT, "line": "Verteld dat Noor blijft zitten."}
    entry = log_contact(anna, cast.noor, entry_id=cast.new_id(), **told).entry
    assert f"{entry.comes_back_on:%a %d}" == "Tue 08"
    with acting_as(anna):
        asks = {ask.subject: (ask.kind, ask.due) for ask in open_asks(anna)}
    assert asks[entry.pk] == ("come_back", entry.comes_back_on)


def after_difficult_news(cast, day):
    told = {"how": How.PHONE, "tone": Tone.DIFFICULT, "line": "Verteld dat Noor blijft zitten."}
    moment = log_contact(cast.anna.at(day), cast.noor, entry_id=cast.new_id(), **told)
    return f"{moment.entry.comes_back_on:%a %d %m}"


def test_one_comes_back_to_difficult_news_after_the_holiday(cast):
    friday = timezone.now().replace(year=2026, month=12, day=18, hour=14)
    assert after_difficult_news(cast, friday) == "Tue 05 01"


@pytest.mark.parametrize(("region", "asked"), [("midden", True), ("zuid", False)])
def test_a_talk_at_home_is_not_asked_for_in_the_holiday_of_that_school(copy, region, asked):
    copy.change("UPDATE organisations_school SET region = %s", region)
    copy.change("UPDATE circles_membership SET since = '2026-09-01'")
    friday, wednesday = datetime(2027, 2, 12, 12, tzinfo=UTC), datetime(2027, 2, 24, 4, tzinfo=UTC)
    with time_machine.travel(friday, tick=False), copy.working_as("app"):
        cast = Cast()
        entry = note(cast, cast.anna.at(friday), Where.TEAM)
    with time_machine.travel(wednesday, tick=False), copy.working_as("jobs"):
        ask_to_talk_at_home(0)
    made = copy.rows("SELECT kind FROM circles_ask WHERE subject = %s", entry.pk)
    assert made == ([("talk_at_home",)] if asked else [])
