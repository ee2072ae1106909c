"""`deelgenoot import`: looks first, says in one sentence why not, never shows a stack trace."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from deelgenoot.exchange.edexml import samples
from deelgenoot.exchange.edexml.tests.made_files import SAMPLES, body
from deelgenoot.exchange.tests.schools import (
    LAST_YEAR,
    TODAY,
    around,
    bring_in,
    colleague,
    file_of,
    pupil,
    reading_on,
    school,
)

A_YEAR_AGO = TODAY - timedelta(days=365)
NOOR, ANNA = pupil("Noor", "5B"), colleague("Anna", "5B")


def in_its_own_process(copy, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "deelgenoot.config.cli", *arguments],
        env=copy.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def said_in_one_sentence(ran):
    lines = ran.stderr.strip().splitlines()
    assert len(lines) == 1, ran.stderr
    assert lines[0].startswith("deelgenoot: "), ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.returncode == 1
    return lines[0]


def test_a_preview_tells_counts_and_changes_nothing(copy, tmp_path):
    path = file_of(tmp_path, pupils=NOOR, teachers=ANNA)
    before = copy.everything(but=())
    said = bring_in(path, "--preview")
    assert "Preview, nothing is changed" in said
    assert "1 new pupils, each with a circle" in said
    assert "3 new classes" in said
    assert copy.everything(but=()) == before


def test_a_file_with_a_blocking_problem_changes_nothing_and_says_where(copy, tmp_path, capsys):
    path = file_of(tmp_path, pupils=pupil("Noor", "9Z"), teachers=ANNA)
    before = copy.everything(but=())
    with pytest.raises(CommandError, match=r"Nothing was changed\. First mend"):
        import_and_show(path)
    said = capsys.readouterr().out
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "9Z" in text)
    assert f"line {line}: " in said
    assert "9Z" in said
    assert copy.everything(but=()) == before


def import_and_show(path):
    from django.core.management import call_command

    call_command("import", "edexml", str(path))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "The file is empty"),
        ("<EDEX><school>", "stops halfway"),
        ("<html/>", "not EDEXML"),
        ("<!DOCTYPE EDEX [<!ENTITY a 'b'>]><EDEX/>", "document type"),
        ("\x00\x01zip", "not an XML file"),
    ],
)
def test_a_refused_file_is_told_in_a_sentence(copy, tmp_path, written, told):
    path = tmp_path / "file.xml"
    path.write_text(written)
    with pytest.raises(CommandError, match=told) as trouble:
        bring_in(path)
    assert "Nothing was changed." in str(trouble.value)


def test_a_file_that_names_no_brin_or_an_older_year_is_refused(copy, tmp_path):
    bring_in(file_of(tmp_path, pupils=NOOR, teachers=ANNA))
    before = copy.everything(but=())
    older = file_of(tmp_path, pupils=NOOR, teachers=ANNA, year=LAST_YEAR)
    with pytest.raises(CommandError, match="school year that is over"), reading_on(A_YEAR_AGO):
        bring_in(older)
    nameless = tmp_path / "nameless.xml"
    whose = school().replace("<brincode>99XX</brincode>", "<schoolkey>1</schoolkey>")
    nameless.write_text(body(school=whose))
    with pytest.raises(CommandError, match="BRIN"):
        bring_in(nameless, "--preview")
    assert copy.everything(but=()) == before


def test_our_own_samples_change_nothing_a_second_time(copy):
    before = copy.everything()
    for name, known_as in (("regenboog.xml", "99AB"), ("zonnebloem.xml", "99ZB")):
        with reading_on(samples.MADE_ON):
            bring_in(SAMPLES / name)
        assert around(copy, known_as)
    assert copy.everything() == before


def test_a_path_that_is_not_there_or_a_folder_is_told_in_one_sentence(copy, tmp_path):
    missing = tmp_path / "nergens.xml"
    said = said_in_one_sentence(in_its_own_process(copy, "import", "edexml", str(missing)))
    assert "No such file" in said
    said = said_in_one_sentence(in_its_own_process(copy, "import", "edexml", str(tmp_path)))
    assert "directory" in said


def test_a_file_one_may_not_read_is_told_in_a_sentence(copy, tmp_path, monkeypatch):
    def closed(*given, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(CommandError, match=r"Permission denied\. Nothing was changed"):
        bring_in(tmp_path / "closed.xml")


def test_a_wrong_question_and_a_missing_database_are_told_in_one_sentence(copy, tmp_path):
    ran = in_its_own_process(copy, "import", "somtoday", "x.xml")
    assert "somtoday" in said_in_one_sentence(ran)
    ran = in_its_own_process(copy, "dans")
    assert "dans" in said_in_one_sentence(ran)
    ran = in_its_own_process(
        copy, "import", "edexml", str(SAMPLES / "regenboog.xml"), "--name", "N" * 121
    )
    assert "longer than 120" in said_in_one_sentence(ran)
    nowhere = dict.fromkeys(
        ("DATABASE_URL", "DATABASE_JOBS_URL"), f"postgresql:///x?host={tmp_path}"
    )
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "deelgenoot.config.cli",
            "import",
            "edexml",
            str(SAMPLES / "regenboog.xml"),
        ],
        env={**copy.environment(), **nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "database" in said_in_one_sentence(ran)


def test_the_command_brings_a_file_in_from_its_own_process(copy, tmp_path):
    path = file_of(tmp_path, pupils=NOOR, teachers=ANNA)
    ran = in_its_own_process(copy, "import", "edexml", str(path), "--name", "De Proef")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Brought in: school 99XX" in ran.stdout
    assert around(copy) == {"Noor": {"Noor": ("pupil", True), "Anna": ("class_teacher", True)}}
