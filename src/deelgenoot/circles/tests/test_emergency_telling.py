"""Whom a look in an emergency concerns hears it the same day, and reads it afterwards too."""

from datetime import timedelta

import pytest
from django.db import connection
from uuid_utils.compat import uuid7

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.emergencies import end_look
from deelgenoot.circles.models import Ask
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.queries.emergencies import looks_at, looks_lately, not_come_in
from deelgenoot.circles.terms import AskKind
from deelgenoot.circles.tests.in_an_emergency import (
    Heard,
    camp,
    colleague,
    group_of,
    in_database,
    opened,
)
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import CourtLimit, Person

WHY = "Van het klimrek gevallen."


@pytest.fixture
def ilse(cast):
    return colleague(cast, "Ilse")


@pytest.fixture
def leo(cast):
    return colleague(cast, "Leo", Function.LEADER)


@pytest.fixture
def written(db):
    """What is written into tables that the web itself cannot read: the outbox and the book."""
    heard = Heard()
    with connection.execute_wrapper(heard):
        yield heard


@pytest.fixture
def letters(written):
    """Every message that went out."""
    return written.letters


def asked(actor, now):
    actor = actor.at(now)
    with acting_as(actor):
        return {line.kind: line for line in open_asks(actor, limit=30)}


def test_both_homes_read_on_vandaag_who_until_when_and_why(cast, ilse):
    look, _ = opened(cast.anna, ilse, cast.noor, reason=WHY)
    for name in ("samira", "youssef"):
        line = asked(cast.everyone[name], look.since)[AskKind.EMERGENCY_LOOK]
        assert line.subject == look.pk
        assert line.looked["reason"] == WHY
        assert line.looked["first"] == "Ilse"
    assert AskKind.EMERGENCY_LOOK not in asked(cast.fatma_at_home, look.since)


def test_each_home_gets_a_message_that_says_nothing(cast, ilse, letters):
    look, _ = opened(cast.anna, ilse, cast.noor, reason=WHY)
    homes = set(cast.samira.persons) | set(cast.youssef.persons)
    assert {letter["person_id"] for letter in letters} == homes
    for letter in letters:
        for part in ("subject", "body", "short", "step"):
            assert not {"Ilse", WHY, "Noor"} & set(letter[part].split())
    assert look


def test_who_opens_it_alone_is_heard_of_by_coordinator_and_leader_at_once(
    cast, ilse, leo, letters
):
    look, _ = opened(ilse, ilse, cast.noor)
    kees = asked(cast.kees, look.since)
    assert AskKind.EMERGENCY_HEARD in kees
    assert AskKind.EMERGENCY_HEARD in asked(cast.anna, look.since)
    assert {cast.kees.person_id, leo.person_id} <= {letter["person_id"] for letter in letters}
    leo = leo.at(look.since)
    with acting_as(leo):
        assert [(line.name, line.alone) for line in looks_lately(leo)] == [("Ilse Bakker", True)]


def test_opened_by_the_teacher_the_coordinator_gets_no_message(cast, ilse, leo, letters):
    look, _ = opened(cast.anna, ilse, cast.noor)
    told = {letter["person_id"] for letter in letters}
    assert not told & {cast.kees.person_id, leo.person_id, cast.anna.person_id}
    assert AskKind.EMERGENCY_HEARD not in asked(cast.kees, look.since)
    assert AskKind.EMERGENCY_HEARD in asked(cast.fatma, look.since)


def test_the_third_time_in_a_week_they_hear_it_whoever_opened_it(cast, ilse, leo, letters):
    for _ in range(3):
        opened(cast.anna, ilse, cast.noor)
    told = [letter["person_id"] for letter in letters]
    assert told.count(leo.person_id) == 1
    assert told.count(cast.kees.person_id) == 1


def test_who_has_no_account_is_told_by_the_contact_person_today(cast, ilse):
    pim = cast.circle("Pim")
    look, _ = opened(cast.kees, ilse, pim, reason=WHY)
    line = asked(cast.anna, look.since)[AskKind.TELL_EMERGENCY]
    assert line.looked["reason"] == WHY
    anna = cast.anna.at(look.since)
    with acting_as(anna):
        assert not_come_in(anna, [pim.pk]) == {pim.pk: ["Marleen de Wit"]}


def test_who_has_not_shown_who_they_are_is_told_too(cast, ilse):
    with acting_as(cast.ria):
        rows = Person.objects.seen_by(cast.ria).filter(pk__in=cast.youssef.persons)
        rows.update(proven_at=None)
    look, _ = opened(cast.kees, ilse, cast.noor)
    assert AskKind.TELL_EMERGENCY in asked(cast.anna, look.since)
    anna = cast.anna.at(look.since)
    with acting_as(anna):
        assert not_come_in(anna, [cast.noor.pk]) == {cast.noor.pk: ["Youssef El Amrani"]}


def test_for_a_camp_a_teacher_is_asked_once_and_each_family_hears_it(cast, ilse, letters):
    camp(cast, cast.ria, ilse)
    anna = cast.anna.at(cast.ria.now)
    with acting_as(anna):
        kinds = [line.kind for line in open_asks(anna, limit=40)]
    assert kinds.count(AskKind.TELL_EMERGENCY) == 1
    assert kinds.count(AskKind.EMERGENCY_HEARD) == 0
    persons = [letter["person_id"] for letter in letters]
    assert len(persons) == len(set(persons)) >= 3


def test_it_stays_readable_for_the_family_long_after(cast, ilse):
    look, _ = opened(cast.anna, ilse, cast.noor, reason=WHY)
    end_look(cast.anna.at(look.since + timedelta(minutes=5)), look)
    later = cast.samira.at(look.since + timedelta(days=200))
    with acting_as(later):
        [line] = looks_at(later, cast.noor.pk)
    assert (line.name, line.reason, line.runs) == ("Ilse Bakker", WHY, False)
    assert line.until == look.since + timedelta(minutes=5)


@pytest.mark.parametrize("name", ["joris", "stranger", "fatma_at_home", "ria", "ilse"])
def test_others_read_nothing_of_it(cast, ilse, name):
    """Not another family, another school, the papers, nor who looked once it is over."""
    look, _ = opened(cast.anna, ilse, cast.noor)
    actor = (ilse if name == "ilse" else cast.everyone[name]).at(look.until)
    with acting_as(actor):
        assert looks_at(actor, cast.noor.pk) == []
    assert in_database(actor, "circles_emergencylook") == 0


def test_a_parent_a_court_keeps_away_reads_nothing_not_even_afterwards(cast, ilse):
    now = cast.ria.now
    with acting_as(cast.ria):
        CourtLimit.objects.create(
            child_id=cast.noor.pupil_id, adult_id=cast.youssef.person_id, kind="no_contact",
            decision="x", since=now - timedelta(hours=1), until=now + timedelta(days=1),
            noted_by=cast.ria.person_id,
        )  # fmt: skip
    opened(cast.anna, ilse, cast.noor)
    for days in (0, 2):
        then = cast.youssef.at(cast.anna.now + timedelta(days=days))
        assert in_database(then, "circles_emergencylook") == 0
        with acting_as(then):
            assert looks_at(then, cast.noor.pk) == []
            kinds = Ask.objects.seen_by(then).values_list("kind", flat=True)
            assert AskKind.EMERGENCY_LOOK not in kinds
    assert in_database(cast.samira.at(cast.anna.now), "circles_emergencylook") == 1


# pages


def nood(circle):
    return f"/nood/kind/{circle.pk}/"


def form_of(**more):
    return {"once": str(uuid7()), "reason": WHY, "hours": "2", **more}


def test_a_parent_reads_it_on_the_page_of_the_circle(cast, ilse, signed_in_as):
    opened(cast.anna, ilse, cast.noor, reason=WHY)
    page = signed_in_as("samira").get(f"/kring/{cast.noor.pk}/").content.decode()
    assert WHY in page.partition("<main")[2]
    assert "Ilse Bakker" in page
    assert WHY in signed_in_as("samira").get("/").content.decode()


def test_without_a_reason_nothing_is_opened_and_nothing_is_lost(cast, signed_in_as):
    page = signed_in_as("kees").post(nood(cast.noor), form_of(reason="  ", myself="1"))
    assert page.status_code == 200
    assert in_database(cast.samira, "circles_emergencylook") == 0
    nobody = signed_in_as("kees").post(nood(cast.noor), form_of())
    assert WHY in nobody.content.decode()


def test_who_stands_there_goes_to_whom_to_call_at_once(cast, signed_in_as, client):
    kees = signed_in_as("kees")
    answer = kees.post(nood(cast.noor), form_of(myself="1"))
    assert answer.status_code == 302
    page = kees.get(answer.url).content.decode()
    assert "tel:+31610000001" in page
    assert "Lindehof" not in page


def test_an_administrator_is_told_in_words_that_someone_else_opens_it(cast, signed_in_as):
    page = signed_in_as("ria").post(nood(cast.noor), form_of(myself="1"))
    assert page.status_code == 200
    assert in_database(cast.samira, "circles_emergencylook") == 0


@pytest.mark.parametrize("name", ["samira", "joris"])
def test_for_family_and_another_school_these_pages_do_not_exist(cast, signed_in_as, name):
    client = signed_in_as(name)
    look = f"/kring/{cast.noor.pk}/nood/"
    for path in (nood(cast.noor), f"/nood/klas/{group_of(cast).pk}/", look):
        assert client.get(path).status_code == 404, path
    assert signed_in_as("samira").get("/nood/").status_code == 404


def test_nonsense_and_strange_ids_are_told_or_do_not_exist(cast, signed_in_as):
    kees = signed_in_as("kees")
    assert kees.get(nood(cast.noor).replace(str(cast.noor.pk), str(uuid7()))).status_code == 404
    assert kees.post(nood(cast.noor), form_of(who=str(uuid7()))).status_code == 404
    assert kees.post("/nood/", {"ends": str(uuid7())}).status_code == 404
    assert kees.post(nood(cast.noor), form_of(who="x", hours="99")).status_code == 200


def test_a_look_stands_in_the_audit_book_as_made_in_an_emergency(cast, signed_in_as, written):
    kees = signed_in_as("kees")
    kees.get(kees.post(nood(cast.noor), form_of(myself="1")).url)
    assert {("open_emergency_look", "emergency"), ("look", "emergency")} <= written.lines
