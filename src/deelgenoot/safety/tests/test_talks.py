"""A pupil asks someone to talk: one colleague sees it, and nothing of it is left behind."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Ask, Circle
from deelgenoot.circles.queries.around import find_circle
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.terms import AskKind
from deelgenoot.organisations.terms import Function
from deelgenoot.people.models import Person
from deelgenoot.safety.actions import ask_to_talk
from deelgenoot.safety.queries import trusted
from deelgenoot.safety.tests.conftest import appointed, now

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def plain(page):
    """A page without what is another each time."""
    return TOKEN.sub("", page.content.decode())


def ask(cast, noor, colleague):
    with acting_as(noor):
        return ask_to_talk(noor, find_circle(noor, cast.noor.pk), person=colleague.person_id)


def asked_of(actor):
    actor = now(actor)
    with acting_as(actor):
        return [line for line in open_asks(actor, limit=50) if line.kind == AskKind.TALK_TO_PUPIL]


def test_only_the_one_who_is_asked_sees_it(cast, noor, imke, conny):
    ask(cast, noor, cast.anna)
    seen = {name for name, actor in cast.everyone.items() if asked_of(actor)}
    assert seen == {"anna"}
    assert not any(asked_of(actor) for actor in (noor, imke, conny))


def test_twice_is_once_and_after_the_talk_one_may_ask_again(cast, noor):
    for _again in range(3):
        ask(cast, now(noor), cast.anna)
    [line] = asked_of(cast.anna)
    with acting_as(now(cast.anna)):
        Ask.objects.seen_by(cast.anna).filter(pk=line.id).update(done=now(cast.anna).now)
    ask(cast, now(noor), cast.anna)
    assert len(asked_of(cast.anna)) == 1


def test_a_pupil_chooses_from_people_by_name(cast, noor, imke, conny):
    with acting_as(noor):
        people = trusted(noor, find_circle(noor, cast.noor.pk))
    told = {one.first: one.member is not None for one in people}
    assert told == {"Anna": True, "Fatma": True, "Kees": True, "Imke": True, "Conny": False}


def test_who_is_too_close_to_the_pupil_is_not_offered_and_not_asked(cast, noor):
    """A coordinator with the name of the father may be the father."""
    father = appointed(cast, "Youssef", "El Amrani", Function.COORDINATOR)
    with acting_as(noor):
        people = trusted(noor, find_circle(noor, cast.noor.pk))
    assert "Youssef" not in {one.first for one in people}
    with pytest.raises(Circle.DoesNotExist):
        ask(cast, noor, father)
    assert not asked_of(father)


@pytest.mark.parametrize("who", ["samira", "youssef", "anna", "kees", "stranger"])
def test_nobody_else_asks_in_the_name_of_the_pupil(cast, noor, who):
    actor = getattr(cast, who)
    with acting_as(actor), pytest.raises((PermissionDenied, Circle.DoesNotExist)):
        ask_to_talk(actor, find_circle(actor, cast.noor.pk), person=cast.anna.person_id)


def test_someone_outside_the_circle_is_not_asked(cast, noor, conny):
    for actor in (cast.ria, cast.joris, cast.samira, conny):
        with pytest.raises(Circle.DoesNotExist):
            ask(cast, noor, actor)


def test_the_page_is_the_same_before_and_after_and_vandaag_too(cast, noor, browser_of):
    """Who takes the tablet next, or shares the account, finds nothing."""
    here = browser_of("noor")
    address = f"/kring/{cast.noor.pk}/hulp/"
    pages = (address, "/", f"/kring/{cast.noor.pk}/")
    before = [plain(here.get(page)) for page in pages]
    told = here.post(address, {"person": cast.anna.person_id})
    assert told.status_code == 200
    assert "no-store" in told.headers["Cache-Control"]
    assert "Het is gevraagd" in plain(told)
    assert "sessionid" not in told.cookies
    assert "messages" not in told.cookies
    assert [plain(here.get(page)) for page in pages] == before
    assert [plain(here.get(page)) for page in pages] == before
    assert asked_of(cast.anna)


def test_on_an_account_that_a_parent_shares_there_is_no_such_choice(cast, noor, browser_of):
    """What one taps there, the other would see being tapped."""
    with acting_as(cast.ria):
        rows = Person.objects.seen_by(cast.ria).filter(pk=cast.noor.pupil_id)
        assert rows.update(account=cast.samira.account_id)
    here = browser_of("samira")
    address = f"/kring/{cast.noor.pk}/hulp/"
    page = here.get(address).content.decode()
    assert "<textarea" not in page
    assert "data-talk" not in page
    assert here.post(address, {"person": cast.anna.person_id}).status_code == 404
    assert not asked_of(cast.anna)


def test_a_pupil_finds_the_way_on_vandaag_and_in_the_circle(cast, noor, browser_of):
    here, words = browser_of("noor"), "Ik wil met iemand praten die ik vertrouw"
    address = f"/kring/{cast.noor.pk}/hulp/"
    for page in ("/", f"/kring/{cast.noor.pk}/"):
        told = here.get(page).content.decode()
        assert words in told
        assert f'href="{address}"' in told
    assert "Ik ben niet veilig" in here.get(f"/kring/{cast.noor.pk}/contact/").content.decode()


def test_the_colleague_reads_it_in_plain_words_and_the_notice_says_nothing(
    cast, noor, signed_in_as
):
    asked = []

    def listen(do, sql, given, *rest):
        asked.append((sql, given))
        return do(sql, given, *rest)

    with connection.execute_wrapper(listen):
        ask(cast, noor, cast.anna)
    [[given]] = [[given] for sql, given in asked if 'INSERT INTO "post_letter"' in sql]
    assert not [word for word in ("talk", "praten", "safety", "Noor") if word in str(given)]
    page = signed_in_as("anna").get("/").content.decode()
    assert "Noor wil graag met je praten" in page
    assert "Alleen jij ziet deze vraag" in page


def test_a_wrong_person_is_not_there(cast, noor, browser_of):
    here = browser_of("noor")
    for person in ("", "x", cast.new_id(), cast.ria.person_id, cast.samira.person_id):
        answer = here.post(f"/kring/{cast.noor.pk}/hulp/", {"person": person})
        assert answer.status_code == 404


def test_the_database_keeps_one_open_talk_per_colleague(cast, noor):
    ask(cast, noor, cast.anna)
    later = now(noor)
    with pytest.raises(DatabaseError), acting_as(later), transaction.atomic():
        Ask.objects.create(
            circle=cast.noor, person_id=cast.anna.person_id, kind=AskKind.TALK_TO_PUPIL,
            subject=cast.noor.pupil_id,
        )  # fmt: skip
