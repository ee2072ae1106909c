"""Reads that are written out once: filled in for another actor they give that actor's rows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deelgenoot.access.rows import acting_as
from deelgenoot.access.written import NotWrittenOnce, written_once
from deelgenoot.circles.models import Circle
from deelgenoot.config import settings as in_earnest
from deelgenoot.organisations.policy import administered_schools


@written_once
def circles(actor, *, but=()):
    """The circles someone is in."""
    return Circle.objects.seen_by(actor).exclude(pk__in=but).values_list("id", flat=True)


def asked(read, actor, **given):
    with acting_as(actor):
        return set(read(actor, **given))


def test_the_next_actor_of_the_same_kind_gets_the_own_rows(cast):
    assert asked(circles, cast.samira) != asked(circles, cast.kees)
    for actor in (cast.samira, cast.kees, cast.samira, cast.anna, cast.samira):
        with acting_as(actor):
            fresh = set(circles.build(actor).all())
        assert asked(circles, actor) == fresh
    assert len(circles.kinds) >= 2


def test_a_read_is_written_out_once(cast, settings):
    asked(circles, cast.samira)
    settings.CHECK_WRITTEN_READS = False
    count = len(circles.kinds)
    later = cast.samira.at(cast.samira.now + timedelta(seconds=1))
    with CaptureQueriesContext(connection) as said:
        asked(circles, later)
    assert len(circles.kinds) == count
    assert any(f"{later.now:%H:%M:%S.%f}" in query["sql"] for query in said)


def test_more_values_make_another_kind(cast):
    every = asked(circles, cast.anna)
    for count in (1, 2):
        left_out = tuple(sorted(every)[:count])
        assert asked(circles, cast.anna, but=left_out) == every - set(left_out)


def test_who_is_nobody_gets_nothing(cast):
    assert asked(circles, replace(cast.samira, persons=())) == set()


def test_a_moment_made_out_of_the_actors_is_refused(cast):
    @written_once
    def lately(actor):
        return Circle.objects.seen_by(actor).filter(opened_at__gt=actor.now + timedelta(days=1))

    with pytest.raises(NotWrittenOnce):
        asked(lately, cast.samira)


def test_asking_the_database_while_writing_out_is_refused(cast):
    @written_once
    def kept(actor):
        return Circle.objects.seen_by(actor).filter(school__in=list(administered_schools(actor)))

    with pytest.raises(NotWrittenOnce):
        asked(kept, cast.samira)


def test_a_read_that_hangs_on_more_than_the_kind_of_actor_is_told_by_the_tests(cast):
    samira, kees = cast.samira, cast.kees

    @written_once
    def by_name(actor):
        rows = Circle.objects.seen_by(actor)
        return rows if actor.name == samira.name else rows.filter(pupil__first=actor.name)

    with pytest.raises(NotWrittenOnce):
        [asked(by_name, actor) for actor in (kees, samira)]


def test_what_was_compared_is_compared_anew_only_for_someone_else_or_at_another_hour(cast):
    built = []

    @written_once
    def mine(actor, *, since):
        built.append(actor.name)
        return Circle.objects.seen_by(actor).filter(opened_at__gt=since)

    samira, youssef, hour = cast.samira, cast.youssef, timedelta(hours=1)
    first = samira.now.replace(minute=10)
    at_first = samira.at(first)
    for actor, since in (
        (at_first, first - hour),
        (at_first.at(first + timedelta(seconds=1)), first - hour),
        (at_first.at(first + hour), first - hour),
        (at_first, first - 2 * hour),
        (youssef.at(first), first - hour),
    ):
        asked(mine, actor, since=since)
    compared = built.count(samira.name), built.count(youssef.name)
    assert compared == (3, 1)


def test_only_the_tests_write_everything_out_twice():
    assert in_earnest.CHECK_WRITTEN_READS is False
