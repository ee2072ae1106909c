"""Listens to a school's file as it comes by, and refuses what could do harm on the way."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat
from xml.parsers.expat import errors

from deelgenoot.exchange.edexml.passed_over import OTHER, PASSED_OVER
from deelgenoot.exchange.edexml.problems import EdexRefused, refused
from deelgenoot.exchange.edexml.shape import SECTIONS, SHAPE, Place

DEEPEST = 24
"""EDEXML itself is at most eight levels deep."""

LARGEST = 1_000_000
"""The most characters one piece of text, one tag or one remark may have."""

CUT_OFF = frozenset(
    errors.codes[name]
    for name in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


@dataclass(slots=True)
class Link:
    """One mention of a group or site, and the roles told at it."""

    element: str
    key: str
    line: int
    roles: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """What the file tells of one school, site, group or person, before it is judged."""

    kind: str
    key: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    roles: list[tuple[str, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    twice: list[tuple[str, int]] = field(default_factory=list)


class Listener:
    """Hears the file and hands over each school, site, group and person as soon as it ends."""

    def __init__(self, deliver: Callable[[Draft], None]) -> None:
        self.deliver = deliver
        self.passed_over: Counter[str] = Counter()
        self._namespace = ""
        self._path: list[str] = []
        self._places: list[Place] = []
        self._draft: Draft | None = None
        self._draft_depth = 0
        self._skipping = 0
        self._pieces: list[str] = []
        self._size = 0
        self._heard = False
        self._silence = 0
        self._parser = self._made()

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._aside
        parser.ProcessingInstructionHandler = self._aside
        parser.StartDoctypeDeclHandler = self._harm
        parser.EntityDeclHandler = self._harm
        parser.ExternalEntityRefHandler = self._harm
        return parser

    @property
    def line(self) -> int:
        """Where in the file the reader is."""
        return self._parser.CurrentLineNumber

    def hear(self, text: str, *, last: bool = False) -> None:
        """Take in the next piece of the file."""
        code = 0
        try:
            self._parser.Parse(text, last)
        except expat.ExpatError as error:
            code = error.code
        if code:
            raise self._refusal(code, last=last)
        self._silence = 0 if self._heard else self._silence + len(text)
        self._heard = False
        if self._silence > LARGEST:
            raise refused("huge", self.line)

    def _refusal(self, code: int, *, last: bool) -> EdexRefused:
        """Tell half a file from one that is damaged or something else altogether."""
        return refused("half" if last and code in CUT_OFF else "not-xml", self.line)

    def _harm(self, *_: object) -> NoReturn:
        raise refused("entities", self.line)

    def _aside(self, *_: object) -> None:
        self._heard = True

    def _characters(self, text: str) -> None:
        self._heard = True
        self._size += len(text)
        if self._size > LARGEST:
            raise refused("huge", self.line)
        if not self._skipping:
            self._pieces.append(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._heard, self._size = True, 0
        namespace, _, local = name.rpartition(" ")
        if len(self._path) + self._skipping >= DEEPEST:
            raise refused("nesting", self.line)
        if not self._path:
            self._start_root(namespace, local)
        elif self._skipping:
            self._skipping += 1
        elif namespace not in ("", self._namespace):
            self._pass_over(OTHER)
        else:
            self._enter(local, attributes)

    def _start_root(self, namespace: str, local: str) -> None:
        if local != "EDEX":
            raise refused("not-edexml", self.line)
        self._namespace = namespace
        self._walk("EDEX", Place.INSIDE)

    def _enter(self, local: str, attributes: dict[str, str]) -> None:
        place = self._place_of(local)
        if place is None:
            self._pass_over(local)
            return
        key = attributes.get("key", "")
        if self._draft is None and self._opens(local):
            self._draft, self._draft_depth = Draft(local, key, self.line), len(self._path) + 1
        elif self._draft and place is Place.LINK:
            self._draft.links.append(Link(local, key, self.line))
        if "eckid" in attributes:
            self._pass_over("eckid", inside=False)
        self._walk(local, place)

    def _place_of(self, local: str) -> Place | None:
        if self._draft is not None:
            above = self._path[self._draft_depth :]
            below = "/".join([*above, local]) if above else local
            return SHAPE[self._draft.kind].get(below)
        known = self._opens(local) or (len(self._path) == 1 and local in SECTIONS)
        return Place.INSIDE if known else None

    def _opens(self, local: str) -> bool:
        """Whether a new school, site, group or person begins here."""
        if len(self._path) == 1:
            return local == "school"
        return local in SECTIONS[self._path[1]]

    def _walk(self, local: str, place: Place) -> None:
        self._path.append(local)
        self._places.append(place)
        self._pieces.clear()

    def _pass_over(self, name: str, *, inside: bool = True) -> None:
        """Count what is left where it is; its value is not even looked at."""
        self.passed_over[name if name in PASSED_OVER else OTHER] += 1
        self._skipping += inside

    def _end(self, _: str) -> None:
        self._heard, self._size = True, 0
        if self._skipping:
            self._skipping -= 1
            return
        local, place = self._path.pop(), self._places.pop()
        draft = self._draft
        if draft is None:
            return
        if len(self._path) < self._draft_depth:
            self._draft = None
            self.deliver(draft)
        elif place is Place.TEXT:
            self._keep(draft, local, "".join(self._pieces))
        elif place is Place.ROLE:
            tied = draft.links[-1].roles if len(self._path) > self._draft_depth else draft.roles
            tied.append((local, "".join(self._pieces)))

    def _keep(self, draft: Draft, local: str, text: str) -> None:
        if local in draft.texts:
            draft.twice.append((local, self.line))
        draft.texts.setdefault(local, text)
