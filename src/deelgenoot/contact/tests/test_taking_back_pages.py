"""On the page: kept where one wants, taken back with one tap, and the words are given back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from deelgenoot.access.rows import acting_as
from deelgenoot.circles.models import Entry

LINE = "Vandaag lang gepraat over de zwemles."


@pytest.fixture(autouse=True)
def ten_minutes(settings):
    settings.RECALL_MINUTES = 10


def keeps(cast, browser, **given):
    told = {
        "entry_id": cast.new_id(), "where": "circle", "line": LINE, "tone": "everyday",
        "how": "phone", "topic": "wellbeing", **given,
    }  # fmt: skip
    answer = browser.post(reverse("contact:log", args=[cast.noor.pk]), told, follow=True)
    return told["entry_id"], answer.content.decode()


def page_of(cast, entry, name="contact:read"):
    return reverse(name, args=[cast.noor.pk, entry])


def entry_of(actor, entry):
    with acting_as(actor):
        return Entry.objects.seen_by(actor).filter(pk=entry).first()


def test_what_is_kept_says_that_nobody_reads_it_yet_and_can_be_taken_back(cast, signed_in_as):
    anna = signed_in_as("anna")
    entry, page = keeps(cast, anna, spoken_with=[str(cast.samira.person_id)])
    assert "Niemand leest dit nog" in page
    assert "met Samira" in page
    again = anna.post(page_of(cast, entry, "contact:take_back")).content.decode()
    assert "Teruggehaald" in again
    assert LINE in again
    assert entry_of(cast.anna, entry) is None


def test_the_form_comes_back_as_it_was_filled_in(cast, signed_in_as):
    anna = signed_in_as("anna")
    entry, _ = keeps(cast, anna, tone="difficult", topic="learning", comes_back_on="2099-12-01")
    page = anna.post(page_of(cast, entry, "contact:take_back")).content.decode()
    chosen = {m.group(1) for m in re.finditer(r'value="(\w+)"[^>]* checked', page)}
    assert {"circle", "difficult", "phone", "learning"} <= chosen
    assert "2099-12-01" in page


def test_too_late_says_so_and_keeps_it(cast, signed_in_as, owner):
    anna = signed_in_as("anna")
    entry, _ = keeps(cast, anna)
    with acting_as(cast.anna):
        told = Entry.objects.seen_by(cast.anna).get(pk=entry)
    anna_later = cast.anna.at(told.reaches_at + timedelta(minutes=1))
    assert entry_of(anna_later, entry)
    page = signed_in_as("samira").post(page_of(cast, entry, "contact:take_back"))
    assert page.status_code == 404


@pytest.mark.parametrize("name", ["contact:take_back", "contact:let_read", "contact:correct"])
@pytest.mark.parametrize("who", ["samira", "kees", "joris", "ria"])
def test_nobody_else_does_anything_with_it(cast, signed_in_as, name, who):
    entry, _ = keeps(cast, signed_in_as("anna"))
    answer = signed_in_as(who).post(page_of(cast, entry, name), {"words": "Anders."})
    assert answer.status_code == 404
    told = entry_of(cast.anna, entry)
    assert (told.words, told.reaches_at > cast.anna.now) == (LINE, True)


def test_let_go_the_family_reads_it(cast, signed_in_as):
    anna, samira = signed_in_as("anna"), signed_in_as("samira")
    entry, _ = keeps(cast, anna)
    story = reverse("circles:show", args=[cast.noor.pk])
    assert LINE not in samira.get(story).content.decode()
    anna.post(page_of(cast, entry, "contact:let_read"))
    assert LINE in samira.get(story).content.decode()


def test_a_correction_shows_both_to_the_family(cast, signed_in_as, settings):
    settings.RECALL_MINUTES = 0
    anna, samira = signed_in_as("anna"), signed_in_as("samira")
    entry, _ = keeps(cast, anna)
    anna.post(page_of(cast, entry, "contact:correct"), {"words": "Kort gepraat over zwemmen."})
    page = samira.get(reverse("circles:show", args=[cast.noor.pk])).content.decode()
    assert LINE in page
    assert "Kort gepraat over zwemmen." in page


@pytest.mark.parametrize(("where", "colleague"), [("school", True), ("own", False)])
def test_a_note_stays_where_it_was_put(cast, signed_in_as, settings, where, colleague):
    settings.RECALL_MINUTES = 0
    entry, _ = keeps(cast, signed_in_as("anna"), where=where)
    story = reverse("circles:show", args=[cast.noor.pk])
    reads = {who: LINE in signed_in_as(who).get(story).content.decode() for who in
             ("anna", "kees", "samira", "youssef")}  # fmt: skip
    assert reads == {"anna": True, "kees": colleague, "samira": False, "youssef": False}
    assert entry_of(cast.anna, entry).audience == where


def test_a_reminder_that_is_shared_is_one_no_longer(cast, signed_in_as, settings):
    settings.RECALL_MINUTES = 0
    anna = signed_in_as("anna")
    note, _ = keeps(cast, anna, where="own")
    form = anna.get(f"{reverse('contact:log', args=[cast.noor.pk])}?uit={note}").content.decode()
    assert LINE in form
    shared, _ = keeps(cast, anna, note=str(note))
    assert entry_of(cast.anna, note) is None
    assert entry_of(cast.samira, shared).words == LINE


def test_nobody_shares_the_reminder_of_someone_else(cast, signed_in_as, settings):
    settings.RECALL_MINUTES = 0
    note, _ = keeps(cast, signed_in_as("anna"), where="own")
    kees = signed_in_as("kees")
    form = kees.get(f"{reverse('contact:log', args=[cast.noor.pk])}?uit={note}").content.decode()
    assert LINE not in form
    keeps(cast, kees, note=str(note), line="Iets anders.")
    assert entry_of(cast.anna, note).words == LINE


def test_difficult_news_by_message_is_refused_in_plain_words_and_nothing_is_lost(
    cast, signed_in_as
):
    entry, page = keeps(cast, signed_in_as("anna"), tone="difficult", how="message")
    assert "Moeilijk nieuws vertel je door te praten" in page
    assert LINE in page
    assert entry_of(cast.anna, entry) is None


def test_before_it_is_kept_the_page_says_who_reads_it_in_each_place(cast, signed_in_as):
    page = signed_in_as("anna").get(reverse("contact:log", args=[cast.noor.pk])).content.decode()
    lines = dict(re.findall(r'data-where="(\w+)">(.*?)</p>', page, re.DOTALL))
    assert "Samira El Amrani" in lines["circle"]
    assert "Samira" not in lines["school"]
    assert "Kees Visser" in lines["school"]
    assert "Ouders mogen vragen" in lines["school"]
    assert "zes weken" in lines["own"]
