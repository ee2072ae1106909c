"""The pages of the look: the gallery, choosing a language, and what is said when it fails."""

import re

import pytest
from django.conf import settings as house
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from deelgenoot.ui import views
from deelgenoot.ui.context import bare_frame
from deelgenoot.ui.words_kept import words_in

TROUBLES = ("bad_request", "forbidden", "not_found", "server_error", "form_too_old",
            "look_not_recorded", "signed_out")  # fmt: skip
ARABIC = re.compile(r"[\u0600-\u06ff]")


def speaking(language: str) -> Client:
    client = Client()
    client.cookies[house.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_the_gallery_follows_each_reader_from_dutch_to_arabic_and_back(demo):
    first, arabic, last = (
        speaking(code).get("/gallery/").content.decode() for code in ("nl", "ar", "nl")
    )
    assert 'lang="nl" dir="ltr"' in first
    assert "Dag Samira" in first
    assert 'lang="ar" dir="rtl"' in arabic
    assert "Dag Samira" not in arabic
    assert not ARABIC.search(re.sub("العربيّة", "", last))


@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_trouble_follows_its_reader_from_dutch_to_arabic_and_back(trouble):
    from django.utils import translation

    said = []
    for code in ("nl", "ar", "nl"):
        with translation.override(code):
            said.append(render_to_string(f"ui/{trouble}.html", {"frame": bare_frame()}))
    assert said[0] == said[2]
    assert ARABIC.search(said[1])
    assert not ARABIC.search(said[0])


def test_the_gallery_is_closed_to_the_street_when_this_is_no_demonstration(settings):
    settings.DEMO = False
    assert Client().get("/gallery/").status_code == 404


def test_a_page_asks_for_at_most_three_sheets_and_has_one_title(demo):
    page = Client().get("/gallery/").content.decode()
    assert page.count('rel="stylesheet"') <= 3
    assert page.count("<h1") == 1
    assert len(page.encode()) <= 60_000


def test_our_fault_is_told_without_a_database_or_a_reader(rf: RequestFactory):
    answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "utrecht-button-link" in answer.content.decode()


def test_words_that_could_not_be_sent_are_given_back_and_secrets_are_not(rf: RequestFactory):
    posted = {"words": "Noor heeft hard gewerkt vandaag.", "password": "een twee drie vier"}
    own = rf.post("/", posted, headers={"sec-fetch-site": "same-origin"})
    assert words_in(own) == [posted["words"]]
    page = views.server_error(own).content.decode()
    assert posted["words"] in page
    assert posted["password"] not in page


def test_words_posted_from_another_site_are_never_shown(rf: RequestFactory):
    headers = {"sec-fetch-site": "cross-site"}
    stranger = rf.post("/", {"words": "Bel nu dit nummer: 0900"}, headers=headers)
    assert words_in(stranger) == []


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_choosing_a_language_never_leads_to_another_house(wanted):
    answer = Client().post("/taal/", {"language": "ar", "next": wanted})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_choosing_a_language_is_remembered_and_leads_back():
    answer = Client().post("/taal/", {"language": "ar", "next": "/gallery/"})
    assert answer["Location"] == "/gallery/"
    assert answer.cookies[house.LANGUAGE_COOKIE_NAME].value == "ar"


def test_looking_at_the_address_of_a_language_changes_nothing():
    answer = Client().get("/taal/?language=ar")
    assert answer.status_code == 302
    assert not answer.cookies


def test_a_page_is_not_kept_by_the_device(demo):
    answer = Client().get("/gallery/")
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize(("who", "leaves_quickly"), [("samira", True), ("anna", False)])
def test_who_is_signed_in_keeps_their_header_on_an_unknown_address(
    signed_in_as, who, leaves_quickly
):
    answer = signed_in_as(who).get("/bestaat-niet/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "/uitloggen/" in page
    assert ("data-exit" in page) is leaves_quickly


def test_a_stranger_on_an_unknown_address_is_told_no_more(db):
    page = Client().get("/bestaat-niet/").content.decode()
    assert "/uitloggen/" not in page
    assert "data-exit" not in page
