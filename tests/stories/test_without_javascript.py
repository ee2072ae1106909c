"""The same path on a browser that runs no scripts."""

from uuid import uuid4

import pytest

pytestmark = pytest.mark.xdist_group("more stories")


def test_telling_reading_and_answering_work_without_javascript(visitor, address):
    mark = uuid4().hex[:6]
    line, answer = f"Noor rekende vandaag vlot {mark}.", f"Daar zijn we trots op {mark}."
    anna, samira = visitor("Anna", javascript=False), visitor("Samira", javascript=False)
    anna.opens("/klas/")
    anna.taps_on("Keep a contact", about="Noor")
    anna.chooses("By phone")
    anna.fills_in("In one line", line)
    anna.taps_on("Keep")
    anna.reads("Kept. %(name)s's circle can read it now.", name="Noor")

    samira.opens("/")
    samira.taps_on("Write back", about="Noor", near=line)
    samira.fills_in("Your answer", answer)
    samira.taps_on("Send")
    samira.reads("Sent. They read it the next time they look.")

    anna.opens("/")
    anna.reads_words(answer)
    anna.taps_on("Thank you, I have read it", near=answer)
    anna.does_not_read(answer)
    samira.opens(address("Noor"))
    samira.reads_words(answer)
    samira.unfolds("Everyone in words")
    samira.reads_words("Kees Visser")


def test_signing_in_and_changing_language_work_without_javascript(visitor, site):
    mother, before = visitor(javascript=False), len(site.post.mails)
    mother.opens("/inloggen/")
    mother.fills_in("Your mail address", "samira@demo.invalid")
    mother.taps_on("Mail me a code")
    code = site.post.code_in(site.post.wait_for("samira@demo.invalid", after=before))
    mother.fills_in("Your code", code)
    mother.taps_on("Sign in")
    mother.reads_words("Samira")
    mother.page.locator("footer").get_by_role("button", name="العربيّة").click()
    mother.language = "ar"
    mother.reads("What happened")
    assert mother.page.locator("html").get_attribute("dir") == "rtl"


def test_what_is_missing_is_told_and_what_was_chosen_is_kept(visitor, address):
    anna = visitor("Anna", javascript=False)
    anna.opens(address("Willem", "contact/"))
    anna.chooses("By phone")
    anna.taps_on("Keep")
    anna.reads("Something is still missing")
    assert anna.page.get_by_role("radio", checked=True).count() == 3
    assert anna.page.locator("[name=how]:checked").get_attribute("value") == "phone"
