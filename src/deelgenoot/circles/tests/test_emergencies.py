"""In an emergency a colleague sees whom to call and what is known about health, and goes again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, connection, transaction
from uuid_utils.compat import uuid7

from deelgenoot.access.rows import acting_as, ask_database
from deelgenoot.circles.actions.emergencies import end_look, open_look
from deelgenoot.circles.actions.story import tell_in_circle
from deelgenoot.circles.emergency_rules import (
    opening_alone_is_rare,
    who_looks_stands_apart,
    who_opens_may_do_so,
)
from deelgenoot.circles.models import Ask, Circle, EmergencyLook, Entry
from deelgenoot.circles.queries.around import find_circle, who_is_and_was_here
from deelgenoot.circles.queries.emergencies import (
    find_circle_in_emergency,
    looks_at,
    looks_lately,
    my_looks,
)
from deelgenoot.circles.queries.opening import children_of, find_child, find_working
from deelgenoot.circles.queries.story import health
from deelgenoot.circles.terms import AskKind, Audience, Capacity, EntryKind, Topic
from deelgenoot.circles.tests.in_an_emergency import (
    camp,
    colleague,
    give_child,
    group_of,
    in_database,
    opened,
    row_of,
)
from deelgenoot.contact.models import ContactMoment
from deelgenoot.details.queries import known_of
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.terms import Function
from deelgenoot.people.addresses import Address, Phone
from deelgenoot.people.models import Person
from deelgenoot.people.terms import Side

NEVER = ("samira", "youssef", "fatma_at_home", "joris", "stranger")
HEALTH = "Noor is allergisch voor noten. De pen zit in haar tas."


@pytest.fixture
def ilse(cast):
    """A teacher of another class, who stands on the playground."""
    return colleague(cast, "Ilse")


@pytest.fixture
def told(cast):
    """What stands in Noor's story about health, and what stands there about other things."""
    with acting_as(cast.anna):
        for words, topic, audience in (
            (HEALTH, Topic.HEALTH, Audience.CIRCLE),
            ("De juf oefent met de pen.", Topic.HEALTH, Audience.SCHOOL),
            ("Alleen voor mij.", Topic.HEALTH, Audience.OWN),
            ("Voor veiligheid.", Topic.HEALTH, Audience.SAFETY),
            ("Het gaat thuis niet goed.", Topic.HOME, Audience.CIRCLE),
            ("Noor sloeg een kind.", Topic.BEHAVIOUR, Audience.SCHOOL),
        ):
            tell_in_circle(
                cast.anna, cast.noor, entry_id=uuid7(), kind=EntryKind.CONTACT, words=words,
                topic=topic, audience=audience,
            )  # fmt: skip


# who opens it


@pytest.mark.parametrize("name", ["anna", "fatma", "kees", "ria"])
def test_teacher_coordinator_and_administrator_let_a_colleague_look(cast, ilse, name):
    look, ilse = opened(cast.everyone[name], ilse, cast.noor)
    assert look.until == look.since + timedelta(hours=2)
    with acting_as(ilse):
        assert find_circle_in_emergency(ilse, cast.noor.pk)[0].pupil.first == "Noor"
        assert [line.child for line in my_looks(ilse)] == ["Noor"]


def test_the_school_leader_lets_a_colleague_look(cast, ilse):
    look, _ = opened(colleague(cast, "Leo", Function.LEADER), ilse, cast.noor)
    assert look


@pytest.mark.parametrize("name", NEVER)
def test_nobody_else_opens_it_or_finds_the_child(cast, ilse, name):
    actor = cast.everyone[name]
    with acting_as(actor), pytest.raises(ObjectDoesNotExist):
        find_child(actor, cast.noor.pk)
    with acting_as(cast.anna):
        child = find_child(cast.anna, cast.noor.pk)
        task = find_working(cast.anna)
    with pytest.raises(PermissionDenied):
        open_look(actor, child, appointment=task, once=uuid7(), reason="x", hours=1)


def test_who_stands_there_opens_it_alone_and_twice_a_week_only(cast, ilse):
    for _ in range(2):
        look, ilse = opened(ilse, ilse, cast.noor)
        assert look.opened_by_id == look.person_id
    with pytest.raises(Refused) as refused:
        opened(ilse, ilse, cast.emre)
    assert refused.value.broken == (opening_alone_is_rare,)
    assert opened(cast.anna, ilse, cast.emre)[0]
    later = ilse.at(ilse.now + timedelta(days=7, seconds=1))
    assert opened(later, later, cast.noor)[0]


@pytest.mark.parametrize(
    "function", [Function.INTERN, Function.ATTENTION_OFFICER, Function.OTHER, Function.CONFIDANT]
)
def test_an_intern_and_others_do_not_open_it_alone(cast, function):
    someone = colleague(cast, "Sam", function)
    with acting_as(someone), pytest.raises(ObjectDoesNotExist):
        find_child(someone, cast.noor.pk)


def test_an_administrator_opens_it_for_others_and_never_alone(cast, ilse):
    with pytest.raises(Refused) as refused:
        opened(cast.ria, cast.ria, cast.noor)
    assert refused.value.broken == (who_opens_may_do_so,)
    assert opened(cast.ria, ilse, cast.noor)[0]


def test_a_colleague_alone_opens_it_for_no_one_else(cast, ilse):
    other = colleague(cast, "Mo")
    with pytest.raises(Refused) as refused:
        opened(ilse, other, cast.noor)
    assert refused.value.broken == (who_opens_may_do_so,)


def test_past_the_deed_the_database_takes_only_what_is_right(cast, ilse):
    """No opener, not the colleague's name, over a day, no reason, another child, a class."""
    group = group_of(cast)
    for opener, other in (
        (ilse, {"person_id": cast.anna.person_id}),
        (ilse, {"group_id": group.pk}),
        (cast.anna, {"until": cast.anna.now + timedelta(hours=25)}),
        (cast.anna, {"reason": " "}),
        (cast.anna, {"reason": ""}),
        (cast.anna, {"pupil_id": cast.emre.pupil_id}),
        (cast.anna, {"opened_by_id": cast.kees.person_id}),
        (cast.anna, {"since": cast.anna.now - timedelta(hours=1)}),
        (cast.anna, {"ended_at": cast.anna.now}),
        *((cast.everyone[name], {}) for name in NEVER),
    ):
        row = row_of(cast, opener, ilse, **other)
        with acting_as(opener), pytest.raises(DatabaseError), transaction.atomic():
            EmergencyLook.objects.create(**row)
    row = row_of(cast, cast.ria, cast.ria)
    with acting_as(cast.ria), pytest.raises(DatabaseError), transaction.atomic():
        EmergencyLook.objects.create(**row)
    for number in range(3):
        row = row_of(cast, ilse, ilse)
        with acting_as(ilse):
            if number < 2:
                EmergencyLook.objects.create(**row)
            else:
                with pytest.raises(DatabaseError), transaction.atomic():
                    EmergencyLook.objects.create(**row)


def test_nobody_lengthens_rewrites_reopens_or_takes_out_a_look(cast, ilse):
    look, _ = opened(cast.anna, ilse, cast.noor)
    tries = [
        "SET until = until + interval '1 hour'",
        "SET reason = 'y'",
        "SET ended_at = now() + interval '9 hours'",
    ]
    for what in tries:
        with acting_as(cast.anna), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"UPDATE circles_emergencylook {what}")
    with acting_as(cast.anna), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("DELETE FROM circles_emergencylook")
    end_look(cast.anna, look)
    with acting_as(cast.anna), connection.cursor() as cursor:
        cursor.execute("UPDATE circles_emergencylook SET ended_at = NULL")
        assert cursor.rowcount == 0


# what one sees


def test_whom_to_call_and_health_and_not_a_word_more(cast, ilse, told):
    _, ilse = opened(cast.anna, ilse, cast.noor)
    with acting_as(ilse):
        words = {line.words for line in health(ilse, cast.noor.pk)}
        assert words == {HEALTH, "De juf oefent met de pen."}
        assert {entry.words for entry in Entry.objects.seen_by(ilse)} == words
        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM circles_entry")
            assert {row[0] for row in cursor.fetchall()} == words
        assert list(ContactMoment.objects.seen_by(ilse)) == []
        adults = {known.person.first: known for known in known_of(ilse, _adults(ilse, cast.noor))}
        assert {name: len(known.phones) for name, known in adults.items()} == {
            "Samira": 1, "Youssef": 1,
        }  # fmt: skip
        assert all(known.address is None and known.mail is None for known in adults.values())
    for table in ("people_address", "people_mailbox", "contact_contactmoment", "circles_ask"):
        assert in_database(ilse, table) == 0, table


def _adults(actor, circle):
    people, _ = who_is_and_was_here(actor, circle)
    return [m.person for m in people if m.capacity in (Capacity.PARENT, Capacity.CARER)]


def test_one_writes_nothing_and_opens_no_ordinary_page(cast, ilse, told):
    _, ilse = opened(cast.anna, ilse, cast.noor)
    with acting_as(ilse), pytest.raises(ObjectDoesNotExist):
        find_circle(ilse, cast.noor.pk)
    with pytest.raises(PermissionDenied):
        tell_in_circle(ilse, cast.noor, entry_id=uuid7(), kind=EntryKind.CONTACT, words="x")


def test_another_number_than_the_safe_one_is_not_shown(cast, ilse):
    with acting_as(cast.ria):
        samira = Person.objects.seen_by(cast.ria).get(first="Samira")
        Phone.objects.create(person=samira, number="+31612345678", kind="mobile", label="werk")
    _, ilse = opened(cast.anna, ilse, cast.noor)
    with acting_as(ilse):
        [known] = known_of(ilse, [samira.pk])
        assert [phone.number for phone in known.phones] == ["+31610000001"]
        assert not Address.objects.seen_by(ilse).exists()


def test_it_ends_by_itself_at_the_very_instant(cast, ilse, told):
    look, ilse = opened(cast.anna, ilse, cast.noor, hours=24)
    for then, sees in ((look.until - timedelta(microseconds=1), 1), (look.until, 0)):
        there = ilse.at(then)
        where = f"id = '{cast.noor.pk}'"
        assert in_database(there, "circles_circle", where) == sees
        assert bool(in_database(there, "circles_entry")) is bool(sees)
        assert bool(in_database(there, "people_phone")) is bool(sees)
        assert in_database(there, "circles_emergencylook") == sees
        with acting_as(there):
            assert Circle.objects.seen_by(there).filter(pk=cast.noor.pk).count() == sees


@pytest.mark.parametrize("name", ["anna", "kees", "ilse"])
def test_at_school_it_is_ended_sooner_in_one_tap(cast, ilse, name):
    look, ilse = opened(cast.ria, ilse, cast.noor)
    who = ilse if name == "ilse" else cast.everyone[name]
    end_look(who.at(cast.ria.now + timedelta(minutes=1)), look)
    later = ilse.at(cast.ria.now + timedelta(minutes=2))
    with acting_as(later), pytest.raises(ObjectDoesNotExist):
        find_circle_in_emergency(later, cast.noor.pk)
    assert in_database(later, "circles_circle", f"id = '{cast.noor.pk}'") == 0


@pytest.mark.parametrize("name", NEVER)
def test_a_family_calls_school_and_strangers_end_nothing(cast, ilse, name):
    look, ilse = opened(cast.anna, ilse, cast.noor)
    actor = cast.everyone[name].at(cast.anna.now)
    with pytest.raises(PermissionDenied):
        end_look(actor, look)
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute("UPDATE circles_emergencylook SET ended_at = deelgenoot_now()")
        assert cursor.rowcount == 0


def test_tapped_twice_is_one_look_and_the_family_hears_it_once(cast, ilse):
    once = uuid7()
    assert opened(cast.anna, ilse, cast.noor, once=once)[0]
    assert opened(cast.anna, ilse, cast.noor, once=once)[0] is None
    samira = cast.samira.at(cast.anna.now)
    with acting_as(samira):
        assert len(looks_at(samira, cast.noor.pk)) == 1
        asks = Ask.objects.seen_by(samira).filter(kind=AskKind.EMERGENCY_LOOK)
        assert asks.count() == 1


def test_what_is_derived_anew_is_what_stands(cast, ilse):
    opened(cast.anna, ilse, cast.noor)
    with acting_as(cast.anna):
        assert ask_database("deelgenoot_renew_memberships", [cast.noor.pk]) == [(0,)]


# a class


def test_for_a_camp_a_colleague_sees_every_child_of_the_class_and_no_other(cast, ilse):
    made = camp(cast, cast.anna, ilse)
    with acting_as(cast.anna):
        children = {child.first for child in children_of(cast.anna, group_of(cast).pk)}
    ilse = ilse.at(cast.anna.now)
    with acting_as(ilse):
        assert {line.child for line in my_looks(ilse)} == children
    assert len(made.looks) == len(children) > 3
    end_look(cast.anna.at(cast.anna.now + timedelta(minutes=1)), made.looks[0])
    later = ilse.at(cast.anna.now + timedelta(minutes=1))
    with acting_as(later):
        assert my_looks(later) == []


def test_a_teacher_opens_no_class_of_another(cast, ilse):
    with pytest.raises(PermissionDenied):
        camp(cast, cast.anna, ilse, "5A")
    with pytest.raises(PermissionDenied):
        camp(cast, ilse, ilse)


# too close


def test_at_work_one_never_looks_at_the_own_child(cast):
    with acting_as(cast.fatma), pytest.raises(ObjectDoesNotExist):
        find_child(cast.fatma, cast.emre.pk)
    with pytest.raises(Refused) as refused:
        opened(cast.anna, cast.fatma, cast.emre)
    assert refused.value.broken == (who_looks_stands_apart,)
    made = camp(cast, cast.kees, cast.fatma)
    assert made.left_out == ("Emre",)


@pytest.mark.parametrize("by", ["account", "name"])
def test_a_colleague_never_looks_at_a_child_of_a_former_partner(cast, by):
    """Bart shares Pim with Marleen; where she has another child, he is kept away there too."""
    first, rest = ("Bart", "de Wit") if by == "name" else ("Bertus", "Wit")
    bart = colleague(cast, first, rest=rest)
    if by == "account":
        with acting_as(cast.ria):
            rows = Person.objects.seen_by(cast.ria).filter(first="Bart", side=Side.FAMILY)
            rows.update(account=bart.account_id)
    pim, willem = cast.circle("Pim"), cast.circle("Willem")
    give_child(cast, willem, "Marleen")
    for circle in (pim, willem):
        with acting_as(bart), pytest.raises(ObjectDoesNotExist):
            find_child(bart, circle.pk)
        with pytest.raises(Refused) as refused:
            opened(cast.anna, bart, circle)
        assert refused.value.broken == (who_looks_stands_apart,)
        row = row_of(cast, cast.anna, bart, circle_id=circle.pk, pupil_id=circle.pupil_id)
        with acting_as(cast.anna), pytest.raises(DatabaseError), transaction.atomic():
            EmergencyLook.objects.create(**row)
    assert set(camp(cast, cast.anna, bart).left_out) == {"Pim", "Willem"}


def test_the_leader_hears_of_all_but_the_own_child(cast, ilse):
    leader = colleague(cast, "Leo", Function.LEADER)
    opened(cast.anna, ilse, cast.noor)
    with acting_as(leader.at(cast.anna.now)):
        assert [line.pupil for line in looks_lately(leader.at(cast.anna.now))] == [
            "Noor El Amrani"
        ]
    assert in_database(leader.at(cast.anna.now), "circles_circle") == 0
