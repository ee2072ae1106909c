"""A list of parents brings in who is new, guesses nothing, and can be taken back."""

import pytest

from deelgenoot.circles.queries.custody import earlier_adults
from deelgenoot.exchange.tests.dropping import answer, as_ria, look, say_yes, take_back
from deelgenoot.exchange.tests.lists import WITH_CHILD, drop, key_of, line, sentences, told
from deelgenoot.kernel.rules import Refused
from deelgenoot.organisations.models import Enrolment

HOME = "Proefpad;3;6811 AB;Arnhem"


@pytest.fixture
def noor(copy):
    return key_of(copy, "Noor")


@pytest.fixture
def pim(copy):
    return key_of(copy, "Pim")


def brought(copy, *lines):
    delivery = drop(*lines)
    assert say_yes(delivery).done_at
    return delivery


def details(copy, first):
    return copy.rows(
        "SELECT m.address, f.number, a.street FROM people_person p"
        " LEFT JOIN people_mailbox m ON m.person_id = p.id"
        " LEFT JOIN people_phone f ON f.person_id = p.id"
        " LEFT JOIN people_address a ON a.person_id = p.id WHERE p.first = %s ORDER BY 2",
        first,
    )


def test_who_is_new_is_placed_with_the_child_and_custody_is_not_known(copy, noor):
    new = line(noor, "Lot Proef", mail="lot@thuis.invalid", phone="06 12345678",
               custody="ja", home=HOME)  # fmt: skip
    delivery = drop(new)
    assert told(delivery) == {"adult": [("2", "Lot Proef")]}
    before = copy.rows("SELECT count(*) FROM people_person")
    assert before == copy.rows("SELECT count(*) FROM people_person")
    assert say_yes(delivery).done_at
    assert ("Noor", "Lot", "unknown", True, None) in copy.rows(WITH_CHILD)
    assert details(copy, "Lot") == [("lot@thuis.invalid", "+31612345678", "Proefpad")]
    assert copy.rows("SELECT * FROM deelgenoot_underived_memberships()") == []
    places = "SELECT 1 FROM circles_membership m JOIN people_person p ON p.id = m.person_id"
    assert copy.rows(f"{places} WHERE p.first = 'Lot'") == []


@pytest.mark.parametrize("said", ["ja", "nee", "", "volgens moeder"])
def test_whatever_a_list_says_of_custody_it_stays_unknown(copy, noor, said):
    brought(copy, line(noor, "Lot Proef", custody=said))
    kinds = {row[2] for row in copy.rows(WITH_CHILD) if row[1] == "Lot"}
    assert kinds == {"unknown"}


def test_custody_that_is_known_is_not_touched_by_a_list(copy, noor):
    before = copy.rows(WITH_CHILD)
    delivery = drop(line(noor, "Samira El Amrani", custody="nee"))
    assert "adult" not in told(delivery)
    assert copy.rows(WITH_CHILD) == before


def test_a_second_time_changes_nothing(copy, noor, pim):
    lines = [
        line(noor, "Lot Proef", mail="lot@thuis.invalid", phone="06 12345678", home=HOME),
        line(pim, "Lot Proef", mail="lot@thuis.invalid"),
    ]
    brought(copy, *lines)
    again = drop(*lines)
    assert told(again) == {}
    assert not set(look(again).counts) & {"adult", "tie", "details", "let_be"}


def test_one_parent_of_two_children_is_one_person(copy, noor, pim):
    brought(copy, *(line(key, "Lot Proef", mail="lot@thuis.invalid") for key in (noor, pim)))
    assert copy.rows("SELECT count(*) FROM people_person WHERE first = 'Lot'") == [(1,)]
    assert [row[0] for row in copy.rows(WITH_CHILD) if row[1] == "Lot"] == ["Noor", "Pim"]


def test_two_parents_may_share_one_mail_address(copy, noor):
    brought(copy, *(line(noor, name, mail="huis@thuis.invalid") for name in ("Lot A", "Bo B")))
    for name in ("Lot", "Bo"):
        assert details(copy, name)[0][0] == "huis@thuis.invalid"


def test_a_secret_address_is_not_taken_over_and_that_is_said(copy, noor):
    delivery = drop(line(noor, "Lot Proef", home=HOME, secret="ja"))
    assert "marked as secret" in sentences(delivery)
    waits = copy.rows("SELECT content::text FROM exchange_delivery")
    assert "Lot" in waits[0][0]
    assert "Proefpad" not in waits[0][0]
    say_yes(delivery)
    assert details(copy, "Lot") == [(None, None, None)]
    kept = copy.rows("SELECT (d.*)::text FROM exchange_delivery d")
    assert not [row for row in kept if "Proefpad" in row[0]]


@pytest.mark.parametrize(
    ("name", "key", "sentence"),
    [
        ("Lot Proef", "nergens", "No pupil of this school has this number"),
        ("S. El Amrani", None, "looks like this one is with this child already"),
    ],
)
def test_a_line_that_is_not_sure_is_told_and_not_used(copy, noor, name, key, sentence):
    delivery = drop(line(key or noor, name))
    assert told(delivery) == {"unknown": [("2", name)]}
    assert sentence in sentences(delivery)
    assert sentences(delivery, "nl") != sentences(delivery)


def test_who_left_school_is_passed_over_with_a_word(copy, noor):
    gone = "UPDATE organisations_enrolment SET until = now() - interval '1 day' WHERE key = %s"
    copy.change(gone, noor)
    delivery = drop(line(noor, "Lot Proef"))
    assert told(delivery) == {"passed": [("2", "Lot Proef")]}


def test_ones_own_child_is_left_to_a_colleague(copy, pim):
    own = (
        "INSERT INTO people_custody (id, child_id, adult_id, kind, relation, since, proof,"
        " noted_by) SELECT gen_random_uuid(), e.pupil_id, f.id, 'custody', '', now(), 'x', f.id"
        " FROM organisations_enrolment e, people_person f WHERE e.key = %s AND f.rest = 'thuis'"
    )
    family = (
        "INSERT INTO people_person (id, controller_id, side, account_id, first, rest, language,"
        " workplace_name) SELECT gen_random_uuid(), controller_id, 'family', account_id, 'Ria',"
        " 'thuis', 'nl', '' FROM people_person WHERE first = 'Ria' AND side = 'work'"
    )
    assert (copy.change(family), copy.change(own, pim)) == (1, 1)
    assert told(drop(line(pim, "Lot Proef"))) == {"passed": [("2", "Lot Proef")]}


def test_custody_that_ended_is_not_opened_again_by_a_list(copy, noor):
    ended = (
        "UPDATE people_custody k SET until = now() FROM people_person a"
        " WHERE a.id = k.adult_id AND a.first = 'Youssef' AND k.until IS NULL"
    )
    assert copy.change(ended)
    before = copy.rows(WITH_CHILD)
    delivery = drop(line(noor, "Youssef El Amrani", mail="youssef@thuis.invalid"))
    assert told(delivery) == {"passed": [("2", "Youssef El Amrani")]}
    assert copy.rows(WITH_CHILD) == before


def test_what_someone_who_came_in_noted_is_never_overwritten(copy, noor):
    before = details(copy, "Samira")
    delivery = drop(
        line(noor, "Samira El Amrani", mail="oud@adres.invalid", phone="06 87654321", home=HOME)
    )
    assert told(delivery) == {"let_be": [("2", "Samira El Amrani")]}
    say_yes(delivery)
    assert details(copy, "Samira") == before


def test_a_later_list_corrects_what_an_earlier_one_brought_and_nobody_touched(copy, noor):
    brought(copy, line(noor, "Lot Proef", mail="oud@thuis.invalid", home=HOME))
    delivery = brought(
        copy, line(noor, "Lot Proef", mail="nieuw@thuis.invalid", home=HOME.replace("3", "9"))
    )
    assert details(copy, "Lot")[0][0] == "nieuw@thuis.invalid"
    assert take_back(delivery).undone_at
    assert details(copy, "Lot")[0][0] == "oud@thuis.invalid"


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE people_mailbox SET address = 'zelf@thuis.invalid', noted_at = now()"
        " + interval '1 second' WHERE address = 'lot@thuis.invalid'",
        "INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter,"
        " reads_little, days, never, names_step, noted_at) SELECT gen_random_uuid(), id, 'call',"
        " '{}', false, false, '{}', '{mail}', false, now() FROM people_person"
        " WHERE first = 'Lot'",
    ],
    ids=["changed by hand", "said what is safe"],
)
def test_what_was_changed_by_hand_since_outlives_a_list(copy, noor, deed):
    brought(copy, line(noor, "Lot Proef", mail="lot@thuis.invalid"))
    assert copy.change(deed) == 1
    before = details(copy, "Lot")
    delivery = drop(line(noor, "Lot Proef", mail="lijst@thuis.invalid"))
    assert told(delivery) == {"let_be": [("2", "Lot Proef")]}
    assert details(copy, "Lot") == before


def test_an_address_that_was_taken_out_does_not_come_back_with_a_list(copy, noor):
    brought(copy, line(noor, "Lot Proef", home=HOME))
    assert copy.change("DELETE FROM people_address WHERE street = 'Proefpad'") == 1
    assert told(drop(line(noor, "Lot Proef", home=HOME))) == {"let_be": [("2", "Lot Proef")]}


def test_a_name_that_is_known_with_another_child_is_a_question(copy, noor, pim):
    brought(copy, line(noor, "Lot Proef"))
    delivery = drop(line(pim, "Lot Proef", mail="lot@thuis.invalid"))
    assert told(delivery) == {"question": [("", "Lot Proef")]}
    with pytest.raises(Refused):
        say_yes(delivery, work=False)
    answer(delivery, {"2 lotproef": "other"})
    assert told(delivery) == {"adult": [("2", "Lot Proef")]}
    lot = copy.rows("SELECT id FROM people_person WHERE first = 'Lot'")[0][0]
    answer(delivery, {"2 lotproef": str(lot)})
    assert set(told(delivery)) == {"tie", "details"}
    say_yes(delivery)
    assert copy.rows("SELECT count(*) FROM people_person WHERE first = 'Lot'") == [(1,)]


def test_taking_back_leaves_no_tie_and_no_way_to_reach_them(copy, noor):
    before = copy.rows(WITH_CHILD)
    delivery = brought(copy, line(noor, "Lot Proef", mail="l@thuis.invalid", phone="06 12345678",
                                  home=HOME))  # fmt: skip
    assert take_back(delivery).undone_at
    after = copy.rows(WITH_CHILD)
    assert [row for row in after if row[1] == "Lot"] == [("Noor", "Lot", "unknown", False, True)]
    assert [row for row in after if row[1] != "Lot"] == before
    assert details(copy, "Lot") == [(None, None, None)]
    again = drop(line(noor, "Lot Proef"))
    assert told(again) == {"tie": [("2", "Lot Proef")]}
    say_yes(again)
    assert copy.rows("SELECT count(*) FROM people_person WHERE first = 'Lot'") == [(1,)]


def test_who_was_given_custody_since_stays_when_a_list_is_taken_back(copy, noor):
    delivery = brought(copy, line(noor, "Lot Proef", mail="lot@thuis.invalid"))
    since = (
        "UPDATE people_custody k SET kind = 'custody', proof = 'uittreksel' FROM people_person a"
        " WHERE a.id = k.adult_id AND a.first = 'Lot'"
    )
    assert copy.change(since) == 1
    assert take_back(delivery).undone_at
    assert told(delivery)["kept"] == [("changed", "Lot Proef")]
    assert ("Noor", "Lot", "custody", True, None) in copy.rows(WITH_CHILD)
    assert details(copy, "Lot")[0][0] == "lot@thuis.invalid"


def test_a_court_limit_is_neither_told_nor_undone(copy, noor):
    delivery = brought(copy, line(noor, "Lot Proef"))
    limit = (
        "INSERT INTO people_courtlimit (id, child_id, adult_id, kind, decision, since, lifted,"
        " noted_by) SELECT gen_random_uuid(), k.child_id, k.adult_id, 'no_contact', 'C/05/1',"
        " now(), '', k.noted_by FROM people_custody k JOIN people_person a ON a.id = k.adult_id"
        " WHERE a.first = 'Lot'"
    )
    assert copy.change(limit) == 1
    same = drop(line(noor, "Lot Proef"))
    assert told(same) == {}
    assert take_back(delivery).undone_at
    limits = copy.rows("SELECT until, lifted FROM people_courtlimit WHERE decision = 'C/05/1'")
    assert limits == [(None, "")]
    assert told(delivery)["kept"] == [("changed", "Lot Proef")]


def test_a_list_writes_one_line_for_the_file_and_one_per_child(copy, noor, pim):
    newest = copy.rows("SELECT max(id) FROM audit_line")[0][0]
    brought(copy, *(line(key, "Lot Proef", mail="lot@thuis.invalid") for key in (noor, pim)))
    lines = copy.rows(
        "SELECT l.did, p.first, l::text FROM audit_line l LEFT JOIN circles_circle c"
        " ON c.id = l.circle LEFT JOIN people_person p ON p.id = c.pupil_id WHERE l.id > %s"
        " ORDER BY l.id",
        newest,
    )
    asked = [row[:2] for row in lines]
    assert [row for row in asked if row[0] == "bring_in"] == [("bring_in", None)]
    changed = sorted(name for did, name in asked if did == "change_by_file")
    assert changed == ["Noor", "Pim"]
    assert not [row for row in lines if "Lot" in row[2] or "invalid" in row[2]]


def test_lines_hold_no_mail_number_or_address(copy, noor):
    drop(line(noor, "Lot Proef", mail="lot@thuis.invalid", phone="06 12345678", home=HOME))
    rows = copy.rows("SELECT l::text FROM exchange_deliveryline l")
    assert rows
    assert not [
        row for row in rows for word in ("lot@", "612345678", "Proefpad") if word in row[0]
    ]


BARE = (
    "DELETE FROM people_wishes WHERE person_id IN (SELECT id FROM people_person"
    " WHERE first = 'Samira' AND side = 'family')",
    "DELETE FROM people_phone WHERE person_id IN (SELECT id FROM people_person"
    " WHERE first = 'Samira' AND side = 'family')",
    "DELETE FROM people_mailbox WHERE person_id IN (SELECT id FROM people_person"
    " WHERE first = 'Samira' AND side = 'family')",
)
IN = "UPDATE people_person SET account_id = NULL WHERE first = 'Samira' AND side = 'family'"


@pytest.mark.parametrize("has_account", [True, False])
def test_who_has_an_account_keeps_their_own_details(copy, noor, has_account):
    for statement in BARE:
        copy.change(statement)
    if not has_account:
        copy.change(IN)
    delivery = drop(line(noor, "Samira El Amrani", mail="oud@thuis.invalid", phone="06 12345678"))
    assert ("let_be" in told(delivery)) is has_account
    say_yes(delivery)
    brought_in = {row[:2] for row in details(copy, "Samira")}
    assert (("oud@thuis.invalid", "+31612345678") in brought_in) is not has_account


def test_who_was_brought_in_and_taken_back_is_no_earlier_adult(copy, noor):
    delivery = brought(copy, line(noor, "Lot Proef"))
    take_back(delivery)
    with as_ria() as ria:
        of = Enrolment.objects.seen_by(ria).select_related("pupil").get(key=noor)
        assert "Lot Proef" not in {name for _id, name in earlier_adults(ria, of, set())}
