"""Lists to take along: names and classes, no cell that calculates, nothing of homes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deelgenoot.exchange.spreadsheet import CALCULATES, as_csv

LISTS = ("leerlingen", "volwassenen", "collegas")
FORMULA = '=HYPERLINK("http://x.invalid";"Noor")'


def read(drawn):
    """Open a list as a spreadsheet does."""
    return list(csv.reader(io.StringIO(drawn.decode("utf-8-sig"), newline=""), delimiter=";"))


def taken(client, name):
    answer = client.get(f"/beheer/uit/{name}.csv")
    assert answer.status_code == 200, name
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert "no-store" in answer["Cache-Control"]
    return read(answer.content)


def test_the_lists_name_who_is_at_school_and_in_which_class(signed_in_as):
    ria = signed_in_as("ria")
    head, *pupils = taken(ria, "leerlingen")
    assert head == ["Nummer", "Voornaam", "Achternaam", "Klas"]
    [noor] = [line for line in pupils if line[1:3] == ["Noor", "El Amrani"]]
    assert "5B" in noor[3]
    head, *adults = taken(ria, "volwassenen")
    around_noor = {tuple(line[3:]) for line in adults if line[1] == "Noor El Amrani"}
    assert around_noor == {("Samira", "El Amrani", "ja"), ("Youssef", "El Amrani", "ja")}
    assert any(line[-1] == "nee" for line in adults)
    head, *colleagues = taken(ria, "collegas")
    [anna] = [line for line in colleagues if line[0] == "Anna de Boer"]
    assert "5B" in anna[2]


def test_no_list_tells_how_anyone_is_reached_or_who_decides(signed_in_as):
    ria = signed_in_as("ria")
    for name in LISTS:
        told = str(taken(ria, name)).lower()
        for never in ("@", "gezag", "demo.invalid", "straat", "+31"):
            assert never not in told, (name, never)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "who", ["samira", "youssef", "anna", "kees", "fatma", "ellen", "hassan", "joris"]
)
def test_nobody_else_takes_a_list(signed_in_as, who, name):
    answer = signed_in_as(who).get(f"/beheer/uit/{name}.csv")
    assert answer.status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_only_read_and_only_by_who_is_in(client, signed_in_as, name):
    assert client.get(f"/beheer/uit/{name}.csv").status_code == 302
    assert signed_in_as("ria").post(f"/beheer/uit/{name}.csv").status_code == 405


def test_taking_a_list_is_written_down(street):
    ria = street.visitor()
    ria.sign_in("ria")
    ria.set_up_second_step()
    taken(ria, "volwassenen")
    seen = "SELECT did, kind FROM audit_line WHERE part = 'adults_out'"
    assert street.copy.rows(seen) == [("look", "list")]


@pytest.mark.parametrize(
    "cell",
    [FORMULA, "+31", "-1+1", "@SUM(A1)", "\t=1", " =1", "\uff1d1", "\r=1"],
)
def test_a_name_that_is_a_formula_is_read_as_words(cell):
    [[_], [drawn]] = read(as_csv(["Naam"], [[cell]]))
    assert drawn.startswith("'")
    assert drawn[1:].replace("\r\n", "\n") == cell.replace("\r\n", "\n")


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc"))), min_size=2, max_size=2))
def test_every_name_comes_back_as_it_was_and_none_calculates(cells):
    [_, drawn] = read(as_csv(["a", "b"], [cells]))
    for cell, back in zip(cells, drawn, strict=True):
        assert back in (cell, f"'{cell}")
        assert not back.lstrip(" ").startswith(CALCULATES)
