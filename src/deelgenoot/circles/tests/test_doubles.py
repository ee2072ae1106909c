"""Who looks alike is asked and never certain; pages of doubles are of one school alone."""

import pytest
from django.contrib.messages import get_messages

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.actions.merging import note_two_people
from deelgenoot.circles.queries.doubles import (
    adults_called,
    likely_doubles,
    noted_here,
    school_kept,
)
from deelgenoot.circles.tests.doubles import adult, enrolled, join, side_by_side
from deelgenoot.people.models import Custody, Person
from deelgenoot.people.terms import CustodyKind

GIVEN = {"kind": "custody", "proof": "gezagsregister", "language": "nl", "address": ""}
OTHERS = ("anna", "kees", "samira", "youssef", "joris")
PAGES = ("/beheer/dubbelen/", "/beheer/dubbelen/{0}/", "/beheer/dubbelen/{0}/{1}/")


def pairs(actor):
    with acting_as(actor):
        return [{pair.one.person, pair.other.person} for pair in likely_doubles(actor)[0]]


@pytest.mark.parametrize(
    ("first", "rest"),
    [("Marleen", "de Wit"), ("MARLÉEN", "Wit, de"), ("Marleen", "Wit de"), ("marleen", "De wit")],
)
def test_one_name_folded_and_a_child_of_the_same_family_look_alike(cast, first, rest):
    sibling = enrolled(cast.ria, "Willem")
    with acting_as(cast.ria):
        Person.objects.seen_by(cast.ria).filter(pk=sibling.pupil_id).update(rest="de Wit")
        marleen = Person.objects.seen_by(cast.ria).get(first="Marleen")
    twice = adult(cast.ria, "Willem", first, rest)
    assert pairs(cast.ria) == [{marleen.pk, twice.pk}]


def test_one_name_alone_is_no_likeness_and_two_people_are_not_asked_about_again(cast):
    one = adult(cast.ria, "Willem", "Fatima", "Bakali")
    other = adult(cast.ria, "Samuel", "Fatima", "Bakali")
    assert pairs(cast.ria) == []
    third = adult(cast.ria, "Emre", "Fatima", "Bakali", address="f@thuis.invalid")
    fourth = adult(cast.ria, "Samuel", "Fatíma", "Bakali", address="F@thuis.invalid")
    assert {third.pk, fourth.pk} in pairs(cast.ria)
    with acting_as(cast.ria):
        school = school_kept(cast.ria)
    note_two_people(cast.ria, school, one=third.pk, other=fourth.pk)
    assert {third.pk, fourth.pk} not in pairs(cast.ria)
    assert {one.pk, other.pk} not in pairs(cast.ria)


def test_adding_an_adult_who_is_known_asks_first_and_ties_the_same_person(cast, signed_in_as):
    marleen = enrolled(cast.ria, "Pim")
    with acting_as(cast.ria):
        rows = Custody.objects.seen_by(cast.ria).filter(child=marleen.pupil_id)
        known = rows.get(adult__first="Marleen").adult_id
        willem = enrolled(cast.ria, "Willem")
        Person.objects.seen_by(cast.ria).filter(pk=willem.pupil_id).update(rest="de Wit")
    ria, page = signed_in_as("ria"), f"/beheer/leerling/{willem.pk}/"
    given = {**GIVEN, "first": "Marleen", "rest": "De Wit"}
    asked = ria.post(page, given)
    assert asked.status_code == 200
    assert str(known) in asked.content.decode()
    assert ria.post(page, {**given, "same": "x"}).status_code == 200
    assert ria.post(page, {**given, "same": str(known)}).status_code == 302
    with acting_as(cast.ria):
        rows = Custody.objects.seen_by(cast.ria).filter(child=willem.pupil_id)
        assert [row.adult_id for row in rows] == [known]


def test_someone_else_with_the_name_is_added_and_remembered_as_two(cast, signed_in_as):
    willem = enrolled(cast.ria, "Willem")
    with acting_as(cast.ria):
        Person.objects.seen_by(cast.ria).filter(pk=willem.pupil_id).update(rest="de Wit")
    ria, page = signed_in_as("ria"), f"/beheer/leerling/{willem.pk}/"
    given = {**GIVEN, "first": "Marleen", "rest": "de Wit", "same": "nobody"}
    assert ria.post(page, given).status_code == 302
    assert pairs(cast.ria) == []
    with acting_as(cast.ria):
        [note] = noted_here(cast.ria)[1]
    answer = ria.post("/beheer/dubbelen/", {"note": str(note.id)})
    assert answer.status_code == 302
    assert len(pairs(cast.ria)) == 1


def test_an_administrator_who_shares_a_child_with_one_is_told_nothing(cast, signed_in_as):
    twice = adult(cast.ria, "Noor", "Samíra", "El Amrani")
    other = adult(cast.ria, "Willem", "Samira", "El Amrani")
    ria = cast.ria
    with acting_as(ria):
        board = Person.objects.seen_by(ria).get(pk=ria.person_id).controller_id
        own = Person.objects.create(
            controller_id=board, side="family", first="Ria", rest="Vos", account_id=ria.account_id
        )
        Custody.objects.create(
            child_id=cast.noor.pupil_id, adult=own, kind=CustodyKind.WITHOUT, since=ria.now,
            noted_by=ria.person_id,
        )  # fmt: skip
    assert pairs(ria) == []
    with acting_as(ria):
        assert [line.person for line in adults_called(ria, "samira")[0]] == [other.pk]
    browser = signed_in_as("ria", hat="work")
    for hidden in (twice.pk, cast.samira.person_id):
        for page in (f"{hidden}/", f"{hidden}/{other.pk}/", f"{other.pk}/{hidden}/"):
            for send in (browser.get, browser.post):
                assert send(f"/beheer/dubbelen/{page}").status_code == 404


@pytest.mark.parametrize("key", OTHERS)
def test_nobody_else_opens_or_sends_a_page_of_doubles(cast, signed_in_as, key):
    twice = adult(cast.ria, "Willem", "Samira", "El Amrani")
    third = adult(cast.ria, "Samuel", "Samira", "El Amrani")
    merge = join(cast.ria, cast.samira.person_id, third.pk)
    browser = signed_in_as(key)
    pages = [page.format(cast.samira.person_id, twice.pk) for page in PAGES]
    for page in [*pages, f"/beheer/dubbelen/terug/{merge.pk}/"]:
        for send in (browser.get, browser.post, browser.put, browser.delete):
            assert send(page, {"deed": "merge"}).status_code == 404, page


def test_the_page_of_two_rows_joins_only_what_was_seen_and_undoes(cast, signed_in_as):
    twice = adult(cast.ria, "Willem", "Samira", "El Amrani", address="s@werk.invalid")
    ria, one = signed_in_as("ria"), cast.samira.person_id
    page = f"/beheer/dubbelen/{one}/{twice.pk}/"
    shown = ria.get(page).content.decode()
    assert "s@werk.invalid" in shown
    seen = side_by_side(cast.ria, one, twice.pk).print
    assert seen in shown
    given = {"deed": "merge", "mail": "kept"}
    stale = ria.post(page, {**given, "seen": "0" * 64})
    assert stale.status_code == 200
    assert seen in stale.content.decode()
    assert ria.post(page, {"deed": "merge", "seen": seen}).status_code == 200  # nothing chosen
    done = ria.post(page, {**given, "seen": seen})
    assert done.status_code == 302
    again = ria.post(page, {**given, "seen": seen})
    assert again["Location"] == done["Location"]
    assert ria.get(done["Location"]).status_code == 200
    parted = ria.post(done["Location"], {"deed": "undo"})
    assert parted.status_code == 302
    assert list(get_messages(parted.wsgi_request))
    assert ria.post(done["Location"], {"deed": "undo"}).status_code == 302
    assert ria.get(done["Location"]).status_code == 200


@pytest.mark.parametrize(
    "asked", ["?na=x", "?na=1.2", "?name=%00", "?name=%25_", "?na=." + "0" * 99]
)
def test_strange_questions_break_nothing(cast, signed_in_as, asked):
    ria = signed_in_as("ria")
    assert ria.get(f"/beheer/dubbelen/{asked}").status_code == 200
    assert ria.get(f"/beheer/dubbelen/{cast.samira.person_id}/{asked}").status_code == 200


def test_an_adult_is_found_by_any_part_of_the_name_a_page_at_a_time(cast):
    ids = {adult(cast.ria, "Willem", f"Tom{n}", "Zoeker").pk for n in range(23)}
    with acting_as(cast.ria):
        first, further = adults_called(cast.ria, "zoéker")
        rest, last = adults_called(cast.ria, "ZOEK", past=first[-1].person)
    assert further
    assert not last
    assert {line.person for line in first + rest} == ids
    assert len(first) == 20
