"""Names of countries, languages, days and numbers, in the language of who reads."""

from babel import Locale
from babel.dates import get_day_names
from django.utils.translation import gettext

from deelgenoot.details.rules import number_in_words
from deelgenoot.people.terms import SPOKEN
from deelgenoot.ui.dates import LOCALES, direction, language

NEAR = ("NL", "BE", "DE")
SCHOOL_WEEK = range(5)


def country_names() -> list[tuple[str, str]]:
    """Name every country in the reader's language, near ones first."""
    names = Locale.parse(LOCALES[language()]).territories
    real = {code: name for code, name in names.items() if len(code) == 2 and code.isalpha()}
    gone = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    rest = sorted((name, code) for code, name in real.items() if code not in {*NEAR, *gone})
    return [(code, real[code]) for code in NEAR] + [(code, name) for name, code in rest]


def language_names() -> list[tuple[str, str]]:
    """Name the languages families speak, each in the reader's language."""
    names = Locale.parse(LOCALES[language()]).languages
    as_people_say = {"zgh": gettext("Berber (Tamazight)")}
    return [(code, as_people_say.get(code) or names.get(code, code)) for code in SPOKEN]


def day_names() -> list[tuple[int, str]]:
    """Name the days of the school week."""
    names = get_day_names("wide", locale=LOCALES[language()])
    return [(day, names[day]) for day in SCHOOL_WEEK]


def phone_in_words(number: str, label: str) -> str:
    """Say a number with what it is for."""
    said = number_in_words(number)
    if direction() == "rtl":
        said = f"\u2066{said}\u2069"  # a number runs from left to right, also in Arabic
    return f"{said} ({label})" if label else said
