"""The school's own words: kept by its administrator, found by who writes, told to nobody else."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.queries.keeping import my_school
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import School
from deelgenoot.safety.actions import add_own_word, take_own_word_away
from deelgenoot.safety.models import OwnWord
from deelgenoot.safety.queries import own_words, words_that_ask
from deelgenoot.safety.rules import MOST_WORDS, own_words_are_few, own_words_name_nobody

PAGE = "/beheer/eigen-woorden/"
INSIDE = ("anna", "fatma", "kees", "samira", "youssef")
OTHERS = (*INSIDE, "fatma_at_home", "joris", "ellen", "hassan", "stranger")


def school_of(cast):
    with acting_as(cast.ria):
        return my_school(cast.ria)


def add(cast, word, who=None):
    return add_own_word(who or cast.ria, school_of(cast), word=word)


def here(actor, circle):
    with acting_as(actor):
        return words_that_ask(circle.pk)


def test_everyone_who_writes_in_a_circle_of_the_school_gets_the_words_and_nobody_else(cast):
    add(cast, "klem gezet")
    add(cast, "paf*")
    for name in INSIDE:
        assert here(cast.everyone[name], cast.noor) == ["klem gezet", "paf*"], name
    for name in ("ria", "joris", "ellen", "hassan", "stranger", "fatma_at_home"):
        assert here(cast.everyone[name], cast.noor) == [], name
    assert here(cast.fatma_at_home, cast.emre) == ["klem gezet", "paf*"]
    assert here(cast.fatma, cast.emre) == []


def test_a_word_taken_away_is_gone_at_once_and_twice_is_once(cast):
    add(cast, "klem gezet")
    add(cast, "klem gezet")
    with acting_as(cast.ria):
        [line] = own_words(cast.ria, school_of(cast))
    take_own_word_away(cast.ria, line)
    assert here(cast.samira, cast.noor) == []
    assert take_own_word_away(cast.ria, line) is not None, "a second tap does no harm"


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_keeps_or_sees_the_list_not_even_past_the_policy(cast, name):
    row, actor, school = add(cast, "klem gezet"), cast.everyone[name], school_of(cast)
    with pytest.raises(PermissionDenied):
        add_own_word(actor, school, word="ander woord")
    with pytest.raises(PermissionDenied):
        take_own_word_away(actor, row)
    with acting_as(actor), connection.cursor() as cursor:
        assert not OwnWord.objects.seen_by(actor).exists()
        cursor.execute("SELECT count(*) FROM safety_ownword")
        assert cursor.fetchone() == (0,)
        cursor.execute("DELETE FROM safety_ownword")
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            OwnWord.objects.create(school=school, word="langs het beleid")
    with acting_as(cast.ria):
        assert [x.word for x in own_words(cast.ria, school)] == ["klem gezet"]


def test_an_administrator_keeps_no_words_of_another_school(cast):
    with acting_as(cast.ria):
        other = School(name="Elders", board_id=cast.joris.controller_id)
    with pytest.raises(PermissionDenied):
        add_own_word(cast.ria, other, word="klem gezet")


@pytest.mark.parametrize("word", ["noor", "samira", "el amrani", "bang voor anna", "samira*"])
def test_a_word_names_nobody_of_the_school(cast, word):
    with pytest.raises(Refused) as refused:
        add(cast, word)
    assert refused.value.broken == (own_words_name_nobody,)


def test_the_list_stays_short(cast):
    for n in range(MOST_WORDS):
        add(cast, f"woord {n}")
    with pytest.raises(Refused) as refused:
        add(cast, "nog een")
    assert refused.value.broken == (own_words_are_few,)
    add(cast, "woord 1")


def test_the_page_adds_takes_away_and_says_what_is_wrong(cast, signed_in_as):
    browser = signed_in_as("ria")
    assert "Nog geen eigen woorden" in browser.get(PAGE).content.decode()
    added = browser.post(PAGE, {"deed": "add", "word": "  Klem   GEZET "}, follow=True)
    assert "klem gezet" in added.content.decode()
    for bad in ("", "ab", "a*", "%%%", "x" * 41, "noor", "<b>klem</b>"):
        answer = browser.post(PAGE, {"deed": "add", "word": bad})
        assert answer.status_code == 200
        assert "Er mist nog iets" in answer.content.decode(), bad
    with acting_as(cast.ria):
        [line] = own_words(cast.ria, school_of(cast))
    for _ in range(2):
        gone = browser.post(PAGE, {"deed": "take", "word_id": str(line.pk)}, follow=True)
        assert gone.status_code == 200
        assert "Nog geen eigen woorden" in gone.content.decode()


@pytest.mark.parametrize("name", ["anna", "kees", "samira", "joris"])
def test_the_page_is_there_for_no_one_else(cast, signed_in_as, name):
    browser = signed_in_as(name)
    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, {"deed": "add", "word": "klem gezet"}).status_code == 404


def test_the_device_gets_words_and_nothing_more(cast, signed_in_as):
    add(cast, "klem gezet")
    add(cast, "يخاف")
    answer = signed_in_as("samira").get(f"/woorden/{cast.noor.pk}/")
    assert json.loads(answer.content) == {"words": ["klem gezet"], "parts": ["يخاف"]}
    assert "no-store" in answer.headers["Cache-Control"]
    for name in ("joris", "ria"):
        assert signed_in_as(name).get(f"/woorden/{cast.noor.pk}/").status_code == 404


def test_the_audit_book_says_who_kept_the_list_and_not_which_word(
    cast, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as asked:
        row = add(cast, "klem gezet")
        take_own_word_away(cast.ria, row)
    said = [q["sql"] for q in asked.captured_queries if "INSERT INTO" in q["sql"]]
    book = [sql for sql in said if "audit_line" in sql]
    assert [("add_own_word" in sql, "take_own_word_away" in sql) for sql in book] == [
        (True, False),
        (False, True),
    ]
    assert not any("klem gezet" in sql for sql in book)
