"""Every sentence of the house is there in every language, whole and kept current."""

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog

from deelgenoot.ui import catalogue
from deelgenoot.ui.extraction import extract_pages


def test_nothing_is_untranslated_or_fuzzy_or_left_behind():
    assert catalogue.check() == []


def test_a_sentence_said_with_you_is_found_in_both_tones():
    page = BytesIO(b"{{ you('You are here.') }}{{ _('Hello') }}")
    found = {(function, message) for _line, function, message, _c in
             extract_pages(page, catalogue.KEYWORDS, (), {})}  # fmt: skip
    assert found == {
        ("pgettext", ("to parents", "You are here.")),
        ("pgettext", ("to colleagues", "You are here.")),
        ("_", "Hello"),
    }


def test_a_template_that_cannot_be_read_is_an_error_and_not_skipped():
    with pytest.raises(Exception, match="Expected an expression"):
        list(extract_pages(BytesIO(b"{% if %}"), catalogue.KEYWORDS, (), {}))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Dag %(name)s", False),
        ("Dag", True),
        ("Dag %(naam)s", True),
    ],
)
def test_a_lost_placeholder_is_named(said, wrong, monkeypatch):
    found, spoken = Catalog(), Catalog(locale="nl")
    found.add("Hello %(name)s")
    spoken.add("Hello %(name)s", said)
    monkeypatch.setattr(catalogue, "read", lambda language: spoken)
    assert bool(list(catalogue.complaints("nl", found))) is wrong


def test_a_sentence_nobody_says_any_more_is_named(monkeypatch):
    spoken = Catalog(locale="nl")
    spoken.add("Old", "Oud")
    monkeypatch.setattr(catalogue, "read", lambda language: spoken)
    assert list(catalogue.complaints("nl", Catalog())) != []
