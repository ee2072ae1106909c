"""A letter is a paper a screen reader can read, and names nobody it should not."""

import json
import re
import unicodedata
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from deelgenoot.letters.writing import CodeOnPaper, languages_of, pdf_of, words_of
from deelgenoot.ui.paper import without_vowel_signs

NOW = timezone.now()


def paper(**changed):
    facts = {
        "to": "Samira El Amrani",
        "home": ("Samira El Amrani", "Spijkerstraat 12", "6828 DA  Arnhem"),
        "child": "Noor",
        "school": "De Regenboog",
        "phone": "026 000 00 00",
        "contact": "Anna de Boer",
        "code": "4829-3057-1846",
        "until": NOW + timedelta(days=30),
        "today": NOW,
        "language": "nl",
    }
    return CodeOnPaper(**facts | changed)


def inside(pdf):
    """Everything in a PDF that is written in plain, unpacked where it is packed."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    unpacked = []
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return pdf + b"".join(unpacked)


@pytest.mark.parametrize(("language", "pages"), [("nl", 1), ("en", 2), ("ar", 2), ("tr", 1)])
def test_a_letter_is_tagged_titled_and_speaks_its_language(language, pages):
    drawn = inside(pdf_of([paper(language=language)]))
    assert b"/MarkInfo" in drawn
    assert b"/StructTreeRoot" in drawn
    assert b"pdfuaid" in drawn
    known = language if language in ("nl", "en", "ar") else "nl"
    assert f"/Lang ({known}".encode() in drawn or f"/Lang({known}".encode() in drawn
    assert f"/Type/Pages/Count {pages}/".encode() in drawn
    assert b"Brief van De Regenboog" in drawn
    assert b"/Alt" in drawn


def test_the_particulars_name_the_school_and_no_person():
    pdf = pdf_of([paper()])
    described = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>|<rdf:RDF.*?</rdf:RDF>", inside(pdf), re.S)
    assert described
    assert b"De Regenboog" in described.group(0)
    for name in (b"Samira", b"Noor", b"Anna", b"4829", b"Spijker"):
        assert name not in described.group(0)


def test_on_a_letter_stand_one_own_name_one_child_and_nobody_of_another_home():
    said = words_of([paper(language="ar")])["letters"]
    assert "Youssef" not in said
    assert "Amrani" in said
    assert said.count("4829-3057-1846") >= 2


def test_dutch_is_always_there_and_the_own_language_first():
    assert languages_of(paper(language="nl")) == ["nl"]
    assert languages_of(paper(language="ar")) == ["ar", "nl"]
    assert languages_of(paper(language="zgh")) == ["nl"]


def test_a_name_is_never_read_as_markup():
    strange = '#eval("1+1") *vet* $x$ <b> \\ "'
    assert pdf_of([paper(to=strange, home=(strange,), child=strange, contact=strange)])


@pytest.mark.parametrize(("language", "pages"), [("nl", 55), ("ar", 56)])
def test_a_whole_class_comes_out_as_one_paper_and_each_letter_begins_on_its_own_sheet(
    language, pages
):
    """Printed on both sides, the back of a sheet is empty or of the same letter."""
    drawn = inside(pdf_of([paper(language=language) for _ in range(28)]))
    assert f"/Type/Pages/Count {pages}/".encode() in drawn


def test_a_screen_reader_reads_every_arabic_word_as_it_is_written():
    """Some fonts draw dots and letters apart, and the PDF then says each of them twice."""
    sample = paper(language="ar", to="سميرة العمراني", child="نور")
    said = json.loads(without_vowel_signs(words_of([sample])["letters"]))[0][0]
    del said["qr"], said["qr_alt"]
    wanted = set(re.findall(r"[\u0620-\u064a]{2,}", json.dumps(said, ensure_ascii=False)))
    drawn = PdfReader(BytesIO(pdf_of([sample]))).pages[0].extract_text()
    read = set(re.findall(r"[\u0620-\u064a]{2,}", unicodedata.normalize("NFKC", drawn)))
    assert len(wanted) > 80
    assert wanted - read == set()
