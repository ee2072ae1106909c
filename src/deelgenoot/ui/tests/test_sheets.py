"""The look stays light, turns with the reading direction, and keeps colours in one place."""

import gzip
import re
from pathlib import Path

import pytest

from deelgenoot.ui import sheets

STATIC = sheets.HERE / "static" / "ui"
OURS = [*sorted((sheets.HERE / "sheets").glob("*.css")), STATIC / "tokens.css"]
BUDGET = 60_000
PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|(?:left|right|top|bottom)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:min-|max-)?(?:width|height)\s*:)"
)


def without_queries(sheet: str) -> str:
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return re.sub(r"@media[^{]*", "@media ", sheet)


@pytest.mark.parametrize("sheet", OURS, ids=lambda path: path.name)
def test_a_sheet_knows_start_and_end_but_not_left_and_right(sheet: Path):
    assert PHYSICAL.findall(without_queries(sheet.read_text())) == []


@pytest.mark.parametrize("sheet", OURS[:-1], ids=lambda path: path.name)
def test_a_colour_is_named_in_the_tokens_and_nowhere_else(sheet: Path):
    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*;)", sheet.read_text()) == []


def test_every_token_that_is_used_exists():
    known = set(re.findall(r"(--dg-[\w-]+):", (STATIC / "tokens.css").read_text()))
    used = set(re.findall(r"var\((--dg-[\w-]+)", "".join(path.read_text() for path in OURS)))
    assert used - known == set()


def test_the_dark_theme_names_every_colour_again():
    light, dark = (STATIC / "tokens.css").read_text().split("prefers-color-scheme: dark")
    colours = set(re.findall(r"(--dg-[\w-]+): #", light))
    assert colours - set(re.findall(r"(--dg-[\w-]+): #", dark)) == set()


def test_the_one_sheet_is_built_from_the_sheets_as_they_are():
    assert sheets.BUILT.read_text() == sheets.joined(), "run python -m deelgenoot.ui.sheets"


def test_every_sheet_is_in_the_one_sheet():
    named = {f"{name}.css" for name in sheets.SHEETS + sheets.LAST}
    assert {path.name for path in (sheets.HERE / "sheets").glob("*.css")} == named


def test_css_and_js_together_are_light_enough_for_a_slow_phone():
    served = ("tokens.css", "built/ui.css", "ui.js", "vendor/htmx/htmx.min.js")
    weight = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in served)
    assert weight <= BUDGET, f"{weight} bytes"


def test_every_font_that_is_named_is_there_with_its_licence():
    fonts = re.findall(r"url\(\"?\.\./vendor/fonts/([\w.-]+)", sheets.BUILT.read_text())
    assert fonts
    assert all((STATIC / "vendor" / "fonts" / name).exists() for name in fonts)
    assert len(list((STATIC / "vendor" / "fonts").glob("*.LICENSE"))) == 2


def test_nothing_is_fetched_from_elsewhere():
    assert re.findall(r"(?:url\(|@import)\s*[\"']?https?:", sheets.BUILT.read_text()) == []
