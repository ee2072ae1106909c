"""Nobody brings in what they have not seen, half a file, another school's file, or for another."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from psycopg.errors import UniqueViolation

from deelgenoot.access.machine_tasks import CLEARING
from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.exchange.actions import importing
from deelgenoot.exchange.actions.deliveries import ask_to_bring_in, bring_in, drop_file
from deelgenoot.exchange.actions.undoing import ask_to_take_back
from deelgenoot.exchange.edexml.reader import read_file
from deelgenoot.exchange.edexml.tests.made_files import SAMPLES
from deelgenoot.exchange.models import Delivery, DeliveryLine
from deelgenoot.exchange.queries import find_delivery, stage_of
from deelgenoot.exchange.tasks import bring_in_file, clear_files
from deelgenoot.exchange.terms import Stage
from deelgenoot.exchange.tests.dropping import (
    KIM,
    NEXT_YEAR,
    ON_ITS_DAY,
    THIS_YEAR,
    answer,
    as_ria,
    drop,
    lines,
    look,
    ria,
    say_yes,
)
from deelgenoot.kernel.actor import machine
from deelgenoot.kernel.rules import Refused
from tests.cast import Cast

OTHERS = ("anna", "kees", "samira", "joris", "stranger", "fatma_at_home")
QUIET = ("audit_%", "procrastinate_%", "django_%", "access_cache", "exchange_%")
BSN = "123456782"


def rules_broken(refused):
    return {rule.id for rule in refused.value.broken}


@pytest.fixture
def half(tmp_path):
    """A file with only the little ones in it."""
    told = NEXT_YEAR.read_text()
    start, end = told.index('<leerling key="RB-5A-02"'), told.index('<leerling key="RB-N-01"')
    path = tmp_path / "half.xml"
    path.write_text(told[:start] + told[end:])
    return path


@pytest.mark.parametrize("who", OTHERS)
def test_who_is_no_administrator_here_drops_nothing_and_sees_nothing(copy, who):
    dropped, actor = drop(NEXT_YEAR), getattr(Cast(), who)
    with as_ria() as administrator:
        found, school = find_delivery(administrator, dropped), my_school(administrator)
    with pytest.raises(PermissionDenied):
        drop_file(actor, school, file=read_file(NEXT_YEAR, today=ON_ITS_DAY))
    for deed, more in (
        (ask_to_bring_in, {"seen": found.seen, "agreed": None}),
        (bring_in, {}),
        (ask_to_take_back, {}),
    ):
        with pytest.raises(PermissionDenied):
            deed(actor, found, **more)
    with acting_as(actor):
        with pytest.raises(ObjectDoesNotExist):
            find_delivery(actor, dropped)
        assert not Delivery._base_manager.exists()  # past the policy, straight at the table
        assert not DeliveryLine._base_manager.exists()


def test_the_file_of_another_school_is_refused_and_nothing_is_said_of_that_school(copy, tmp_path):
    unknown = tmp_path / "unknown.xml"
    unknown.write_text(THIS_YEAR.read_text().replace("99AB", "98ZZ"))
    said = []
    for path in (SAMPLES / "zonnebloem.xml", unknown):
        with pytest.raises(Refused) as refused:
            drop(path)
        said.append(rules_broken(refused))
    assert said == [{"file-of-this-school"}] * 2
    assert copy.rows("SELECT 1 FROM exchange_delivery") == []


def test_no_citizen_number_of_the_file_is_kept_anywhere(copy, tmp_path):
    path = tmp_path / "numbers.xml"
    told = NEXT_YEAR.read_text().replace("<geslacht>", f"<bsn>{BSN}</bsn><geslacht>", 1)
    path.write_text(told)
    dropped = drop(path)
    assert look(dropped).passed_over["bsn"] == 1
    held = [
        name for name, rows in copy.everything(but=()).items() if any(BSN in r for (r,) in rows)
    ]
    assert held == []


def test_half_a_file_is_brought_in_only_when_someone_typed_how_many_leave(copy, half):
    before = copy.everything(QUIET)
    dropped = drop(half)
    leaves = look(dropped).counts["leaves"]
    assert leaves == 40
    for typed in (None, 3):
        with pytest.raises(Refused) as refused:
            say_yes(dropped, agreed=typed)
        assert rules_broken(refused) == {"many-leave-only-when-counted"}
    assert copy.everything(QUIET) == before
    assert say_yes(dropped, agreed=leaves).done_at


def test_an_open_question_stops_the_deed(copy):
    dropped = drop(NEXT_YEAR)
    with pytest.raises(Refused) as refused:
        say_yes(dropped)
    assert rules_broken(refused) == {"who-is-who-is-answered"}


def test_two_in_the_file_are_never_both_the_same_child_here(copy):
    dropped = drop(NEXT_YEAR)
    answer(dropped, {**KIM, "RB-N-01": "RB-5B-03"})
    assert look(dropped).counts["question"] == 1
    assert look(dropped).answers == {}


def test_a_second_tap_and_a_second_job_do_it_once(copy):
    dropped = drop(NEXT_YEAR)
    answer(dropped, KIM)
    say_yes(dropped, work=False)
    say_yes(dropped, work=False)
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'exchange.bring_in'"
    assert copy.rows(waiting) == [(1,)]
    bring_in_file(str(dropped), str(ria().person_id))
    after = copy.everything(QUIET)
    bring_in_file(str(dropped), str(ria().person_id))
    assert copy.everything(QUIET) == after
    done = "SELECT count(*) FROM audit_line WHERE did = 'bring_in' AND object = %s"
    assert copy.rows(done, dropped) != [(0,)]


def test_what_changed_since_it_was_looked_at_is_shown_anew_and_nothing_is_done(copy):
    dropped = drop(NEXT_YEAR)
    answer(dropped, KIM)
    say_yes(dropped, work=False)
    assert copy.change("UPDATE people_person SET rest = 'de Wit-Bos' WHERE first = 'Pim'")
    before = copy.everything(QUIET)
    bring_in_file(str(dropped), str(ria().person_id))
    found = look(dropped)
    assert (found.done_at, found.asked_at, found.changed) == (None, None, True)
    assert copy.everything(QUIET) == before
    assert ("Pim de Wit-Bos", "Pim de Wit-Bos", "Pim de Wit") in lines(dropped, "corrected")
    assert say_yes(dropped).done_at


def test_of_two_files_at_once_the_second_is_shown_anew(copy):
    first, second = drop(NEXT_YEAR), drop(NEXT_YEAR)
    for dropped in (first, second):
        answer(dropped, KIM)
        say_yes(dropped, work=False)
    for dropped in (first, second):
        bring_in_file(str(dropped), str(ria().person_id))
    assert look(first).done_at
    assert (look(second).done_at, look(second).changed) == (None, True)


def test_a_worker_that_dies_leaves_nothing_half_and_one_can_say_yes_again(copy, monkeypatch):
    dropped = drop(NEXT_YEAR)
    answer(dropped, KIM)
    before = copy.everything(QUIET)
    with monkeypatch.context() as broken:
        broken.setattr(importing, "renew_memberships_at", dies)
        with pytest.raises(UniqueViolation):
            say_yes(dropped)
    assert copy.everything(QUIET) == before
    found = look(dropped)
    assert stage_of(found, ria().now) is Stage.WORKING
    assert stage_of(found, ria().now + timedelta(minutes=11)) is Stage.STUCK
    copy.change("DELETE FROM procrastinate_jobs WHERE task_name = 'exchange.bring_in'")
    copy.change("UPDATE exchange_delivery SET asked_at = asked_at - interval '11 minutes'")
    assert say_yes(dropped).done_at


def dies(*given):
    raise UniqueViolation("killed")


def test_who_is_no_longer_an_administrator_at_the_deed_does_nothing(copy):
    dropped = drop(NEXT_YEAR)
    answer(dropped, KIM)
    who = ria().person_id
    say_yes(dropped, work=False)
    assert copy.change(
        "UPDATE organisations_appointment SET until = now() WHERE function = 'administrator'"
        " AND person_id = %s",
        who,
    )
    before = copy.everything(QUIET)
    bring_in_file(str(dropped), str(who))
    assert copy.everything(QUIET) == before
    assert copy.rows("SELECT done_at FROM exchange_delivery") == [(None,)]


def test_nobody_gives_themselves_a_task_by_way_of_the_file(copy, tmp_path):
    told = NEXT_YEAR.read_text()
    herself = told.replace("<roepnaam>Kees</roepnaam>", "<roepnaam>Ria</roepnaam>")
    herself = herself.replace("<achternaam>Visser</achternaam>", "<achternaam>Vos</achternaam>")
    path = tmp_path / "herself.xml"
    path.write_text(herself.replace('key="LK-KEES"', 'key="LK-RIA"'))
    dropped = drop(path)
    with as_ria() as actor:
        rows = DeliveryLine.objects.seen_by(actor).filter(delivery=dropped, kind="question")
        asked = {line.key: line.told[0]["key"] for line in rows}
    assert "LK-RIA" in asked
    answer(dropped, {**asked, **KIM})
    assert [name for name, *_ in lines(dropped, "own")] == ["Ria"]
    say_yes(dropped)
    mine = "SELECT function FROM organisations_appointment WHERE person_id = %s AND until IS NULL"
    assert copy.rows(mine, ria().person_id) == [("administrator",)]


def test_a_file_nobody_said_yes_to_is_gone_after_a_day(copy):
    dropped = drop(NEXT_YEAR)
    clear_files(0)
    assert look(dropped).wiped_at is None
    copy.change("UPDATE exchange_delivery SET at = at - interval '25 hours'")
    clear_files(0)
    found = look(dropped)
    assert stage_of(found, ria().now) is Stage.WIPED
    assert copy.rows("SELECT 1 FROM exchange_deliveryline") == []
    assert copy.rows("SELECT content, footprint, answers FROM exchange_delivery") == [
        (None, None, {})
    ]


def test_after_the_deed_what_was_read_is_gone_at_once(copy):
    dropped = drop(NEXT_YEAR)
    answer(dropped, KIM)
    say_yes(dropped)
    assert copy.rows("SELECT content FROM exchange_delivery") == [(None,)]


def test_the_clearing_task_sees_files_and_nothing_else_does_without_someone(copy):
    drop(NEXT_YEAR)
    with copy.open("jobs") as jobs:
        assert jobs.execute("SELECT count(*) FROM exchange_delivery").fetchone() == (0,)
    actor = machine(CLEARING, now=ria().now)
    with acting_as(actor):
        assert Delivery.objects.seen_by(actor).count() == 1
