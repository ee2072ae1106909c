"""Grammar of counted nouns that no translator's eye should have to find twice.

In Arabic a noun after 3 to 10 stands in the plural, after 11 to 99 in the singular accusative
(تلميذًا), after a hundred in the singular (تلميذ). Feminine nouns on ة look the same in both.
"""

import re
from collections.abc import Iterator, Sequence

FEW, MANY, OTHER = 3, 4, 5
WORD = r"([^\s.,،؛:()]+)"
COUNTED = re.compile(rf"%\((?:n|num)\)s\s+{WORD}(?:\s+{WORD})?")
PARTITIVE = "من"
"""'%(n)s of the parents': the noun stands in one form with every number."""
BEFORE_A_NOUN = frozenset({"رقم هاتف"})
"""Two nouns that belong together: the first takes no sign of the accusative."""
ACCUSATIVE, FEMININE = ("ًا", "اً", "ةً"), "ة"


def wrong_in_arabic(forms: Sequence[str]) -> Iterator[str]:
    """Say which form of a counted sentence holds its noun in a way no reader would say it."""
    nouns = [COUNTED.search(form) for form in forms]
    few, many, other = (nouns[form] for form in (FEW, MANY, OTHER))
    if not (few and many and other) or few[1] == PARTITIVE:
        return
    if few[1] == many[1]:
        yield f"says after 11 to 99 what is said after 3 to 10: {many[1]}"
    fixed = f"{many[1]} {many[2]}" in BEFORE_A_NOUN
    if not (fixed or many[1].endswith((*ACCUSATIVE, FEMININE))):
        yield f"lacks the accusative after 11 to 99: {many[1]}"
    if other[1].endswith(ACCUSATIVE):
        yield f"says after a hundred what is said after 11 to 99: {other[1]}"
