"""Only what cannot be mistaken is the same child; twins and namesakes are a question."""

from datetime import date

import pytest

from deelgenoot.exchange.matching import SOMEONE_ELSE, Someone, find_matches, folded

BORN, OTHER_DAY = date(2018, 3, 14), date(2018, 3, 15)
EMMA = Someone("1", "Emma", "de Wit", BORN)


def child(key, first, rest="de Wit", born=BORN):
    return Someone(key, first, rest, born)


def matched(new, gone, *, stay=(), answers=None):
    return find_matches(new, gone, [*new, *gone, *stay], answers or {})


@pytest.mark.parametrize("told", ["Emma", "EMMA", "Émma", "Em-ma"])
def test_the_same_name_and_birth_date_is_the_same_child(told):
    found = matched([child("9", told)], [EMMA])
    assert (found.same, found.questions) == ({"9": "1"}, {})


def test_another_birth_date_is_another_child_and_nothing_is_asked():
    found = matched([child("9", "Emma", born=OTHER_DAY)], [EMMA])
    assert (found.same, found.questions) == ({}, {})


@pytest.mark.parametrize(
    ("new", "gone"),
    [
        (child("9", "Emma", born=None), EMMA),
        (child("9", "Emma"), Someone("1", "Emma", "de Wit", None)),
        (child("9", "Emmy"), EMMA),
        (child("9", "Emma", "de Wit-Bos"), EMMA),
        (child("9", "Daan"), EMMA),
    ],
    ids=["no birth date in the file", "none here", "a little other name", "surname", "a twin"],
)
def test_what_only_looks_alike_is_a_question_without_an_answer(new, gone):
    found = matched([new], [gone])
    assert (found.same, found.questions) == ({}, {"9": ["1"]})
    assert found.asked_about == {"1"}


def test_twins_who_both_get_a_new_number_each_keep_their_own_circle():
    lisa = child("2", "Lisa")
    found = matched([child("8", "Lisa"), child("9", "Emma")], [EMMA, lisa])
    assert (found.same, found.questions) == ({"8": "2", "9": "1"}, {})


def test_a_twin_who_stays_is_never_taken_for_the_one_who_left():
    lisa = child("2", "Lisa")
    found = matched([child("9", "Lisa-Marie")], [EMMA], stay=[lisa])
    assert found.same == {}
    assert found.questions == {"9": ["1"]}


@pytest.mark.parametrize("where", ["new", "gone", "stay"])
def test_a_namesake_of_the_same_day_anywhere_makes_it_a_question(where):
    namesake = child("7", "Emma")
    sides = {"new": [child("9", "Emma")], "gone": [EMMA], "stay": []}
    sides[where].append(namesake)
    found = matched(sides["new"], sides["gone"], stay=sides["stay"])
    assert found.same == {}
    assert "9" in found.questions


def test_an_answer_makes_it_the_same_or_someone_else_and_takes_one_child_once():
    new, gone = [child("8", "Emmy"), child("9", "Em")], [EMMA]
    assert matched(new, gone, answers={"8": "1"}).same == {"8": "1"}
    assert matched(new, gone, answers={"8": "1", "9": "1"}).same == {"8": "1"}
    found = matched(new, gone, answers={"8": SOMEONE_ELSE, "9": SOMEONE_ELSE})
    assert (found.same, found.questions) == ({}, {})
    assert matched(new, gone, answers={"8": "no such child"}).same == {}


def test_a_colleague_is_sure_by_name_and_mail_and_else_a_question():
    here = Someone("1", "Anna", "de Boer", mail="anna@school.example")
    sure = Someone("9", "Anna", "de Boer", mail="Anna@School.example")
    assert matched([sure], [here]).same == {"9": "1"}
    unsure = Someone("9", "Anna", "de Boer")
    assert matched([unsure], [here]).questions == {"9": ["1"]}
    assert matched([Someone("9", "Anne", "de Boer")], [here]).questions == {}


def test_names_are_compared_without_accents_capitals_and_signs():
    assert folded("Zoë-Anaïs van 't Hof") == folded("zoe anais VAN T HOF")
    assert folded("أمينة") != ""
