"""What the tests of the look need: words that are compiled."""

import pytest

from deelgenoot.ui.catalogue import compile_stale


@pytest.fixture(scope="session", autouse=True)
def compiled_words():
    """Compile the catalogues, so that Dutch is Dutch."""
    compile_stale()
