"""One name with several children of a list: a person is asked, nothing is guessed."""

import pytest

from deelgenoot.exchange.actions.deliveries import answer_who_is_who
from deelgenoot.exchange.homes_told import homes_told
from deelgenoot.exchange.models import DeliveryLine
from deelgenoot.exchange.namesake_forms import NamesakeForm
from deelgenoot.exchange.queries import find_delivery
from deelgenoot.exchange.tests.dropping import answer, as_ria, look, say_yes, take_back
from deelgenoot.exchange.tests.lists import HEAD, WITH_CHILD, drop, key_of, line, sentences, told
from deelgenoot.exchange.tests.test_bringing_in_a_list import HOME, details
from deelgenoot.kernel.rules import Refused

ELSEWHERE = "Elderspad;9;6811 CD;Arnhem"
LOTS = "SELECT count(*) FROM people_person WHERE first = 'Lot'"
SAME_AS_2 = "2 lotproef"


@pytest.fixture
def keys(copy):
    """The numbers of three children, who are of three families."""
    return [key_of(copy, name) for name in ("Noor", "Pim", "Kim")]


def with_lot(copy):
    """With which children Lot is now, each Lot apart."""
    rows = copy.rows(
        "SELECT k.adult_id, child.first FROM people_custody k JOIN people_person child"
        " ON child.id = k.child_id JOIN people_person adult ON adult.id = k.adult_id"
        " WHERE adult.first = 'Lot' AND k.until IS NULL"
    )
    found: dict[object, set[str]] = {}
    for adult, child in rows:
        found.setdefault(adult, set()).add(child)
    return sorted(sorted(children) for children in found.values())


def asked(delivery):
    """What is asked: the line, and the lines it may be the same as."""
    with as_ria() as actor:
        rows = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery, kind="namesake")
        return [
            (row.was, [o["line"] for o in row.told["alike"]]) for row in rows.order_by("number")
        ]


def same(copy_key, value=SAME_AS_2):
    return {f"same {copy_key} lotproef": value}


def test_one_name_with_two_children_is_asked_and_open_it_stays_two(copy, keys):
    delivery = drop(
        line(keys[0], "Lot Proef", mail="lot@thuis.invalid"), line(keys[1], "Lot Proef")
    )
    assert told(delivery) == {
        "namesake": [("3", "Lot Proef")],
        "adult": [("2", "Lot Proef"), ("3", "Lot Proef")],
    }
    assert say_yes(delivery).done_at
    assert with_lot(copy) == [["Noor"], ["Pim"]]
    assert told(delivery)["namesake"] == [("3", "Lot Proef")]


def test_a_yes_makes_one_person_and_custody_stays_unknown(copy, keys):
    rows = [line(keys[0], "Lot Proef", mail="lot@thuis.invalid"),
            line(keys[1], "Lot Proef", phone="06 12345678", custody="ja")]  # fmt: skip
    delivery = drop(*rows)
    answer(delivery, same(3))
    assert told(delivery) == {"adult": [("2", "Lot Proef"), ("3", "Lot Proef")]}
    assert say_yes(delivery).done_at
    assert with_lot(copy) == [["Noor", "Pim"]]
    assert details(copy, "Lot") == [("lot@thuis.invalid", "+31612345678", None)]
    assert {row[2] for row in copy.rows(WITH_CHILD) if row[1] == "Lot"} == {"unknown"}
    again = drop(*rows)
    assert told(again) == {}
    assert copy.rows(LOTS) == [(1,)]


def test_two_of_one_name_stay_two_and_are_not_asked_about_again(copy, keys):
    rows = [line(key, "Lot Proef") for key in keys[:2]]
    delivery = drop(*rows)
    answer(delivery, same(3, "other"))
    assert told(delivery) == {"adult": [("2", "Lot Proef"), ("3", "Lot Proef")]}
    say_yes(delivery)
    assert with_lot(copy) == [["Noor"], ["Pim"]]
    assert told(drop(*rows)) == {}


def test_of_three_children_each_may_be_of_another_or_of_the_same(copy, keys):
    delivery = drop(*(line(key, "Lot Proef") for key in keys))
    assert asked(delivery) == [("3", [2]), ("4", [2, 3])]
    answer(delivery, same(3))
    assert asked(delivery) == [("4", [2])]
    answer(delivery, same(4))
    assert asked(delivery) == []
    say_yes(delivery)
    assert with_lot(copy) == [["Kim", "Noor", "Pim"]]


def test_two_women_of_one_name_with_two_and_one_children(copy, keys):
    delivery = drop(*(line(key, "Lot Proef") for key in keys))
    answer(delivery, same(3, "other") | same(4, "3 lotproef"))
    assert asked(delivery) == []
    say_yes(delivery)
    assert with_lot(copy) == [["Kim", "Pim"], ["Noor"]]


def test_what_was_answered_is_remembered_and_can_be_asked_anew(copy, keys):
    delivery = drop(*(line(key, "Lot Proef") for key in keys))
    answer(delivery, same(3))
    answer(delivery, same(4, "other"))
    assert look(delivery).answers == same(3) | same(4, "other")
    with as_ria() as actor:
        answer_who_is_who(actor, find_delivery(actor, delivery), answers={}, anew=True)
    assert [number for number, _alike in asked(delivery)] == ["3", "4"]


def test_two_addresses_of_one_who_was_joined_are_neither_taken(copy, keys):
    rows = [
        line(keys[0], "Lot Proef", mail="a@thuis.invalid", home=HOME),
        line(keys[1], "Lot Proef", mail="b@thuis.invalid", home=ELSEWHERE),
    ]
    delivery = drop(*rows)
    assert asked(delivery) == [("3", [2])]
    answer(delivery, same(3))
    assert "Neither is taken over" in sentences(delivery)
    assert "the first one counts" in sentences(delivery)
    say_yes(delivery)
    assert details(copy, "Lot") == [("a@thuis.invalid", None, None)]
    again = drop(*rows)
    assert set(told(again)) == {"cell"}
    assert not say_yes(again).counts.get("details")
    assert details(copy, "Lot") == [("a@thuis.invalid", None, None)]


def test_two_women_of_one_name_keep_each_her_own_address(copy, keys):
    delivery = drop(
        line(keys[0], "Lot Proef", home=HOME), line(keys[1], "Lot Proef", home=ELSEWHERE)
    )
    say_yes(delivery)
    homes = copy.rows(
        "SELECT child.first, a.street FROM people_custody k JOIN people_person child"
        " ON child.id = k.child_id JOIN people_address a ON a.person_id = k.adult_id"
        " JOIN people_person adult ON adult.id = k.adult_id WHERE adult.first = 'Lot' ORDER BY 1"
    )
    assert homes == [("Noor", "Proefpad"), ("Pim", "Elderspad")]


def form_of(delivery):
    with as_ria() as actor:
        rows = DeliveryLine.objects.seen_by(actor).filter(delivery=delivery, kind="namesake")
        homes = homes_told(actor, find_delivery(actor, delivery), list(rows))
        return NamesakeForm(lines=rows, homes=homes)


def test_who_answers_sees_both_children_and_both_addresses_and_no_line_keeps_them(copy, keys):
    delivery = drop(
        line(keys[0], "Lot Proef", mail="lot@thuis.invalid", home=HOME),
        line(keys[1], "Lot Proef", home=ELSEWHERE),
        line(keys[2], "Bo Anders", home="Achterpad;1;6811 EF;Arnhem"),
    )
    form = form_of(delivery)
    field, hints = form.fields["who_1"], form.hints["who_1"]
    shown = f"{field.label} {field.choices[0][1]} {field.help_text} {hints[SAME_AS_2]}"
    for words in (
        "Noor",
        "Pim",
        "regel 2",
        "regel 3",
        "Proefpad 3, 6811 AB Arnhem",
        "Elderspad 9",
    ):
        assert words in shown
    assert "lot@" not in shown
    assert "Achterpad" not in str(hints)
    kept = copy.rows("SELECT string_agg(l::text, ' ') FROM exchange_deliveryline l")[0][0]
    assert "Lot" in kept
    assert not [word for word in ("Proefpad", "Elderspad", "lot@") if word in kept]
    say_yes(delivery)
    assert form_of(delivery).hints == {"who_1": {}}


def test_a_secret_address_is_not_shown_to_who_answers(copy, keys):
    delivery = drop(
        line(keys[0], "Lot Proef", home=HOME, secret="ja"),
        line(keys[1], "Lot Proef", home=ELSEWHERE),
    )
    form = form_of(delivery)
    assert form.hints["who_1"] == {}
    assert "Elderspad" in form.fields["who_1"].help_text


def test_two_numbers_of_the_administration_are_two_people_without_a_question(copy, keys):
    head = f"{HEAD};Verzorger nummer"
    rows = [f"{line(key, 'Lot Proef')};A{n}" for n, key in enumerate(keys[:2])]
    delivery = drop(*rows, head=head)
    assert told(delivery) == {"adult": [("2", "Lot Proef"), ("3", "Lot Proef")]}


def test_one_line_that_names_two_children_is_one_adult(copy, keys):
    delivery = drop(line(f"{keys[0]},{keys[1]}", "Lot Proef"))
    assert told(delivery) == {"adult": [("2", "Lot Proef"), ("2", "Lot Proef")]}
    say_yes(delivery)
    assert with_lot(copy) == [["Noor", "Pim"]]


def test_a_wrong_yes_is_taken_back_and_asked_again(copy, keys):
    rows = [line(key, "Lot Proef") for key in keys[:2]]
    delivery = drop(*rows)
    answer(delivery, same(3))
    say_yes(delivery)
    assert with_lot(copy) == [["Noor", "Pim"]]
    assert take_back(delivery).undone_at
    assert with_lot(copy) == []
    again = drop(*rows)
    assert asked(again) == [("3", [2])]
    answer(again, same(3, "other"))
    say_yes(again)
    assert with_lot(copy) == [["Noor"], ["Pim"]]
    assert told(drop(*rows)) == {}
    assert take_back(again).undone_at
    once_more = drop(*rows)
    answer(once_more, same(3))
    say_yes(once_more)
    assert with_lot(copy) == [["Noor", "Pim"]]


def test_someone_known_here_may_be_the_parent_of_two_more(copy, keys):
    first = drop(line(keys[0], "Lot Proef"))
    say_yes(first)
    lot = str(copy.rows("SELECT id FROM people_person WHERE first = 'Lot'")[0][0])
    delivery = drop(
        line(keys[1], "Lot Proef", phone="06 12345678"),
        line(keys[2], "Lot Proef", phone="06 12345678", mail="lot@thuis.invalid"),
    )
    with pytest.raises(Refused):
        say_yes(delivery, work=False)
    answer(delivery, {"2 lotproef": lot, "3 lotproef": lot})
    assert set(told(delivery)) == {"tie", "details"}
    assert say_yes(delivery).done_at
    assert with_lot(copy) == [["Kim", "Noor", "Pim"]]
    assert details(copy, "Lot") == [("lot@thuis.invalid", "+31612345678", None)]


def test_one_child_told_twice_in_two_classes_has_one_address(copy, keys):
    head = f"{HEAD};Leerling klas"
    rows = [f"{line(keys[0], 'Lot Proef', home=HOME)};{group}" for group in ("5B", "plus")]
    delivery = drop(*rows, head=head)
    assert told(delivery) == {"adult": [("2", "Lot Proef")]}
    assert say_yes(delivery).done_at
    assert details(copy, "Lot") == [(None, None, "Proefpad")]


def test_a_name_of_endless_letters_is_asked_about_too(copy, keys):
    name = "Lot " + "ß" * 120
    delivery = drop(*(line(key, name) for key in keys[:2]))
    assert asked(delivery) == [("3", [2])]


def test_a_line_that_was_not_used_is_not_used_a_second_time_either(copy, keys):
    rows = [
        line(keys[0], "Lot Proef", mail="a@thuis.invalid", home=HOME),
        line(keys[0], "Lot Proef", mail="b@thuis.invalid", home=ELSEWHERE),
    ]
    delivery = drop(*rows)
    assert told(delivery) == {"adult": [("2", "Lot Proef")], "unknown": [("3", "Lot Proef")]}
    say_yes(delivery)
    again = drop(*rows)
    assert told(again) == {"unknown": [("3", "Lot Proef")]}
    say_yes(again)
    assert details(copy, "Lot") == [("a@thuis.invalid", None, "Proefpad")]
