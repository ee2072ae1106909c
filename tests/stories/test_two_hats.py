"""A teacher who is a mother at the same school: at work her own child's circle does not exist."""

import pytest

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("stories")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_changing_hats_changes_whose_circles_there_are(visitor, address, language):
    fatma: Visitor = visitor("Fatma", language=language)
    emre, noor = address("Emre"), address("Noor")
    fatma.meets_nothing(emre)
    assert fatma.opens(noor) == 200
    fatma.opens("/klas/")
    fatma.does_not_read("Emre Kaya")

    fatma.opens("/")
    fatma.taps = 0
    fatma.taps_on("At home")
    assert fatma.taps == 1
    fatma.can_use_this_page()
    assert fatma.opens(emre) == 200
    fatma.can_use_this_page()
    fatma.meets_nothing(noor)
    fatma.meets_nothing("/klas/")

    fatma.opens("/")
    fatma.taps_on("De Regenboog")
    fatma.meets_nothing(emre)


def test_a_form_of_one_hat_is_not_taken_under_the_other(visitor, address):
    work, home = visitor("Fatma"), visitor("Fatma")
    home.opens("/")
    home.taps_on("At home")
    assert home.sends_anyway(address("Noor", "contact/")) == 404
    assert work.sends_anyway(address("Emre", "contact/")) == 404
