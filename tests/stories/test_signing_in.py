"""Signing in with a code by mail, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.stories.steps import Visitor

pytestmark = pytest.mark.xdist_group("more stories")


def asks_for_a_code(someone: Visitor, mail: str) -> None:
    someone.opens("/inloggen/")
    someone.fills_in("Your mail address", mail)
    someone.taps_on("Mail me a code")
    someone.reads("Look in your mail")


def types_the_code(someone: Visitor, code: str) -> None:
    someone.fills_in("Your code", code)
    someone.taps_on("Sign in")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_a_father_signs_in_with_the_code_from_his_mail(visitor, site, language):
    father, before = visitor(language=language), len(site.post.mails)
    asks_for_a_code(father, "Youssef@demo.invalid")
    mail = site.post.wait_for("youssef@demo.invalid", after=before)
    assert "Noor" not in mail["Subject"] + mail.get_content()
    types_the_code(father, site.post.code_in(mail).lower().replace("-", " "))
    expect(father.page).to_have_url(f"{site.url}/")
    father.reads_words("Youssef")


def test_a_wrong_code_is_told_plainly_and_a_new_one_works(visitor, site):
    father, before = visitor(), len(site.post.mails)
    asks_for_a_code(father, "youssef@demo.invalid")
    first = site.post.code_in(site.post.wait_for("youssef@demo.invalid", after=before))
    types_the_code(father, "BCDF-GHJK" if first != "BCDF-GHJK" else "KJHG-FDCB")
    father.reads("Something is still missing")
    father.is_in_the_frame()
    father.can_use_this_page()

    before = len(site.post.mails)
    father.taps_on("Send a new code")
    fresh = site.post.code_in(site.post.wait_for("youssef@demo.invalid", after=before))
    assert fresh != first
    types_the_code(father, first)
    father.reads("Something is still missing")
    types_the_code(father, fresh)
    expect(father.page).to_have_url(f"{site.url}/")


def test_an_unknown_address_is_told_the_same_and_gets_no_code(visitor, site):
    known, unknown = visitor(), visitor()
    before = len(site.post.mails)
    asks_for_a_code(known, "samira@demo.invalid")
    asks_for_a_code(unknown, "nobody@demo.invalid")
    site.post.wait_for("samira@demo.invalid", after=before)
    told = [
        someone.page.locator("main").inner_text().replace(mail, "")
        for someone, mail in ((known, "samira@demo.invalid"), (unknown, "nobody@demo.invalid"))
    ]
    assert told[0] == told[1]
    types_the_code(unknown, "BCDF-GHJK")
    unknown.reads("Something is still missing")
    assert not [mail for mail in site.post.mails if "nobody" in mail["To"]]


def test_who_followed_a_link_is_brought_there_after_signing_in(visitor, site, address):
    mother, before = visitor(), len(site.post.mails)
    circle = address("Noor")
    mother.opens(circle)
    mother.fills_in("Your mail address", "samira@demo.invalid")
    mother.taps_on("Mail me a code")
    types_the_code(
        mother, site.post.code_in(site.post.wait_for("samira@demo.invalid", after=before))
    )
    expect(mother.page).to_have_url(f"{site.url}{circle}")


def test_a_code_of_school_that_is_wrong_or_used_is_told_plainly(visitor, site):
    someone = visitor()
    someone.opens("/uitnodiging/")
    for wrong in ("2345-6789-ABCD", "AB", ""):
        someone.fills_in("Your code", wrong)
        someone.taps_on("Go on")
        someone.reads("Something is still missing")
        someone.can_use_this_page()


@pytest.mark.parametrize("own", [True, False])
def test_a_device_of_ones_own_is_remembered_and_a_shared_one_is_not(visitor, site, own):
    mother, before = visitor(), len(site.post.mails)
    mother.opens("/inloggen/")
    mother.fills_in("Your mail address", "samira@demo.invalid")
    if own:
        mother.box("This is my own device. Keep me signed in.").check()
    mother.taps_on("Mail me a code")
    mail = site.post.wait_for("samira@demo.invalid", after=before)
    types_the_code(mother, site.post.code_in(mail))
    expect(mother.page).to_have_url(f"{site.url}/")
    cookie = next(c for c in mother.context.cookies() if c["name"] == "deelgenoot")
    days = (cookie["expires"] - mother.page.evaluate("Date.now() / 1000")) / 86400
    assert (29 < days < 31) if own else (0 < days < 0.1)
    assert cookie["httpOnly"]
