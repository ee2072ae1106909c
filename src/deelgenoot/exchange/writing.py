"""The words of a report for the school's own system: plain text, always in Dutch."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from deelgenoot.circles.models import Circle
from deelgenoot.circles.story_pieces import DETAILS
from deelgenoot.exchange.queries import PieceLine
from deelgenoot.ui import paper
from deelgenoot.ui.dates import with_year

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"


@dataclass(frozen=True, slots=True)
class Report:
    """What goes along: the heading, each piece with its own line above it, and the end."""

    title: str
    about: str
    pieces: tuple[tuple[str, str], ...]
    end: str

    @property
    def text(self) -> str:
        """The whole report as plain text, to paste."""
        told = [f"{above}\n{words}" for above, words in self.pieces]
        return "\n\n".join([f"{self.title}\n{self.about}", *told, self.end])


def report(
    circle: Circle, lines: Iterable[PieceLine], *, since: date, until: date, by: str, at: datetime
) -> Report:
    """Write a report; it says where the whole story stands, and not whether there is more."""
    with translation.override("nl"):
        names = {
            "pupil": circle.pupil.name,
            "school": circle.school.name,
            "since": with_year(since),
            "until": with_year(until),
            "name": by,
            "day": with_year(at),
            "link": f"{settings.SITE}{reverse('circles:show', args=[circle.pk])}",
        }
        return Report(
            title=_("Report from Deelgenoot about %(pupil)s") % names,
            about=_(
                "%(school)s, %(since)s until and with %(until)s. Taken along by %(name)s on"
                " %(day)s."
            )
            % names,
            pieces=tuple((_above(line), line.words) for line in lines),
            end=_(
                "This is what colleagues of the school wrote for everyone in the circle. The whole"
                " story stands in Deelgenoot, where family and pupil read along: %(link)s"
            )
            % names,
        )


def _above(line: PieceLine) -> str:
    """When it was, who wrote it, and how they spoke."""
    how = str(DETAILS.get(line.detail, ""))
    return ", ".join(part for part in (with_year(line.at), line.name, how.lower()) if part)


def pdf_of(written: Report) -> bytes:
    """Draw the report as a PDF that a screen reader reads; a sign no font has refuses it."""
    told = [{"above": above, "words": words.splitlines()} for above, words in written.pieces]
    words = {
        "title": written.title,
        "about": written.about,
        "pieces": json.dumps(told, ensure_ascii=False),
        "end": written.end,
    }
    return paper.pdf(TEMPLATE, words=words)
