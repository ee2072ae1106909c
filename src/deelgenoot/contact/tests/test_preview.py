"""Before something is kept, a colleague sees what goes to whom; a family does not."""

import pytest


def test_a_teacher_sees_who_gets_which_words(signed_in_as, cast):
    page = signed_in_as("anna").get(f"/kring/{cast.noor.pk}/contact/").content.decode()
    shown = page.split("Wat gaat er uit, en naar wie")[1].split("</details>")[0]
    for said in ("Samira El Amrani", "Youssef El Amrani", "Bericht van De Regenboog"):
        assert said in shown
    assert "Wat je hier schrijft, staat er niet in." in shown
    assert "Noor" not in shown
    for secret in ("demo.invalid", "10000001", "Lindehof"):
        assert secret not in page


@pytest.mark.parametrize(("who", "hat"), [("samira", ""), ("youssef", ""), ("fatma", "family")])
def test_a_family_is_not_told_who_gets_what(signed_in_as, cast, who, hat):
    circle = cast.emre if hat else cast.noor
    page = signed_in_as(who, hat=hat).get(f"/kring/{circle.pk}/contact/")
    assert page.status_code == 200
    assert "Wat gaat er uit" not in page.content.decode()
