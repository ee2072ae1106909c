"""Papers people can read without help: PDF that a screen reader reads in the right order.

PDF/UA-1 (ISO 14289-1): tags, language, title. Any warning refuses the paper, for a missing letter
of a script is a hole in someone's name.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import segno
from django.conf import settings

FONTS = Path(__file__).parent / "fonts"
HOUSE = Path(__file__).parents[1]
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")


class NotDrawn(Exception):
    """A paper could not be drawn as it should be."""


def pdf(template: Path, *, words: Mapping[str, str]) -> bytes:
    """Draw a PDF; people's words go in as data, never as markup.

    Without fonts of the machine it happens to run on, so that it is the same paper everywhere.
    """
    import typst  # a large library that only who draws loads

    try:
        drawn, warnings = typst.compile_with_warnings(
            str(template),
            root=str(HOUSE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={name: without_vowel_signs(said) for name, said in words.items()},
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as trouble:
        raise NotDrawn from trouble
    if warnings:
        raise NotDrawn("; ".join(str(warning) for warning in warnings))
    return drawn


def without_vowel_signs(text: str) -> str:
    """Leave out Arabic vowel signs, as print does; with them a screen reader reads letters twice.

    A letter with a sign is drawn in two pieces, and each piece then says the whole.
    """
    return VOWEL_SIGNS.sub("", text)


def qr(address: str) -> str:
    """Draw an address as a QR code (SVG)."""
    return str(segno.make(address, error="m").svg_inline(scale=4, border=2, light="white"))


def languages_for(own: str) -> list[str]:
    """In which languages someone gets a letter: their own first, and Dutch for who helps them."""
    known = [code for code, _name in settings.LANGUAGES]
    first = own if own in known else "nl"
    return [first] if first == "nl" else [first, "nl"]


def address_lines(name: str, home: Mapping[str, str] | None) -> tuple[str, ...]:
    """Write an address as it stands in the window of an envelope: only one's own name."""
    if home is None:
        return (name,)
    number = f"{home['number']} {home['addition']}".strip()
    lines = (
        name,
        f"{home['street']} {number}".strip(),
        f"{home['postcode']}  {home['town']}".strip(),
    )
    return lines if home["country"] == "NL" else (*lines, home["country"])
