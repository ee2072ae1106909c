"""The story of a circle, what is asked of whom, and who may say something."""

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.story import finish_ask, tell_in_circle
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.around import find_circle, members, my_circles
from deelgenoot.circles.queries.asks import find_ask, open_asks
from deelgenoot.circles.queries.story import find_entry, latest_entries, story
from deelgenoot.circles.queries.whom_to_call import contact_person, contact_persons
from deelgenoot.circles.terms import Audience, EntryKind, Side

INSIDE = ("anna", "fatma", "kees", "samira", "youssef")
OUTSIDE = ("fatma_at_home", "ria", "joris", "ellen", "hassan", "stranger")


def tell(cast, actor, circle, words="Noor leest graag.", **more):
    return tell_in_circle(
        actor, circle, entry_id=cast.new_id(), kind=EntryKind.CONTACT, words=words, **more
    )


@pytest.mark.parametrize("name", INSIDE)
def test_who_is_in_the_circle_reads_and_tells(cast, name):
    actor = cast.everyone[name]
    entry = tell(cast, actor, cast.noor)
    side = Side.SCHOOL if name in ("anna", "fatma", "kees") else Side.HOME
    assert entry.side == side
    with acting_as(actor):
        assert find_circle(actor, cast.noor.pk)
        lines = story(actor, cast.noor).lines
        assert lines[0].words == "Noor leest graag."
        assert lines[0].mine


@pytest.mark.parametrize("name", OUTSIDE)
def test_who_is_not_in_it_finds_and_tells_nothing(cast, name):
    actor, circle = cast.everyone[name], cast.noor
    entry = tell(cast, cast.anna, circle)
    with pytest.raises(PermissionDenied):
        tell(cast, actor, circle)
    with acting_as(actor):
        with pytest.raises(ObjectDoesNotExist):
            find_circle(actor, circle.pk)
        with pytest.raises(ObjectDoesNotExist):
            find_entry(actor, entry.pk)
        assert story(actor, circle).lines == []
        assert members(actor, circle) == []
        assert latest_entries(actor, [circle.pk], since=circle.opened_at, but=set()) == []
        assert contact_persons(actor, [circle.pk]) == {}


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_database_itself_takes_no_entry_of_who_is_not_in_it(cast, name):
    actor = cast.everyone[name]
    circle = cast.noor
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(actor):
        Entry.objects.create(
            circle=circle,
            author_id=actor.person_id,
            at=actor.now,
            topic="wellbeing",
            side="home",
            kind="contact",
            words="ingebroken",
        )


def test_nobody_signs_as_another(cast):
    circle = cast.noor
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(cast.samira):
        Entry.objects.create(
            circle=circle,
            author_id=cast.youssef.person_id,
            at=cast.samira.now,
            topic="wellbeing",
            side="home",
            kind="contact",
            words="namens Youssef",
        )


def test_a_mother_at_work_is_not_in_the_circle_of_her_own_child(cast):
    emre = cast.emre
    with acting_as(cast.fatma):
        assert emre.pk not in {circle.id for circle in my_circles(cast.fatma, limit=100)}
        assert cast.noor.pk in {circle.id for circle in my_circles(cast.fatma, limit=100)}
    with pytest.raises(PermissionDenied):
        tell(cast, cast.fatma, emre)
    with acting_as(cast.fatma_at_home):
        assert [circle.id for circle in my_circles(cast.fatma_at_home)] == [emre.pk]


def test_what_is_only_mine_or_for_the_school_is_read_by_no_one_else(cast):
    own = tell(cast, cast.samira, cast.noor, "alleen ik", audience=Audience.OWN)
    team = tell(cast, cast.anna, cast.noor, "alleen school", audience=Audience.SCHOOL)
    expected = {"samira": {own.pk}, "youssef": set(), "anna": {team.pk}, "kees": {team.pk}}
    for name, seen in expected.items():
        actor = cast.everyone[name]
        with acting_as(actor):
            read = {line.id for line in story(actor, cast.noor).lines}
        assert read & {own.pk, team.pk} == seen, name


def test_the_same_form_sent_twice_is_one_entry(cast):
    circle, same = cast.noor, cast.new_id()
    told = {"entry_id": same, "kind": EntryKind.CONTACT, "words": "Eén keer."}
    tell_in_circle(cast.anna, circle, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        tell_in_circle(cast.anna, circle, **told)


def test_the_story_is_read_a_page_at_a_time_and_nothing_comes_twice(cast):
    written = [tell(cast, cast.anna, cast.emre, f"deel {n}").pk for n in range(7)]
    read, older = [], None
    with acting_as(cast.kees):
        while True:
            page = story(cast.kees, cast.emre, older_than=older, limit=3)
            read += [line.id for line in page.lines]
            if (older := page.older) is None:
                break
    assert len(read) == len(set(read))
    assert set(written) <= set(read)


def test_only_who_is_asked_finishes_what_is_asked(cast):
    with acting_as(cast.samira):
        line = open_asks(cast.samira)[0]
        ask = find_ask(cast.samira, line.id)
    for name in ("youssef", "anna", "kees", "joris", "ellen", "ria", "stranger", "fatma_at_home"):
        other = cast.everyone[name]
        with acting_as(other), pytest.raises(ObjectDoesNotExist):
            find_ask(other, line.id)
        with pytest.raises(PermissionDenied):
            finish_ask(other, ask)
    with acting_as(cast.samira):
        finish_ask(cast.samira, ask)
        assert line.id not in {left.id for left in open_asks(cast.samira)}


def test_whom_to_call_is_the_class_teacher(cast):
    with acting_as(cast.samira):
        person = contact_person(members(cast.samira, cast.noor), cast.samira)
    assert person
    assert person.name in ("Anna de Boer", "Fatma Kaya")
    assert person.days


def test_a_long_story_comes_a_page_at_a_time_within_its_budget(cast, signed_in_as):
    for _ in range(60):
        tell_in_circle(
            cast.anna,
            cast.noor,
            entry_id=cast.new_id(),
            kind=EntryKind.CONTACT,
            words="Noor was trots vandaag. " * 4,
        )
    page = signed_in_as("samira").get(f"/kring/{cast.noor.pk}/").content
    assert page.count(b"<li id=") == 50
    assert b"?ouder-dan=" in page
    assert len(page) <= 60_000


def test_whom_to_call_stands_before_the_story(cast, signed_in_as):
    """On a phone one column follows the order of the page."""
    page = signed_in_as("samira").get(f"/kring/{cast.noor.pk}/").content.decode()
    assert page.count('href="tel:') == 1
    assert page.index('href="tel:') < page.index('id="story"')
