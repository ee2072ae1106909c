"""A substitute comes in two taps, sees only what works today, and is gone by itself tonight."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DatabaseError, connection, transaction
from uuid_utils.compat import uuid7

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.substitutes import end_substitution, let_substitute
from deelgenoot.circles.models import Circle, Entry
from deelgenoot.circles.queries.around import find_circle, members, who_is_and_was_here
from deelgenoot.circles.queries.substitutes import find_appointment
from deelgenoot.circles.terms import Capacity
from deelgenoot.contact.models import ContactMoment
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Appointment, Assignment, Group
from deelgenoot.organisations.rules import nobody_gets_a_task_twice, nobody_gives_themselves_a_task
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import Person
from deelgenoot.people.terms import CustodyKind, Side
from deelgenoot.ui.dates import tonight

MAY = ("anna", "fatma", "kees", "ria")
MAY_NOT = ("samira", "youssef", "fatma_at_home", "joris", "ellen", "hassan", "stranger")


def group_of(cast, name="5B"):
    with acting_as(cast.ria):
        return Group.objects.seen_by(cast.ria).get(name=name)


def at_work(cast, person):
    return Actor(
        account_id=person.account_id,
        persons=(person.pk,),
        hat=Hat.WORK,
        now=cast.ria.now,
        name=person.first,
        organisation_id=cast.ria.organisation_id,
        controller_id=cast.ria.controller_id,
    )


@pytest.fixture
def ilse(cast):
    """A colleague without a class."""
    with acting_as(cast.ria):
        person = Person.objects.create(
            controller_id=cast.ria.controller_id,
            side=Side.WORK,
            first="Ilse",
            rest="Bakker",
            workplace=cast.ria.organisation_id,
            workplace_name="De Regenboog",
        )
        Appointment.objects.create(
            school_id=cast.ria.organisation_id,
            person=person,
            function=Function.TEACHER,
            key=str(uuid7()),
            since=cast.ria.now,
        )
    return at_work(cast, person)


def appointment_of(cast, actor):
    with acting_as(cast.ria):
        rows = Appointment.objects.seen_by(cast.ria).filter(person=actor.person_id)
        return find_appointment(cast.ria, rows.values_list("pk", flat=True)[0])


def stand_in(cast, who, ilse):
    """Let Ilse stand in; gives the task, and Ilse from that moment."""
    made = let_substitute(who, group_of(cast), appointment=appointment_of(cast, ilse))
    return made, ilse.at(made.since)


@pytest.mark.parametrize("name", MAY)
def test_teacher_coordinator_and_administrator_let_someone_stand_in(cast, ilse, name):
    made, ilse = stand_in(cast, cast.everyone[name], ilse)
    assert made.until == tonight(cast.everyone[name].now, hour=18)
    with acting_as(ilse):
        assert find_circle(ilse, cast.noor.pk).pupil.first == "Noor"


@pytest.mark.parametrize("name", MAY_NOT)
def test_nobody_else_lets_someone_stand_in_or_go(cast, ilse, name):
    actor, group = cast.everyone[name], group_of(cast)
    appointment = appointment_of(cast, ilse)
    with pytest.raises(PermissionDenied):
        let_substitute(actor, group, appointment=appointment)
    made, ilse = stand_in(cast, cast.anna, ilse)
    with pytest.raises(PermissionDenied):
        end_substitution(actor, group, assignment=made.pk)


@pytest.mark.parametrize("name", [*MAY_NOT, "anna"])
def test_past_the_policy_the_database_refuses_the_task(cast, ilse, name):
    """Anna gives a task of her own class for a day; anything wider is the administrator's."""
    actor = cast.everyone[name]
    role = "class_teacher" if name == "anna" else "substitute"
    facts = {"appointment": appointment_of(cast, ilse), "group": group_of(cast), "role": role}
    with acting_as(actor), pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.create(**facts, since=actor.now)


def test_nobody_writes_a_task_without_saying_who_acts(cast, ilse, app_role):
    rows = app_role.execute("SELECT id FROM organisations_appointment LIMIT 1").fetchall()
    assert rows
    for table, columns in (
        ("organisations_assignment", "id, appointment_id, group_id, role, since"),
        ("organisations_appointment", "id, person_id, school_id, function, since"),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_role.execute(
                f"INSERT INTO {table} ({columns}) VALUES"
                " (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'teacher', now())"
            )


def test_a_substitute_sees_who_is_there_and_not_one_word(cast, ilse):
    _, ilse = stand_in(cast, cast.anna, ilse)
    with acting_as(ilse):
        assert Circle.objects.seen_by(ilse).filter(pk=cast.noor.pk).exists()
        names = {m.name for m in members(ilse, find_circle(ilse, cast.noor.pk))}
        assert {"Samira El Amrani", "Anna de Boer"} <= names
        for model in (Entry, ContactMoment):
            assert list(model.objects.seen_by(ilse)) == []
        with connection.cursor() as cursor:
            for table in ("circles_entry", "contact_contactmoment", "people_mailbox"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table


def test_it_ends_by_itself_at_the_very_instant(cast, ilse):
    made, ilse = stand_in(cast, cast.anna, ilse)
    before, at = ilse.at(made.until - timedelta(microseconds=1)), ilse.at(made.until)
    for then, sees in ((before, True), (at, False)):
        with acting_as(then):
            assert Circle.objects.seen_by(then).filter(pk=cast.noor.pk).exists() is sees
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM circles_circle WHERE id = %s", [cast.noor.pk])
                assert cursor.fetchone() == (int(sees),)


def test_who_is_enough_goes_sooner(cast, ilse):
    made, ilse = stand_in(cast, cast.anna, ilse)
    end_substitution(cast.kees, group_of(cast), assignment=made.pk)
    later = ilse.at(cast.kees.now)
    with acting_as(later), pytest.raises(ObjectDoesNotExist):
        find_circle(later, cast.noor.pk)
    end_substitution(cast.anna, group_of(cast), assignment=made.pk)  # a second tap does nothing


def test_tapped_twice_is_one_time(cast, ilse):
    first, ilse = stand_in(cast, cast.anna, ilse)
    assert stand_in(cast, cast.kees, ilse)[0].pk == first.pk
    with acting_as(cast.ria):
        rows = Assignment.objects.seen_by(cast.ria).filter(role="substitute")
        assert rows.count() == 1


def test_who_has_the_class_or_asks_for_oneself_is_refused_in_words(cast):
    with pytest.raises(Refused) as refused:
        let_substitute(cast.kees, group_of(cast), appointment=appointment_of(cast, cast.anna))
    assert refused.value.broken == (nobody_gets_a_task_twice,)
    with pytest.raises(Refused) as refused:
        let_substitute(cast.kees, group_of(cast), appointment=appointment_of(cast, cast.kees))
    assert refused.value.broken == (nobody_gives_themselves_a_task,)


def test_at_work_a_substitute_never_reaches_the_own_child(cast, ilse):
    from deelgenoot.circles.actions.people import add_guardian
    from deelgenoot.organisations.models import Enrolment

    with acting_as(cast.ria):
        rows = Enrolment.objects.seen_by(cast.ria).select_related("school")
        noors = rows.get(pupil=cast.noor.pupil_id)
        mother = add_guardian(
            cast.ria, noors, first="Ilse", rest="Bakker", kind=CustodyKind.CUSTODY,
            address="", language="nl", proof="register",
        )  # fmt: skip
        account = cast.joris.account_id
        rows = Person.objects.seen_by(cast.ria)
        rows.filter(pk__in=[mother.pk, ilse.person_id]).update(account=account)
    _, ilse = stand_in(cast, cast.anna, ilse)
    with acting_as(ilse):
        seen = set(Circle.objects.seen_by(ilse).values_list("pupil__first", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM circles_circle WHERE id = %s", [cast.noor.pk])
            assert cursor.fetchone() == (0,)
    assert "Emre" in seen
    assert "Noor" not in seen


def test_the_family_sees_that_someone_stood_in_also_afterwards(cast, ilse):
    made, ilse = stand_in(cast, cast.anna, ilse)
    end_substitution(cast.anna, group_of(cast), assignment=made.pk)
    later = cast.samira.at(cast.anna.now + timedelta(days=3))
    with acting_as(later):
        people, were = who_is_and_was_here(later, cast.noor)
        assert [(v.name, v.capacity) for v in were] == [("Ilse Bakker", Capacity.SUBSTITUTE)]
        assert "Ilse Bakker" not in {m.name for m in people}
    long_after = cast.samira.at(cast.anna.now + timedelta(days=15))
    with acting_as(long_after):
        assert who_is_and_was_here(long_after, cast.noor)[1] == []


@pytest.mark.parametrize(
    ("now", "hour", "ends"),
    [
        ("2026-11-23T08:00+00:00", 18, "2026-11-23T17:00+00:00"),
        ("2026-11-23T16:59+00:00", 18, "2026-11-23T17:00+00:00"),
        ("2026-11-23T17:00+00:00", 18, "2026-11-23T23:00+00:00"),
        ("2026-11-23T22:59+00:00", 24, "2026-11-23T23:00+00:00"),
        ("2026-11-23T23:30+00:00", 18, "2026-11-24T17:00+00:00"),
        ("2027-03-28T00:30+00:00", 18, "2027-03-28T16:00+00:00"),
        ("2026-10-25T17:30+00:00", 18, "2026-10-25T23:00+00:00"),
    ],
)
def test_tonight_is_tonight_in_the_netherlands(now, hour, ends):
    when = datetime.fromisoformat(now)
    assert tonight(when, hour=hour).astimezone(UTC) == datetime.fromisoformat(ends)


# pages


def page_of(cast, name="5B"):
    return f"/klas/{group_of(cast, name).pk}/invaller/"


@pytest.mark.parametrize("name", ["anna", "fatma", "kees", "ria"])
def test_the_page_offers_every_colleague_who_could_once(cast, ilse, signed_in_as, name):
    page = signed_in_as(name, hat="work").get(page_of(cast)).content.decode()
    assert page.count("Ilse Bakker") == 1
    assert "Anna de Boer" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("name", "hat"), [("samira", ""), ("joris", ""), ("ellen", ""), ("fatma", "family")]
)
def test_for_anyone_else_the_page_does_not_exist(cast, signed_in_as, name, hat):
    assert signed_in_as(name, hat=hat).get(page_of(cast)).status_code == 404


def test_a_teacher_has_no_such_page_of_another_class(cast, signed_in_as):
    assert signed_in_as("anna").get(page_of(cast, "5A")).status_code == 404


def test_nonsense_is_told_and_a_strange_id_does_not_exist(cast, ilse, signed_in_as):
    anna, page = signed_in_as("anna"), page_of(cast)
    assert "Kies een collega." in anna.post(page, {"who": "nonsense"}).content.decode()
    assert anna.post(page, {"who": str(cast.new_id())}).status_code == 404
    assert anna.post(page, {"who": str(appointment_of(cast, ilse).pk)}).status_code == 302


def test_a_substitute_is_offered_nothing_that_would_be_refused(cast, ilse, signed_in_as):
    stand_in(cast, cast.anna, ilse)
    with acting_as(cast.ria):
        rows = Person.objects.seen_by(cast.ria).filter(pk=ilse.person_id)
        rows.update(account=cast.kees.account_id)
    client = signed_in_as("kees")
    session = client.session
    session["hat"] = str(ilse.person_id)
    session.save()
    klas = client.get("/klas/").content.decode()
    assert "Noor" in klas
    assert "nog niet gesproken" not in klas
    assert f"/kring/{cast.noor.pk}/contact/" not in klas
    circle = client.get(f"/kring/{cast.noor.pk}/").content.decode()
    assert "Het verhaal is niet voor jou" in circle
    assert "/contact/" not in circle
    assert client.get(f"/kring/{cast.noor.pk}/contact/").status_code == 404
