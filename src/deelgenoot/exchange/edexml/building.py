"""Builds the rows of a school's file, and sees to it that they fit together."""

import re
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from deelgenoot.exchange.edexml.judging import Judged, tidy
from deelgenoot.exchange.edexml.listening import Draft, Link
from deelgenoot.exchange.edexml.problems import (
    FIELDS,
    NAMELESS,
    Problem,
    problem,
    refused,
    shortened,
)
from deelgenoot.exchange.edexml.rows import (
    YEAR_GROUPS,
    GroupRow,
    GroupTie,
    PupilRow,
    Row,
    SchoolRow,
    SiteRow,
    TeacherRow,
)
from deelgenoot.exchange.edexml.shape import OLD_VERSIONS, VERSIONS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

COMBINED = "samengestelde_groep"
MAIN_SITE = "00"
"""Means the same as no site number at all (basis: EDEXML 2.0 and 2.1, elementen, SchoolType)."""
YEAR_IS_OVER = (9, 1)
"""From this day a school year that ended this summer is over. In the Netherlands it ends on 31
July (basis: WPO art. 1), in Flanders on 31 August; by then the file of the new year is there. An
older file would give last year's teachers their classes, and so the children's circles, back."""
YEAR_MAY_BE_MADE = (8, 1)
"""A school makes the file of a year in the year before it, and not earlier (our own choice)."""
SAME_KEYS = {COMBINED: "groep"}
"""Groups and combined groups share one set of keys (basis: EDEXML 2.1, groepKeyUnique)."""


class Builder:
    """Turns drafts into rows and remembers only the keys, to tell who was mentioned wrongly."""

    def __init__(self, today: date, tell: Callable[[Row | Problem], None]) -> None:
        self.today = today
        self._tell = tell
        self._seen: dict[str, set[str]] = {kind: set() for kind in NAMELESS}
        self._known: dict[str, set[str]] = {"groep": set(), COMBINED: set(), "vestiging": set()}
        self._open: list[tuple[Link, StrOrPromise]] = []
        self._has_school = False
        self._makers: dict[str, Callable[[Judged], Row]] = {
            "school": self._school,
            "vestiging": self._site,
            "groep": self._group,
            COMBINED: self._group,
            "leerling": self._pupil,
            "leerkracht": self._teacher,
        }

    def take(self, draft: Draft) -> None:
        """Judge one draft, and tell the row it makes after all that is wrong with it."""
        judged = Judged(draft, self._tell)
        if draft.kind != "school":
            self._check_key(judged)
        self._tell(self._makers[draft.kind](judged))

    def finish(self, last_line: int) -> None:
        """Tell what can be known only when the whole file has been read."""
        for link, about in self._open:
            if link.key not in self._known[link.element]:
                kind = "unknown-site" if link.element == "vestiging" else "unknown-group"
                self._tell(problem(kind, link.line, about, key=shortened(link.key)))
        if not self._has_school:
            self._tell(problem("no-school", last_line))
        if not self._seen["leerling"]:
            self._tell(problem("no-pupils", last_line))

    def _check_key(self, judged: Judged) -> None:
        kind = judged.draft.kind
        seen = self._seen[SAME_KEYS.get(kind, kind)]
        if not judged.key:
            judged.problem("missing-key")
        elif judged.key in seen:
            judged.problem("duplicate-key")
        seen.add(judged.key)
        if kind in self._known:
            self._known[kind].add(judged.key)

    def _school(self, judged: Judged) -> SchoolRow:
        if self._has_school:
            judged.problem("given-twice", field=NAMELESS["school"])
        self._has_school = True
        flemish = judged.matching("instellingsnummer", "[0-9]{2,6}").lstrip("0")
        site = judged.matching("dependancecode", "[0-9]{2}")
        row = SchoolRow(
            year=self._year(judged),
            brin=judged.matching("brincode", "[0-9]{2}[A-Z]{2}") or flemish,
            dependance="" if site == MAIN_SITE else site,
            key=judged.text("schoolkey"),
            made_on=judged.day("aanmaakdatum", "bad-making-date"),
            author=judged.text("auteur"),
            xsd_version=self._version(judged),
            line=judged.draft.line,
            institution_number=flemish,
            counted_on=judged.day("peildatum", "bad-making-date"),
        )
        if not (row.brin or row.key):
            judged.problem("no-school-number")
        return row

    def _year(self, judged: Judged) -> str:
        year = judged.text("schooljaar")
        if not (re.fullmatch("[0-9]{4}-[0-9]{4}", year) and int(year[5:]) == int(year[:4]) + 1):
            judged.problem("school-year")
            return ""
        if self.today >= date(int(year[5:]), *YEAR_IS_OVER):
            judged.problem("year-over", year=year)
        elif self.today < date(int(year[:4]) - 1, *YEAR_MAY_BE_MADE):
            judged.problem("year-ahead", year=year)
        return year

    def _version(self, judged: Judged) -> str:
        version = judged.text("xsdversie")
        if version in OLD_VERSIONS:
            judged.problem("old-version", version=version)
        elif version and version not in VERSIONS:
            raise refused("version", judged.draft.line, version=shortened(version))
        return version

    def _site(self, judged: Judged) -> SiteRow:
        return SiteRow(judged.key, self._named(judged), judged.draft.line)

    def _group(self, judged: Judged) -> GroupRow:
        return GroupRow(
            key=sys.intern(judged.key),
            name=self._named(judged),
            year_group=self._year_group(judged),
            combined=judged.draft.kind == COMBINED,
            line=judged.draft.line,
        )

    def _named(self, judged: Judged) -> str:
        name = judged.text("naam")
        if not name:
            judged.problem("missing-name")
        return name

    def _year_group(self, judged: Judged) -> str:
        year_group = judged.text("jaargroep").upper()
        if year_group and year_group not in YEAR_GROUPS:
            judged.problem("unknown-year-group")
        return sys.intern(year_group)

    def _pupil(self, judged: Judged) -> PupilRow:
        self._check_person(judged)
        links = self._linked(judged)
        groups = [link.key for link in links if link.element == "groep"]
        sites = [link.key for link in links if link.element == "vestiging"]
        for field, found in (("groep", groups), ("vestiging", sites)):
            if len(found) > 1:
                judged.problem("given-twice", field=FIELDS[field])
        return PupilRow(
            key=judged.key,
            family_name=judged.text("achternaam"),
            prefix=sys.intern(judged.text("voorvoegsel")),
            initials=sys.intern(judged.text("voorletters-1")),
            first_names=judged.text("voornamen"),
            call_name=judged.text("roepnaam"),
            born_on=judged.born(self.today),
            year_group=self._year_group(judged),
            group_key=next(iter(groups), None),
            combined_keys=tuple(link.key for link in links if link.element == COMBINED),
            site_key=next(iter(sites), None),
            enrolled_on=judged.day("instroomdatum"),
            left_on=judged.day("uitstroomdatum"),
            line=judged.draft.line,
        )

    def _teacher(self, judged: Judged) -> TeacherRow:
        self._check_person(judged)
        return TeacherRow(
            key=judged.key,
            family_name=judged.text("achternaam"),
            prefix=judged.text("voorvoegsel"),
            initials=judged.text("voorletters-1"),
            first_names=judged.text("voornamen"),
            call_name=judged.text("roepnaam"),
            mail=judged.text("emailadres"),
            roles=judged.roles(judged.draft.roles),
            groups=tuple(
                GroupTie(link.key, link.element == COMBINED, judged.roles(link.roles, link.line))
                for link in self._linked(judged)
            ),
            line=judged.draft.line,
        )

    def _check_person(self, judged: Judged) -> None:
        """Someone needs a name to be called by; a surname may be missing, but is asked about."""
        texts = judged.draft.texts
        if tidy(texts.get("achternaam", "")):
            return
        named = tidy(texts.get("roepnaam", "")) or tidy(texts.get("voornamen", ""))
        judged.problem("missing-surname" if named else "missing-name")

    def _linked(self, judged: Judged) -> list[Link]:
        """The groups and sites mentioned; those not met yet are looked for at the end."""
        links = []
        for link in judged.draft.links:
            link.key = sys.intern(tidy(link.key))
            if link.key:
                links.append(link)
            else:
                judged.problem("missing-link", link.line, field=FIELDS[link.element])
            if link.key and link.key not in self._known[link.element]:
                self._open.append((link, judged.about))
        return links
