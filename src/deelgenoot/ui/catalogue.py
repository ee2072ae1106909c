"""The words of the house in every language: gather, renew, compile and check them.

Run `python -m deelgenoot.ui.catalogue extract|update|compile|check`; `update` also extracts.
"""

import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from deelgenoot.ui.counted_nouns import wrong_in_arabic
from deelgenoot.ui.extraction import extract_pages

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
LANGUAGES = ("nl", "en", "ar")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
METHODS: list[tuple[str, Any]] = [
    ("**/tests/**", "ignore"),
    ("**.py", "python"),
    ("**/jinja2/**.html", extract_pages),
    ("**/jinja2/**.txt", extract_pages),
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def path_of(language: str) -> Path:
    """Say where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Read the catalogue of a language; an empty one when there is none yet."""
    path = path_of(language)
    catalogue = Catalog(locale=language, domain="django")
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain="django")
    catalogue.project, catalogue.version, catalogue.fuzzy = "Deelgenoot", "1", False
    catalogue.header_comment = f"# The words of Deelgenoot in '{language}'."
    return catalogue


def write(catalogue: Catalog, language: str) -> None:
    """Write a catalogue so that it reads the same on every machine: by sentence, no dates."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=False, width=99, no_location=True)
    lines = path.read_text().splitlines()
    dated = ("POT-", "PO-R", "Generated", "Report-", "Last-T", "Language-Team")
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated))]
    path.write_text("\n".join(kept).rstrip() + "\n")


def extract() -> Catalog:
    """Gather every sentence of the house."""
    found = Catalog(project="Deelgenoot", charset="utf-8", fuzzy=False)
    gathered = extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS)
    for file, line, message, comments, context in gathered:
        if message:
            found.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return found


def update() -> None:
    """Bring every catalogue up to date; new sentences wait, dropped ones go."""
    for language in LANGUAGES:
        found = extract()  # anew: what one language adds to it must not be said in the next
        catalogue = read(language)
        catalogue.update(deepcopy(found), no_fuzzy_matching=True)  # or all share what is said
        catalogue.obsolete.clear()
        if language == "en":
            _speak_english(catalogue)
        write(catalogue, language)


def _speak_english(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id and not _said(message):
            message.string = message.id


def compile_all() -> None:
    """Compile every catalogue for Django."""
    for language in LANGUAGES:
        with path_of(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language))


def compile_stale() -> None:
    """Compile what is older than its words; cheap enough for every start."""
    for language in LANGUAGES:
        source, made = path_of(language), path_of(language).with_suffix(".mo")
        if source.exists() and (
            not made.exists() or made.stat().st_mtime < source.stat().st_mtime
        ):
            with made.open("wb") as file:
                write_mo(file, read(language))


def _said(message: Message) -> bool:
    return bool(message.string) and all(_texts(message.string))


def _placeholders_differ(message: Message) -> bool:
    asked = set(PLACEHOLDER.findall(_texts(message.id)[-1]))
    given = [set(PLACEHOLDER.findall(said)) for said in _texts(message.string)]
    if len(given) > 1:  # the singular, and dual forms, may leave the number out
        return set().union(*given) != asked
    return given[0] != asked


def _texts(said: Any) -> list[str]:
    return [str(text) for text in said] if isinstance(said, tuple | list) else [str(said)]


def _wrong_with(said: Message | None) -> str:
    if said is None or not _said(said):
        return "is not translated"
    if said.fuzzy:
        return "is fuzzy"
    return "misses or invents a placeholder" if _placeholders_differ(said) else ""


def _nouns_wrong(language: str, said: Message | None) -> str:
    """What is wrong with the noun that is counted, in a language with a form for each number."""
    forms = _texts(said.string) if said and language == "ar" else []
    return "; ".join(wrong_in_arabic(forms)) if len(forms) > 1 else ""


def complaints(language: str, found: Catalog) -> Iterator[str]:
    """Name everything that is not right in the catalogue of a language."""
    catalogue = read(language)
    for message in found:
        said = catalogue.get(message.id, message.context)
        if message.id and (wrong := _wrong_with(said) or _nouns_wrong(language, said)):
            yield f"{language}: {message.context or ''} {message.id!r} {wrong}"
    for message in catalogue:
        if message.id and found.get(message.id, message.context) is None:
            yield f"{language}: {message.id!r} is said nowhere any more"
    for obsolete in catalogue.obsolete.values():
        yield f"{language}: {obsolete.id!r} is obsolete"


def check() -> list[str]:
    """List everything that is not right in any language."""
    found = extract()
    return [line for language in LANGUAGES for line in complaints(language, found)]


def main(arguments: list[str]) -> int:
    """Do one deed by name; `check` fails when anything is not right."""
    deed = arguments[0] if arguments else ""
    if deed == "extract":
        sys.stdout.writelines(f"{message.id}\n" for message in extract() if message.id)
    elif deed == "update":
        update()
    elif deed == "compile":
        compile_all()
    elif deed == "check":
        wrong = check()
        sys.stdout.writelines(f"{line}\n" for line in wrong)
        return 1 if wrong else 0
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
