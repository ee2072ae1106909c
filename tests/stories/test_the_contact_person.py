"""A family says whom it would like to call; a colleague takes over, and the family hears it."""

import pytest

pytestmark = pytest.mark.xdist_group("stories")


def test_a_mother_says_who_suits_and_only_who_chooses_reads_it(visitor, address):
    samira, youssef, kees = visitor("Samira"), visitor("Youssef"), visitor("Kees", width=1280)
    samira.opens(address("Noor"))
    samira.taps_on("About the contact person")
    samira.reads_words("Anna de Boer")
    samira.page.get_by_role("radio", name="Kees Visser").click()
    samira.fills_in("Why?", "Kees kent ons gezin al lang.")
    samira.taps_on("Send")
    samira.reads("Kept. Only for %(readers)s.", readers="Kees Visser")
    samira.reads_words("Kees kent ons gezin al lang.")

    youssef.opens(address("Noor", "vaste-persoon/"))
    youssef.reads_words("Anna de Boer")
    youssef.does_not_read("Kees kent ons gezin al lang.")
    kees.opens("/")
    kees.reads("The family of %(pupil)s said who suits as contact person", pupil="Noor")
    kees.opens(address("Noor", "vaste-persoon/"))
    kees.reads_words("Kees kent ons gezin al lang.")


def test_a_colleague_says_yes_and_the_family_sees_who_to_call(visitor, address):
    kees, fatma = visitor("Kees"), visitor("Fatma")
    kees.opens("/")
    kees.taps_on("Give an answer", about="Emre")
    kees.taps_on("Yes, I will")
    kees.reads("Thank you. You are the one to call from now on.")

    fatma.opens("/")
    fatma.goes_home()
    fatma.reads("%(pupil)s has a new contact person", pupil="Emre")
    fatma.opens(address("Emre"))
    fatma.reads_words("Kees Visser")


def test_who_may_not_choose_finds_no_form_and_no_way_round(visitor, address):
    youssef, joris = visitor("Youssef"), visitor("Joris")
    joris.meets_nothing(address("Noor", "vaste-persoon/"))
    youssef.opens(address("Noor", "vaste-persoon/"))
    youssef.does_not_read("Welke collega?")
