"""Names of people: short enough for a small round face, and several in a row."""

from collections.abc import Sequence

from babel.dates import get_day_names
from babel.lists import format_list

from deelgenoot.ui.dates import LOCALES, language


def initials(name: str) -> str:
    """Give one or two letters for a person: the first of the first and of the last name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    names = [word for word in words if not word[0].islower()] or words
    if not names:
        return "?"
    first, last = names[0][0], names[-1][0] if len(names) > 1 else ""
    return (first + last).upper()


def in_a_row(names: Sequence[str]) -> str:
    """Say several things as the reader's language does: 'Anna, Samira en Youssef'."""
    return format_list(names, locale=LOCALES[language()])


def days_in_words(days: tuple[int, ...], *, whole: bool = False) -> str:
    """Say on which days someone is there, like 'Mon and Tue', or in whole words; 0 is Monday."""
    names = get_day_names("wide" if whole else "abbreviated", locale=language())
    return in_a_row([names[day].rstrip(".") for day in sorted(days)])
