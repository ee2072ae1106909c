"""A school says once what its own columns tell; the same by command, and refused in a sentence."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from deelgenoot.exchange.guardians.columns import Column, Tells, Whose
from deelgenoot.exchange.guardians.table import masked, read_table
from deelgenoot.exchange.tests.dropping import look, say_yes
from deelgenoot.exchange.tests.lists import HEAD as KNOWN
from deelgenoot.exchange.tests.lists import MAIL, drop, explain, key_of, line, told
from deelgenoot.kernel.rules import Refused

HEAD = "Leerlingnummer;Ouder naam;Contact via;Hobby"


@pytest.fixture
def row(copy):
    return f"{key_of(copy, 'Noor')};Lot Proef;lot@thuis.invalid;schaken"


@pytest.fixture
def path(copy, tmp_path):
    kept = tmp_path / "ouders.csv"
    kept.write_text("\n".join([KNOWN, line(key_of(copy, "Noor"), "Lot Proef")]))
    return kept


def command(path, *options):
    said = io.StringIO()
    call_command("import", "guardians", str(path), *options, stdout=said)
    return said.getvalue()


RIA = ("--as", "ria@demo.invalid")


def test_nothing_goes_on_before_each_column_is_clear(copy, row):
    delivery = drop(row, head=HEAD)
    assert look(delivery).counts == {"columns": 1}
    assert told(delivery) == {}
    with pytest.raises(Refused):
        say_yes(delivery, work=False)


def test_what_was_said_is_remembered_and_what_is_left_out_is_let_go_of(copy, row):
    delivery = drop(row, head=HEAD)
    explain(delivery, {2: MAIL, 3: None})
    assert told(delivery) == {"adult": [("2", "Lot Proef")]}
    kept = copy.rows("SELECT content::text FROM exchange_delivery")
    assert "lot@thuis.invalid" in kept[0][0]
    assert "schaken" not in kept[0][0]
    assert told(drop(row, head=HEAD.replace("Contact via", "contact  VIA"))) == {
        "adult": [("2", "Lot Proef")]
    }
    headers = copy.rows("SELECT header, tells FROM exchange_columntold ORDER BY 1")
    assert headers == [("contact via", "mail"), ("hobby", "")]


def test_a_secret_address_is_let_go_of_as_soon_as_its_columns_are_clear(copy, row):
    head = f"{HEAD};Ouder straat;Ouder plaats;Niet doorgeven"
    delivery = drop(f"{row};Proefpad 3;Arnhem;ja", head=head)
    explain(delivery, {2: MAIL, 3: None, 6: Column(Whose.ADULT, Tells.SECRET)})
    assert "Proefpad" not in copy.rows("SELECT content::text FROM exchange_delivery")[0][0]
    assert set(told(delivery)) == {"adult", "cell"}


def test_a_column_that_was_explained_wrongly_is_explained_again(copy, row):
    delivery = drop(row, head=HEAD)
    explain(delivery, {2: Column(Whose.ADULT, Tells.TOWN), 3: None})
    assert "cell" in told(delivery)
    explain(delivery, {2: MAIL})
    assert "cell" not in told(delivery)


def test_examples_show_the_shape_and_not_the_person():
    table = read_table(b"Leerlingnummer;Contact via\n12;samira@thuis.invalid\n13;06 12345678\n")
    assert table.examples(1) == ["s•••••@t••••.i••••••", "0• 1•••••••"]
    assert masked("Zoë van 't Hof") == "Z•• v•• 't H••"


@pytest.mark.parametrize("header", ["BSN", "Burgerservicenummer leerling", "Nummer 2", "Religie"])
def test_citizen_numbers_are_not_kept_under_whatever_name(header):
    table = read_table(f"Leerlingnummer;Ouder naam;{header}\n12;Lot;111222333\n".encode())
    assert "111222333" not in repr(table)
    assert table.left == {2}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "no administrator of a school signs in with this"),
        (("--as", "samira@demo.invalid"), "no administrator"),
        (("--as", "anna@demo.invalid"), "no administrator"),
        (("--as", "joris@demo.invalid"), "no administrator"),
    ],
)
def test_only_an_administrator_brings_in_a_list_by_command(copy, path, options, sentence):
    before = copy.everything(but=())
    with pytest.raises(CommandError, match=sentence):
        command(path, *options)
    assert copy.everything(but=()) == before


def test_a_preview_by_command_tells_and_changes_nothing(copy, path):
    before = copy.everything(but=())
    said = command(path, "--preview", *RIA)
    assert "New parents and carers: line 2: Lot Proef" in said
    assert "Preview, nothing is changed" in said
    assert copy.everything(but=()) == before


def test_a_list_by_command_is_brought_in_once(copy, path):
    assert "can be taken back on the page" in command(path, *RIA)
    assert copy.rows("SELECT count(*) FROM people_person WHERE first = 'Lot'") == [(1,)]
    command(path, *RIA)
    assert copy.rows("SELECT count(*) FROM people_person WHERE first = 'Lot'") == [(1,)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 half a zip", "not a list"),
        (b"Leerlingnummer;Ouder naam\n12;=cmd|' /C calc'!A0\n", "formula"),
        (b"Noor;samira@thuis.invalid\nPim;bart@thuis.invalid\n", "first line"),
        (b"Leerlingnummer;Ouder naam;Contact via\n12;Lot;x\n", "Not all columns are clear"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_a_sentence(copy, path, content, sentence):
    before = copy.everything(but=())
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        command(path, *RIA)
    assert copy.everything(but=()) == before
