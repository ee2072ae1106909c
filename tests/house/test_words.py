"""One word through every floor, in every language; what is printed from the code is current."""

import inspect
import re
from functools import cache

import pytest
from django.db.models import TextChoices

from deelgenoot.config.printed import books
from deelgenoot.ui.catalogue import LANGUAGES, complaints, extract
from tests.house.walking import ROOT, modules, our_models

ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.M)


def glossary():
    text = (ROOT / "docs" / "glossary.md").read_text()
    return {word: said for word, *said in ROW.findall(text)}


@cache
def lists_of_terms():
    return [
        found
        for module in modules("terms")
        for _, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, TextChoices) and found.__module__ == module.__name__
    ]


def name_of(terms):
    twice = [t for t in lists_of_terms() if t.__name__ == terms.__name__]
    return (
        terms.__name__ if len(twice) == 1 else f"{terms.__module__.split('.')[1]}.{terms.__name__}"
    )


def test_every_table_stands_in_the_glossary():
    assert {model.__name__ for model in our_models()} - set(glossary()) == set()


@pytest.mark.parametrize("terms", lists_of_terms(), ids=lambda terms: terms.__qualname__)
def test_every_list_of_terms_and_every_term_stands_in_the_glossary(terms):
    words = {name_of(terms)} | {f"{name_of(terms)}.{term.name}" for term in terms}
    assert words - set(glossary()) == set()


def test_the_glossary_names_nothing_that_is_gone():
    known = {model.__name__ for model in our_models()}
    for terms in lists_of_terms():
        known |= {name_of(terms)} | {f"{name_of(terms)}.{term.name}" for term in terms}
    spoken = {"Actor", "Hat", "reach", "look", "deed", "story", "set aside"}
    spoken |= {"notice", "print run"}
    assert set(glossary()) - known - spoken == set()


def test_every_word_in_the_glossary_is_told_in_both_languages():
    assert {word for word, said in glossary().items() if not all(map(str.strip, said))} == set()


def test_the_printed_books_are_current():
    stale = [path.name for path, text in books().items() if path.read_text() != text]
    assert stale == [], "run python -m deelgenoot.config.printed"


every_sentence = cache(extract)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_in_every_language(language):
    assert list(complaints(language, every_sentence())) == []
