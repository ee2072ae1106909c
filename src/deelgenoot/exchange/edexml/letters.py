"""Turns the bytes of a school's file into text, as the file itself says it is written."""

import codecs
import re
from collections.abc import Iterator
from typing import Protocol

from deelgenoot.exchange.edexml.problems import refused


class Readable(Protocol):
    """Anything that gives its bytes piece by piece."""

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes; none at the end."""


PIECE = 64 * 1024
"""How many bytes are read at a time."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNMARKED = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))

KNOWN = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-8",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
}
"""Declared name to how it is read. Latin-1 is read as windows-1252, which adds quotes and dashes
where latin-1 has nothing; a UTF-16 declaration that reads as plain text was saved as UTF-8."""

DECLARED = re.compile(
    rb"^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']"
)
XML_VERSION = re.compile(r"\s*<\?xml\s+version\s*=\s*[\"']([0-9.]{1,9})[\"']")
LINE_END = re.compile(r"\r\n?|\n")
BYTE_LINE_END = re.compile(rb"\r\n?|\n")


def texts(source: Readable) -> Iterator[str]:
    """Read the file piece by piece; refuse it where its letters are not what it says."""
    first = source.read(PIECE)
    while len(first) < PIECE and (more := source.read(PIECE - len(first))):
        first += more
    encoding, start = encoding_of(first)
    if not first[start:].strip(b" \t\r\n\x00"):
        raise refused("empty", 1)
    decoder = codecs.getincrementaldecoder(encoding)()
    piece, line = first[start:], 1
    while piece:
        text = decoded(decoder, piece, line)
        if line == 1:
            refuse_newer_xml(text)
        line += len(LINE_END.findall(text))
        yield text
        piece = source.read(PIECE)
    yield decoded(decoder, b"", line, final=True)


def refuse_newer_xml(text: str) -> None:
    """Tell in its own sentence that a file is not XML 1.0; no reader of XML here takes another."""
    found = XML_VERSION.match(text)
    if found and found.group(1) != "1.0":
        raise refused("xml-version", 1, version=found.group(1))


def encoding_of(first: bytes) -> tuple[str, int]:
    """Tell how the file is written, and where its text starts after a mark in front."""
    if first.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"\x00\x00\x00<")):
        raise refused("encoding", 1, encoding="UTF-32")
    for mark, encoding in MARKS:
        if first.startswith(mark):
            return encoding, len(mark)
    for mark, encoding in UNMARKED:
        if first.startswith(mark):
            return encoding, 0
    found = DECLARED.match(first)
    declared = found.group(1).decode("ascii") if found else "utf-8"
    if declared.lower() not in KNOWN:
        raise refused("encoding", 1, encoding=declared)
    return KNOWN[declared.lower()], 0


def decoded(
    decoder: codecs.IncrementalDecoder, piece: bytes, line: int, *, final: bool = False
) -> str:
    """Turn one piece into text; a letter cut in two at the very end means half a file."""
    good = b""
    try:
        return decoder.decode(piece, final)
    except UnicodeDecodeError as error:
        good = bytes(error.object[: error.start])
    # Raised out here, so that no error carries the bytes of the file along with it.
    raise refused("half" if final else "letters", line + len(BYTE_LINE_END.findall(good)))
