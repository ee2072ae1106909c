"""The words of notices on paper: one letter a person, in Dutch and in their own language."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from deelgenoot.post.wording import Facts, sentence
from deelgenoot.printing.queries import LetterLine
from deelgenoot.ui import paper
from deelgenoot.ui.dates import full_day
from deelgenoot.ui.names import days_in_words

TEMPLATE = Path(__file__).parent / "typst" / "notice.typ"


@dataclass(slots=True)
class Envelope:
    """All that goes to one person: their own name and address, and each thing once."""

    name: str
    home: tuple[str, ...]
    language: str
    facts: Facts
    told: list[tuple[str, Facts, bool]] = field(default_factory=list)


def envelopes(lines: Iterable[LetterLine]) -> list[Envelope]:
    """Put the letters of one person together: one sheet, one envelope, one home."""
    found: dict[object, Envelope] = {}
    for line in lines:
        home = paper.address_lines(line.name, line.home)
        new = Envelope(line.name, home, line.language, line.facts)
        found.setdefault(line.person, new).told.append((line.told, line.facts, line.quiet))
    return list(found.values())


def pdf_of(written: list[Envelope], *, school: str, today: datetime) -> bytes:
    """Draw the letters as one PDF; its particulars name the school and no person."""
    return paper.pdf(TEMPLATE, words=words_of(written, school=school, today=today))


def words_of(written: list[Envelope], *, school: str, today: datetime) -> dict[str, str]:
    """Give everything the template asks for."""
    with translation.override("nl"):
        title = _("Letters from %(school)s") % {"school": school}
    drawn = [
        [_part(each, language, today) for language in paper.languages_for(each.language)]
        for each in written
    ]
    lang = drawn[0][0]["lang"] if drawn else "nl"
    return {
        "letters": json.dumps(drawn, ensure_ascii=False),
        "title": title,
        "school": school,
        "lang": lang,
    }


def _part(written: Envelope, language: str, today: datetime) -> dict[str, Any]:
    """Write a letter in one language."""
    facts = written.facts
    names = {"school": facts.school, "person": written.name, "link": _shown_link()}
    with translation.override(language):
        news = [sentence(told, of, quiet=quiet) for told, of, quiet in written.told]
        return {
            "lang": language,
            "school": facts.school,
            "phone": facts.phone,
            "home": list(written.home),
            "day": full_day(today),
            "title": _("Message from %(school)s") % names,
            "words": [_("Dear %(person)s,") % names, *dict.fromkeys(news)],
            "read": _("Read on in Deelgenoot:"),
            "link": names["link"],
            "call_title": _("No internet, or rather talk?"),
            "call": _call(facts),
            "little": _(
                "This letter says little on purpose. So what it is about stays between us."
            ),
            "goodbye": _("Kind regards,\n%(school)s") % {"school": _signed(facts)},
        }


def _signed(facts: Facts) -> str:
    """Who greets: the one to call, and school."""
    return "\n".join(name for name in (facts.contact, facts.school) if name)


def _little() -> str:
    """Say why the letter says so little."""
    return _("This letter says little on purpose. So what it is about stays between us.")


def _shown_link() -> str:
    """The address of the house as people type it."""
    return f"{settings.SITE}/".removeprefix("https://").removeprefix("http://")


def _call(facts: Facts) -> str:
    """Whom to call, and on which days; without internet it is just as good."""
    days = days_in_words(facts.days, whole=True) if facts.days else ""
    names = {"name": facts.contact or facts.school, "phone": facts.phone, "days": days}
    if not facts.phone:
        return _("You can do this without internet. Ask for %(name)s at school.") % names
    if not days:
        alone = _(
            "You can do this without internet. Call %(name)s: %(phone)s. We fill it in with you."
        )
        return alone % names
    words = _(
        "You can do this without internet. Call %(name)s: %(phone)s, on %(days)s. We fill it in"
        " with you."
    )
    return words % names
