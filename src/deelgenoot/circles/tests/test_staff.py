"""An administrator adds who works here, gives and ends tasks; reach follows at once."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions import staff
from deelgenoot.circles.models import Entry, Membership
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.staff import find_colleague
from deelgenoot.kernel.actor import Actor, Hat
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Group, School
from deelgenoot.organisations.terms import Function, GroupRole

OTHERS = (
    "anna",
    "fatma",
    "fatma_at_home",
    "kees",
    "samira",
    "youssef",
    "joris",
    "ellen",
    "hassan",
    "stranger",
)


def school_of(cast):
    with acting_as(cast.ria):
        return School.objects.seen_by(cast.ria).get()


def group_of(cast, name="5B"):
    with acting_as(cast.ria):
        return Group.objects.seen_by(cast.ria).get(name=name).pk


def add(cast, function=Function.TEACHER, **more):
    facts = {
        "once": cast.new_id(), "first": "Mo", "rest": "Aziz", "function": function,
        "days": [0, 3], "since": cast.ria.now, "until": None,
    }  # fmt: skip
    return staff.add_colleague(cast.ria, school_of(cast), **{**facts, **more})


def at_work(cast, person):
    return Actor(
        account_id=None, persons=(person.pk,), hat=Hat.WORK, now=cast.ria.now, name="Mo",
        organisation_id=cast.ria.organisation_id, controller_id=cast.ria.controller_id,
    )  # fmt: skip


def give(cast, person, role, **more):
    facts = {"group": group_of(cast), "role": role, "since": cast.ria.now, "until": None, **more}
    staff.give_class(cast.ria, school_of(cast), person=person.pk, **facts)


def sees(actor, cast):
    """Whether Noor's circle is there for this colleague, and how much of its story."""
    noor = cast.noor.pk
    with acting_as(actor):
        places = Membership.objects.seen_by(actor).filter(circle=noor, person__in=actor.persons)
        return places.exists(), Entry.objects.seen_by(actor).filter(circle=noor).exists()


@pytest.mark.parametrize(
    ("function", "there", "reads"),
    [
        (Function.COORDINATOR, True, True),
        (Function.ATTENTION_OFFICER, True, False),
        (Function.LEADER, False, False),
        (Function.CONFIDANT, False, False),
        (Function.PRIVACY_OFFICER, False, False),
        (Function.ADMINISTRATOR, False, False),
        (Function.OFFICE, False, False),
        (Function.INTERN, False, False),
        (Function.TEACHER, False, False),
    ],
)
def test_a_function_alone_gives_no_more_than_its_work_asks(cast, function, there, reads):
    assert sees(at_work(cast, add(cast, function)), cast) == (there, reads)


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (GroupRole.CLASS_TEACHER, True),
        (GroupRole.SUBJECT_TEACHER, False),  # the demo's entries are about wellbeing
        (GroupRole.ASSISTANT, False),
        (GroupRole.INTERN, False),
    ],
)
def test_a_role_with_a_class_reads_what_it_may_and_ends_at_once(cast, role, reads):
    person = add(cast)
    give(cast, person, role)
    actor = at_work(cast, person)
    assert sees(actor, cast) == (True, reads)
    with acting_as(cast.ria):
        task = find_colleague(cast.ria, person.pk).classes[0]
    staff.end_class(cast.ria, school_of(cast), assignment=task.id)
    assert sees(actor, cast) == (False, False)


def test_two_class_teachers_share_a_class_each_on_their_days(cast):
    person = add(cast)
    give(cast, person, GroupRole.CLASS_TEACHER)
    assert sees(at_work(cast, person), cast) == (True, True)
    assert sees(cast.anna, cast) == (True, True)
    with acting_as(cast.ria):
        assert find_colleague(cast.ria, person.pk).days == (0, 3)


def test_who_comes_later_and_who_goes_is_in_no_circle(cast):
    later = cast.ria.now + timedelta(days=7)
    person = add(cast, Function.COORDINATOR, since=later, until=later + timedelta(days=7))
    actor = at_work(cast, person)
    for then, there in ((cast.ria.now, False), (later, True), (later + timedelta(days=7), False)):
        assert sees(actor.at(then), cast)[0] is there


def test_the_same_form_twice_is_one_colleague(cast):
    once = cast.new_id()
    assert add(cast, once=once).pk == add(cast, once=once).pk
    with acting_as(cast.ria):
        assert len(find_colleague(cast.ria, once).functions) == 1


def refused(deed, *args, **asked):
    with pytest.raises(Refused) as told:
        deed(*args, **asked)
    return [rule.id for rule in told.value.broken]


def test_what_cannot_be_is_told_by_its_rule(cast):
    ria, school, person = cast.ria, school_of(cast), add(cast)
    give(cast, person, GroupRole.INTERN)
    assert refused(give, cast, person, GroupRole.CLASS_TEACHER) == ["no-task-twice"]
    span = {"since": ria.now, "until": None}
    asked = {"person": person.pk, "function": Function.TEACHER, **span}
    assert refused(staff.give_function, ria, school, **asked) == ["no-task-twice"]
    back = {"since": ria.now, "until": ria.now - timedelta(days=1)}
    assert refused(add, cast, **back) == ["ends-after-it-begins"]
    asked = {"person": ria.person_id, "function": Function.COORDINATOR, **span}
    assert refused(staff.give_function, ria, school, **asked) == ["no-task-for-oneself"]
    asked = {"person": person.pk, "days": [], "until": ria.now - timedelta(days=1)}
    assert refused(staff.change_work, ria, school, **asked) == ["no-last-day-in-the-past"]


def test_a_school_keeps_an_administrator_and_lets_the_first_go_when_there_are_two(cast):
    ria, school = cast.ria, school_of(cast)
    with acting_as(ria):
        own = find_colleague(ria, ria.person_id).functions[0].id
    assert refused(staff.end_function, ria, school, appointment=own) == [
        "a-school-keeps-an-administrator"
    ]
    asked = {"person": ria.person_id, "days": [], "until": ria.now + timedelta(days=9)}
    assert refused(staff.change_work, ria, school, **asked) == ["a-school-keeps-an-administrator"]
    add(cast, Function.ADMINISTRATOR)
    staff.end_function(ria, school, appointment=own)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_keeps_who_works_here(cast, name):
    actor, school, person = cast.everyone[name], school_of(cast), add(cast)
    span = {"since": actor.now, "until": None}
    with pytest.raises(PermissionDenied):
        staff.give_class(
            actor, school, person=person.pk, group=group_of(cast), role=GroupRole.INTERN, **span
        )
    with pytest.raises(PermissionDenied):
        staff.give_function(actor, school, person=person.pk, function=Function.LEADER, **span)
    with pytest.raises(PermissionDenied):
        staff.change_work(actor, school, person=person.pk, days=[], until=None)


# pages


def test_the_pages_add_someone_give_a_class_and_end_it(cast, signed_in_as):
    ria, today = signed_in_as("ria"), cast.ria.now.date().isoformat()
    page = ria.get("/beheer/collegas/nieuw/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page).group(1)
    told = {"once": once, "first": "Mo", "rest": "Aziz", "function": "intern", "since": today}
    for _ in range(2):
        answer = ria.post("/beheer/collegas/nieuw/", {**told, "days": ["0", "1"]})
        assert answer.headers["Location"] == f"/beheer/collegas/{once}/"
    where = answer.headers["Location"]
    klas = {"c-group": str(group_of(cast)), "c-role": "intern", "c-since": today}
    assert ria.post(where, {**klas, "deed": "class"}).status_code == 302
    assert "heeft deze taak al" in ria.post(where, {**klas, "deed": "class"}).content.decode()
    assert "5B, Stagiair" in ria.get("/beheer/collegas/").content.decode()
    with acting_as(cast.ria):
        line = find_colleague(cast.ria, UUID(once))
    ends = {"deed": "end-class", "which": str(line.classes[0].id)}
    assert ria.post(where, ends).status_code == 302
    assert ria.post(where, ends).status_code == 302
    assert "Nog geen klas" in ria.get(where).content.decode()
    gone = ria.post(where, {"deed": "end-function", "which": str(line.functions[0].id)})
    assert gone.headers["Location"] == "/beheer/collegas/"
    assert ria.get(where).status_code == 404


def test_two_administrators_at_once_do_not_undo_each_other_unseen(cast, signed_in_as):
    person = add(cast)
    where, ria = f"/beheer/collegas/{person.pk}/", signed_in_as("ria")
    page = ria.get(where).content.decode()
    seen = re.search(r'name="w-seen" value="([^"]+)"', page).group(1)
    first = ria.post(where, {"deed": "work", "w-seen": seen, "w-days": ["1"]})
    assert first.status_code == 302
    second = ria.post(where, {"deed": "work", "w-seen": seen, "w-days": ["2"]})
    assert "net veranderd" in second.content.decode()


@pytest.mark.parametrize("name", ["anna", "kees", "samira", "joris", "ellen"])
def test_for_anyone_else_these_pages_do_not_exist(cast, signed_in_as, name):
    someone = signed_in_as(name)
    for page in ("", "nieuw/", f"{cast.anna.person_id}/"):
        assert someone.get(f"/beheer/collegas/{page}").status_code == 404


def test_a_colleague_of_another_school_does_not_exist_here(cast, signed_in_as):
    page = f"/beheer/collegas/{cast.joris.person_id}/"
    assert signed_in_as("ria").get(page).status_code == 404


def test_a_substitute_given_the_class_for_good_keeps_it_after_tonight(cast):
    from deelgenoot.circles.actions.substitutes import let_substitute
    from deelgenoot.circles.queries.substitutes import find_appointment, find_group

    person = add(cast)
    with acting_as(cast.ria):
        line = find_colleague(cast.ria, person.pk)
        appointment = find_appointment(cast.ria, line.functions[0].id)
        group = find_group(cast.ria, group_of(cast))
    made = let_substitute(cast.ria, group, appointment=appointment)
    give(cast, person, GroupRole.CLASS_TEACHER)
    after = at_work(cast, person).at(made.until)
    assert sees(after, cast) == (True, True)
    with acting_as(after):
        assert find_circle(after, cast.noor.pk)
