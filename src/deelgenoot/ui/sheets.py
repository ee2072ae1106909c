"""Puts our style sheets behind each other, so that a phone asks for one file and not ten.

Run `python -m deelgenoot.ui.sheets` after a change in `sheets/`; a test says so when forgotten.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
SHEETS = ("fonts", "theme", "frame", "layout", "cards", "people", "story", "fields", "taps")
LAST = ("tables", "drawings", "motion", "print")
VENDORED = HERE / "static" / "ui" / "vendor" / "utrecht" / "utrecht.css"
BUILT = HERE / "static" / "ui" / "built" / "ui.css"


def tightened(sheet: str) -> str:
    """Give a style sheet without comments and spare room, on one line."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\s+", " ", sheet)
    return re.sub(r" ?([{};,]) ?", r"\1", sheet).replace(";}", "}").strip()


def joined() -> str:
    """Give the one sheet: the vendored components first, ours after."""
    vendored = "@layer vendor{" + tightened(VENDORED.read_text()) + "}"
    ours = [tightened((HERE / "sheets" / f"{name}.css").read_text()) for name in SHEETS + LAST]
    notice = "/* Built by deelgenoot.ui.sheets; holds @utrecht components, EUPL-1.2. */"
    return "\n".join([notice, vendored, *ours]) + "\n"


def main() -> None:
    """Write the one sheet."""
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    BUILT.write_text(joined())


if __name__ == "__main__":
    main()
