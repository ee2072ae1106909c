"""Mijn klas stands in the menu of who has a class, and of who lets someone stand in for care."""

import pytest

LINK = 'href="/klas/"'
LEFT = "UPDATE organisations_assignment SET until = now() - interval '1 minute'"


@pytest.mark.parametrize(
    ("who", "shown"), [("anna", True), ("fatma", True), ("kees", True), ("ria", False)]
)
def test_my_class_stands_in_the_menu_of_who_has_one(signed_in_as, who, shown):
    assert (LINK in signed_in_as(who).get("/").content.decode()) is shown


def test_an_administrator_still_lets_someone_stand_in(signed_in_as):
    ria = signed_in_as("ria")
    assert LINK in ria.get("/beheer/").content.decode()
    assert "Invaller voor vandaag" in ria.get("/klas/").content.decode()


def test_who_has_no_class_any_more_no_longer_finds_it_in_the_menu(copy, client):
    copy.change(LEFT)
    assert copy.rows(
        "SELECT p.first FROM people_person p WHERE p.side = 'work' AND p.first IN ('Anna', 'Kees')"
        " AND deelgenoot_has_a_class(p.id, now()) ORDER BY 1"
    ) == [("Kees",)]
