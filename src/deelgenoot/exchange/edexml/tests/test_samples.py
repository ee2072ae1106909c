"""The sample of the standard and our own two schools are read as they were meant."""

import re
from collections import Counter
from datetime import date

import pytest

from deelgenoot.exchange.edexml import PASSED_OVER, GroupTie, Problem, read, read_file
from deelgenoot.exchange.edexml.tests.made_files import REAL, SAMPLES, TODAY

needs_the_real_sample = pytest.mark.skipif(
    not REAL.exists(), reason=f"The sample of the EDEXML standard is not at {REAL}."
)
THEN = date(2014, 12, 1)
OURS = ("regenboog.xml", "zonnebloem.xml")


@needs_the_real_sample
def test_the_sample_of_the_standard_is_read_whole():
    file = read_file(REAL, today=THEN)
    assert file.importable
    assert file.problems == ()
    assert file.school is not None
    assert (file.school.year, file.school.brin, file.school.key) == ("2014-2015", "99ZZ", "41323")
    assert file.school.made_on == date(2014, 11, 25)
    assert file.school.counted_on == date(2014, 10, 1)
    assert [site.name for site in file.sites] == ["Vestiging Huissen", "Vestiging Bemmel"]
    assert [group.key for group in file.groups if group.combined] == ["sg3", "sg1", "sg2"]
    assert len(file.groups) == 8
    said = [pupil.display_name for pupil in file.pupils]
    assert said == ["Wimpie imp ie", "Ismaël Assati", "Gradje van 't Hof"]


@needs_the_real_sample
def test_every_field_of_the_first_pupil_and_the_teachers_is_right():
    file = read_file(REAL, today=THEN)
    wimpie, ismael, gradje = file.pupils
    assert wimpie.line == 77
    assert wimpie.born_on == date(2006, 6, 21)
    assert (wimpie.group_key, wimpie.combined_keys) == ("GRP4B", ("sg1", "sg2"))
    assert (wimpie.site_key, wimpie.year_group) == ("VH", "4")
    assert ismael.group_key is None
    assert ismael.enrolled_on == date(2013, 8, 25)
    assert gradje.left_on == date(2014, 7, 18)
    julia, uilke, lia = file.teachers
    assert julia.roles == ("TAL",)
    assert julia.groups == (GroupTie("GRP4A", False, ()),)
    assert uilke.roles == ("Manusje van alles",)
    assert uilke.groups[1] == GroupTie("sg1", True, ())
    assert lia.groups == (GroupTie("GRP4A", False, ("STA", "OWA")),)
    assert lia.roles == ()


@needs_the_real_sample
def test_no_number_origin_or_postcode_of_the_sample_is_kept_anywhere():
    file = read_file(REAL, today=THEN)
    told = repr(file)
    written = REAL.read_text(encoding="utf-8")
    values = set(re.findall(r'eckid="([^"]+)"', written))
    for field in PASSED_OVER:
        found = re.findall(rf"<{re.escape(field)}>([^<]+)</{re.escape(field)}>", written)
        values |= {value for value in found if len(value) > 2}
    assert {"133456785", "2731", "6971VB", "0,3", "https://id.school/abcde"} <= values
    assert not [value for value in values if value in told]
    assert "'MA'" not in told
    assert "'NL'" not in told
    assert "id.school" not in told
    assert "Opmerking" not in told
    count = file.passed_over
    assert (count["bsn"], count["eckid"], count["geslacht"], count["land"]) == (1, 3, 3, 2)
    assert count["toevoegingen"] == 3
    assert "other" not in count


@pytest.mark.parametrize("name", OURS)
def test_our_own_schools_have_no_problems(name):
    file = read_file(SAMPLES / name, today=TODAY)
    assert file.problems == ()
    assert file.importable
    assert set(file.passed_over) == {"geslacht"}
    assert file.school is not None
    assert file.school.year == "2026-2027"
    assert file.school.counted_on == date(2026, 10, 1)


def test_the_regenboog_has_the_classes_and_people_of_the_story():
    file = read_file(SAMPLES / "regenboog.xml", today=TODAY)
    assert file.school is not None
    assert file.school.brin == "99AB"
    assert Counter(pupil.group_key for pupil in file.pupils) == {"5B": 28, "5A": 12, "KAB": 8}
    in_5b = {pupil.display_name: pupil for pupil in file.pupils if pupil.group_key == "5B"}
    cast = ("Noor El Amrani", "Pim de Wit", "Kim Jansen", "Joost Bakker", "Willem van Dijk")
    assert {*cast, "Samuel Osei", "Emre Kaya", "Wahid"} <= set(in_5b)
    assert len(in_5b) == 28
    assert in_5b["Noor El Amrani"].born_on == date(2018, 3, 14)
    assert any("PLUS" in pupil.combined_keys for pupil in file.pupils)
    staff = {teacher.key: teacher for teacher in file.teachers}
    for key in ("LK-ANNA", "LK-FATMA"):
        assert staff[key].groups == (GroupTie("5B", False, ("LRK",)),)
    assert staff["LK-KEES"].roles == ("IB",)
    assert staff["LK-LOTTE"].groups[0].group_key == "5A"
    assert staff["LK-DAAN"].groups[0].group_key == "KAB"


def test_the_zonnebloem_is_another_small_school():
    file = read_file(SAMPLES / "zonnebloem.xml", today=TODAY)
    assert file.school is not None
    assert file.school.brin == "99ZB"
    assert {pupil.group_key for pupil in file.pupils} == {"7C"}
    assert len(file.pupils) == 10
    assert [teacher.key for teacher in file.teachers] == ["LK-JORIS"]


@pytest.mark.parametrize("name", OURS)
def test_birth_dates_fit_the_year_groups(name):
    file = read_file(SAMPLES / name, today=TODAY)
    for pupil in file.pupils:
        assert pupil.born_on is not None
        year = pupil.born_on.year + (pupil.born_on.month >= 10)
        assert 2026 - year == int(pupil.year_group) + 3, pupil


def test_reading_row_by_row_tells_the_same_as_reading_whole():
    reading = read(SAMPLES / "regenboog.xml", today=TODAY)
    rows = list(reading)
    file = read_file(SAMPLES / "regenboog.xml", today=TODAY)
    assert rows[0] == file.school
    assert not [row for row in rows if isinstance(row, Problem)]
    assert len(rows) == 1 + len(file.groups) + len(file.pupils) + len(file.teachers)
    assert reading.passed_over == file.passed_over
