"""Renews what others made and we keep a copy of: components, fonts for pages and paper, and htmx.

Run `python -m deelgenoot.ui.vendoring` with npm at hand; the pages themselves never need npm.
"""

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parent / "static" / "ui" / "vendor"
PAPER = Path(__file__).parent / "fonts"
COMPONENTS = {
    "action-group": "4.0.1",
    "alert": "4.0.2",
    "badge-status": "2.0.1",
    "blockquote": "3.0.1",
    "button": "4.0.1",
    "button-link": "3.0.1",
    "checkbox": "3.0.1",
    "data-list": "3.0.1",
    "document": "3.0.1",
    "form-field": "3.0.1",
    "form-field-description": "3.0.1",
    "form-field-error-message": "3.0.1",
    "form-fieldset": "3.0.1",
    "form-label": "3.0.1",
    "heading-1": "3.0.1",
    "heading-2": "3.0.1",
    "heading-3": "3.0.1",
    "link": "3.0.1",
    "link-button": "3.0.1",
    "paragraph": "4.0.1",
    "radio-button": "3.0.1",
    "root": "4.1.1",
    "select": "3.0.1",
    "skip-link": "3.0.1",
    "table": "3.0.1",
    "textarea": "4.0.1",
    "textbox": "4.0.1",
    "unordered-list": "3.1.1",
}
LATIN = ("latin", "latin-ext")
WEIGHTS = ("400", "600", "700")
OTHERS: dict[str, tuple[str, ...]] = {
    "htmx.org@4.0.1": ("dist/htmx.min.js", "LICENSE"),
    "@fontsource/atkinson-hyperlegible-next@5.3.0": (
        *(
            f"files/atkinson-hyperlegible-next-{s}-{w}-normal.woff2"
            for s in LATIN
            for w in WEIGHTS
        ),
        "LICENSE",
    ),
    "@fontsource/noto-sans-arabic@5.3.0": (
        "files/noto-sans-arabic-arabic-400-normal.woff2",
        "files/noto-sans-arabic-arabic-700-normal.woff2",
        "LICENSE",
    ),
}

ON_PAPER = {
    "@expo-google-fonts/atkinson-hyperlegible-next@0.4.1": "AtkinsonHyperlegibleNext",
    "@expo-google-fonts/vazirmatn@0.4.1": "Vazirmatn",
}
"""Fonts as TTF, for paper. Vazirmatn draws an Arabic letter as one piece: where a font puts dots
as pieces of their own (as Noto does), a screen reader reads the letter twice from the PDF."""


def fetch(package: str, into: Path) -> Path:
    """Unpack one npm package at exactly the version we name."""
    pack = ["npm", "pack", "--silent", "--pack-destination", str(into), package]
    ran = subprocess.run(pack, check=True, capture_output=True, text=True)  # noqa: S603
    name = ran.stdout.split()[-1]
    with tarfile.open(into / name) as packed:
        packed.extractall(into / name.removesuffix(".tgz"), filter="data")
    return into / name.removesuffix(".tgz") / "package"


def renew_components(work: Path) -> None:
    """Put the style sheets of the components behind each other in one file."""
    sheets = []
    for name, version in COMPONENTS.items():
        package = fetch(f"@utrecht/{name}-css@{version}", work)
        sheets.append(f"/* @utrecht/{name}-css {version} */\n")
        sheets.append((package / "dist" / "index.min.css").read_text().strip() + "\n")
        shutil.copy(package / "LICENSE.md", VENDOR / "utrecht" / "LICENSE.md")
    (VENDOR / "utrecht" / "utrecht.css").write_text("".join(sheets))


def renew_others(work: Path) -> None:
    """Copy the fonts and htmx, each with its licence."""
    for package, paths in OTHERS.items():
        unpacked = fetch(package, work)
        name = package.rsplit("@", 1)[0].rsplit("/", 1)[-1]
        folder = VENDOR / ("htmx" if name.startswith("htmx") else "fonts")
        for path in paths:
            file = Path(path).name
            shutil.copy(
                unpacked / path, folder / (f"{name}.LICENSE" if file == "LICENSE" else file)
            )


def renew_paper_fonts(work: Path) -> None:
    """Copy the fonts of papers, each with its licence."""
    for package, font in ON_PAPER.items():
        unpacked = fetch(package, work)
        for weight in ("400Regular", "700Bold"):
            shutil.copy(unpacked / weight / f"{font}_{weight}.ttf", PAPER)
        name = package.rsplit("@", 1)[0].rsplit("/", 1)[-1]
        shutil.copy(unpacked / "LICENSE_FONT", PAPER / f"{name}.LICENSE")


def main() -> None:
    """Renew everything, at the versions named above."""
    for folder in ("utrecht", "fonts", "htmx"):
        (VENDOR / folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        renew_components(Path(work))
        renew_others(Path(work))
        renew_paper_fonts(Path(work))


if __name__ == "__main__":
    main()
