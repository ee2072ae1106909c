"""Find the browser for stories: the system's Chromium, or the one that was installed for us."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def where_chromium_is() -> str | None:
    """Say where a Chromium is; None lets the browser library use its own."""
    told = os.environ.get("CHROMIUM")
    if told:
        return told
    for name in NAMES:
        if found := shutil.which(name):
            return str(Path(found))
    return None
