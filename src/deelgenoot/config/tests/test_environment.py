"""What an installation is told from outside reaches the settings."""

import os
import subprocess
import sys

import pytest

ASK = "from deelgenoot.config import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"


@pytest.mark.parametrize(
    ("told", "count"), [({}, "0"), ({"ALLAUTH_TRUSTED_PROXY_COUNT": "2"}, "2")]
)
def test_how_many_proxies_are_trusted_is_told_by_the_server(told, count):
    ran = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "SECRET_KEY": "of a test", **told},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == count
