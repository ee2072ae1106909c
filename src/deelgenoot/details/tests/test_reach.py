"""A class teacher sees how and when to call the adults of one child; nobody else does."""

import pytest

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Ask
from deelgenoot.circles.terms import AskKind


@pytest.mark.parametrize("who", ["anna", "fatma"])
def test_the_teacher_sees_the_safe_number_with_the_hours_beside_it(signed_in_as, cast, who):
    page = signed_in_as(who).get(f"/kring/{cast.noor.pk}/bereiken/").content.decode()
    for said in ("06 10000001", "Bel alleen maandag, dinsdag en donderdag tussen 09:00 en 14:00"):
        assert said in page
    assert "Nooit: Brief op papier" in page
    assert "Lindehof" not in page


@pytest.mark.parametrize("who", ["samira", "youssef", "kees", "ria", "joris", "ellen"])
def test_for_anyone_else_there_is_no_such_page(signed_in_as, cast, who):
    assert signed_in_as(who).get(f"/kring/{cast.noor.pk}/bereiken/").status_code == 404
    circle = signed_in_as(who).get(f"/kring/{cast.noor.pk}/")
    assert "/bereiken/" not in circle.content.decode()


def test_a_teacher_does_not_call_the_parents_of_her_own_child_at_work(signed_in_as, cast):
    assert signed_in_as("fatma").get(f"/kring/{cast.emre.pk}/bereiken/").status_code == 404
    assert signed_in_as("anna").get(f"/kring/{cast.emre.pk}/bereiken/").status_code == 200


@pytest.mark.parametrize("kind", [AskKind.SPEAK, AskKind.NEW_MAIL])
@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_an_ask_about_a_parent_leads_there_and_names_no_address(
    signed_in_as, cast, kind, language
):
    with acting_as(cast.anna):
        Ask.objects.create(
            circle=cast.noor,
            person_id=cast.anna.person_id,
            kind=kind,
            subject=cast.samira.person_id,
        )
    page = signed_in_as("anna", language=language).get("/").content.decode()
    assert f"/kring/{cast.noor.pk}/bereiken/#p{cast.samira.person_id}" in page
    for secret in ("samira@", "10000001", "1000 0001", "Lindehof"):
        assert secret not in page
