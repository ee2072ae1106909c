"""Makes files for the tests: sound ones, broken ones, huge ones."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random

from deelgenoot.exchange.edexml import EdexFile, EdexRefused, Problem, read_file

TODAY = date(2026, 11, 2)
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
VERSIONS = Path(__file__).with_name("versions")
PROJECT = Path(__file__).resolve().parents[5]
REAL = PROJECT.parent / "shared" / "data" / "edexml" / "EDEXML.Voorbeeld.2.1.xml"

SCHOOL = (
    "<school><schooljaar>2026-2027</schooljaar><brincode>99AB</brincode>"
    "<xsdversie>2.1</xsdversie></school>"
)
GROUPS = (
    '<groepen><groep key="5B"><naam>5B</naam><jaargroep>5</jaargroep></groep>'
    '<samengestelde_groep key="PLUS"><naam>Plusgroep</naam></samengestelde_groep></groepen>'
)
NOOR = (
    '<leerling key="1"><achternaam>Amrani</achternaam><voorvoegsel>El</voorvoegsel>'
    "<roepnaam>Noor</roepnaam><geboortedatum>2018-03-14</geboortedatum>"
    '<jaargroep>5</jaargroep><groep key="5B"/><samengestelde_groepen>'
    '<samengestelde_groep key="PLUS"/></samengestelde_groepen></leerling>'
)
ANNA = (
    '<leerkracht key="LK-ANNA"><achternaam>Boer</achternaam><voorvoegsel>de</voorvoegsel>'
    '<roepnaam>Anna</roepnaam><rol>LRK</rol><groepen><groep key="5B"><rol>LRK</rol></groep>'
    "</groepen></leerkracht>"
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def body(
    *,
    school: str = SCHOOL,
    sites: str = "",
    groups: str = GROUPS,
    pupils: str = NOOR,
    teachers: str = ANNA,
    root: str = "EDEX",
) -> str:
    """One small school, of which a test changes the part it is about; each part on a line."""
    return (
        f"<{root}>\n{school}\n{sites}\n{groups}\n<leerlingen>\n{pupils}\n</leerlingen>\n"
        f"<leerkrachten>\n{teachers}\n</leerkrachten>\n</{root.split()[0]}>\n"
    )


def pupil(inside: str, *, key: str = "7") -> str:
    """One pupil called Pim de Wit, with something more inside."""
    name = "<achternaam>Wit</achternaam><voorvoegsel>de</voorvoegsel><roepnaam>Pim</roepnaam>"
    return f'<leerling key="{key}">{name}{inside}</leerling>'


def taken(text: str | bytes) -> EdexFile:
    """Read a file that was just made."""
    data = text if isinstance(text, bytes) else (HEAD + text).encode()
    return read_file(io.BytesIO(data), today=TODAY)


def problems(text: str | bytes) -> dict[str, Problem]:
    """What is wrong with a file, by kind."""
    return {found.kind: found for found in taken(text).problems}


def refusal(text: str | bytes) -> Problem | None:
    """Why a file is refused; None when it is not."""
    try:
        taken(text)
    except EdexRefused as refused:
        return refused.problem
    return None


class Stream(io.RawIOBase):
    """A file that is made while it is read, so that it takes no room itself."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size and (piece := next(self._pieces, b"")):
            self._left += piece
        told, self._left = self._left[:size], self._left[size:]
        return told


def large(count: int) -> Iterator[bytes]:
    """A school of very many pupils, as a stream of bytes."""
    yield f"{HEAD}<EDEX>{SCHOOL}{GROUPS}<leerlingen>".encode()
    for number in range(count):
        yield (
            f'<leerling key="LL{number:07}" eckid="https://id.school/{number:060}">\n'
            f"<achternaam>Jansen{number}</achternaam><voorvoegsel>van der</voorvoegsel>"
            f"<voornamen>Kim Maria</voornamen><voorletters-1>KM</voorletters-1>"
            f"<roepnaam>Kim{number}</roepnaam><geboortedatum>2018-01-07</geboortedatum>"
            f"<geslacht>9</geslacht><jaargroep>5</jaargroep><groep key='5B'/>"
            f"<bsn>123456782</bsn><postcodenl>1234AB</postcodenl>"
            f"<instroomdatum>2022-08-22</instroomdatum>\n</leerling>"
        ).encode()
    yield b"</leerlingen></EDEX>"


SPLINTERS = (
    *(b"<", b">", b"&", b'"', b"\x00", b"\xff", b"\xef\xbb\xbf", b"&amp;", b"&x;", b"]]>"),
    *(
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"<?x",
        b"<!DOCTYPE EDEX>",
        b"</EDEX>",
        b"<EDEX>",
        b"<groep/>",
    ),
    *(b"\xed\xa0\x80", b"&#0;", b"&#x202e;", b" xmlns='x'", b" key=''", b"9" * 300, b"<a>" * 40),
)


def mutate(data: bytes, dice: Random) -> bytes:
    """Break a file by chance: drop, double, swap or replace a piece, or add a splinter."""
    broken = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.randrange(len(broken) + 1)
        size = dice.choice((1, 2, 8, 40, 300))
        piece = bytes(broken[at : at + size])
        other = dice.randrange(len(broken) + 1)
        match dice.randrange(12):
            case 0:
                del broken[at : at + size]
            case 1:
                broken[other:other] = piece
            case 2:
                broken[at : at + size] = broken[other : other + size]
            case 3:
                broken[at : at + size] = dice.randbytes(min(size, 8))
            case 4:
                del broken[at:]
            case 5:
                broken[at:at] = dice.choice(SPLINTERS)
            case _:
                broken[at : at + 1] = dice.choice(
                    (b"a", b"Z", b"0", b"9", b" ", b"-", b"\xc3\xa9")
                )
    return bytes(broken)
