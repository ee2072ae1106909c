"""A list of parents is read as schools make it, and what is wrong with a cell is told."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from deelgenoot.exchange.guardians.columns import Column, Tells, Whose
from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.reader import read_list

TODAY = date(2026, 11, 28)
WIDE = (
    "Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Klas;BSN;"
    "Verzorger 1 roepnaam;Verzorger 1 achternaam;Verzorger 1 gezag;E-mailadres verzorger 1;"
    "Mobiel verzorger 1;Verzorger 2 roepnaam;Verzorger 2 achternaam;E-mailadres verzorger 2"
)
NOOR = (
    "12;Noor;;El Amrani;3-9-2016;5B;111;Samira;El Amrani;ja;samira@thuis.invalid;"
    "06 12345678;Youssef;El Amrani;youssef@thuis.invalid"
)


def read(text, *, encoding="utf-8", told=None):
    return read_list(text.encode(encoding), today=TODAY, told=told)


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def why(content):
    with pytest.raises(ListRefused) as refused:
        read_list(content, today=TODAY)
    return refused.value.problem.kind


def test_one_line_tells_a_child_and_two_adults():
    found = read(f"{WIDE}\n{NOOR}\n")
    samira, youssef = found.adults
    assert (samira.first, samira.rest, samira.custody) == ("Samira", "El Amrani", True)
    assert (samira.mail, samira.phones) == ("samira@thuis.invalid", ("+31612345678",))
    assert (youssef.first, youssef.custody, youssef.phones) == ("Youssef", None, ())
    assert samira.child.key == "12"
    assert samira.child.born_on == date(2016, 9, 3)
    assert found.problems == ()


def test_custody_is_only_what_the_list_says_in_so_many_words():
    for said, is_so in (("ja", True), ("Nee", False), ("", None), ("volgens moeder", None)):
        found = read(f"{WIDE}\n{NOOR.replace(';ja;', f';{said};')}")
        assert found.adults[0].custody is is_so, said
        assert bool(found.problems) == (said == "volgens moeder")


def test_a_number_of_the_government_is_left_where_it_is():
    found = read(f"{WIDE}\n{NOOR}")
    assert found.columns[6] is None
    assert "111" not in repr(found.adults)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_letters_are_found_from_the_file(delimiter, encoding):
    line = NOOR.replace("Samira", "Zoë").replace(";", delimiter)
    found = read(f"{WIDE.replace(';', delimiter)}\r\n{line}\r\n", encoding=encoding)
    assert found.adults[0].first == "Zoë"


def test_a_parent_a_line_with_several_children_and_english_headers():
    found = read(
        "Code;First name;Last name;Email;Student ID\nO1;Jan;Smit;jan@thuis.invalid;12,13\n"
    )
    assert [row.child.key for row in found.adults] == ["12", "13"]
    assert {row.key for row in found.adults} == {"O1"}


def test_mother_and_father_in_the_header_are_two_adults():
    found = read(
        "Leerlingnummer,Naam moeder,E-mail moeder,Naam vader,E-mail vader\n"
        "12,Samira El Amrani,s@thuis.invalid,Youssef El Amrani,y@thuis.invalid\n"
    )
    assert [(row.name, row.relation) for row in found.adults] == [
        ("Samira El Amrani", "moeder"),
        ("Youssef El Amrani", "vader"),
    ]


def test_a_header_nobody_knows_is_asked_about_and_remembered():
    text = "Leerlingnummer;Verzorger 1 naam;Contact via\n12;Samira El Amrani;s@thuis.invalid\n"
    found = read(text)
    assert [found.headers[n] for n in found.asked_about] == ["Contact via"]
    told = {"contact via": Column(Whose.ADULT, Tells.MAIL, 1)}
    assert read(text, told=told).adults[0].mail == "s@thuis.invalid"


def test_excel_gives_days_numbers_and_yes_as_people_see_them():
    found = read_list(
        workbook(
            ["Leerlingnummer", "Geboortedatum", "Ouder 1 naam", "Ouder 1 mobiel", "Ouder 1 gezag"],
            [12, date(2016, 9, 3), "Samira El Amrani", 612345678, True],
        ),
        today=TODAY,
    )
    (samira,) = found.adults
    assert samira.child.key == "12"
    assert samira.child.born_on == date(2016, 9, 3)
    assert samira.phones == ("+31612345678",)
    assert samira.custody is True


def test_a_secret_address_is_never_taken_over():
    head = "Leerlingnummer;Ouder naam;Ouder straat;Ouder plaats;Ouder adres geheim"
    found = read(f"{head}\n12;Samira El Amrani;Lindehof 3;Arnhem;ja\n")
    assert found.adults[0].address is None
    assert [one.kind for one in found.problems] == ["secret"]
    assert "Lindehof" not in repr(found)
    assert read(f"{head}\n12;Samira El Amrani;Lindehof 3;Arnhem;nee\n").adults[0].address


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (NOOR.replace("samira@thuis.invalid", "geen"), "mail"),
        (NOOR.replace("06 12345678", "0612"), "phone"),
        (NOOR.replace("3-9-2016", "30-2-2016"), "born"),
        (NOOR.replace("3-9-2016", "3-9-2030"), "born"),
        (NOOR.replace("Samira;El Amrani", ";"), "no-name"),
        (f"{NOOR}\n{NOOR}", "repeated"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line_and_the_rest_goes_on(said, kind):
    found = read(f"{WIDE}\n{said}")
    assert kind in {one.kind for one in found.problems}
    assert all(one.line >= 2 for one in found.problems)
    assert [row.first for row in found.adults][-1] == "Youssef"
    with translation.override("nl"):
        assert all(str(one.sentence) and str(one.what_to_do) for one in found.problems)


@pytest.mark.parametrize("name", ["张伟", "👩‍🦰", "سميرة", "x" * 120, "O'Neill-van 't Hof"])
def test_names_of_all_kinds_stay_as_they_are(name):
    line = NOOR.replace("Samira", name)
    assert read(f"{WIDE}\n{line}").adults[0].first == name
