"""The audit book tells which file came in and which children it changed, in ids alone."""

import hashlib
import subprocess
import sys

import pytest

from deelgenoot.exchange.edexml import samples
from deelgenoot.exchange.edexml.tests.made_files import VERSIONS
from deelgenoot.exchange.tests.schools import (
    around,
    bring_in,
    colleague,
    file_of,
    pupil,
    reading_on,
)

ANNA, BEA = colleague("Anna", "5B"), colleague("Bea", "5A")
NAMES = ("Noor", "Pim", "Kim", "Anna", "Bea", "Proef")
LINES = (
    "SELECT l.did, l.part, p.first, l::text FROM audit_line l"
    " LEFT JOIN circles_circle c ON c.id = l.circle LEFT JOIN people_person p ON p.id = c.pupil_id"
    " WHERE l.id > %s ORDER BY l.did, p.first"
)
LEFT = "<uitstroomdatum>2031-07-01</uitstroomdatum>"


@pytest.fixture
def lines(copy):
    def since(path):
        newest = copy.rows("SELECT max(id) FROM audit_line")[0][0]
        bring_in(path)
        found = copy.rows(LINES, newest)
        assert not [word for word in NAMES for *_, line in found if word in line]
        return [line[:3] for line in found]

    return since


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:30]


def test_one_line_for_the_file_and_one_per_new_child(lines, tmp_path):
    path = file_of(tmp_path, pupils=pupil("Noor", "5B") + pupil("Pim", "5B"), teachers=ANNA)
    assert lines(path) == [
        ("import_school", fingerprint(path), None),
        ("open_circle", "", "Noor"),
        ("open_circle", "", "Pim"),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        pupil("Noor", "5A", key="n"),
        pupil("Noor", "", key="n"),
        pupil("Noor", "5B", key="n", combined=["PLUS"]),
        pupil("Noora", "5B", key="n"),
        pupil("Noor", "5B", key="n").replace("2018-01-02", "2018-02-01"),
        pupil("Noor", "5B", key="n", more=LEFT),
        pupil("Noora", "5A", key="n", combined=["PLUS"], more=LEFT),
    ],
    ids=["class", "no class", "also", "name", "birth date", "last day", "all at once"],
)
def test_one_line_per_child_for_whom_anything_changes_and_none_for_the_others(
    lines, tmp_path, changed
):
    before = pupil("Noor", "5B", key="n") + pupil("Pim", "5B")
    lines(file_of(tmp_path, pupils=before, teachers=ANNA + BEA))
    path = file_of(tmp_path, pupils=changed + pupil("Pim", "5B"), teachers=ANNA + BEA)
    told = lines(path)
    closes = [("close_circle", "", told[0][2])] if LEFT in changed else []
    assert told[1:] == [*closes, ("import_school", fingerprint(path), None)]
    assert told[0][:2] == ("change_by_file", "")
    assert told[0][2] in {"Noor", "Noora"}
    assert lines(path) == [("import_school", fingerprint(path), None)]


def test_a_new_name_of_a_colleague_is_no_change_of_a_child(lines, tmp_path):
    lines(file_of(tmp_path, pupils=pupil("Kim", "5B"), teachers=ANNA))
    renamed = ANNA.replace("<roepnaam>Anna", "<roepnaam>Anne")
    path = file_of(tmp_path, pupils=pupil("Kim", "5B"), teachers=renamed)
    assert lines(path) == [("import_school", fingerprint(path), None)]


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.xml")), ids=lambda path: path.stem)
def test_each_version_and_flavour_comes_in_and_a_second_time_changes_nothing(copy, path):
    with reading_on(samples.MADE_ON):
        bring_in(path)
        before = copy.everything()
        said = bring_in(path)
    assert copy.everything() == before
    assert {line.split()[0] for line in said.splitlines() if line[:7].strip().isdigit()} <= {
        "0",
        "1",
    }


def test_a_flemish_school_is_known_by_its_institution_number(copy):
    with reading_on(samples.MADE_ON):
        said = bring_in(VERSIONS / "vl-2.1.xml", "--name", "De Klimop")
    assert "school 1234" in said
    assert around(copy, "1234")["Wannes"] == {
        "Wannes": ("pupil", True),
        "J": ("class_teacher", True),
    }


def test_site_00_and_no_site_are_one_school(copy, tmp_path):
    path = file_of(tmp_path, pupils=pupil("Noor", "5B"), teachers=ANNA)
    bring_in(path)
    told = path.read_text().replace(
        "</brincode>", "</brincode><dependancecode>00</dependancecode>"
    )
    path.write_text(told)
    assert "0 new pupils" in bring_in(path)
    path.write_text(told.replace(">00<", ">01<"))
    assert "1 new pupils" in bring_in(path)


def test_two_who_bring_in_the_same_file_at_once_make_one_school(copy, tmp_path):
    path = file_of(tmp_path, pupils=pupil("Noor", "5B") + pupil("Pim", "5B"), teachers=ANNA)
    command = [sys.executable, "-m", "deelgenoot.config.cli", "import", "edexml", str(path)]
    both = [
        subprocess.Popen(command, env=copy.environment(), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert copy.rows("SELECT count(*) FROM organisations_school WHERE brin = '99XX'") == [(1,)]
    assert set(around(copy)) == {"Noor", "Pim"}
    assert sorted("2 new pupils" in told for told in said) == [False, True]
