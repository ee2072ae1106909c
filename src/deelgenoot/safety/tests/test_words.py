"""The list of words that ask on the device: plain data, whole words, no sentence of anyone."""

import json
import re
from pathlib import Path

import pytest

FILE = Path(__file__).parents[1] / "static" / "safety" / "words.json"
LIST = json.loads(FILE.read_text())


def test_it_is_data_and_no_more():
    assert set(LIST) == {"about", "words", "parts"}


@pytest.mark.parametrize("kind", ["words", "parts"])
def test_every_word_stands_once_written_plainly(kind):
    assert len(LIST[kind]) == len(set(LIST[kind]))
    assert [word for word in LIST[kind] if word != word.strip().lower()] == []
    assert [word for word in LIST[kind] if len(word) < 3] == []


def test_dutch_english_and_arabic_are_there():
    for word in ("geslagen", "bang voor", "misbruik*", "abuse*", "afraid of"):
        assert word in LIST["words"]
    assert all(re.search("[\u0600-\u06ff]", part) for part in LIST["parts"])
    assert not any(re.search("[\u0600-\u06ff]", word) for word in LIST["words"])
