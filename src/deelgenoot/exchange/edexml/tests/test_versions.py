"""Every version and flavour that schools hand in is read, and our samples keep to the standard."""

import re

import pytest
from lxml import etree

from deelgenoot.exchange.edexml import GroupTie, read_file
from deelgenoot.exchange.edexml.tests.made_files import REAL, SAMPLES, TODAY, VERSIONS

SCHEMA = REAL.with_name("EDEXML.structuur.xsd")
OURS = sorted([*VERSIONS.glob("*.xml"), *SAMPLES.glob("*.xml")])
NEWEST = "2024-2025"
"""The last school year the schema of 2017 lists; it has not been renewed since."""

needs_the_schema = pytest.mark.skipif(
    not SCHEMA.exists(), reason=f"The schema of the EDEXML standard is not at {SCHEMA}."
)


def reading(name):
    return read_file(VERSIONS / name, today=TODAY)


@needs_the_schema
@pytest.mark.parametrize("path", [*OURS, REAL], ids=lambda path: path.name)
def test_our_samples_keep_to_the_schema_of_the_standard(path):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    made = etree.parse(path)
    year = made.find("school/schooljaar")
    year.text = NEWEST
    schema.assertValid(made)


@needs_the_schema
def test_the_schema_would_see_a_field_in_the_wrong_place():
    made = etree.parse(VERSIONS / "nl-2.1.xml")
    made.find("school/schooljaar").text = NEWEST
    pupil = made.find("leerlingen/leerling")
    pupil.append(pupil.find("roepnaam"))
    assert not etree.XMLSchema(etree.parse(SCHEMA)).validate(made)


@pytest.mark.parametrize(
    ("name", "brin", "dependance", "version"),
    [
        ("nl-2.1.xml", "99VA", "", "2.1"),
        ("nl-2.0.xml", "99VB", "", "2.0"),
        ("nl-1.03.xml", "99VC", "01", "1.03"),
        ("vl-2.1.xml", "1234", "", "2.1"),
        ("vl-2.0.xml", "123456", "", "2.0"),
    ],
)
def test_each_version_and_flavour_says_whose_it_is(name, brin, dependance, version):
    file = reading(name)
    assert file.importable
    assert file.whose.brin == brin
    assert file.whose.dependance == dependance
    assert file.whose.xsd_version == version


def test_2_1_has_sites_roles_and_everything_to_pass_over():
    file = reading("nl-2.1.xml")
    assert [pupil.display_name for pupil in file.pupils] == ["Noor El Amrani", "Pim de Wit", "Zoë"]
    assert [found.kind for found in file.problems] == ["missing-surname", "missing-surname"]
    assert file.pupils[0].combined_keys == ("PLUS",)
    assert [pupil.site_key for pupil in file.pupils] == ["N", "Z", None]
    anna, kees, tom = file.teachers
    assert anna.groups == (GroupTie("5B", False, ("LRK",)), GroupTie("PLUS", True, ()))
    assert (kees.roles, tom.roles) == (("IB",), ("TAL",))
    told = repr(file)
    for secret in ("000000012", "100000009", "ketenid", "6811ZZ", "0,3", "noor.jpg", "Verzonnen"):
        assert secret not in told, secret
    assert file.passed_over["eckid"] == 2
    assert "other" not in file.passed_over


def test_2_0_is_read_as_2_1():
    file = reading("nl-2.0.xml")
    assert file.problems == ()
    assert file.teachers[1].groups[0].roles == ("STA", "OWA")
    assert file.passed_over["bsn_ondwnr-4"] == file.passed_over["postcodeoverig"] == 1


def test_1_03_is_read_with_a_word_about_its_age_and_the_letters_of_its_time():
    file = reading("nl-1.03.xml")
    assert [found.kind for found in file.problems] == ["old-version"]
    assert [pupil.display_name for pupil in file.pupils] == ["Noor El Amrani", "Zoë Ménétrier"]
    assert [pupil.group_key for pupil in file.pupils] == ["49", None]
    assert file.teachers[0].groups == (GroupTie("49", False, ()),)
    assert file.passed_over["sofinummer"] == 1


def test_a_flemish_file_has_numbers_of_its_own_and_year_groups_as_in_the_netherlands():
    file = reading("vl-2.1.xml")
    assert {found.kind for found in file.problems} == {"missing-surname"}
    assert file.pupils[1].display_name == "Ismaël Daoudi"
    assert file.whose.institution_number == "1234"
    assert file.groups[1].year_group == "6"
    assert "17010100012" not in repr(file)
    assert file.passed_over["rijksregisternummer"] == file.passed_over["postnummerbe"] == 1
    assert reading("vl-2.0.xml").pupils[0].display_name == "Jef Peeters"


def test_an_institution_number_with_zeros_in_front_is_the_same_school(tmp_path):
    text = (VERSIONS / "vl-2.1.xml").read_text(encoding="utf-8-sig")
    path = tmp_path / "zeros.xml"
    path.write_text(re.sub("<instellingsnummer>", "<instellingsnummer>00", text))
    assert read_file(path, today=TODAY).whose.brin == "1234"


def test_site_number_00_is_no_site_number():
    file = read_file(SAMPLES / "regenboog.xml", today=TODAY)
    assert "<dependancecode>00<" in (SAMPLES / "regenboog.xml").read_text()
    assert file.whose.dependance == ""
