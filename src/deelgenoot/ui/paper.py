"""Papers people can read without help: PDF that a screen reader reads in the right order.

PDF/UA-1 (ISO 14289-1): tags, language, title. Any warning refuses the paper, for a missing letter
of a script is a hole in someone's name.
"""

from collections.abc import Mapping
from pathlib import Path

import segno

FONTS = Path(__file__).parent / "fonts"


class NotDrawn(Exception):
    """A paper could not be drawn as it should be."""


def pdf(template: Path, *, words: Mapping[str, str]) -> bytes:
    """Draw a PDF; people's words go in as data, never as markup.

    Without fonts of the machine it happens to run on, so that it is the same paper everywhere.
    """
    import typst  # a large library that only who draws loads

    drawn, warnings = typst.compile_with_warnings(
        str(template),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs=dict(words),
        format="pdf",
        pdf_standards=["ua-1"],
    )
    if warnings:
        raise NotDrawn("; ".join(str(warning) for warning in warnings))
    return drawn


def qr(address: str) -> str:
    """Draw an address as a QR code (SVG)."""
    return str(segno.make(address, error="m").svg_inline(scale=4, border=2, light="white"))
