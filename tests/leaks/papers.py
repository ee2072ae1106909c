"""Read a PDF whole: its particulars, and the words it draws glyph by glyph."""

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
GLYPH = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
SHOWN = re.compile(rb"\[((?:[^\]\\(]|\((?:\\.|[^\\)])*\))*)\]TJ", re.S)
PIECE = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.S)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.S)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


def _streams(pdf: bytes) -> Iterator[bytes]:
    """Each part of the file, unpacked where it is packed."""
    for packed in STREAM.findall(pdf):
        try:
            yield zlib.decompress(packed)
        except zlib.error:
            yield packed


def _sign(found: re.Match[bytes]) -> bytes:
    """Give the byte that an escape stands for."""
    said = found.group(1)
    return bytes([int(said, 8) & 255]) if said[:1].isdigit() else SIGNS.get(said, said)


def _glyphs(line: bytes) -> list[int]:
    """The numbers of the glyphs in one line."""
    codes = b"".join(ESCAPE.sub(_sign, piece) for piece in PIECE.findall(line))
    return [int.from_bytes(codes[n : n + 2], "big") for n in range(0, len(codes), 2)]


def read_pdf(pdf: bytes) -> str:
    """Give all there is to read; lines in every alphabet of the file, as their own is unknown."""
    parts = list(_streams(pdf))
    alphabets = [
        {
            int(glyph, 16): bytes.fromhex(said.decode()).decode("utf-16-be", "replace")
            for glyph, said in GLYPH.findall(part)
        }
        for part in parts
        if b"beginbfchar" in part
    ]
    lines = [_glyphs(line) for part in parts for line in SHOWN.findall(part)]
    drawn = ["".join(known.get(n, "") for line in lines for n in line) for known in alphabets]
    return "\n".join([*drawn, pdf.decode("latin-1"), *(p.decode("latin-1") for p in parts)])
