"""Names are said as people say them, and only what is needed is kept."""

import logging
from datetime import date

import pytest

from deelgenoot.exchange.edexml import PASSED_OVER
from deelgenoot.exchange.edexml.tests.made_files import ANNA, body, problems, pupil, taken

SECRETS = ("bsn", "onderwijsnummer", "sofinummer", "bsn_ondwnr-4", "rijksregisternummer")
BRIEFED = (
    *SECRETS,
    *("eckid", "gewicht", "gewicht_nieuw", "etniciteit", "land", "land_vader", "land_moeder"),
    *("postcodenl", "postnummerbe", "postcodeoverig", "geslacht", "fotourl", "gebruikersnaam"),
    "toevoegingen",
)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"achternaam": "ie", "voorvoegsel": "imp", "roepnaam": "Wimpie"}, "Wimpie imp ie"),
        ({"achternaam": "Assati", "voornamen": "Ismaël Hassan"}, "Ismaël Assati"),
        ({"achternaam": "Assati", "voorletters-1": "IH"}, "IH Assati"),
        ({"achternaam": "Wahid"}, "Wahid"),
        ({"roepnaam": "Sukarno"}, "Sukarno"),
        ({"achternaam": "  van\n  Dam ", "roepnaam": " Bo "}, "Bo van Dam"),
        ({"achternaam": "Ame\N{COMBINING ACUTE ACCENT}", "roepnaam": "Li"}, "Li Amé"),
        ({"achternaam": "O&apos;Neill &amp; Zn", "roepnaam": "{x}%s"}, "{x}%s O'Neill & Zn"),
    ],
)
def test_a_name_is_said_as_people_say_it(fields, said):
    inside = "".join(f"<{field}>{text}</{field}>" for field, text in fields.items())
    file = taken(body(pupils=f'<leerling key="1">{inside}</leerling>'))
    assert file.pupils[0].display_name == said


def test_every_field_the_project_has_no_purpose_for_is_named_with_a_reason():
    assert set(BRIEFED) <= set(PASSED_OVER)
    assert all(str(reason).endswith(".") for reason in PASSED_OVER.values())


@pytest.mark.parametrize("field", [name for name in PASSED_OVER if name not in ("eckid", "other")])
def test_a_field_without_purpose_is_counted_and_its_value_is_nowhere(field, caplog):
    caplog.set_level(logging.DEBUG)
    inside = f"<{field}>geheim123456782</{field}>"
    file = taken(body(pupils=pupil(inside) + pupil(inside, key="8")))
    assert dict(file.passed_over) == {field: 2}
    assert "geheim" not in repr(file) + caplog.text
    assert file.importable


def test_numbers_hidden_deep_in_additions_or_in_unknown_parts_are_left_too():
    hidden = "<x><bsn>123456782</bsn><achternaam>123456782</achternaam></x>"
    inside = f"<toevoegingen><blok>{hidden}</blok></toevoegingen>{hidden}"
    file = taken(body(pupils=pupil(inside), sites=hidden))
    assert "123456782" not in repr(file)
    assert dict(file.passed_over) == {"toevoegingen": 1, "other": 2}
    assert file.pupils[0].family_name == "Wit"


def test_a_name_of_an_unknown_field_is_not_repeated_either():
    file = taken(body(pupils=pupil("<bsn_123456782>x</bsn_123456782>")))
    assert "123456782" not in repr(file)


def test_what_stands_where_a_date_belongs_is_not_repeated():
    file = taken(body(pupils=pupil("<geboortedatum>123456782</geboortedatum>")))
    assert "bad-date" in {found.kind for found in file.problems}
    assert "123456782" not in repr(file)


def test_an_eckid_is_counted_and_left():
    file = taken(body(pupils=pupil("").replace("<leerling ", '<leerling eckid="geheim" ')))
    assert dict(file.passed_over) == {"eckid": 1}
    assert "geheim" not in repr(file)


def test_a_teacher_keeps_mail_roles_and_groups():
    teacher = ANNA.replace(
        "<rol>LRK</rol><groepen>",
        "<emailadres>a@b.example</emailadres><rol>LRK</rol>"
        "<rolomschrijving>Rekenen</rolomschrijving><groepen>"
        '<samengestelde_groep key="PLUS"/>',
    )
    (anna,) = taken(body(teachers=teacher)).teachers
    assert (anna.mail, anna.roles) == ("a@b.example", ("LRK", "Rekenen"))
    assert anna.groups == (("PLUS", True, ()), ("5B", False, ("LRK",)))
    assert anna.display_name == "Anna de Boer"


@pytest.mark.parametrize("written", ["2018-03-14", "2018-03-14Z", " 2018-03-14+01:00 "])
def test_a_date_may_carry_a_time_zone(written):
    inside = f"<geboortedatum>{written}</geboortedatum>"
    assert taken(body(pupils=pupil(inside))).pupils[0].born_on == date(2018, 3, 14)


def test_a_flemish_school_has_an_institution_number():
    school = (
        "<school><schooljaar>2026-2027</schooljaar>"
        "<instellingsnummer>12345</instellingsnummer></school>"
    )
    inside = (
        "<rijksregisternummer>18031412345</rijksregisternummer><postnummerbe>9000</postnummerbe>"
    )
    file = taken(body(school=school, pupils=pupil(inside)))
    assert file.importable
    assert file.school is not None
    assert file.school.institution_number == "12345"
    assert "18031412345" not in repr(file)


def test_groups_may_stand_after_the_pupils():
    parts = body(groups="").replace("</EDEX>", "") + (
        '<groepen><groep key="5B"><naam>5B</naam><jaargroep>5</jaargroep></groep>'
        '<samengestelde_groep key="PLUS"><naam>P</naam></samengestelde_groep></groepen></EDEX>'
    )
    assert problems(parts) == {}
