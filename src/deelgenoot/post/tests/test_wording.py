"""What notices say: few words, the school's name, and nothing of anyone."""

import re
from dataclasses import replace

import pytest
from django.utils import translation

from deelgenoot.post.terms import NOTICES, Reader, Told
from deelgenoot.post.wording import ONE_TEXT, Facts, facts_kept, said

GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
SAMPLE = Facts(
    first="Samira",
    school="De Regenboog aan de Dijk",
    initials="NE",
    phone="06-12345678",
    contact="Annemarie de Boe",
    days=(0, 1, 3),
)
"""The sample values of 6-content §9: 24, 2, 11 and 16 characters."""
INITIALS = re.compile(r"\bNE\b")
EVERY = [(told, reader) for told in Told for reader in Reader]


@pytest.fixture(autouse=True)
def link(settings):
    settings.SITE = "https://deelgenoot.nl/x"
    assert len(f"{settings.SITE}/") == 24


def words(told, reader, language, *, quiet=False):
    return said(told, replace(SAMPLE, reader=reader), language, quiet=quiet)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("told", "reader"), EVERY)
@pytest.mark.parametrize("quiet", [False, True])
def test_a_text_message_fits_in_one(told, reader, language, quiet):
    short = words(told, reader, language, quiet=quiet).short
    assert len(short) <= ONE_TEXT
    assert set(short) <= GSM_7


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize(("told", "reader"), EVERY)
def test_a_subject_names_the_school_and_nothing_else(told, reader, language):
    subjects = {words(t, r, language).subject for t, r in EVERY}
    assert subjects == {words(told, reader, language).subject}
    assert SAMPLE.school in words(told, reader, language).subject


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize(("told", "reader"), EVERY)
def test_the_subject_of_a_step_names_no_one(told, reader, language):
    step = words(told, reader, language).step
    assert "NE" not in step
    assert "Annemarie" not in step
    assert (step == "") is (told in (Told.MESSAGE, Told.AT_ONCE))


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize(("told", "reader"), EVERY)
def test_every_reader_gets_a_whole_mail_in_words_of_their_own(told, reader, language):
    mail = words(told, reader, language).body
    assert "%(" not in mail
    assert "Samira" in mail
    assert "https://deelgenoot.nl/x/" in mail
    assert len(mail.split()) <= 95
    if language == "nl":
        formal, warm = {"u", "uw", "U", "Uw"}, {"je", "jij", "jou", "jouw", "Je", "Jij"}
        wrong = warm if reader is Reader.HOME else formal
        assert not {word.strip(".,?!:") for word in mail.split()} & wrong, mail


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize("told", Told)
def test_who_said_what_is_safe_gets_the_same_few_words_whatever_happened(told, language):
    quiet = words(told, Reader.HOME, language, quiet=True)
    plain = words(Told.MESSAGE, Reader.HOME, language, quiet=True)
    assert (quiet.body, quiet.short) == (plain.body, plain.short)
    assert not INITIALS.search(quiet.body + quiet.short)


def test_only_the_texts_that_may_name_initials():
    named = {t for t in Told if INITIALS.search(words(t, Reader.HOME, "nl").short)}
    assert named == {Told.GOOD_NEWS, Told.ANSWER, Told.CIRCLE_CHANGED}
    for told in Told:
        assert not INITIALS.search(words(told, Reader.PUPIL, "nl").short)


def test_a_long_name_of_a_school_makes_no_text_message_of_two_parts():
    facts = replace(SAMPLE, school="De Regenboog aan de Dijk van Oud-Heusden", contact="A" * 60)
    assert not INITIALS.search(said(Told.CIRCLE_CHANGED, facts, "nl").short)


def test_without_a_number_nobody_is_told_to_call():
    assert "bellen" not in said(Told.MESSAGE, replace(SAMPLE, phone=""), "nl").body
    assert "donderdag" in said(Told.MESSAGE, SAMPLE, "nl").body


def test_what_the_outbox_keeps_is_what_was_told():
    assert facts_kept(SAMPLE.kept()) == SAMPLE
    assert facts_kept(Facts("Bo", "Kring").kept()) == Facts("Bo", "Kring")


def test_no_notice_names_a_topic_or_another_person():
    with translation.override("en"):
        for notice in NOTICES.values():
            for text in (notice.step, notice.body, notice.short, notice.pupil, notice.colleague):
                for word in ("health", "behaviour", "mother", "father", "police", "plan"):
                    assert word not in str(text).lower()
