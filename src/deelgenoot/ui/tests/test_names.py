"""A face shows the right letters."""

import pytest

from deelgenoot.ui.names import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna de Boer", "AB"),
        ("Noor", "N"),
        ("Samira El Amrani", "SA"),
        ("Elif Demir", "ED"),
        ("سميرة", "س"),
        ("mama", "M"),
        ("", "?"),
    ],
)
def test_initials_skip_the_small_words(name, letters):
    assert initials(name) == letters
