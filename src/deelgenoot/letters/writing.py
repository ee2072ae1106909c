"""The words of a letter or card with a code, in Dutch and in the language of who reads it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deelgenoot.circles.terms import Way
from deelgenoot.letters.actions.codes import Made, works_until
from deelgenoot.ui import paper
from deelgenoot.ui.dates import full_day

TEMPLATE = Path(__file__).parent / "typst" / "letter.typ"


@dataclass(frozen=True, slots=True)
class CodeOnPaper:
    """All that stands on a letter or card: one own name, one first name of a child, no more."""

    to: str
    home: tuple[str, ...]
    child: str
    school: str
    phone: str
    contact: str
    code: str
    until: datetime
    today: datetime
    language: str
    for_pupil: bool = False


def on_paper(made: Made) -> CodeOnPaper:
    """Gather what stands on a letter or card."""
    invitation, to = made.invitation, made.to
    by_letter = invitation.way == Way.LETTER
    return CodeOnPaper(
        to=to.person.name,
        home=to.lines if by_letter else (),
        child=invitation.child.first if invitation.child else "",
        school=invitation.school.name,
        phone=invitation.school.phone,
        contact=made.contact,
        code=made.code,
        until=works_until(invitation.made_at),
        today=invitation.made_at,
        language=to.language,
        for_pupil=to.asked.is_pupil,
    )


def pdf_of(papers: Iterable[CodeOnPaper]) -> bytes:
    """Draw letters as one PDF, each on a sheet of its own, printed on both sides or not.

    Its particulars name the school and no person.
    """
    written = list(papers)
    return paper.pdf(TEMPLATE, words=words_of(written))


def words_of(papers: list[CodeOnPaper]) -> dict[str, str]:
    """Give everything the template asks for."""
    first = papers[0]
    with translation.override("nl"):
        title = _("Letter from %(school)s") % {"school": first.school}
    drawn = [[_part(each, language) for language in languages_of(each)] for each in papers]
    lang = languages_of(first)[0]
    letters = json.dumps(drawn, ensure_ascii=False)
    return {"letters": letters, "title": title, "school": first.school, "lang": lang}


def languages_of(written: CodeOnPaper) -> list[str]:
    """In which languages someone gets a letter: their own first, and Dutch for who helps them."""
    return paper.languages_for(written.language)


def _part(written: CodeOnPaper, language: str) -> dict[str, Any]:
    """Write a letter in one language."""
    address = f"{settings.SITE}/uitnodiging/"
    with translation.override(language):
        said = _to_pupil(written) if written.for_pupil else _to_family(written)
        return {
            "lang": language,
            "school": written.school,
            "phone": written.phone,
            "home": list(written.home),
            "day": full_day(written.today),
            "code_title": _("Your code"),
            "code": written.code,
            "address": address.removeprefix("https://").removeprefix("http://"),
            "qr": paper.qr(f"{address}?code={written.code}"),
            "qr_alt": _("QR code that opens the page where the code is filled in already."),
            "goodbye": _("Kind regards,\n%(school)s") % {"school": written.school},
            **said,
        }


def _to_family(written: CodeOnPaper) -> dict[str, Any]:
    """The words to a parent or other adult."""
    names = {
        "child": written.child,
        "school": written.school,
        "person": written.to,
        "until": full_day(written.until),
    }
    how = _(
        "Scan the square with your phone. Or go to the address below and fill in the code. You"
        " also need the date of birth of %(child)s. The code works until %(until)s."
    )
    after = _(
        "You can tell something in your own words at once. To read what others wrote, you"
        " show once who you are: with a code by text message or mail, or at school."
    )
    return {
        "title": _("Talking together about %(child)s") % names,
        "words": [_("Dear %(person)s,") % names, _what_it_is() % names],
        "how": how % names,
        "after": [after],
        "call_title": _("No internet, or rather talk?"),
        "call": _call(written),
        "know_title": _("Good to know"),
        "know": _good_to_know(),
    }


def _what_it_is() -> str:
    """Say in one breath what Deelgenoot is."""
    return _(
        "We would like you to join in talking about %(child)s. That is what Deelgenoot is"
        " for: a place on the internet where home and school write to each other. You can"
        " do it with your phone, in your own language."
    )


def _good_to_know() -> list[str]:
    """What takes away a worry."""
    alone = _(
        "This letter and this code are for you alone. Your address and telephone number"
        " are shown to nobody else in the circle."
    )
    return [alone, _("You need not do this alone. You may bring someone who helps you.")]


def _to_pupil(written: CodeOnPaper) -> dict[str, Any]:
    """The words to a pupil, who gets the card in the hand."""
    names = {"child": written.child, "until": full_day(written.until)}
    return {
        "code_title": pgettext("to pupils", "Your code"),
        "title": _("Hi %(child)s,") % names,
        "words": [
            _(
                "This is your place in Deelgenoot. Here you can say how it goes, what helps you"
                " and what you want. You need not do anything. You may ask everything."
            )
        ],
        "how": pgettext(
            "to pupils",
            "Scan the square. Or go to the address below and fill in the code. You also need your"
            " date of birth. The code works until %(until)s.",
        )
        % names,
        "after": [],
        "call_title": _("Questions?"),
        "call": _("Go to %(name)s.") % {"name": written.contact or written.school},
        "know_title": pgettext("to pupils", "Good to know"),
        "know": [_("This code is yours. Keep the card to yourself.")],
    }


def _call(written: CodeOnPaper) -> str:
    """Whom to call: the contact person by name, on the number of school."""
    names = {"name": written.contact or written.school, "phone": written.phone}
    if not written.phone:
        return _("Ask for %(name)s at school. Then we do it together.") % names
    return (
        _("Call %(name)s: %(phone)s. Then we do it together, by phone or on paper.") % names
        + " "
        + _("An interpreter is possible too.")
    )
