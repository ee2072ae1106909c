"""Breaks a school's file by chance, in its bytes or in its parts; a number alone tells how."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from deelgenoot.exchange.edexml.shape import SECTIONS, SHAPE
from deelgenoot.exchange.edexml.tests.made_files import mutate

TAGS = sorted(
    {"EDEX", "school", "bsn", "eckid", "toevoegingen", "blok", "onbekend", *SECTIONS}
    | {name for kinds in SECTIONS.values() for name in kinds}
    | {path.rpartition("/")[2] for places in SHAPE.values() for path in places}
)
WORDS = (
    *("", " ", "0", "-1", "x" * 65, "y" * 121, "z" * 300, "9" * 300, "NULL"),
    *("'; DROP TABLE x;--", "=1+1", "@SUM(1)", "<b>", "&", "{about}", "%s", "$1", "\\", "\t\n"),
    *("\N{RIGHT-TO-LEFT OVERRIDE}Noor", "\N{ZERO WIDTH SPACE}", "\N{NO-BREAK SPACE}"),
    *("\N{ARABIC LETTER NOON}\N{ARABIC LETTER REH}", "e\N{COMBINING ACUTE ACCENT}"),
    *("\N{CLINKING GLASSES}" * 9, "2018-02-30", "2999-01-01", "0001-01-01", "1899-12-31"),
    *("9999-12-31", "2018-03-14+14:00", "2026-2027", "2025-2026", "2027-2028", "9999-10000"),
    *("0000-0001", "99ZB", "12", "00", "16", "H", "5", "2.1", "1.03", "3.0", "a@b.invalid"),
    *("LRK", "OUD", "IB", "DIR", "TAL"),
)
OTHER_WAYS = ("utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15")
Deed = Callable[[Element, Element, Element, Random], None]


def broken(path: Path, number: int) -> bytes:
    """Break one file in the way that belongs to this number: the same number, the same file."""
    dice = Random(f"{path.name} {number}")
    sound = path.read_bytes()
    return mutate(sound, dice) if dice.randrange(3) == 0 else rearranged(sound, dice)


def rearranged(sound: bytes, dice: Random) -> bytes:
    """Change parts of the file, so that it is XML still, and write it down in some way."""
    root = ElementTree.fromstring(sound)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        parents = [one for one in root.iter() if len(one)]
        if not parents:
            break
        parent = dice.choice(parents)
        dice.choice(DEEDS)(parent, dice.choice(list(parent)), dice.choice(list(root.iter())), dice)
    return written(root, dice)


def written(root: Element, dice: Random) -> bytes:
    """Write the parts down, now and then in other letters or with other line ends."""
    way = dice.choice(("utf-8", dice.choice(OTHER_WAYS)))
    name = way.removesuffix("-sig")
    text = ElementTree.tostring(root, encoding="unicode")
    if dice.randrange(8) == 0:
        text = text.replace("\n", dice.choice(("\r\n", "\r", "", " ")))
    head = f'<?xml version="1.0" encoding="{name}"?>\n'
    return (head + text).encode(way, "xmlcharrefreplace")


def drop(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Leave one part out."""
    parent.remove(child)


def double(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Tell one part twice."""
    parent.insert(dice.randrange(len(parent) + 1), copied(child))


def place(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Tell one part somewhere else too."""
    other.insert(dice.randrange(len(other) + 1), copied(child))


def turn(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Tell the parts in another order."""
    parts = list(parent)
    dice.shuffle(parts)
    parent[:] = parts


def say(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Say something odd."""
    child.text = dice.choice(WORDS)


def swap(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Let two parts say what the other said."""
    child.text, other.text = other.text, child.text


def rename(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Give a part another name."""
    child.tag = dice.choice(TAGS)


def unlock(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Give something an odd key, none, or the key of another."""
    child.attrib.pop("key", "")
    if key := dice.choice((other.get("key", ""), dice.choice(WORDS), "")):
        child.set("key", key)


def estrange(parent: Element, child: Element, other: Element, dice: Random) -> None:
    """Put a part in a namespace of its own."""
    child.tag = f"{{urn:vreemd}}{child.tag}"


def copied(element: Element) -> Element:
    """The same part once more."""
    return ElementTree.fromstring(ElementTree.tostring(element))


DEEDS: tuple[Deed, ...] = (
    *(drop, double, place, turn, estrange, rename),
    *(say, say, say, swap, swap, unlock, unlock, unlock),
)
