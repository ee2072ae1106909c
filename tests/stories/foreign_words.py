"""Find what a page says in another language than the reader's."""

import re
from collections.abc import Iterable
from functools import cache

from deelgenoot.ui.catalogue import LANGUAGES, read
from tests.stories.steps import Visitor

SAID = """() => {
const told = [...document.querySelectorAll(".dg-entry__words")].map((e) => e.innerText.trim());
return [
  ...document.body.innerText.split("\\n"),
  ...[...document.querySelectorAll("[aria-label],[alt],[title]")].flatMap((e) =>
    ["aria-label", "alt", "title"].map((name) => e.getAttribute(name) || "")),
  ...[...document.querySelectorAll(".dg-hidden")].map((e) => e.textContent),
  document.title.split(" · ")[0],
].map((said) => said.trim()).filter((said) => said.length > 3 && !told.includes(said));
}"""
"""What the house says on a page; what people told each other there is theirs."""
HOLE = re.compile(r"%\(\w+\)[sd]")
WORD = re.compile(r"[^\W\d_]{4}")
"""Without one word of four letters a sentence is no sign: '%(task)s van %(class)s' is anywhere."""
NAMED = re.compile(r"%\\\(\w+\\\)[sd]")


def foreign_words_on(someone: Visitor) -> set[str]:
    """List every line on a page that is a sentence of the house in another language."""
    foreign = foreign_to(someone.language)
    return {line for line in someone.page.evaluate(SAID) if foreign.fullmatch(line)}


@cache
def foreign_to(language: str) -> re.Pattern[str]:
    """Give every sentence of the house in the other languages, as one pattern."""
    others = {said for other in LANGUAGES if other != language for said in sentences(other)}
    written = {said for message in read(language) for said in forms(message.id)}
    foreign = (others | written) - sentences(language)
    telling = [said for said in sorted(foreign) if WORD.search(HOLE.sub("", said))]
    return re.compile("|".join(NAMED.sub(".+", re.escape(said)) for said in telling))


def sentences(language: str) -> set[str]:
    """Give everything the house says in a language."""
    return {said for message in read(language) for said in forms(message.string)}


def forms(said: str | Iterable[str]) -> list[str]:
    """Give one sentence, or its singular and plurals; nothing for an empty one."""
    return [form for form in ([said] if isinstance(said, str) else said) if form]
