"""What a colleague and a parent find under 'help': whom to call, and a field only at work."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.timezone import localdate

from deelgenoot.access.rows import acting_as
from deelgenoot.audit.models import NOT_SHIELDED, Line
from deelgenoot.audit.terms import SHIELDED
from deelgenoot.circles.actions.leaving import leave_school
from deelgenoot.circles.actions.story import tell_in_circle
from deelgenoot.circles.models import Entry
from deelgenoot.circles.queries.asks import open_asks
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.circles.terms import Audience, EntryKind
from deelgenoot.organisations.terms import Function
from deelgenoot.safety.tests.conftest import appointed, now, signed_in
from deelgenoot.safety.tests.test_notes import WORDS, read, write
from tests.cast import Cast


def address(circle):
    return f"/kring/{circle.pk}/hulp/"


@pytest.mark.parametrize("who", ["samira", "youssef"])
def test_a_parent_finds_numbers_and_no_field_and_nothing_is_kept(cast, signed_in_as, who):
    here = signed_in_as(who)
    page = here.get(address(cast.noor))
    told = page.content.decode()
    for number in ("112", "08002000", "08000432"):
        assert f'href="tel:{number}"' in told
    main = told.split("<main")[1].split("</main>")[0]
    assert not re.search(r"<(form|input|textarea|button)\b", main)
    words = re.sub("<[^>]+>", "", told)
    assert "Bel Veilig Thuis: 0800-2000, dag en nacht" in words
    assert '<bdi class="dg-phone" dir="ltr">0800-2000</bdi>' in main
    assert "data-exit" in told
    assert "no-store" in page.headers["Cache-Control"]
    assert here.post(address(cast.noor), {"words": "x"}).status_code == 404


def test_the_title_and_the_address_say_nothing(cast, signed_in_as, noor, browser_of):
    """They stand in the history of a phone that someone else may hold."""
    for here in (signed_in_as("samira"), signed_in_as("anna"), browser_of("noor")):
        titles = {
            re.search(r"<title>(.*?)</title>", here.get(page).content.decode()).group(1)
            for page in (address(cast.noor), f"/kring/{cast.noor.pk}/")
        }
        assert titles == {"Noor · Deelgenoot"}
    assert not re.search("veilig|safe|meld", address(cast.noor))


def test_a_colleague_finds_the_officer_by_name_the_steps_and_the_numbers(
    cast, imke, conny, signed_in_as
):
    told = signed_in_as("anna").get(address(cast.noor)).content.decode()
    assert "Imke Bos" in told
    assert "Alleen jij en Imke Bos lezen dit" in told
    assert told.count("<li>") >= 9
    for number in ("112", "08002000", "0260000000", "09001113111"):
        assert f'href="tel:{number}"' in told
    assert "Conny Smeets" in told


def test_without_an_officer_the_page_says_so_and_names_who_else(cast, signed_in_as):
    told = signed_in_as("anna").get(address(cast.noor)).content.decode()
    assert "geen aandachtsfunctionaris bekend die dit mag lezen" in told
    assert "Kees Visser" in told
    assert "Alleen jij leest dit nu" in told


def test_an_officer_who_is_the_parent_is_not_named_as_who_reads(cast, signed_in_as):
    appointed(cast, "Youssef", "El Amrani", Function.ATTENTION_OFFICER)
    told = signed_in_as("anna").get(address(cast.noor)).content.decode()
    assert "El Amrani" not in told.split("<main")[1].split("</main>")[0]
    assert "Alleen jij leest dit nu" in told


def note_form(here, circle, **told):
    page = here.get(address(circle)).content.decode()
    once = re.search(r'name="note_id" value="([^"]+)"', page).group(1)
    return here.post(address(circle), {"note_id": once, "shared": "yes", "words": WORDS, **told})


def test_a_note_is_kept_and_shown_back_and_said_nowhere_else(cast, imke, signed_in_as):
    anna = signed_in_as("anna")
    answer = note_form(anna, cast.noor)
    assert answer.status_code == 302
    assert "messages" not in answer.cookies
    assert WORDS in anna.get(address(cast.noor)).content.decode()
    for page in ("/", "/klas/", f"/kring/{cast.noor.pk}/"):
        told = anna.get(page).content.decode()
        assert WORDS not in told
        assert "Bewaard" not in told


def test_an_empty_note_is_asked_for_again_with_what_was_chosen(cast, imke, signed_in_as):
    answer = note_form(signed_in_as("anna"), cast.noor, words=" ", shared="no")
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "Er mist nog iets" in told
    assert re.search(r'value="no"[^>]*checked', told)


def test_the_officer_reads_on_after_the_pupil_has_left_and_writes_there(
    cast, imke, signed_in_as, browser_of
):
    write(cast, cast.anna, cast.noor)
    here = browser_of("imke.attention")
    assert WORDS in here.get(address(cast.noor)).content.decode()
    leave(cast)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        here, anna = browser_of("imke.attention"), signed_in_as("anna")
        for page in (address(cast.noor), "/hulp/"):
            assert WORDS in here.get(page).content.decode()
        assert note_form(here, cast.noor, words="Later gebeld.").status_code == 302
        assert read(now(imke), circle=cast.noor.pk) == ["Later gebeld.", WORDS]
        assert anna.get(address(cast.noor)).status_code == 404
        assert WORDS not in anna.get("/hulp/").content.decode()


def leave(cast):
    """Let today be Noor's last day at this school."""
    ria = now(cast.ria)
    with acting_as(ria):
        day, school = localdate(ria.now), my_school(ria)
    leave_school(ria, school, enrolments=[cast.noor.enrolment_id], last_day=day)


def test_all_that_is_done_for_safety_is_shielded_in_the_book(copy):
    """On a copy, where lines are really written, so that their owner can read them."""
    cast = Cast()
    imke = appointed(cast, "Imke", "Bos", Function.ATTENTION_OFFICER)
    before = copy.rows("SELECT max(id) FROM audit_line")[0][0]
    write(cast, now(cast.anna), cast.noor)
    here = signed_in("imke.attention")
    for page in ("/", address(cast.noor), "/hulp/"):
        assert here.get(page).status_code == 200
    with acting_as(now(imke)):
        [ask] = open_asks(now(imke))
    assert here.post(f"/gevraagd/{ask.id}/klaar/").status_code == 302
    rows = copy.rows(
        "SELECT did, kind, part FROM audit_line WHERE circle = %s AND id > %s ORDER BY id",
        cast.noor.pk, before,
    )  # fmt: skip
    assert [did for did, *_ in rows] == ["keep_note", "look", "look", "look", "finish_ask"]
    assert all(Line(did=did, kind=kind, part=part).shielded for did, kind, part in rows)
    assert not Line(part="story").shielded
    sql = str(Line.objects.filter(NOT_SHIELDED).query)
    assert SHIELDED in sql


def test_a_parent_leaves_no_line_in_the_book(copy):
    circle, here = Cast().noor.pk, signed_in("samira")
    before = copy.everything(but=["procrastinate_%", "access_cache"])
    assert here.get(f"/kring/{circle}/hulp/").status_code == 200
    after = copy.everything(but=["procrastinate_%", "access_cache"])
    assert {name for name in after if after[name] != before[name]} <= {"django_session"}


def test_an_answer_of_the_officer_stays_among_who_reads_for_safety(cast, imke, browser_of):
    """No page writes such an entry; should one ever stand in a story, an answer opens nothing."""
    with acting_as(cast.kees):
        told = tell_in_circle(
            cast.kees, cast.noor, entry_id=cast.new_id(), kind=EntryKind.CONTACT, words="a",
            audience=Audience.SAFETY,
        )  # fmt: skip
    page = f"/kring/{cast.noor.pk}/contact/{told.pk}/"
    answer = browser_of("imke.attention").post(page, {"entry_id": cast.new_id(), "words": "b"})
    assert answer.status_code < 500
    for name, actor in cast.everyone.items():
        with acting_as(now(actor)):
            seen = Entry.objects.seen_by(now(actor)).filter(words="b").exists()
        assert not seen or name == "kees", name
