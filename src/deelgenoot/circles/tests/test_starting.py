"""A school begins with one class: the others wait, and whose family is in is never let go."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from deelgenoot.access.rows import acting_as, ask_database
from deelgenoot.circles.actions.people import invite
from deelgenoot.circles.actions.starting import (
    go_class_by_class,
    let_class_take_part,
    let_class_wait,
)
from deelgenoot.circles.models import Ask, Circle, ContactPerson, Invitation, TakingPart
from deelgenoot.circles.policy import may_write_in_circle
from deelgenoot.circles.queries import keeping
from deelgenoot.circles.queries.starting import class_starts, who_takes_part
from deelgenoot.circles.starting_rules import (
    a_class_begins_today_or_later,
    a_class_begins_within_a_year,
    it_stands_as_was_seen,
    the_class_of_the_child_takes_part,
    the_school_goes_class_by_class,
)
from deelgenoot.circles.tasks import ask_before_eighteen
from deelgenoot.contact.queries.klas import my_class
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import School
from deelgenoot.people.models import Person
from deelgenoot.ui.dates import in_amsterdam

OTHERS = ("anna", "fatma_at_home", "kees", "samira", "joris", "ellen", "stranger")


def school_of(cast):
    with acting_as(cast.ria):
        return School.objects.seen_by(cast.ria).get()


def some(cast, *, by_class=True, seen=None):
    return go_class_by_class(cast.ria, school_of(cast), by_class=by_class, seen=seen)


def starts(cast):
    ria = cast.ria.at(timezone.now())
    with acting_as(ria):
        return who_takes_part(ria, school_of(cast))


def group(cast, name):
    return next(line for line in starts(cast).classes if line.name == name)


def today(cast):
    return in_amsterdam(cast.ria.now).date()


def begin(cast, name, day=None):
    line = group(cast, name)
    facts = {"first_day": day or today(cast), "seen": line.mark}
    return let_class_take_part(cast.ria, school_of(cast), group=line.id, **facts)


def counts(cast, name):
    line = group(cast, name)
    return line.pupils, line.take_part, line.came_in


def classmate(cast):
    """A child of 5B whose family has not come in."""
    with acting_as(cast.anna):
        rows = ask_all(
            "SELECT c.id FROM circles_circle c JOIN organisations_place p"
            " ON p.enrolment_id = c.enrolment_id JOIN organisations_group g ON g.id = p.group_id"
            " WHERE g.name = '5B' AND p.until IS NULL"
            " AND NOT deelgenoot_family_came_in(c.enrolment_id) ORDER BY c.id LIMIT 1"
        )
        return Circle.objects.seen_by(cast.anna).get(pk=rows[0][0])


def ask_all(question, *given):
    with connection.cursor() as cursor:
        cursor.execute(question, list(given))
        return cursor.fetchall()


def test_everyone_takes_part_until_the_school_says_otherwise(cast):
    before = starts(cast)
    assert not before.by_class
    assert all(line.take_part == line.pupils for line in before.classes)
    assert any(line.pupils for line in before.classes)


def test_who_is_in_stays_in_and_the_others_wait(cast):
    name = "5B"
    pupils, _all, came_in = counts(cast, name)
    assert 0 < came_in < pupils
    waiting = classmate(cast)
    with acting_as(cast.anna):
        assert may_write_in_circle.allows(cast.anna, waiting)
        assert len(my_class(cast.anna).pupils) == pupils
    some(cast)
    assert counts(cast, name) == (pupils, came_in, came_in)
    with acting_as(cast.anna):
        page = my_class(cast.anna)
        assert (len(page.pupils), page.waiting) == (came_in, pupils - came_in)
        assert "Noor" in {line.first for line in page.pupils}
        assert may_write_in_circle.allows(cast.anna, cast.noor)
        assert not may_write_in_circle.allows(cast.anna, waiting)
    begin(cast, name)
    assert counts(cast, name) == (pupils, pupils, came_in)
    with acting_as(cast.anna):
        assert may_write_in_circle.allows(cast.anna, waiting)
        assert not my_class(cast.anna).waiting


def test_a_class_begins_on_its_day_and_not_before(cast):
    some(cast)
    begin(cast, "5B", today(cast) + timedelta(days=3))
    pupils, take_part, came_in = counts(cast, "5B")
    assert take_part == came_in < pupils
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL deelgenoot.clock_may_move = 'on'")
    later = cast.ria.at(cast.ria.now + timedelta(days=4))
    with acting_as(later):
        line = class_starts(later, school_of(cast), group(cast, "5B").id)[1]
    assert line.runs
    assert line.take_part == line.pupils


def adult_of(cast, circle, first="Nieuw"):
    """An adult with custody of the child of a circle, who is not in yet."""
    from deelgenoot.circles.actions.people import add_guardian

    with acting_as(cast.ria):
        kept = keeping.find_enrolment(cast.ria, circle.enrolment_id)
    facts = {"kind": "custody", "address": "", "language": "nl", "proof": "BRP"}
    return add_guardian(cast.ria, kept, first=first, rest="Ouder", **facts)


def mails(cast, person):
    school = school_of(cast)
    return invite(cast.ria, school, person=person, address="nieuw@thuis.invalid", language="nl")


def test_no_family_of_a_class_that_waits_is_invited(cast):
    adult = adult_of(cast, classmate(cast))
    some(cast)
    with pytest.raises(Refused) as refused:
        mails(cast, adult)
    assert refused.value.broken == (the_class_of_the_child_takes_part,)
    facts = {"school": school_of(cast), "person": adult, "expires_at": cast.ria.now}
    with acting_as(cast.ria), pytest.raises(DatabaseError), transaction.atomic():
        Invitation.objects.create(code_hash="x" * 64, **facts)
    begin(cast, "5B")
    assert mails(cast, adult).pk


def test_a_colleague_and_the_other_parent_of_who_is_in_are_invited(cast):
    some(cast)
    with acting_as(cast.ria):
        anna = Person.objects.seen_by(cast.ria).get(pk=cast.anna.person_id)
        assert ask_database("deelgenoot_may_be_invited", anna.pk) == [(True,)]
    grandmother = adult_of(cast, cast.noor)
    assert mails(cast, grandmother).pk


def test_letters_say_why_and_who_turns_it_on(cast, signed_in_as):
    waiting = classmate(cast)
    adult, enrolment = adult_of(cast, waiting), waiting.enrolment_id
    some(cast)
    page = f"/beheer/klas/{group(cast, '5B').id}/brieven/"
    told = signed_in_as("ria").get(page).content.decode()
    sentence = "Deze klas doet nog niet mee, dus er gaat niets naar de gezinnen."
    assert sentence in told
    assert "Een beheerder zet het aan" in told
    code = f"/beheer/leerling/{enrolment}/code/{adult.pk}/"
    answer = signed_in_as("ria").post(code, {"way": "hand"})
    assert answer["Content-Type"].startswith("text/html")
    assert sentence in answer.content.decode()


ALMOST = """
UPDATE people_person SET born_on = (now() - interval '18 years' + interval '20 days')::date
WHERE id = (SELECT c.pupil_id FROM circles_circle c JOIN organisations_place p
    ON p.enrolment_id = c.enrolment_id JOIN organisations_group g ON g.id = p.group_id
    WHERE g.name = '5B' AND NOT deelgenoot_family_came_in(c.enrolment_id)
    ORDER BY c.id LIMIT 1)
"""
SOME = """
INSERT INTO circles_takingpart (id, school_id, group_id, since, noted_by, noted_at)
SELECT gen_random_uuid(), g.school_id, {0}, now() - interval '1 minute', g.id, now()
FROM organisations_group g WHERE g.name = '5B'
"""
ASKED = "SELECT count(*) FROM circles_ask WHERE kind = 'talk_of_18'"


def test_nobody_is_asked_anything_about_a_child_who_waits(copy):
    copy.change(ALMOST)
    copy.change(SOME.format("NULL"))
    ask_before_eighteen(0)
    assert copy.rows(ASKED) == [(0,)]
    copy.change(SOME.format("g.id"))
    ask_before_eighteen(0)
    assert copy.rows(ASKED) == [(1,)]


def test_a_class_that_stops_lets_nobody_go(cast):
    some(cast)
    begin(cast, "5B")
    line = group(cast, "5B")
    let_class_wait(cast.ria, school_of(cast), group=line.id, seen=line.mark)
    pupils, take_part, came_in = counts(cast, "5B")
    assert (take_part, pupils > came_in > 0) == (came_in, True)
    with acting_as(cast.samira):
        assert may_write_in_circle.allows(cast.samira, cast.noor)
    begin(cast, "5B")
    assert counts(cast, "5B") == (pupils, pupils, came_in)


def test_all_take_part_again_and_the_days_are_kept(cast):
    some(cast)
    begin(cast, "5B")
    some(cast, by_class=False, seen=starts(cast).seen)
    assert not starts(cast).by_class
    some(cast)
    assert group(cast, "5B").runs


def test_what_makes_no_sense_is_refused_in_a_sentence(cast):
    with pytest.raises(Refused) as refused:
        begin(cast, "5B")
    assert the_school_goes_class_by_class in refused.value.broken
    some(cast)
    for days, rule in ((-1, a_class_begins_today_or_later), (500, a_class_begins_within_a_year)):
        with pytest.raises(Refused) as refused:
            begin(cast, "5B", today(cast) + timedelta(days=days))
        assert refused.value.broken == (rule,)


def test_two_taps_are_one_and_nobody_overwrites_unseen(cast):
    some(cast)
    some(cast)
    begin(cast, "5B")
    begin(cast, "5B")
    with acting_as(cast.ria):
        assert TakingPart.objects.seen_by(cast.ria).count() == 2
    facts = {"first_day": today(cast) + timedelta(days=9), "seen": ""}
    with pytest.raises(Refused) as refused:
        let_class_take_part(cast.ria, school_of(cast), group=group(cast, "5B").id, **facts)
    assert refused.value.broken == (it_stands_as_was_seen,)
    with pytest.raises(Refused):
        some(cast, by_class=False, seen=None)


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_says_who_takes_part(cast, name):
    actor, school = cast.everyone[name], school_of(cast)
    some(cast)
    with pytest.raises(PermissionDenied):
        go_class_by_class(actor, school, by_class=False, seen=None)
    with acting_as(actor):
        assert not TakingPart.objects.seen_by(actor).exists()
        assert ask_all("SELECT count(*) FROM circles_takingpart") == [(0,)]
        with connection.cursor() as cursor:
            cursor.execute("UPDATE circles_takingpart SET until = now()")
            assert cursor.rowcount == 0
        facts = {"since": actor.now, "noted_at": actor.now, "noted_by": actor.persons[0]}
        with pytest.raises(DatabaseError), transaction.atomic():
            TakingPart.objects.create(school=school, **facts)


def test_nobody_is_asked_to_be_the_contact_person_of_a_child_who_waits(cast):
    from deelgenoot.circles.actions.contact_person import ask_contact_person

    waiting = classmate(cast)
    some(cast)
    with pytest.raises(PermissionDenied):
        ask_contact_person(cast.kees, waiting, person=cast.anna.person_id)
    with acting_as(cast.anna):
        assert not Ask.objects.seen_by(cast.anna).filter(circle=waiting).exists()
        assert not ContactPerson.objects.seen_by(cast.anna).filter(circle=waiting).exists()


def test_the_administrator_looks_first_and_the_teacher_reads_who_turns_it_on(cast, signed_in_as):
    ria, page = signed_in_as("ria"), "/beheer/meedoen/"
    assert "Nu doen alle klassen mee." in ria.get(page).content.decode()
    seen = ria.post(page, {"deed": "look"}).content.decode()
    assert "Geen klas doet mee tot je die kiest." in seen
    assert not starts(cast).by_class
    assert ria.post(page, {"deed": "some", "seen": ""}).status_code == 302
    line = group(cast, "5B")
    own = f"/beheer/klas/{line.id}/meedoen/"
    assert "Er gaat nog niets naar de gezinnen." in ria.get(own).content.decode()
    day = today(cast).isoformat()
    looked = ria.post(own, {"deed": "look", "first_day": day, "seen": ""}).content.decode()
    assert f"voor {line.waits} kinderen meer brieven maken" in looked
    told = signed_in_as("anna").get("/klas/").content.decode()
    assert f"{line.waits} kinderen van deze klas doen nog niet mee." in told
    assert ria.post(own, {"deed": "start", "first_day": day, "seen": ""}).status_code == 302
    assert group(cast, "5B").runs
    assert "doen nog niet mee" not in signed_in_as("anna").get("/klas/").content.decode()
    mark = group(cast, "5B").mark
    assert ria.post(own, {"deed": "wait", "first_day": day, "seen": mark}).status_code == 302
    assert not group(cast, "5B").runs
    for name in ("anna", "kees", "samira"):
        assert signed_in_as(name).get(page).status_code == 404
        assert signed_in_as(name).get(own).status_code == 404


def test_what_a_teacher_typed_is_given_back_when_the_class_waits(cast, signed_in_as):
    waiting = classmate(cast)
    some(cast)
    form = {"how": "door", "tone": "good", "line": "Ging goed vandaag."}
    answer = signed_in_as("anna").post(f"/kring/{waiting.pk}/contact/", form)
    told = answer.content.decode()
    assert "Deze klas doet nog niet mee" in told
    assert "Ging goed vandaag." in told
