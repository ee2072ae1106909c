"""Finds the sentences of the house in pages and code, so that each can be translated."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from jinja2.ext import babel_extract

from deelgenoot.ui.speech import TO_COLLEAGUES, TO_PARENTS

Found = tuple[int, str, Any, list[str]]


def extract_pages(
    file: BinaryIO, keywords: Any, comment_tags: Any, options: dict[str, Any]
) -> Iterator[Found]:
    """Find sentences in a template; one said with `you` stands twice, once for each tone."""
    settings = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false", **options}
    keywords = {*keywords, "you", "_"}
    for line, function, message, comments in babel_extract(
        file, list(keywords), comment_tags, settings
    ):
        if function != "you":
            yield line, function, message, comments
            continue
        sentence = message[0] if isinstance(message, tuple) else message
        for tone in (TO_PARENTS, TO_COLLEAGUES):
            yield line, "pgettext", (tone, sentence), comments
