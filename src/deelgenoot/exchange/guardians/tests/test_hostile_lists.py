"""A list that can do harm is refused in a sentence; no list of bytes makes a trace."""

import random
import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from deelgenoot.exchange.guardians.problems import ListRefused
from deelgenoot.exchange.guardians.reader import read_list
from deelgenoot.exchange.guardians.sheets import MOST_BYTES, MOST_COLUMNS, MOST_LINES
from deelgenoot.exchange.guardians.tests.test_reader import NOOR, TODAY, WIDE, why, workbook


def packed(name="xl/workbook.xml", content=b"x", times=1):
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(times):
            made.writestr(name if not number else f"{number}", content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\r\n;;;\r\n", "empty"),
        (b"a" * (MOST_BYTES + 1), "too-large"),
        (b"\xd0\xcf\x11\xe0 old excel", "old-excel"),
        (b"PK\x03\x04 half a zip", "not-a-list"),
        (packed("word/document.xml"), "not-a-list"),
        (packed(content=b"<not a workbook"), "not-a-list"),
        (packed(content=b"0" * 30_000_000), "bomb"),
        (packed(times=1500), "bomb"),
        (b"Leerlingnummer;Ouder naam\n12;\x00\n", "not-a-list"),
        (b'Leerlingnummer;Ouder naam\n12;"Samira\n', "broken-quotes"),
        (b"Leerlingnummer;Ouder naam\n12;" + b"x" * 10_000_000, "cell-too-long"),
        (b"Leerlingnummer;Ouder naam\n12;" + b"x" * 3_000, "cell-too-long"),
        (b"Leerlingnummer;Ouder naam\n" + b"1;x\n" * MOST_LINES, "too-many-lines"),
        (b"Leerlingnummer;" * (MOST_COLUMNS + 1), "too-many-columns"),
        (b"Hobby;Kleur\nvoetbal;blauw\n", "no-adults"),
        (b"Ouder naam;Ouder mail\nSamira;s@thuis.invalid\n", "no-children"),
        (b"\xff\xfe\x00\xd8", "letters"),
    ],
    ids=lambda said: said if isinstance(said, str) else "",
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(content, kind):
    assert why(content) == kind


def test_a_sheet_without_end_is_refused_before_it_is_read():
    assert why(workbook(["x"] * (MOST_COLUMNS + 1), ["y"])) == "too-many-columns"


def read_or_refuse(content):
    try:
        return read_list(content, today=date(2026, 11, 28))
    except ListRefused as refused:
        return str(refused.problem.sentence)


@settings(max_examples=150, deadline=None)
@given(some.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    assert read_or_refuse(content)


@pytest.mark.parametrize("seed", range(60))
def test_a_list_with_damage_is_read_or_refused(seed):
    chance = random.Random(seed)
    whole = [
        f"{WIDE}\n{NOOR}\n{NOOR}\n".encode(),
        workbook(WIDE.split(";"), NOOR.split(";"), NOOR.split(";")),
    ]
    content = bytearray(chance.choice(whole))
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(content))
        deed = chance.choice(["change", "cut", "twice"])
        if deed == "change":
            content[place] = chance.randrange(256)
        elif deed == "cut":
            del content[place : place + chance.randint(1, 40)]
        else:
            content[place:place] = content[place : place + chance.randint(1, 40)]
        content = content or bytearray(b"x")
    assert read_or_refuse(bytes(content))
    assert TODAY
