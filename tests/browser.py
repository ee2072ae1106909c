"""Find the browser for stories: the system's Chromium, or the one that was installed for us.

`python -m tests.browser` ends well when there is one.
"""

import os
import shutil
from pathlib import Path

NAMES = (
    "chromium-headless-shell",  # the same engine without windows: a fifth quicker
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


def where_chromium_is() -> str | None:
    """Say where a Chromium is; None lets the browser library use its own."""
    told = os.environ.get("CHROMIUM")
    for name in (told,) if told else NAMES:
        if found := shutil.which(name):
            return str(Path(found))
    return None


def main() -> None:
    """Say by the exit code whether there is a browser to use."""
    from playwright.sync_api import sync_playwright

    if where_chromium_is() is None:
        with sync_playwright() as play:
            raise SystemExit(not Path(play.chromium.executable_path).exists())


if __name__ == "__main__":
    main()
