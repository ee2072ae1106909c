"""What these tests read, they read in the language of the code."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_the_language_of_the_code() -> Iterator[None]:
    """Say every problem in English, whatever was spoken before."""
    with translation.override("en"):
        yield
